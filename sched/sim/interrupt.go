// This file defines what cores cost each other: interrupts, and the objects that go from one to another.

package sim

import "github.com/gilsim/gilsim/trace"

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
	k.prepare(c)
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
