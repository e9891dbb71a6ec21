// This file defines exceptions: how one is raised and caught, and what becomes of one that nobody catches.

package sched

import (
	"errors"
	"fmt"
)

// raised is the value of the panic that carries an exception. It unwraps to it, so that errors.As finds the exception in a
// PanicError, when nobody has caught it.
type raised struct{ error }

func (r raised) Unwrap() error { return r.error }

// Raise raises an exception, as Python's raise does: deferred calls run, up to the Catch that is around it, or to the end of
// the thread, as Uncaught says. In a greenlet it goes to the end of that, and then to its parent.
func Raise(err error) { panic(raised{err}) }

// Catch calls f, and returns the exception that was raised in it, or nil: Python's try and except. What this library raises is
// a *MisuseError, and another panic a *coro.PanicError, whose Unwrap is the value of the panic if that is an error. What
// ends the run, or an abandoned greenlet, is not caught.
//
// A deferred call may recover by itself, too; then it catches what ends the run as well, which goes on ending at the next
// step of the thread.
func (t *Thread) Catch(f func()) (err error) {
	defer func() {
		if t.current.Closing() {
			return
		}
		err = t.Recovered(recover())
		var misuse *MisuseError
		if _, panicked := err.(*PanicError); panicked && errors.As(err, &misuse) {
			err = misuse
		}
	}()
	f()
	return nil
}

// Recovered makes an exception of what was recovered by the deferred function that calls it; of nil, nil. That function itself
// must call recover: the stack that a PanicError keeps is the one that the panic has left. What ends the run it does not let
// recover from.
func (t *Thread) Recovered(p any) error {
	switch err := p.(type) {
	case nil:
		return nil
	case raised:
		return err.error
	case error:
		if t.run.endsRun(err) {
			panic(p)
		}
	}
	return Panicked(p, t.blamed())
}

// blamed returns whose code the current coroutine runs, as reports name it: greenlet "task1"; "" for the thread's own.
func (t *Thread) blamed() string {
	if owner, ok := t.current.Owner.(interface{ Blamed() string }); ok {
		return owner.Blamed()
	}
	return ""
}

// Guard calls f. An exception that comes out of it ends there, and is told as Uncaught does.
func (t *Thread) Guard(f func(t *Thread)) {
	defer func() {
		if t.current.Closing() {
			return
		}
		if p := recover(); p != nil {
			t.Uncaught(t.outermost(p))
		}
	}()
	f(t)
}

// outermost is Recovered for who passes the exception on to nobody: the stack that it has left is kept.
func (t *Thread) outermost(p any) error {
	if err, ok := p.(error); ok && t.run.endsRun(err) {
		panic(p)
	}
	return Panicked(p, "")
}

// Uncaught tells that nobody has caught the exception: threading.excepthook (Lib/threading.py), in a main thread
// sys.excepthook. Its traceback goes to the run's stderr, the thread ends with a crash in the trace, once its code has
// returned, and the run is a failed one. The other threads go on: what this one has locked stays locked, and who waits for it
// waits for ever. That the main thread waits for the others at its end, and calls what was registered with AtExit, does
// not change. If the run is to fail fast it ends here.
//
// A function need not call it: an exception that comes out of it is told so. It is for code that has a last resort of its
// own, as the interpreter of a language does.
func (t *Thread) Uncaught(err error) {
	if t.uncaught(err) {
		panic(halting{t.failure})
	}
}

// uncaught is Uncaught, but reports whether the run ends.
func (t *Thread) uncaught(err error) (ends bool) {
	e := t.Task().Failure(err)
	if t.failure == nil {
		t.failure = e
	}
	return t.run.noteFailure(t, e)
}

// halting is the panic of a thread that ends the run.
type halting struct{ error }

func (h halting) Unwrap() error { return h.error }

// Halting returns the value of a panic that ends the run, wherever it is raised: no thread may catch it. An engine panics
// with it when it cannot go on.
func Halting(err error) error { return halting{err} }

// Halted returns what ends the run, if that is no exception of a thread but was raised with Halting.
func Halted(err error) (reason error, halted bool) {
	var h halting
	if !errors.As(err, &h) {
		return nil, false
	}
	_, failed := h.error.(*ThreadError)
	return h.error, !failed
}

// endsRun reports whether a panic is no exception of the program: the run cannot go on, because a replay departs, say, or the
// strategy itself has panicked.
func (r *Run) endsRun(err error) bool {
	var h halting
	return r.picking || errors.As(err, &h)
}

// noteFailure notes that an exception has ended the thread, tells its traceback, and reports whether the run ends.
func (r *Run) noteFailure(t *Thread, e *ThreadError) (ends bool) {
	defer r.guard()()
	e.exits = t == t.proc.main && t.proc.exiting
	if t.proc.life.born {
		return r.childFailed(t, e)
	}
	r.failures = append(r.failures, e)
	if r.stderr != nil && !t.Ghost() {
		_, _ = fmt.Fprint(r.stderr, e.Traceback())
	}
	return r.failFast
}

// childFailed is noteFailure for a process that another one has started, and that answers for itself: the exit code is 1 where
// the main thread has failed.
func (r *Run) childFailed(t *Thread, e *ThreadError) (ends bool) {
	text := e.Traceback()
	if t == t.proc.main {
		t.proc.SetStatus(1)
		text = "Process " + t.proc.name + ":\n" + text
	}
	if r.stderr != nil && !t.Ghost() {
		_, _ = fmt.Fprint(r.stderr, text)
	}
	return false
}

// Failure returns why a run has failed that was ended for the reason err, nil for none: an exception that has ended a
// thread is a failure, too.
func (r *Run) Failure(err error) error {
	defer r.guard()()
	if len(r.failures) == 0 {
		return err
	}
	var failed *ThreadError
	switch {
	case errors.As(err, &failed):
		return err
	case err != nil:
		return &AfterError{err, r.failures}
	case len(r.failures) == 1:
		return r.failures[0]
	}
	return r.failures
}

// ThreadErrors are the exceptions that have ended threads of a run, in that order: two or more.
type ThreadErrors []*ThreadError

// Error lists them, a line each; at most the first 100.
func (l ThreadErrors) Error() string {
	return fmt.Sprintf("%d threads failed:%s", len(l), l.lines())
}

// Unwrap returns them.
func (l ThreadErrors) Unwrap() []error {
	list := make([]error, len(l))
	for i, e := range l {
		list[i] = e
	}
	return list
}

func (l ThreadErrors) lines() (text string) {
	for _, e := range l[:min(len(l), most)] {
		text += "\n  " + e.Error()
	}
	if n := len(l) - most; n > 0 {
		text += "\n  " + plural(n, "other thread failed, too", "other threads failed, too")
	}
	return text
}

// An AfterError says that a run was ended, by a deadlock for example, after exceptions had ended threads of it: mostly the
// reason why nobody wakes the others.
type AfterError struct {
	Err    error
	Failed ThreadErrors
}

// Error says why the run was ended, and then which threads had failed, a line each.
func (e *AfterError) Error() string { return e.Err.Error() + e.Failed.lines() }

// Unwrap returns all of them.
func (e *AfterError) Unwrap() []error { return append([]error{e.Err}, e.Failed.Unwrap()...) }
