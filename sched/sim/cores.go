// This file defines who of a core's threads has it (time slices, wake-up preemption), and what cores cost each other.

package sim

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// arrive makes a thread ready on its core: it gets that, if it is idle, or preempts who has it, or stands in its run queue.
func (k *kernel) arrive(s *thread) {
	s.condition = waits
	c := &k.cores[s.core]
	c.coming--
	if k.untimed != nil {
		k.untimed.add(s.id)
		return
	}
	k.raiseLevel(c)
	s.spent = max(s.spent, c.level-int64(k.Slice))
	if c.thread == 0 {
		k.assign(c, s)
		k.schedule(c)
		return
	}
	if c.ready.len() == 0 {
		k.lookBy(c, c.sliceEnd) // nobody has looked at the end of the slice, as nobody was waiting
	}
	k.enqueue(c, s)
	if c.told == never {
		k.preemptFor(c, s)
		return
	}
	k.lookBy(c, c.told)
}

// raiseLevel raises the level of a core to the least virtual run time among those who run there or could.
func (k *kernel) raiseLevel(c *core) {
	least := int64(never)
	if c.thread != 0 {
		least = k.spentOn(c)
	}
	if c.ready.len() > 0 {
		least = min(least, c.ready.first().key)
	}
	if least < never {
		c.level = max(c.level, least)
	}
}

func (k *kernel) enqueue(c *core, s *thread) {
	c.ready.add(s.rank(), s.spent, k.tick(), s.id)
	k.balanceSoon()
}

// preemptFor marks a core whose thread has to make room for one that has just become ready there: if that has a higher
// priority, or has had less of the processor by far enough.
func (k *kernel) preemptFor(c *core, s *thread) {
	if !c.preempt && k.precedes(s, c) {
		c.preempt = true
		k.lookBy(c, c.safeTill)
	}
}

// precedes reports whether a thread preempts the one that has the core c.
func (k *kernel) precedes(s *thread, c *core) bool {
	rank := k.on(c).rank()
	return s.rank() < rank || s.rank() == rank && s.spent+int64(k.Granularity) < k.spentOn(c)
}

// Reprioritize lets t, which runs, make room if somebody of a higher priority is ready.
func (k *kernel) Reprioritize(t *sched.Thread) {
	s := &k.threads[t.ID()]
	s.priority = t.Task().Priority()
	c := &k.cores[s.core]
	if k.untimed == nil && c.ready.len() > 0 && c.ready.first().rank < s.rank() {
		c.preempt = true
		k.lookBy(c, k.now)
	}
}

// givesWay reports whether the thread of c, which is marked, still has to make room for the first of the run queue: the
// one for which it was marked may have gone meanwhile.
func (k *kernel) givesWay(c *core) bool {
	if !c.preempt || k.now < c.safeTill || c.ready.len() == 0 {
		return false
	}
	first, rank := c.ready.first(), k.on(c).rank()
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
	if c.told <= k.now {
		c.told = never // it found nobody to stop
	}
	s.speed = k.Bytecode
	if k.SpeedJitter > 0 {
		s.speed = k.drawSpeed(s)
	}
	s.setRate()
	k.record(s, trace.Run, 0, s.speed)
	begins := k.now + k.switchCost(c, s)
	c.thread, c.last, c.preempt = s.id, s.id, false
	can := begins + s.debt
	c.since, c.sliceEnd = k.now, can+int64(k.Slice)
	c.safeTill = can + s.rate/1000 + 1 // it executes one bytecode at least, or else two that wake each other run for ever
	s.burn.from = begins
	k.prepare(c, s)
}

// switchCost returns what it takes until a thread executes something that has just got the core c. It varies as far as the
// speed of this turn does, as that has been drawn already: costs that never vary would keep in step, so that a thread that tries a
// lock always comes while its holder has it.
func (k *kernel) switchCost(c *core, s *thread) (cost int64) {
	if c.last != s.id {
		cost = int64(k.Switch)
	}
	switch {
	case c.idle == k.now && cost == 0:
		return 0
	case c.idle == k.now: // it has not been idle
	case s.depth == falling || k.now-c.idle < int64(k.Recent):
		cost += int64(k.SwitchRecent)
	case s.depth == deep && k.SwitchDeep > 0:
		cost += int64(k.SwitchDeep)
	default:
		cost += int64(k.SwitchIdle)
	}
	return k.asFast(cost, s)
}

// asFast returns a cost that varies as far as the speed of the present turn of a thread does.
func (k *kernel) asFast(cost int64, s *thread) int64 {
	if most := k.Bytecode * k.SpeedJitter / 1000; most > 0 && s.speed > 0 {
		cost += cost * k.Jitter / 100 * (s.speed - k.Bytecode) / most
	}
	return cost
}

func (k *kernel) vacate(c *core, s *thread) {
	s.spent += max(0, k.now-c.since)
	c.thread, c.due, c.preempt, c.idle = 0, never, false, k.now
}

func (k *kernel) refill(c *core) bool {
	if c.ready.len() == 0 || k.cut {
		return false
	}
	k.assign(c, &k.threads[c.ready.pop()])
	return true
}

// look handles core c, which is due: its thread makes room, or its burn is over, or its time slice.
func (k *kernel) look(c *core) {
	switch {
	case k.now >= c.told:
		k.interrupted(c)
	case k.givesWay(c):
		k.displace(c, trace.Preempt, c.ready.first().id)
	case k.now >= c.end:
		k.resume(c)
	case k.now >= c.sliceEnd && c.ready.len() > 0 && !k.ahead(c, c.ready.first()):
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

// displace puts the thread of c back into its run queue, for the first one of that.
func (k *kernel) displace(c *core, kind trace.Kind, by int32) {
	k.patrol()
	s := k.on(c)
	k.settle(s)
	k.record(s, kind, by, k.executed(s))
	k.vacate(c, s)
	s.condition = waits
	next := c.ready.pop()
	k.enqueue(c, s)
	k.assign(c, &k.threads[next])
	k.schedule(c)
}

// scaled returns a cost that is as much greater or less than usual as the latency is.
func scaled(cost, latency, usual int64) int64 {
	if usual == 0 {
		return cost
	}
	return cost * latency / usual
}

// stop charges the thread of c, if it has one, for an interrupt that takes so many nanoseconds.
func (k *kernel) stop(c *core, takes int64) {
	if c.thread == 0 || takes <= 0 {
		return
	}
	s := k.on(c)
	k.settle(s)
	s.debt += takes
	c.safeTill = max(c.safeTill, k.now) + takes // the interrupt is over before the core goes to another one
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
	s.debt += k.moveLine(s, object, int64(k.Touch))
}
