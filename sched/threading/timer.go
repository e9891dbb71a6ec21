// This file defines Timer, the thread that waits before it calls its function.

package threading

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A Timer is threading.Timer: a Thread that calls a function after an interval, unless it has been cancelled by then.
type Timer struct {
	*Thread
	finished *Event
}

// NewTimer returns a timer that calls f, on a thread of its own, so long after it was started. Making one takes no time.
func NewTimer(t *sched.Thread, interval time.Duration, f func(t *sched.Thread)) *Timer {
	timer := newTimer(t)
	body := newTimerBody(timer.finished, interval, sched.Func(f))
	timer.target = func(t *sched.Thread) { t.Finish(body.step(t, sched.Begin)) }
	return timer
}

// NewTimerOp is NewTimer for a function that is an op, on a thread that is plain data.
func NewTimerOp(t *sched.Thread, interval time.Duration, f sched.Op) *Timer {
	timer := newTimer(t)
	timer.runner = newTimerBody(timer.finished, interval, f)
	return timer
}

// newTimer returns a timer that does nothing.
func newTimer(t *sched.Thread) *Timer {
	timer := &Timer{Thread: New(t, "", nil)}
	timer.class = "Timer"
	timer.finished = NewEvent(t, timer.Name()+".finished")
	return timer
}

// A timerBody is Timer.run under way.
type timerBody struct {
	f     sched.Op
	line  sched.Line
	wait  eventWait
	isSet eventIsSet
	set   eventSet
}

func newTimerBody(finished *Event, interval time.Duration, f sched.Op) *timerBody {
	return &timerBody{
		f:     f,
		wait:  eventWait{e: finished, wait: wait{c: finished.cond, d: max(0, interval)}}, // less than 0 is no end there
		isSet: eventIsSet{e: finished},
		set:   eventSet{e: finished, to: 1},
	}
}

// The lines of run. The call of it is the thread's.
const (
	timerWait     sched.Line = iota // self.finished.wait(self.interval)
	timerIsSet                      // if not self.finished.is_set():
	timerCall                       //     self.function(*self.args, **self.kwargs), a Python function
	timerFunction                   //     and what it does
	timerSet                        // self.finished.set()
	timerReturn
)

// Resume runs the timer, if it is plain data.
func (a *timerBody) Resume(t *sched.Thread, w sched.Wake) sched.Request {
	r, done := a.step(t, w)
	if done {
		return sched.Request{Kind: sched.End}
	}
	return r
}

// step is one step of it.
func (a *timerBody) step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	for ; a.line < timerReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case timerWait:
			r, done = a.wait.Step(t, w)
		case timerIsSet:
			if r, done = a.isSet.Step(t, w); a.isSet.flag != 0 {
				next = timerSet
			}
		case timerCall:
			r, done = t.StepCall(w)
		case timerFunction:
			r, done = a.f.Step(t, w)
		case timerSet:
			r, done = a.set.Step(t, w)
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// Cancel stops the timer, if it has not called its function yet. It may be called before Start, too.
func (timer *Timer) Cancel(t *sched.Thread) {
	a := timerCancel{set: eventSet{e: timer.finished, to: 1}}
	t.Finish(a.Step(t, sched.Begin))
}

// CancelOp returns Cancel as an op.
func (timer *Timer) CancelOp() sched.Op {
	return &timerCancel{set: eventSet{e: timer.finished, to: 1}}
}

// A timerCancel is Timer.cancel under way: the call of the Python function, and what it does to the event.
type timerCancel struct {
	line sched.Line
	set  eventSet
}

// Step is one step of it.
func (a *timerCancel) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if a.line.Start(w); a.line == 0 {
		if r, done = t.StepCall(w); !done {
			return r, false
		}
		a.line, w = 1, sched.Begin
	}
	return a.set.Step(t, w)
}

// Finished reports whether the timer has called its function, or has been cancelled.
func (timer *Timer) Finished(t *sched.Thread) bool { return timer.finished.IsSet(t) }

// FinishedOp returns Finished as an op.
func (timer *Timer) FinishedOp() sched.Call[bool] { return timer.finished.IsSetOp() }
