// This file defines what the simulated machine does when a thread runs: resume it, and carry out what it requests.

package sched

import (
	"fmt"
	"math"
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
		if s.stalled {
			s.stalled = false
		} else {
			t.finishBurn()
			k.process.running = t
			if t.advance(s.wake) {
				for c := t.current; c.proceeds(); c = t.current {
					t.current.begin()
				}
				t.asked()
			}
		}
		if k.failure != nil || !k.carryOut(c, t) {
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
func (k *kernel) carryOut(c *core, t *Thread) bool {
	s, r := &t.sim, &t.request
	switch {
	case r.Kind == Burn:
		if k.Touch > 0 {
			k.touch(t)
		}
		s.wake = Burned
		k.begin(c, r.N, r.Stride)
		return true
	case s.debt > 0:
		s.stalled, s.wake = true, Burned
		k.begin(c, 0, 0)
		return true
	case r.Kind == End:
		k.exit(c, t)
	case s.permit:
		s.permit, s.wake = false, Unparked
		k.begin(c, 0, 0)
		return true
	default:
		k.park(c, t)
	}
	return k.refill(c)
}

// Park makes t wait: not at once, unless a wake-up is pending.
func (k *kernel) Park(t *Thread, on int32, d time.Duration) (Wake, bool) {
	if t.sim.permit {
		t.sim.permit = false
		return Unparked, true
	}
	return 0, false
}

// park takes the core from t, which waits from now on.
func (k *kernel) park(c *core, t *Thread) {
	s, r := &t.sim, &t.request
	s.wake = TimedOut
	fires := min(r.N, int64(longestWait))
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
		k.timers.set(k.now+fires, k.tick(), t)
	}
}

// queueBehind makes t ready, behind all others of its priority. That is its place in the queue alone: it has not had more
// of the processor than before.
func (k *kernel) queueBehind(t *Thread) {
	t.sim.condition = waits
	if k.untimed != nil {
		k.untimed.add(t)
		return
	}
	rank := -int64(t.priority)
	k.ready.add(rank, k.ready.behind(rank, t.sim.spent), k.tick(), t)
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
	if k.untimed != nil {
		k.untimed.alive = without(k.untimed.alive, t)
	}
	if !t.daemon {
		k.ordinary--
	}
	if k.ordinary == 0 && k.alive > 0 {
		k.cutOff()
	}
}

// cutOff ends the run: what is left are daemon threads.
func (k *kernel) cutOff() {
	if k.untimed != nil {
		k.endTurn()
		k.untimed.last = nil
	}
	for _, t := range k.process.threads {
		if t.sim.condition != retired {
			k.log.add(k.now, 0, 0, 0, t.id, trace.NoCore, trace.Cut)
		}
	}
	k.cut = true
	k.horizon = math.MinInt64
}

// Spawn lets t run.
func (k *kernel) Spawn(parent, t *Thread) {
	k.alive++
	if !t.daemon {
		k.ordinary++
	}
	if k.untimed != nil {
		k.untimed.alive = append(k.untimed.alive, t)
	}
	t.sim.spent = k.level
	t.sim.wake = Begin
	if parent == nil {
		k.arrive(t)
		return
	}
	t.sim.spent = k.cores[parent.sim.core].spentAt(k.now) // as much as its parent has had
	parent.sim.debt += int64(k.SpawnCost)
	k.wakeUp(parent, t)
}

// wakeEmpty returns what it costs to wake a thread that is awake.
func (k *kernel) wakeEmpty() time.Duration {
	if len(k.cores) == 1 && k.WakeEmptyLone > 0 {
		return k.WakeEmptyLone
	}
	return k.WakeEmpty
}

// Unpark wakes other. If it is awake already, on its way from an earlier wake-up, this one costs something and does
// nothing; if it is awake for another reason, its next Park returns at once.
func (k *kernel) Unpark(t, other *Thread) {
	s := &other.sim
	switch {
	case s.condition == parked:
		k.timers.cancel(other)
		s.wake = Unparked
		t.sim.debt += int64(k.WakeCost)
		k.wakeUp(t, other)
	case s.condition != retired:
		t.sim.debt += int64(k.wakeEmpty())
		if s.wake == Unparked && !k.process.undecided() {
			return
		}
		s.permit = s.wake != Unparked
		k.Record(t, trace.Unpark, other.id, 0)
	}
}

// wakeUp makes other ready, on behalf of t, as soon as a wake-up takes.
func (k *kernel) wakeUp(t, other *Thread) {
	if k.InterruptSend > 0 || k.InterruptCost > 0 {
		k.interrupt(t, other)
	}
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
	k.timers.set(k.now+latency, k.tick(), t)
	k.horizon = min(k.horizon, k.now+latency)
}

// expireTimer handles the timer of t, which has just been taken out: t is ready, or its time-out has come.
func (k *kernel) expireTimer(t *Thread) {
	if t.sim.condition == waking {
		k.arrive(t)
		return
	}
	if k.InterruptCost > 0 {
		k.stop(&k.cores[t.sim.core]) // where the timer was set
	}
	latency := k.latency(t)
	k.log.add(k.now, latency, t.id, t.actor, 0, trace.NoCore, trace.Timeout)
	k.readyIn(t, latency)
}

// patrol counts a request, looks at the limits of the run now and then, and reports whether it may go on.
func (k *kernel) patrol() bool {
	k.fuel--
	return k.fuel > 0 || k.inspect()
}

// inspect looks at the limits of the run.
func (k *kernel) inspect() bool {
	k.steps += k.ration
	k.ration = min(patrol, k.MaxSteps-k.steps)
	k.fuel = k.ration
	switch {
	case k.ration <= 0:
		k.halt(&StepsError{Limit: k.MaxSteps, Thread: k.process.running.name})
	case k.Interrupted != nil && k.Interrupted():
		k.halt(ErrInterrupted)
	}
	return k.failure == nil
}

// fail ends the run. Nothing is recorded after that.
func (k *kernel) fail(err error) {
	if k.failure == nil {
		k.failure = err
		k.log.flush()
		k.log.shut = true
	}
	k.horizon = 0
}

// halt ends the run, for a reason that is no thread's doing, and notes it.
func (k *kernel) halt(err error) {
	text := k.process.Names.AddText(fmt.Sprint(err))
	k.log.add(k.now, int64(text), 0, 0, 0, trace.NoCore, trace.Halt)
	k.fail(err)
}
