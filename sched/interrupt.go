// This file defines what cores cost each other: interrupts, and the objects that go from one to another.

package sched

import "github.com/gilsim/gilsim/trace"

// interrupt charges for the interrupt by which t tells another core that a thread is ready: t sends it, and whoever runs
// where it arrives is stopped by it. An idle core's way out of its sleep is part of the latency.
func (k *kernel) interrupt(t, other *Thread) {
	c := k.idleCore(other)
	if c == nil {
		c = &k.cores[other.sim.core]
	}
	if c.id == t.sim.core {
		return
	}
	t.sim.debt += int64(k.InterruptSend)
	k.stop(c)
}

// stop charges the thread of c, if it has one, for an interrupt.
func (k *kernel) stop(c *core) {
	if c.t == nil {
		return
	}
	k.settle(c.t)
	c.t.sim.debt += int64(k.InterruptCost)
	c.safeTill += int64(k.InterruptCost) // or else it would lose the core before it has executed anything, for ever
	c.sliceEnd = max(c.sliceEnd, c.safeTill)
	k.prepare(c)
	k.schedule(c)
}

// touch charges t for the step that it has announced, if another core has had the object last.
func (k *kernel) touch(t *Thread) {
	if t.next == trace.None || t.next.Spec().Obj != trace.Object || t.nextObj < 1 {
		return
	}
	for len(k.touched) <= int(t.nextObj) {
		k.touched = append(k.touched, trace.NoCore)
	}
	by := &k.touched[t.nextObj]
	if *by != t.sim.core && *by != trace.NoCore {
		t.sim.debt += int64(k.Touch)
	}
	*by = t.sim.core
}
