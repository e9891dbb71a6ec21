// This file defines the stack that a coroutine runs on. When the coroutine has ended, another one of the thread may use it.

package sched

import "github.com/gilsim/gilsim/internal/coro"

// A stack runs the bodies of coroutines, one after another: to make one costs several times as much as to use it again.
type stack struct {
	coro coro.Coro
	of   *Coroutine // whose body it runs; nil while it is spare
	next *stack     // the next spare one
}

// maxSpares is how many spare stacks a thread keeps.
const maxSpares = 64

// begin gives the coroutine a stack, unless it has one. For one that becomes current the trampoline does it: on the stack of
// whoever starts it, it would make that grow.
func (c *Coroutine) begin() {
	if c.stack == nil {
		c.stack = c.thread.newStack()
		c.stack.of = c
	}
}

func (t *Thread) newStack() *stack {
	s := t.spare
	if s != nil {
		t.spare, s.next = s.next, nil
		t.spares--
		return s
	}
	s = new(stack)
	s.coro.Init(s)
	s.coro.Begin()
	return s
}

// Run runs body after body, and waits for the next one in between, until there are spare stacks enough.
func (s *stack) Run() {
	for {
		c := s.of
		c.thread.remember(c)
		if next := c.body.Run(); !s.done(c, next) {
			return
		}
		if s.coro.Yield() {
			s.coro.Unwind()
		}
	}
}

// done notes that the body of c has run, and who goes on. It reports whether the stack is spare then.
func (s *stack) done(c, next *Coroutine) (spare bool) {
	t := c.thread
	t.forget(c)
	c.over = true
	if next != nil {
		t.current, t.actor = next, next.actor
	}
	if c == &t.own {
		return false
	}
	c.stack, s.of = nil, nil
	if t.spares == maxSpares {
		return false
	}
	s.next, t.spare = t.spare, s
	t.spares++
	return true
}

func (t *Thread) closeSpares() {
	for ; t.spare != nil; t.spare = t.spare.next {
		t.spare.coro.Close(nil)
	}
	t.spares = 0
}
