// This file defines the with statement, as a state machine.

package threading

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A With is a with statement on a lock or a condition under way, which lies in the machine of what it is part of: StepEnter
// until that is done, the statement's body, StepExit. Unwind is its end where the body has been left by an exception.
// Statement returns one.
type With struct {
	acquire acquire
	python  bool // on a Condition, whose __enter__ and __exit__ are Python functions
	inside  bool // it has begun, and not ended
	line    sched.Line
}

// Statement returns a with statement on the lock that has not begun.
func (l *Lock) Statement() With {
	return With{acquire: acquire{lock: l, d: sched.Forever, enters: true}}
}

// Statement returns a with statement on the lock that has not begun.
func (l *RLock) Statement() With {
	return With{acquire: acquire{lock: &l.lock, owned: l, d: sched.Forever, enters: true}}
}

// Statement returns a with statement on the condition that has not begun.
func (c *Condition) Statement() With { return With{acquire: c.acquire(), python: true} }

// StepEnter is one step of the beginning.
func (s *With) StepEnter(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if s.line.Start(w); s.line == 0 && s.python {
		if r, done = t.StepCall(w); !done {
			return r, false
		}
		w = sched.Begin
	}
	s.line = 1
	r, done = s.acquire.Step(t, w)
	s.inside = done
	return r, done
}

// StepExit is one step of the end.
func (s *With) StepExit(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	s.inside = false
	if s.line.Start(w); s.line == 0 && s.python {
		if r, done = t.StepCall(w); !done {
			return r, false
		}
		w = sched.Begin
	}
	s.line = 1
	if owned := s.acquire.owned; owned != nil {
		return owned.stepRelease(t, w)
	}
	return s.acquire.lock.stepRelease(t, w)
}

// Unwind ends the statement where its body has been left by an exception: a panic of the program's, or what a hub has thrown
// into a wait. The machine's Step defers it. In a thread without a stack an exception ends the thread, and a Step that comes
// back may be inside.
func (s *With) Unwind(t *sched.Thread) {
	if s.inside && t.HasStack() {
		t.Finish(s.StepExit(t, sched.Begin))
	}
}

// A Monitor is a with statement on a condition under way, and what its body does with the condition: it waits, and wakes others.
type Monitor struct {
	With
	wait   wait
	notify notify
}

// Monitor returns a with statement on the condition that has not begun, and whose body may wait.
func (c *Condition) Monitor() Monitor {
	return Monitor{With: c.Statement(), wait: wait{c: c}, notify: notify{c: c, all: true}}
}

// StepWait is one step of WaitTimeout.
func (m *Monitor) StepWait(t *sched.Thread, w sched.Wake, d time.Duration) (sched.Request, bool) {
	if w == sched.Begin {
		m.wait.d = d
	}
	return m.wait.Step(t, w)
}

// StepNotifyAll is one step of NotifyAll.
func (m *Monitor) StepNotifyAll(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	return m.notify.Step(t, w)
}

// EnterOp returns the beginning of With as an op.
func (c *Condition) EnterOp() sched.Op { return &withEnter{c.Statement()} }

// ExitOp returns the end of With as an op.
func (c *Condition) ExitOp() sched.Op { return &withExit{c.Statement()} }

// withEnter is the beginning as an op.
type withEnter struct{ With }

// Step is one step of it.
func (s *withEnter) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	return s.StepEnter(t, w)
}

// withExit is the end as an op.
type withExit struct{ With }

// Step is one step of it.
func (s *withExit) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) { return s.StepExit(t, w) }
