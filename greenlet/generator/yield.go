// This file defines what a generator runs, from its start to its end, and how it yields.

package generator

import (
	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A Yielder is a generator as its body sees it.
type Yielder[T any] Generator[T]

// Yield suspends the generator, and hands a value to whoever has resumed it. When it is resumed again, Yield returns what
// was sent, nil if nothing was, or the exception that was thrown: a *GeneratorExit if the generator is being closed, and
// then the body is to end. It is one bytecode.
//
// Yield fails with ErrOutside unless the body itself calls it: a generator that the body resumes has a Yielder of its
// own.
func (y *Yielder[T]) Yield(v T) (sent any, err error) {
	y.value = v
	return y.suspend()
}

// suspend suspends the generator until it is resumed.
func (f *frame) suspend() (sent any, thrown error) {
	t := f.co.Thread()
	t.Announce(trace.Yield, f.co.Caller(), sched.Plain)
	if !f.co.Acts() {
		return nil, ErrOutside
	}
	t.Engine().Record(t, trace.Yield, f.co.Caller(), 0)
	if f.co.Yield() {
		f.co.Unwind()
	}
	if f.sent != nil || f.thrown != nil {
		return f.received()
	}
	return nil, nil
}

// received returns what the generator has been resumed with, once.
func (f *frame) received() (sent any, thrown error) {
	sent, thrown = f.sent, f.thrown
	f.sent, f.thrown = nil, nil
	return sent, thrown
}

// code is a generator as the body of its coroutine.
type code[T any] Generator[T]

// Run runs the generator's body.
func (c *code[T]) Run() (next *sched.Coroutine) {
	t := c.co.Thread()
	defer c.state.Store(t, int32(Closed))
	body := c.body
	c.body = nil
	if err := greenlet.Catch(t, func() { c.result, c.raised = body(t, (*Yielder[T])(c)) }); err != nil {
		c.raised = err
	}
	c.value = *new(T)
	t.Announce(trace.Yield, c.co.Caller(), sched.Plain)
	t.Engine().Record(t, trace.Yield, c.co.Caller(), 1)
	return nil
}
