// This file defines the stack that a coroutine runs on. When the coroutine has ended, another one may use it.

package sched

import "github.com/gilsim/gilsim/internal/coro"

// A stack runs the bodies of coroutines, one after another: to make one costs several times as much as to use it again.
type stack struct {
	coro coro.Coro
	of   *Coroutine // whose body it runs; nil while it is spare
	next *stack     // the next spare one
}

// stacks are those that no coroutine uses at present. Each thread has its own, which end with it, unless the engine keeps some for
// all threads (RunConfig.Spares). The zero value has none.
type stacks struct {
	spare *stack
	count int32
}

// maxSpares is how many stacks are kept.
const maxSpares = 64

// take returns a stack whose body has not begun.
func (p *stacks) take() *stack {
	s := p.spare
	if s == nil {
		s = new(stack)
		s.coro.Init(s)
		s.coro.Stay(true)
		s.coro.Begin()
		return s
	}
	p.spare, s.next = s.next, nil
	p.count--
	s.coro.Again()
	return s
}

// give takes a stack back that is idle, or about to be. It reports whether it is kept.
func (p *stacks) give(s *stack) (kept bool) {
	if p.count == maxSpares {
		return false
	}
	s.next, p.spare = p.spare, s
	p.count++
	return true
}

// close ends the goroutines of the stacks. It must be called where threads are resumed.
func (p *stacks) close() {
	for ; p.spare != nil; p.spare = p.spare.next {
		p.spare.coro.Dismiss()
	}
	p.count = 0
}

// stacks returns the stacks that the thread's coroutines use: those of all threads, or its own.
func (t *Thread) stacks() *stacks {
	if all := t.run.spares; all != nil {
		return &all.stacks
	}
	return &t.spares
}

// begin gives the coroutine a stack, unless it has one. For one that becomes current the trampoline does it: on the stack of
// whoever starts it, it would make that grow.
func (c *Coroutine) begin() {
	if c.stack == nil {
		c.stack = c.thread.stacks().take()
		c.stack.of = c
	}
}

// Run runs the body of the coroutine that has the stack.
func (s *stack) Run() {
	c := s.of
	t := c.thread
	t.remember(c)
	next := c.body.Run()
	t.forget(c)
	c.over = true
	if next != nil {
		t.current, t.actor = next, next.actor
	}
	if s != &t.ownStack {
		c.stack, s.of = nil, nil
		s.coro.Stay(t.stacks().give(s))
	}
}

// leave takes the stack from a coroutine whose body has been ended, by a panic or by being closed; unless it is the thread's own, or
// its goroutine has refused to end, or has ended, too.
func (c *Coroutine) leave() {
	s := c.stack
	if s == nil || !s.coro.Idle() {
		return
	}
	c.stack, s.of = nil, nil
	if !c.thread.stacks().give(s) {
		s.coro.Dismiss()
	}
}
