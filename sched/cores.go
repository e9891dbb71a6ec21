// This file defines who gets a core: placement, time slices, wake-up preemption.

package sched

import "github.com/gilsim/gilsim/trace"

// idleCore returns the idle core that t would get: the one it had last, or else the first one; nil if all are busy.
func (k *kernel) idleCore(t *Thread) *core {
	if c := &k.cores[t.sim.core]; c.t == nil {
		return c
	}
	for i := range k.cores {
		if k.cores[i].t == nil {
			return &k.cores[i]
		}
	}
	return nil
}

// arrive makes t ready: it gets an idle core, or that of a thread that it preempts, or stands in the run queue.
func (k *kernel) arrive(t *Thread) {
	t.sim.condition = waits
	if k.untimed != nil {
		k.untimed.add(t)
		return
	}
	k.raiseLevel()
	t.sim.spent = max(t.sim.spent, k.level-int64(k.Slice))
	if c := k.idleCore(t); c != nil {
		k.assign(c, t)
		k.schedule(c)
		return
	}
	if k.ready.len() == 0 {
		k.endSlices()
	}
	k.enqueue(t)
	k.preemptFor(t)
}

// raiseLevel raises the level to the least virtual run time among those who run or could.
func (k *kernel) raiseLevel() {
	least := int64(never)
	for i := range k.cores {
		if c := &k.cores[i]; c.t != nil {
			least = min(least, c.spentAt(k.now))
		}
	}
	if k.ready.len() > 0 {
		least = min(least, k.ready.first().key)
	}
	if least < never {
		k.level = max(k.level, least)
	}
}

// enqueue puts t into the run queue.
func (k *kernel) enqueue(t *Thread) { k.ready.add(-int64(t.priority), t.sim.spent, k.tick(), t) }

// endSlices sees to it that time slices end which nobody has looked at because nobody was waiting.
func (k *kernel) endSlices() {
	for i := range k.cores {
		k.lookBy(&k.cores[i], k.cores[i].sliceEnd)
	}
}

// preemptFor marks a core whose thread has to make room for t, which has just become ready: the one whose thread has
// the lowest priority, and had most of the processor, if it is far enough ahead.
func (k *kernel) preemptFor(t *Thread) {
	var victim *core
	var most int64
	for i := range k.cores {
		c := &k.cores[i]
		if c.preempt {
			continue
		}
		if spent := c.spentAt(k.now); victim == nil || c.t.priority < victim.t.priority ||
			c.t.priority == victim.t.priority && spent > most {
			victim, most = c, spent
		}
	}
	if victim == nil || t.priority < victim.t.priority {
		return
	}
	if t.priority > victim.t.priority || t.sim.spent+int64(k.Granularity) < most {
		victim.preempt = true
		k.lookBy(victim, victim.safeTill)
	}
}

// reprioritize lets t, which runs, make room if somebody of a higher priority is ready.
func (k *kernel) reprioritize(t *Thread) {
	if k.untimed == nil && k.ready.len() > 0 && k.ready.first().rank < -int64(t.priority) {
		c := &k.cores[t.sim.core]
		c.preempt = true
		k.lookBy(c, k.now)
	}
}

// givesWay reports whether the thread of c, which is marked, still has to make room for the first of the run queue: the
// one for which it was marked may have got another core meanwhile.
func (k *kernel) givesWay(c *core) bool {
	if !c.preempt || k.now < c.safeTill || k.ready.len() == 0 {
		return false
	}
	first, rank := k.ready.first(), -int64(c.t.priority)
	return first.rank < rank || first.rank == rank && first.key+int64(k.Granularity) < c.spentAt(k.now)
}

// lookBy sees to it that the kernel looks at c no later than when.
func (k *kernel) lookBy(c *core, when int64) {
	when = max(when, k.now)
	if c.due == never { // its thread is being resumed just now, and looks when it makes its next request
		k.horizon = min(k.horizon, when)
		return
	}
	if when < c.due {
		c.due, c.seq = when, k.tick()
		k.horizon = min(k.horizon, when)
	}
}

// assign gives the idle core c to t, which pays for the context switch.
func (k *kernel) assign(c *core, t *Thread) {
	s := &t.sim
	s.condition, s.core = runs, c.id
	s.speed = k.speed(t)
	k.Record(t, trace.Run, 0, s.speed)
	begins := k.now
	if c.last != t {
		begins += int64(k.Switch)
	}
	switch {
	case c.idle == k.now: // it has not been idle
	case s.early || k.now-c.idle < int64(k.Recent):
		begins += int64(k.SwitchRecent)
	default:
		begins += int64(k.SwitchIdle)
	}
	s.early = false
	c.t, c.last, c.preempt = t, t, false
	can := begins + s.debt
	c.since, c.sliceEnd = k.now, can+int64(k.Slice)
	c.safeTill = can + s.speed/1000 + 1 // it executes one bytecode at least, or else two that wake each other run for ever
	s.burn.from = begins
	k.prepare(c)
}

// vacate takes the core away from its thread.
func (k *kernel) vacate(c *core) {
	c.t.sim.spent = c.spentAt(k.now)
	c.t, c.due, c.preempt, c.idle = nil, never, false, k.now
}

// refill gives the idle core c to the first of the run queue, if there is one.
func (k *kernel) refill(c *core) bool {
	if k.ready.len() == 0 || k.cut {
		return false
	}
	t, _ := k.ready.pop()
	k.assign(c, t)
	return true
}

// look handles core c, which is due: its thread makes room, or its burn is over, or its time slice.
func (k *kernel) look(c *core) {
	switch {
	case k.givesWay(c):
		k.displace(c, trace.Preempt, k.ready.first().t.id)
	case k.now >= c.end:
		k.resume(c)
	case k.now >= c.sliceEnd && k.ready.len() > 0 && !c.ahead(k.ready.first(), k.now):
		k.displace(c, trace.Expire, 0)
	default:
		c.preempt = c.preempt && k.now < c.safeTill
		if k.now >= c.sliceEnd {
			c.sliceEnd = k.now + int64(k.Slice)
		}
		k.schedule(c)
	}
}

// ahead reports whether the thread of c keeps its core although its time slice is used up, because it has a higher
// priority than the first of the run queue, or has had less of the processor.
func (c *core) ahead(first *entry, now int64) bool {
	if rank := -int64(c.t.priority); rank != first.rank {
		return rank < first.rank
	}
	return c.spentAt(now) < first.key
}

// displace puts the thread of c back into the run queue, for the first one of that.
func (k *kernel) displace(c *core, kind trace.Kind, by int32) {
	k.patrol()
	t := c.t
	k.settle(t)
	k.Record(t, kind, by, t.progress())
	k.vacate(c)
	t.sim.condition = waits
	next, _ := k.ready.pop()
	k.enqueue(t)
	k.assign(c, next)
	k.schedule(c)
}
