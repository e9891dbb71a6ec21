// This file defines who gets a core (placement, time slices, wake-up preemption), and what cores cost each other.

package sim

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// idleCore returns the idle core that a thread would get: the one it had last, or else the first one; nil if all are busy.
func (k *kernel) idleCore(s *thread) *core {
	if c := &k.cores[s.core]; c.thread == 0 {
		return c
	}
	for i := range k.cores {
		if k.cores[i].thread == 0 {
			return &k.cores[i]
		}
	}
	return nil
}

// arrive makes a thread ready: it gets an idle core, or that of a thread that it preempts, or stands in the run queue.
func (k *kernel) arrive(s *thread) {
	s.condition = waits
	if k.untimed != nil {
		k.untimed.add(s.id)
		return
	}
	k.raiseLevel()
	s.spent = max(s.spent, k.level-int64(k.Slice))
	if c := k.idleCore(s); c != nil {
		k.assign(c, s)
		k.schedule(c)
		return
	}
	if k.ready.len() == 0 {
		k.endSlices()
	}
	k.enqueue(s)
	k.preemptFor(s)
}

// raiseLevel raises the level to the least virtual run time among those who run or could.
func (k *kernel) raiseLevel() {
	least := int64(never)
	for i := range k.cores {
		if c := &k.cores[i]; c.thread != 0 {
			least = min(least, k.spentOn(c))
		}
	}
	if k.ready.len() > 0 {
		least = min(least, k.ready.first().key)
	}
	if least < never {
		k.level = max(k.level, least)
	}
}

func (k *kernel) enqueue(s *thread) { k.ready.add(s.rank(), s.spent, k.tick(), s.id) }

// endSlices sees to it that time slices end which nobody has looked at because nobody was waiting.
func (k *kernel) endSlices() {
	for i := range k.cores {
		k.lookBy(&k.cores[i], k.cores[i].sliceEnd)
	}
}

// preemptFor marks a core whose thread has to make room for a thread that has just become ready: the one whose thread has
// the lowest priority, and had most of the processor, if it is far enough ahead.
func (k *kernel) preemptFor(s *thread) {
	var victim *core
	var rank, most int64 // the victim's
	for i := range k.cores {
		c := &k.cores[i]
		if c.preempt {
			continue
		}
		r, spent := k.on(c).rank(), k.spentOn(c)
		if victim == nil || r > rank || r == rank && spent > most {
			victim, rank, most = c, r, spent
		}
	}
	if victim == nil || s.rank() > rank {
		return
	}
	if s.rank() < rank || s.spent+int64(k.Granularity) < most {
		victim.preempt = true
		k.lookBy(victim, victim.safeTill)
	}
}

// Reprioritize lets t, which runs, make room if somebody of a higher priority is ready.
func (k *kernel) Reprioritize(t *sched.Thread) {
	s := &k.threads[t.ID()]
	s.priority = t.Task().Priority()
	if k.untimed == nil && k.ready.len() > 0 && k.ready.first().rank < s.rank() {
		c := &k.cores[s.core]
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
	first, rank := k.ready.first(), k.on(c).rank()
	return first.rank < rank || first.rank == rank && first.key+int64(k.Granularity) < k.spentOn(c)
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

// assign gives the idle core c to a thread, which pays for the context switch.
func (k *kernel) assign(c *core, s *thread) {
	s.condition, s.core = runs, c.id
	s.speed = k.speed(s)
	k.record(s, trace.Run, 0, s.speed)
	begins := k.now
	if c.last != s.id {
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
	c.thread, c.last, c.preempt = s.id, s.id, false
	can := begins + s.debt
	c.since, c.sliceEnd = k.now, can+int64(k.Slice)
	c.safeTill = can + s.speed/1000 + 1 // it executes one bytecode at least, or else two that wake each other run for ever
	s.burn.from = begins
	k.prepare(c, s)
}

func (k *kernel) vacate(c *core, s *thread) {
	s.spent += max(0, k.now-c.since)
	c.thread, c.due, c.preempt, c.idle = 0, never, false, k.now
}

func (k *kernel) refill(c *core) bool {
	if k.ready.len() == 0 || k.cut {
		return false
	}
	k.assign(c, &k.threads[k.ready.pop()])
	return true
}

// look handles core c, which is due: its thread makes room, or its burn is over, or its time slice.
func (k *kernel) look(c *core) {
	switch {
	case k.givesWay(c):
		k.displace(c, trace.Preempt, k.ready.first().id)
	case k.now >= c.end:
		k.resume(c)
	case k.now >= c.sliceEnd && k.ready.len() > 0 && !k.ahead(c, k.ready.first()):
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
func (k *kernel) ahead(c *core, first *entry) bool {
	if rank := k.on(c).rank(); rank != first.rank {
		return rank < first.rank
	}
	return k.spentOn(c) < first.key
}

// displace puts the thread of c back into the run queue, for the first one of that.
func (k *kernel) displace(c *core, kind trace.Kind, by int32) {
	k.patrol()
	s := k.on(c)
	k.settle(s)
	k.record(s, kind, by, k.executed(s))
	k.vacate(c, s)
	s.condition = waits
	next := k.ready.pop()
	k.enqueue(s)
	k.assign(c, &k.threads[next])
	k.schedule(c)
}

// interrupt charges for the interrupt by which thread s tells another core that a thread is ready: t sends it, and whoever runs
// where it arrives is stopped by it. An idle core's way out of its sleep is part of the latency.
func (k *kernel) interrupt(s, other *thread) {
	c := k.idleCore(other)
	if c == nil {
		c = &k.cores[other.core]
	}
	if c.id == s.core {
		return
	}
	s.debt += int64(k.InterruptSend)
	k.stop(c)
}

// stop charges the thread of c, if it has one, for an interrupt.
func (k *kernel) stop(c *core) {
	if c.thread == 0 {
		return
	}
	s := k.on(c)
	k.settle(s)
	s.debt += int64(k.InterruptCost)
	c.safeTill += int64(k.InterruptCost) // or else it would lose the core before it has executed anything, for ever
	c.sliceEnd = max(c.sliceEnd, c.safeTill)
	k.prepare(c, s)
	k.schedule(c)
}

// touch charges a thread for the step that it has announced, if another core has had the object last.
func (k *kernel) touch(s *thread) {
	step, object := k.tasks[s.id].Announced()
	if spec := step.Spec(); spec.Group != trace.Program || spec.Obj != trace.Object || object < 1 {
		return
	}
	for len(k.touched) <= int(object) {
		k.touched = append(k.touched, trace.NoCore)
	}
	by := &k.touched[object]
	if *by != s.core && *by != trace.NoCore {
		s.debt += int64(k.Touch)
	}
	*by = s.core
}
