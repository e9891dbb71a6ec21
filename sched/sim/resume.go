// This file defines what the simulated machine does when a thread runs: resume it, and carry out what it requests.

package sim

import (
	"fmt"
	"math"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// resume runs the thread of c, whose burn is over, and then whoever has the core, until something is due elsewhere.
//
// It calls the parts of Task.Resume itself, as each return after a switch of stacks is mispredicted. What a thread does
// while it is resumed can make others, so that no pointer into the slice of threads outlives that.
func (k *kernel) resume(c *core) {
	c.due = never
	k.limit(c)
	for k.patrol() {
		t, s := k.tasks[c.thread], k.on(c)
		k.now = max(k.now, c.end)
		if s.stalled {
			s.stalled = false
		} else {
			t.SetLeft(s.finishBurn())
			k.current = s
			k.run.SetRunning(t.Thread())
			k.resuming = true
			if t.Advance(s.wake) {
				for t.Switch() {
					t.Begin()
				}
				t.Suspended()
			}
			k.resuming = false
			s = k.current // the slice may have grown
			s.actor = t.Actor()
		}
		if k.failure != nil || !k.carryOut(c, s, t) {
			return
		}
		k.limit(c)
		if c.end >= k.horizon {
			k.schedule(c)
			return
		}
	}
}

func (k *kernel) setRunning(s *thread) {
	k.current = s
	k.run.SetRunning(k.tasks[s.id].Thread())
}

// carryOut begins what the thread of c, which is s and t, requests, and reports whether the core has work then.
func (k *kernel) carryOut(c *core, s *thread, t *sched.Task) bool {
	r := t.Request()
	switch {
	case r.Kind == sched.Burn:
		if k.Touch > 0 {
			k.touch(s)
		}
		s.wake = sched.Burned
		k.begin(c, s, r.N, r.Stride)
		return true
	case s.debt > 0:
		s.stalled, s.wake = true, sched.Burned
		k.begin(c, s, 0, 0)
		return true
	case r.Kind == sched.End:
		k.exit(c, s, t)
	case s.permit:
		s.permit, s.wake = false, sched.Unparked
		k.begin(c, s, 0, 0)
		return true
	case r.N > 0 && k.TimerSet > 0 && !s.armed:
		s.armed, s.stalled, s.wake = true, true, sched.Burned
		s.debt += int64(k.TimerSet)
		k.begin(c, s, 0, 0)
		return true
	default:
		k.park(c, s, r)
	}
	return k.refill(c)
}

// Park makes t wait: not at once, unless a wake-up is pending.
func (k *kernel) Park(t *sched.Thread, on int32, d time.Duration) (sched.Wake, bool) {
	if s := k.current; s.permit && t.ID() == s.id {
		s.permit = false
		return sched.Unparked, true
	}
	return 0, false
}

// park takes the core from its thread, which waits from now on.
func (k *kernel) park(c *core, s *thread, r *sched.Request) {
	s.wake = sched.TimedOut
	fires := min(r.N, int64(sched.LongestWait))
	if fires > 0 {
		fires = k.lateness(s.id, fires)
	}
	s.armed = false
	k.record(s, trace.Park, r.On, fires)
	k.vacate(c, s)
	if fires == 0 {
		k.queueBehind(s)
		return
	}
	s.condition = parked
	if fires > 0 {
		k.timers.set(k.threads, s, k.now+fires, k.tick())
	}
}

// queueBehind makes a thread ready, behind all others of its core and priority. That is its place in the queue alone: it has
// not had more of the processor than before.
func (k *kernel) queueBehind(s *thread) {
	s.condition = waits
	if k.untimed != nil {
		k.untimed.add(s.id)
		return
	}
	k.cores[s.core].ready.addBehind(s.rank(), s.spent, k.tick(), s.id)
	k.balanceSoon()
}

func (k *kernel) exit(c *core, s *thread, t *sched.Task) {
	if err := t.Err(); err != nil {
		k.crash(s, err)
		return
	}
	k.record(s, trace.Exit, 0, t.Thread().Bytecodes())
	t.Forget()
	if k.retire(s, t) {
		k.endProcess(t.Thread().Process()) // the core stays its own meanwhile: whoever is woken must not get it yet
	}
	k.vacate(c, &k.threads[t.Thread().ID()])
	if k.ordinary == 0 && k.alive > 0 {
		k.cutOff()
	}
}

// cutOff ends the run: what is left are daemon threads.
func (k *kernel) cutOff() {
	if k.untimed != nil {
		k.endTurn()
		k.untimed.last = 0
	}
	for id := 1; id < len(k.threads); id++ {
		if k.threads[id].condition != retired {
			k.log.add(k.now, 0, 0, 0, int32(id), trace.NoCore, trace.Cut)
		}
	}
	k.cut = true
	k.horizon = math.MinInt64
}

// Spawn lets t run.
func (k *kernel) Spawn(parent, t *sched.Thread) {
	id := t.ID()
	k.tasks = append(k.tasks, t.Task())
	k.threads = append(k.threads, thread{id: id, wake: sched.Begin, priority: t.Task().Priority()})
	s := &k.threads[id]
	k.current = &k.threads[k.current.id]
	k.populate(t)
	if k.untimed != nil {
		k.untimed.alive = append(k.untimed.alive, id)
	}
	if parent == nil {
		k.readyIn(s, 0)
		return
	}
	p := &k.threads[parent.ID()]
	s.core, s.spent = p.core, k.spentOn(&k.cores[p.core]) // as much as its parent has had
	p.debt += int64(k.SpawnCost)
	k.wakeUp(parent, s, k.placeNew(s))
}

func (k *kernel) wakeEmpty() time.Duration {
	if len(k.cores) == 1 && k.WakeEmptyLone > 0 {
		return k.WakeEmptyLone
	}
	return k.WakeEmpty
}

// Unpark wakes other. If it is awake already, on its way from an earlier wake-up, this one costs something and does
// nothing; if it is awake for another reason, its next Park returns at once.
//
// The way of a wake-up, from the release of a lock to the thread that gets it: Queue.Pop takes a waiter out of the lock's
// queue and sets its flag; Waiter.Unpark asks the engine, here, for its thread; placeWoken chooses its core; wakeUp
// draws the latency; the timer of readyIn expires; arrive gives the thread the core, or a place in its run queue; resume resumes it; and the state machine of
// its wait (Thread.stepBlocking, or gil's take_gil) tries again, as the flag is only a hint.
func (k *kernel) Unpark(t, other *sched.Thread) {
	s, waker := &k.threads[other.ID()], &k.threads[t.ID()]
	switch {
	case s.armed && s.condition == runs:
		k.fallAsleep(s)
		fallthrough
	case s.condition == parked:
		k.timers.cancel(s)
		s.wake = sched.Unparked
		waker.debt += int64(k.WakeCost)
		k.wakeUp(t, s, k.placeWoken(s, waker.core))
	case s.condition != retired:
		waker.debt += int64(k.wakeEmpty())
		if s.wake == sched.Unparked && !k.run.Owes() {
			return
		}
		s.permit = s.wake != sched.Unparked
		k.Record(t, trace.Unpark, other.ID(), 0)
	}
}

// readyIn makes a thread ready on its core after so many nanoseconds.
func (k *kernel) readyIn(s *thread, latency int64) {
	c := &k.cores[s.core]
	if c.coming == 0 {
		c.awake = k.now + latency
	}
	c.coming++
	if latency == 0 {
		k.arrive(s)
		return
	}
	s.condition = waking
	k.timers.set(k.threads, s, k.now+latency, k.tick())
	k.horizon = min(k.horizon, k.now+latency)
}

// expireTimer handles the timer of a thread, which has just been taken out: it is ready, or its time-out has come.
func (k *kernel) expireTimer(s *thread) {
	if s.condition == waking {
		k.arrive(s)
		return
	}
	set := &k.cores[s.core] // where the timer was set, and interrupts
	k.moveTo(k.placeWoken(s, s.core), s)
	latency := k.fromTimer(s, &k.cores[s.core])
	k.stop(set, int64(k.TimerCost))
	k.log.add(k.now, latency, s.id, s.actor, 0, trace.NoCore, trace.Timeout)
	k.readyIn(s, latency)
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
		k.halt(&sched.StepsError{Limit: k.MaxSteps, Thread: k.run.Running().Name()})
	case k.Interrupted != nil && k.Interrupted():
		k.halt(sched.ErrInterrupted)
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
	text := k.run.Names.AddText(fmt.Sprint(err))
	k.log.add(k.now, int64(text), 0, 0, 0, trace.NoCore, trace.Halt)
	k.fail(err)
}
