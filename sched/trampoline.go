// This file defines how a thread is resumed: what it is in the middle of goes on first, then its body.

package sched

import (
	"errors"
	"fmt"
	"time"

	"github.com/gilsim/gilsim/trace"
)

// advance is the part of Resume before the thread's function is resumed. It reports false if there is a request to make
// before, as there always is in a thread whose body is no function. Requests lie in t.request.
func (t *Thread) advance(w Wake) (done bool) {
	switch t.doing {
	case itsBody, itsRunner:
		if t.life != running {
			if !t.enter(w) {
				return false
			}
			w = Begin
		}
		if t.runner == nil {
			return true
		}
		if t.request = t.runner.Resume(t, w); t.request.Kind == End && !t.announceEnd() {
			t.life = finishing
			t.end(Begin)
		}
		return false
	case blocks:
		t.request, done = t.stepBlocking(w)
	case executes:
		t.request, done = t.stepExecution(w)
	case performs:
		t.request, done = t.op.Step(t, w)
	}
	if done {
		t.doing = itsBody
	}
	return done
}

// enter takes the thread into its body, and reports whether it has come there. If the body has ended it takes it out.
func (t *Thread) enter(w Wake) (entered bool) {
	if t.life != starting {
		t.end(w)
		return false
	}
	if t.request, entered = t.acquire(w); !entered {
		return false
	}
	t.run.engine.Record(t, trace.Start, 0, 0)
	t.life = running
	if t.runner == nil {
		t.own.begin()
		t.own.stack.coro.Begin()
	}
	return true
}

// end takes the thread out of its body.
func (t *Thread) end(w Wake) {
	if t.life == finishing {
		t.finish()
		w = Begin
	}
	t.leave(w)
}

// asked is the part of Resume after the thread's function has yielded, or ended.
func (t *Thread) asked() {
	c := t.current
	if !c.over && !c.stack.coro.Done() {
		return
	}
	t.failed = t.crashed(c, c.stack)
	if t.failed != nil && !t.run.endsRun(t.failed) && !t.uncaught(t.failed) {
		t.failed = nil // of a coroutine that nobody has guarded; the thread ends in its place
		c = &t.own
	}
	switch {
	case t.failed == nil && c != &t.own:
		t.failed = errors.New("a coroutine has ended, and does not say which one goes on")
	case t.failed == nil && !t.abandon():
		t.failed = t.refused()
	}
	if t.failed != nil {
		t.request = Request{Kind: End}
		return
	}
	if t.announceEnd() {
		return
	}
	t.finish()
	t.leave(Begin)
}

// announceEnd announces the thread's end to an engine that decides before each step, and reports whether it has done so: the
// end takes effect when the thread is resumed.
func (t *Thread) announceEnd() bool {
	if !t.run.stepwise {
		return false
	}
	t.life, t.doing = finishing, itsRunner
	t.next, t.nextObj = trace.End, 0
	t.request = Request{Kind: Burn}
	return true
}

func (t *Thread) leave(w Wake) {
	var done bool
	if t.request, done = t.release(w); done {
		t.life, t.closing = ended, true
		t.request = Request{Kind: End}
	}
}

// refused is the error of a thread whose code recovers from being ended, again and again.
func (t *Thread) refused() error {
	return fmt.Errorf("%s recovers from being ended: its goroutine is left behind", t.name)
}

// finish notes that the function has returned, and wakes those who wait for that.
func (t *Thread) finish() {
	t.life = ending
	if t.failure == nil {
		t.run.engine.Record(t, trace.End, 0, t.bytecodes)
	} else {
		t.run.engine.Record(t, trace.Crash, 0, int64(t.run.Names.AddText(t.failure.Message())))
	}
	t.ends.Lock(t)
	defer t.ends.Unlock(t)
	t.over.Store(true)
	for t.joiners.Wake(t, FIFO) {
	}
}

func (t *Thread) acquire(w Wake) (Request, bool) {
	lock := t.interlock()
	if lock == nil {
		return Request{}, true
	}
	r, done := lock.Acquire(t, w)
	if done {
		t.work = trace.None
	}
	return r, done
}

func (t *Thread) release(w Wake) (Request, bool) {
	lock := t.interlock()
	if lock == nil {
		return Request{}, true
	}
	r, done := lock.Release(t, w)
	if done {
		t.work = trace.None
	}
	return r, done
}

// Perform carries out an op, for a thread whose body is a function. As soon as the engine cannot answer at once the
// function is suspended, until the whole op is done.
func (t *Thread) Perform(op Op) {
	if r, done := op.Step(t, Begin); !done {
		t.perform(op, r)
	}
}

// perform is Perform for an op whose first step has been made, and requests this.
func (t *Thread) perform(op Op, r Request) {
	for done := false; !done; {
		w, ok := t.ask(r)
		if !ok {
			t.mustRun()
			t.op, t.doing, t.request = op, performs, r
			if t.suspend() {
				t.unwind()
			}
			return
		}
		r, done = op.Step(t, w)
	}
}

// ask makes a request of the engine, and reports whether it has been granted at once.
func (t *Thread) ask(r Request) (w Wake, ok bool) {
	if r.Kind == Park {
		return t.run.engine.Park(t, r.On, time.Duration(r.N))
	}
	t.left, ok = t.run.engine.Burn(t, r.N, r.Stride)
	return Burned, ok
}

// start makes a function, or a runner, the body of the thread.
func (t *Thread) start(fn func(*Thread), r Runner) {
	if r != nil {
		if t == t.proc.main {
			r = &mainRunner{body: r}
		}
		t.runner, t.doing = r, itsRunner
		return
	}
	t.fn = fn
	t.own.Init(t, 0, (*body)(t))
	if t.run.spares == nil {
		t.own.stack, t.ownStack.of = &t.ownStack, &t.own
		t.ownStack.coro.Init(&t.ownStack)
	}
}

// body is the function of a thread, as its coroutine runs it.
type body Thread

// Run runs the function, and in the main thread what it has been told to do at the end. Nobody goes on after that.
func (b *body) Run() (next *Coroutine) {
	t := (*Thread)(b)
	t.Guard(b.fn)
	if t == t.proc.main {
		t.proc.exit(t)
	}
	return nil
}

// A Catcher is a Runner that is told a panic which comes out of its Resume, and so of an op that it steps: what the library
// raises is a *MisuseError. It reports whether it goes on; then it is resumed with Begin. If not, the exception ends the
// thread, as Uncaught says.
type Catcher interface {
	Runner
	Catch(t *Thread, err error) (goesOn bool)
}

// thrown is told the panic that came out of the runner.
func (t *Thread) thrown(err error) {
	if c, ok := t.runner.(Catcher); !ok || !c.Catch(t, err) {
		t.runner = nobody{}
		t.Uncaught(err)
	}
}

// nobody is the body of a thread that an exception has ended.
type nobody struct{}

func (nobody) Resume(*Thread, Wake) Request { return Request{Kind: End} }
