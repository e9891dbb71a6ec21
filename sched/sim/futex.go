// This file defines what it costs an interlock to touch its word of memory, and to wait for it.

package sim

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// Costs reports whether any of that costs something: sched.Futexes.
func (k *kernel) Costs() bool { return k.untimed == nil && (k.LookAgain > 0 || k.Line > 0) }

// LooksAgain charges t for a second look at a semaphore before it sleeps, and reports whether it takes one.
func (k *kernel) LooksAgain(t *sched.Thread) bool {
	k.threads[t.ID()].debt += int64(k.Config.LookAgain)
	return k.Config.LookAgain > 0
}

// WakeNobody charges t for a wake-up that finds nobody asleep.
func (k *kernel) WakeNobody(t *sched.Thread) { k.threads[t.ID()].debt += int64(k.wakeEmpty()) }

// TouchLine charges t for touching an object after another core has.
func (k *kernel) TouchLine(t *sched.Thread, object int32) {
	if k.Line > 0 {
		s := &k.threads[t.ID()]
		s.debt += k.moveLine(s, object, int64(k.Line))
	}
}

// moveLine notes that the core of a thread has touched an object, and returns the cost if another core has had it last.
func (k *kernel) moveLine(s *thread, object int32, cost int64) int64 {
	for len(k.touched) <= int(object) {
		k.touched = append(k.touched, trace.NoCore)
	}
	by := &k.touched[object]
	if *by == s.core || *by == trace.NoCore {
		cost = 0
	}
	*by = s.core
	return cost
}
