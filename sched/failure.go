// This file defines how a run fails: the errors, and the end that leaves no goroutine behind.

package sched

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/gilsim/gilsim/internal/coro"
)

// ErrInterrupted is the error of a run that was interrupted from outside.
var ErrInterrupted = errors.New("interrupted")

// A MisuseError says that a thread did what must not be done: join itself, release a lock that is not held.
type MisuseError struct {
	Class string // of the exception that Python raises then: ValueError; "" is RuntimeError
	Msg   string
}

// Error returns the message.
func (e *MisuseError) Error() string { return e.Msg }

// A ThreadError says that an exception has ended a thread, or that the whole run has failed because of it.
type ThreadError struct {
	Thread string // its name
	In     string // whose code failed, if that was not the thread's own: greenlet "task1"
	Where  string // the line of the program, such as "bank.go:31"; empty if it is not known
	Err    error  // a *MisuseError, or a panic
	Stack  []byte // of the panic

	lines string // of the program, for Traceback
	main  bool   // it was a main thread
	exits bool   // and carried out what there was to do at its end
}

// Error says who failed, where and why.
func (e *ThreadError) Error() string {
	text := e.Thread + " failed"
	if e.In != "" {
		text += " in " + e.In
	}
	if e.Where != "" {
		text += " at " + e.Where
	}
	return fmt.Sprintf("%s: %v", text, e.Err)
}

// Unwrap returns the cause.
func (e *ThreadError) Unwrap() error { return e.Err }

// Message returns why, and in which greenlet: what a trace keeps of the failure, beside the thread.
func (e *ThreadError) Message() string {
	if e.In == "" {
		return e.Err.Error()
	}
	return e.In + ": " + e.Err.Error()
}

// A StepsError says that a run took more steps than it is allowed: most likely a livelock.
type StepsError struct {
	Limit  int64
	Thread string // who ran last
}

// Error says so.
func (e *StepsError) Error() string {
	return fmt.Sprintf("the program did not end within %d steps (a livelock?); %s ran last", e.Limit, e.Thread)
}

// mustRun fails if t cannot be suspended where it is. Its body may be a Runner; or another thread runs, and has called a
// method of t, mostly because a function uses the t around it in place of its own.
func (t *Thread) mustRun() {
	if t.doing == itsRunner || t.run.running != t {
		t.cannotSuspend()
	}
}

// cannotSuspend is the failure of mustRun, apart so that mustRun can be inlined.
func (t *Thread) cannotSuspend() {
	if t.doing == itsRunner {
		t.cannotWait()
	}
	t.misused()
	t.mustBeOwn()
}

// misused fails the thread that runs, which is not t. On a machine that does not tell who runs there is none.
func (t *Thread) misused() {
	if other := t.run.running; other != nil {
		other.Fail("%s is used by %s: a thread's methods are for its own code", t.name, other.name)
	}
}

// mustBeOwn ends the goroutine that calls, and the run, if it is not t's own: a machine on which several threads run at once may know that.
func (t *Thread) mustBeOwn() {
	if e, ok := t.run.engine.(Owner); ok && !e.Owns(t) {
		e.Disown(t, &MisuseError{Msg: t.name + " is used by a goroutine that is not its own: a thread's methods are for its own code"})
	}
}

// MustBeOf fails the thread unless it is of this run, in which a primitive was made that has this number. What a program shares
// means nothing in another run, not even when that is over.
func (t *Thread) MustBeOf(run *Run, object int32) {
	if t.run != run {
		t.strange(run, object)
	}
}

// strange is the failure of MustBeOf.
func (t *Thread) strange(run *Run, object int32) {
	info, _ := run.Names.Object(object)
	t.Fail("%s %q was made in another run: it can be used by the threads of that run only", info.Class, info.Name)
}

// Failure returns the error of a thread that failed for this reason.
func (k *Task) Failure(cause error) *ThreadError {
	var ends halting
	if errors.As(cause, &ends) {
		if before, ok := ends.error.(*ThreadError); ok {
			return before
		}
	}
	e := &ThreadError{Thread: (*Thread)(k).label(), Err: cause, main: (*Thread)(k) == k.proc.main}
	var p *PanicError
	if errors.As(cause, &p) {
		if err := p.Unwrap(); err != nil {
			e.Err = err
		}
		first := origin(p)
		e.In, e.Stack, e.Where, e.lines = first.In, first.Stack, lineIn(first.Callers), linesOf(first.Callers)
	}
	return e
}

// A PanicError is a panic as an exception: with what, and the stack of the place where it happened.
type PanicError = coro.PanicError

// origin returns the first of the panics of which each has passed on the one before, as its value: a greenlet hands its panic
// to its parent, and so on.
func origin(p *PanicError) *PanicError {
	for before := p; errors.As(p.Unwrap(), &before); {
		p = before
	}
	return p
}

// Panicked returns the cause of a failure, for Failure, of what was recovered in the body of a thread that is no
// coroutine. It must be called by the deferred function that recovered it. In says whose code it was, if not the thread's own.
func Panicked(value any, in string) error {
	pcs := make([]uintptr, 64)
	pcs = pcs[:runtime.Callers(2, pcs)]
	return &PanicError{Value: value, In: in, Stack: debug.Stack(), Callers: pcs}
}
