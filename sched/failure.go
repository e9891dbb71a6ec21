// This file defines how a run fails: the errors, and the end that leaves no goroutine behind.

package sched

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/gilsim/gilsim/internal/coro"
	"github.com/gilsim/gilsim/trace"
)

// ErrInterrupted is the error of a run that was interrupted from outside.
var ErrInterrupted = errors.New("interrupted")

// A MisuseError says that a thread did what must not be done: join itself, release a lock that is not held.
type MisuseError struct {
	Msg string
}

// Error returns the message.
func (e *MisuseError) Error() string { return e.Msg }

// A ThreadError says that a thread failed, and so the run.
type ThreadError struct {
	Thread string // its name
	In     string // whose code failed, if that was not the thread's own: greenlet "task1"
	Where  string // the line of the program, such as "bank.go:31"; empty if it is not known
	Err    error  // a *MisuseError, or a panic
	Stack  []byte // of the panic
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

// A DivergenceError says that a run departs from the trace or the schedule that it replays.
type DivergenceError struct {
	Event int64 // the index of the event, from 0; -1 if it is no particular one
	Msg   string
}

// Error says where and how. It counts events from 1.
func (e *DivergenceError) Error() string {
	if e.Event < 0 {
		return e.Msg
	}
	return fmt.Sprintf("event %d: %s", e.Event+1, e.Msg)
}

// mustRun fails the thread that runs, if that is not t: it has called a method of t, mostly because a function uses the t
// around it in place of its own.
func (t *Thread) mustRun() {
	if t.proc.running != t {
		t.misused()
	}
}

// misused is the failure of mustRun. On a machine that does not tell who runs there is none.
func (t *Thread) misused() {
	if other := t.proc.running; other != nil {
		other.Fail("%s is used by %s: a thread's methods are for its own code", t.name, other.name)
	}
}

// Failure returns the error of a run that ends because t failed. Engines make the run's error of Thread.Err with it.
func (t *Thread) Failure(cause error) *ThreadError {
	e := &ThreadError{Thread: t.name, Err: cause}
	var p *coro.PanicError
	if errors.As(cause, &p) {
		if err := p.Unwrap(); err != nil {
			e.Err = err
		}
		first := origin(p)
		e.In, e.Stack, e.Where = first.In, first.Stack, lineIn(first.Callers)
	}
	return e
}

// origin returns the first of the panics of which each has passed on the one before, as its value: a greenlet hands its panic
// to its parent, and so on.
func origin(p *coro.PanicError) *coro.PanicError {
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
	return &coro.PanicError{Value: value, In: in, Stack: debug.Stack(), Callers: pcs}
}

// crash ends the run because t failed.
func (k *kernel) crash(t *Thread, cause error) {
	e := t.Failure(cause)
	var divergence *DivergenceError
	if errors.As(cause, &divergence) {
		k.halt(divergence)
		return
	}
	k.Record(t, trace.Crash, 0, int64(k.process.Names.AddText(e.Message())))
	k.fail(e)
}

// close ends the run: it notes why, hands over the last events, and unwinds every thread that has not ended. The
// panic, if there was one, is that of a runner which is no coroutine, or of a picker, recorder or device.
func (k *kernel) close(panicked any) (err error) {
	defer func() { err = k.unwind() }()
	if panicked != nil {
		k.panicked(panicked)
	}
	if k.untimed != nil {
		k.endTurn()
	}
	k.log.flush()
	return nil
}

// panicked notes a panic that came through the machine.
func (k *kernel) panicked(p any) {
	if k.process.running == nil {
		k.fail(fmt.Errorf("sched: a picker, recorder or device panics: %v", p))
		return
	}
	k.crash(k.process.running, Panicked(p, ""))
}

// unwind ends every thread that has not ended. No thread goes on: whoever tries, in a deferred call, suspends itself, and
// that unwinds it. It returns why the run failed.
func (k *kernel) unwind() error {
	k.log.shut = true
	k.horizon = 0
	defer k.process.Close()
	k.closeFrom(0)
	return k.failure
}

// closeFrom unwinds the threads from the i-th on. One whose deferred calls end the goroutine (runtime.Goexit) ends that of
// the run, too; the others are unwound all the same.
func (k *kernel) closeFrom(i int) {
	defer func() {
		if i < len(k.process.threads) {
			k.closeFrom(i + 1)
		}
	}()
	deadlock, _ := k.failure.(*DeadlockError)
	for ; i < len(k.process.threads); i++ {
		k.closeThread(k.process.threads[i], deadlock)
	}
}

// closeThread unwinds t, if it has not ended.
func (k *kernel) closeThread(t *Thread, deadlock *DeadlockError) {
	if t.sim.condition == retired {
		return
	}
	k.process.running = t
	var last func()
	if deadlock != nil {
		last = deadlock.WaitOf(t).Locate()
	}
	if err := t.Close(last); err != nil {
		k.failure = errors.Join(k.failure, err)
	}
}
