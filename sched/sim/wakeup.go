// This file defines what a wake-up costs: the one that wakes, the one that is woken, and the one whose core that gets.

package sim

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/trace"
)

// A depth says how far asleep the core was for which a thread was woken.
type depth uint8

const (
	asleep  depth = iota
	falling       // it was falling asleep, and so awake
	deep          // it had slept for long
)

// wakeUp makes a thread ready on c, on behalf of t, as soon as a wake-up takes.
//
// Linux puts the woken thread into the run queue of its core at once (ttwu_queue). A core that is only just falling asleep looks
// there by itself; one that sleeps, or whose thread is to be preempted, must be told by an interrupt, which costs whoever
// sends it, takes its way, and costs the thread that it stops. Where the one that uses the core goes on, nobody is told.
func (k *kernel) wakeUp(t *sched.Thread, s *thread, c *core) {
	k.moveTo(c, s)
	waker := &k.threads[t.ID()]
	var latency int64
	switch {
	case k.uniform:
		latency = k.draw(choice.Latency, s.id, int64(k.WakeIdle), int64(k.WakeIdle)*k.Jitter/100)
	case len(k.cores) == 1 && c.busy():
		waker.debt += int64(k.WakeQueued)
	case !c.busy():
		latency = k.rouse(waker, s, c)
	case c.thread == 0: // it is on its way out of sleep, for another one
		latency = k.near(s, c)
	default:
		latency = k.queueFor(waker, s, c)
	}
	k.Record(t, trace.Unpark, s.id, latency)
	k.readyIn(s, latency)
}

// rouse returns how long a thread takes that is woken for an idle core, and charges the waker for that.
func (k *kernel) rouse(waker, s *thread, c *core) (latency int64) {
	usual, sends := k.idleLatency(s, c), int64(k.InterruptSend)
	switch s.depth {
	case deep:
		sends = int64(k.SendDeep)
	case falling:
		usual += int64(k.Recent) - (k.now - c.idle) // it looks when it has come so far
	}
	latency = k.vary(s, usual)
	if s.depth == falling && !k.naps(latency, usual) || waker.id == 0 {
		return latency
	}
	waker.debt += scaled(sends, latency, usual)
	return latency
}

// naps reports whether a core that is falling asleep must be told of a wake-up after all. The latency decides, which has been
// drawn already: those cores are the ones that are slowest.
func (k *kernel) naps(latency, usual int64) bool {
	spread := usual * k.Jitter / 100
	return k.Nap > 0 && (latency-usual+spread)*100 >= 2*spread*(100-k.Nap)
}

// idleLatency returns how long an idle core takes to run a thread once it knows of it, and notes how far asleep it is.
func (k *kernel) idleLatency(s *thread, c *core) int64 {
	switch idle := k.now - c.idle; {
	case idle < int64(k.Recent):
		s.depth = falling
		return int64(k.WakeRecent)
	case k.Deep > 0 && idle >= int64(k.Deep):
		s.depth = deep
		return int64(k.WakeDeep)
	}
	s.depth = asleep
	return int64(k.WakeIdle)
}

// queueFor returns how long a thread takes into the run queue of a core that another one uses. An interrupt is sent only if it
// preempts that, which it does when that has come.
func (k *kernel) queueFor(waker, s *thread, c *core) (latency int64) {
	latency = k.near(s, c)
	if c.id == waker.core || k.InterruptIn == 0 || c.preempt || !k.precedes(s, c) {
		waker.debt += int64(k.WakeQueued)
		return latency
	}
	c.told = min(c.told, k.now+k.asFast(int64(k.InterruptIn), s))
	if waker.id != 0 {
		waker.debt += k.asFast(int64(k.InterruptSend), s)
	}
	return latency
}

// interrupted handles an interrupt that has come to a core: its thread pays for it, and makes room for the first of the run queue.
func (k *kernel) interrupted(c *core) {
	c.told = never
	k.stop(c, int64(k.InterruptCost))
	if c.ready.len() > 0 {
		k.preemptFor(c, &k.threads[c.ready.first().id])
	}
}

// near draws how long a wake-up takes to a core that is awake; to one that is only just coming out of its sleep it takes as long as that.
func (k *kernel) near(s *thread, c *core) int64 {
	s.depth = falling
	switch usual := int64(k.WakeBusy); {
	case k.InterruptIn > 0 && c.thread == 0 && c.awake > k.now:
		return c.awake - k.now
	case k.BusyQuantiles != nil:
		return k.drawFrom(choice.Latency, s.id, 0, k.BusyQuantiles)
	default:
		return k.draw(choice.Latency, s.id, usual, usual*k.Jitter/100)
	}
}

// vary draws a latency that is usually so long.
func (k *kernel) vary(s *thread, usual int64) int64 {
	if s.depth == asleep && k.WakeQuantiles != nil {
		return k.drawFrom(choice.Latency, s.id, 0, k.WakeQuantiles)
	}
	return k.draw(choice.Latency, s.id, usual, usual*k.Jitter/100)
}

// fallAsleep takes the core from a thread that is woken while it sets the timer of its wait. It does not notice that before it has
// fallen asleep, which is when the core becomes idle.
func (k *kernel) fallAsleep(s *thread) {
	c, r := &k.cores[s.core], k.tasks[s.id].Request()
	k.settle(s)
	s.armed, s.stalled = false, false // what it still owes it pays when it is back
	k.record(s, trace.Park, r.On, r.N)
	k.vacate(c, s)
	s.condition = parked
	if k.refill(c) {
		k.schedule(c)
	}
}

// fromTimer returns how long a thread takes whose timer has just fired: its core is interrupted by the timer, whether it sleeps or not.
func (k *kernel) fromTimer(s *thread, c *core) int64 {
	switch {
	case k.uniform:
		return k.draw(choice.Latency, s.id, int64(k.WakeIdle), int64(k.WakeIdle)*k.Jitter/100)
	case len(k.cores) == 1 && c.busy():
		return 0
	case c.busy():
		return k.near(s, c)
	}
	usual := k.idleLatency(s, c)
	if s.depth == deep { // the computer's own timer is nearer than an interrupt from another core
		s.depth, usual = asleep, int64(k.WakeIdle)
	}
	return k.vary(s, usual)
}
