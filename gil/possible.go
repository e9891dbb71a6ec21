// This file defines where a holder may lose the lock at any timing: what a search needs to know of it.

package gil

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// Possible is a lock's configuration for an engine without time (sched.Preemptible): its interlock is never waited for, but says
// where its holder could lose it if the others came at the worst moment. Intervals do not matter then.
type Possible struct {
	Config
	Phase int64 // of ticks: counted bytecodes that are left until the first check, from 0 to CheckInterval
}

// Interlock returns the interlock of a new process, nil if there is none, or the error of Validate.
func (c Possible) Interlock(p *sched.Process) (sched.Interlock, error) {
	if err := c.Validate(); err != nil || c.Discipline == Off {
		return nil, err
	}
	full := c.complete()
	l := &possible{rules: rules{discipline: c.Discipline, checks: c.Checks, checkInterval: int64(full.CheckInterval), ticker: c.Phase}}
	p.Names.AddObject(trace.ClassGIL, "gil")
	return l, nil
}

// Phases returns how many phases the tick counter can start in: 1 where there is none.
func (c Possible) Phases() int64 {
	if c.Discipline != Ticks {
		return 1
	}
	return int64(c.complete().CheckInterval) + 1
}

// possible is such an interlock.
type possible struct {
	rules rules
}

// Acquire takes nothing.
func (p *possible) Acquire(*sched.Thread, sched.Wake) (r sched.Request, done bool) { return r, true }

// Release is where a thread blocks, or ends: everybody else can go on.
func (p *possible) Release(t *sched.Thread, _ sched.Wake) (r sched.Request, done bool) {
	mayLose(t, 0)
	return r, true
}

func mayLose(t *sched.Thread, after int64) {
	if e, ok := t.Engine().(sched.Preemptible); ok {
		e.MayLose(t, after)
	}
}

// Check tells the engine if the lock could be lost before the code's effect, and lets it all be executed.
func (p *possible) Check(t *sched.Thread, code sched.Code, last sched.Point) (n, stride int64) {
	switch r := &p.rules; r.discipline {
	case Interval:
		if r.checks.checked(last) {
			mayLose(t, 0)
		} else if r.checks.within(code) {
			mayLose(t, r.checks.least(code))
		}
	case Ticks:
		if n = r.countDown(code, last); n == 0 {
			mayLose(t, 0)
			n = r.countDown(code, sched.Taken)
		}
		return n, 0
	}
	return code.N, 0
}

// within reports whether a holder looks in the midst of the code, before its last bytecode.
func (c Checks) within(code sched.Code) bool {
	return c == Every && !code.Whole && code.N > 1 || code.Round > 0 && code.N > code.RoundLeft()
}
