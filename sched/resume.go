// This file defines what the simulated machine does when a thread runs: resume it, and carry out what it requests.

package sched

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/trace"
)

// resume runs the thread of c, whose burn is over, and then whoever has the core, until something is due elsewhere.
func (k *kernel) resume(c *core) {
	c.due = never
	k.limit(c)
	for k.patrol() {
		t := c.t
		s := &t.sim
		k.now = max(k.now, c.end)
		r := s.request
		if s.stalled {
			s.stalled = false
		} else {
			t.left = s.burn.asked - s.burn.n
			s.finish()
			k.cur = t
			r = t.Resume(s.wake)
		}
		if k.failure != nil || !k.carryOut(c, t, r) {
			return
		}
		k.limit(c)
		if c.end >= k.horizon {
			k.schedule(c)
			return
		}
	}
}

// carryOut begins what t, the thread of c, requests, and reports whether the core has work then.
func (k *kernel) carryOut(c *core, t *Thread, r Request) bool {
	s := &t.sim
	switch {
	case r.Kind == Burn:
		s.wake = Burned
		k.begin(c, r.N, r.Stride)
		return true
	case s.debt > 0:
		s.stalled, s.request = true, r
		k.begin(c, 0, 0)
		return true
	case r.Kind == End:
		k.exit(c, t)
	case s.permit:
		s.permit, s.wake = false, Unparked
		k.begin(c, 0, 0)
		return true
	default:
		k.park(c, t, r)
	}
	return k.refill(c)
}

// Park makes t wait: not at once, unless a wake-up is pending.
func (k *kernel) Park(t *Thread, on int32, d time.Duration) (Wake, bool) {
	if k.closed {
		t.coro.Kill()
	}
	if t.sim.permit {
		t.sim.permit = false
		return Unparked, true
	}
	return 0, false
}

// park takes the core from t, which waits from now on.
func (k *kernel) park(c *core, t *Thread, r Request) {
	s := &t.sim
	s.wake = TimedOut
	fires := int64(r.For)
	if fires > 0 {
		fires = k.lateness(t, fires)
	}
	k.Record(t, trace.Park, r.On, fires)
	k.vacate(c)
	if fires == 0 {
		k.queueBehind(t)
		return
	}
	s.condition = parked
	if fires > 0 {
		k.timers.add(k.now+fires, k.tick(), t)
	}
}

// queueBehind makes t ready, behind all others.
func (k *kernel) queueBehind(t *Thread) {
	t.sim.condition = waits
	if k.untimed != nil {
		k.untimed.add(t)
		return
	}
	if k.ready.len() > 0 {
		t.sim.spent = max(t.sim.spent, k.ready.most)
	}
	k.ready.add(t, k.tick())
}

// exit takes the core from t, which is over.
func (k *kernel) exit(c *core, t *Thread) {
	if err := t.Err(); err != nil {
		k.crash(t, err)
		return
	}
	k.Record(t, trace.Exit, 0, t.bytecodes)
	k.vacate(c)
	t.sim.condition = retired
	t.runner = nil
	k.alive--
}

// Spawn lets t run.
func (k *kernel) Spawn(parent, t *Thread) {
	k.alive++
	t.sim.spent = k.level
	t.sim.wake = Begin
	if parent == nil {
		k.arrive(t)
		return
	}
	parent.sim.debt += int64(k.SpawnCost)
	k.wakeUp(parent, t)
}

// Unpark wakes other.
func (k *kernel) Unpark(t, other *Thread) {
	switch other.sim.condition {
	case parked:
		k.timers.remove(other)
		other.sim.wake = Unparked
		t.sim.debt += int64(k.WakeCost)
		k.wakeUp(t, other)
	case waking:
		t.sim.debt += int64(k.WakeEmpty)
	case waits, runs:
		other.sim.permit = true
		t.sim.debt += int64(k.WakeEmpty)
	}
}

// wakeUp makes other ready, on behalf of t, as soon as a wake-up takes.
func (k *kernel) wakeUp(t, other *Thread) {
	latency := k.latency(other)
	k.Record(t, trace.Unpark, other.id, latency)
	k.readyIn(other, latency)
}

// readyIn makes t ready after so many nanoseconds.
func (k *kernel) readyIn(t *Thread, latency int64) {
	if latency == 0 {
		k.arrive(t)
		return
	}
	t.sim.condition = waking
	k.timers.add(k.now+latency, k.tick(), t)
	k.horizon = min(k.horizon, k.now+latency)
}

// expireTimer handles the timer of t, which has just been taken out: t is ready, or its time-out has come.
func (k *kernel) expireTimer(t *Thread) {
	if t.sim.condition == waking {
		k.arrive(t)
		return
	}
	latency := k.latency(t)
	k.recordAway(t, trace.Timeout, 0, latency)
	k.readyIn(t, latency)
}

// patrol counts a request, looks at the limits of the run now and then, and reports whether it may go on.
func (k *kernel) patrol() bool {
	if k.fuel--; k.fuel > 0 {
		return true
	}
	k.steps += k.ration
	k.ration = min(patrol, k.MaxSteps-k.steps)
	k.fuel = k.ration
	switch {
	case k.ration <= 0:
		k.halt(&StepsError{Limit: k.MaxSteps, Thread: k.cur.name})
	case k.Interrupted != nil && k.Interrupted():
		k.halt(ErrInterrupted)
	}
	return k.failure == nil
}

// fail ends the run.
func (k *kernel) fail(err error) {
	if k.failure == nil {
		k.failure = err
	}
	k.horizon = 0
}

// halt ends the run, for a reason that is no thread's doing, and notes it.
func (k *kernel) halt(err error) {
	text := k.process.Names.AddText(fmt.Sprint(err))
	k.process.recorded++
	if k.log.to != nil && k.failure == nil {
		k.log.add(k.now, int64(text), 0, 0, trace.NoCore, trace.Halt)
	}
	k.fail(err)
}
