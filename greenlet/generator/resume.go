// This file defines how a generator is resumed (next, send, throw, close), what it runs then, and how it yields.

package generator

import (
	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// Next lets the generator go on until it yields, and returns what: next(g). Its pending Yield returns nil. When the body
// has ended the error is a *StopIteration, or the exception that has ended it; a *PanicError for a panic.
//
// It is one bytecode, and so is the yield. A request for the interpreter lock is looked for when the body goes on, as
// CPython 3.11 does in the instruction RESUME (ceval.c), and not at the yield.
//
// Like Send, Throw and Close it fails with ErrExecuting, and changes nothing, while the generator is executed, whichever
// thread calls, and with ErrThread if the generator belongs to another thread.
func (g *Generator[T]) Next(t *sched.Thread) (v T, err error) {
	if err = g.resume(t); err == nil {
		v = g.value
	}
	return v, err
}

// Send is Next with a value, which the pending Yield returns: g.send(v). A generator that has not started has none: it
// fails with ErrJustStarted unless the value is nil.
func (g *Generator[T]) Send(t *sched.Thread, v any) (T, error) { return g.resumeWith(t, v, nil) }

// Throw is Next with an exception, which the pending Yield returns: g.throw(err). A generator that has not started is
// closed by it, and does not run; of one that is closed the exception comes out at once. A nil err is ErrNoException.
func (g *Generator[T]) Throw(t *sched.Thread, err error) (v T, _ error) {
	if err == nil {
		t.CallBuiltin("throw")
		return v, ErrNoException
	}
	return g.resumeWith(t, nil, err)
}

// Close ends the generator: its pending Yield returns a *GeneratorExit, and the body is to end. Close returns the body's
// result, as CPython 3.13 does; before that it was None. It returns any other exception that the body ends with, and
// ErrIgnoredExit if it yields once more. A generator that has not started does not run; closing a closed one does
// nothing.
func (g *Generator[T]) Close(t *sched.Thread) (any, error) {
	_, err := g.resumeWith(t, nil, &GeneratorExit{})
	if err == nil {
		return nil, ErrIgnoredExit
	}
	if value, ok := stopped(err); ok {
		return value, nil
	}
	if isExit(err) {
		return nil, nil
	}
	return nil, err
}

func (g *Generator[T]) resumeWith(t *sched.Thread, sent any, thrown error) (v T, err error) {
	if err := g.admit(t, sent, thrown); err != nil {
		t.CallBuiltin("send")
		return v, err
	}
	g.sent, g.thrown = sent, thrown
	return g.Next(t)
}

// resume lets the generator go on until it yields or ends. It has nothing generic, so that Next can be inlined.
func (f *frame) resume(t *sched.Thread) error {
	if f.thread.Load() != t || f.State() != Suspended {
		if err := f.admit(t, nil, nil); err != nil {
			t.CallBuiltin("next")
			return err
		}
	}
	t.Charge(sched.CallNext)
	t.Announce(trace.Resume, f.actor, sched.Jump)
	f.state.Store(t, int32(Running))
	t.Engine().Record(t, trace.Resume, f.actor, 0)
	f.co.Enter()
	f.co.Proceed()
	if ended, err := f.co.Leave(); ended {
		return f.outcome(err)
	}
	f.state.Store(t, int32(Suspended))
	return nil
}

// admit returns why t cannot resume the generator with that; nil if it can. The order of the cases is that of gen_send_ex2 and
// _gen_throw in genobject.c: one that is executed says so, whoever asks, and one that is closed passes on what is thrown.
func (f *frame) admit(t *sched.Thread, sent any, thrown error) error {
	if f.thread.Load() == nil && sent != nil {
		return ErrJustStarted
	}
	own := f.claim(t) || f.thread.Load() == t
	switch state := f.State(); {
	case state == Running:
		return ErrExecuting
	case state == Closed && thrown != nil:
		return thrown
	case state == Closed:
		return &StopIteration{}
	case !own:
		return ErrThread
	case state == Created && thrown != nil:
		f.state.Store(t, int32(Closed))
		return escaped(thrown)
	}
	return nil
}

// outcome returns how a generator ends that has just ended. A panic that has come through the body was not its own, but
// that of a replay which the run does not follow.
func (f *frame) outcome(panicked error) error {
	if panicked != nil {
		panic(panicked)
	}
	result, err := f.result, f.raised
	f.result, f.raised = nil, nil
	if err != nil {
		return escaped(err)
	}
	return &StopIteration{Value: result}
}

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

// received returns what the generator has been resumed with, and keeps none of it alive.
func (f *frame) received() (sent any, thrown error) {
	sent, thrown = f.sent, f.thrown
	f.sent, f.thrown = nil, nil
	return sent, thrown
}

// code is a generator as the body of its coroutine.
type code[T any] Generator[T]

// Run runs the generator's body. Its end is a step, as a yield is. The last value is let go: nobody can get it any more.
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
