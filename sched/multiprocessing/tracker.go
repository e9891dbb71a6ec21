// This file defines the resource tracker.

package multiprocessing

import (
	"slices"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

// A tracker is that of one program (multiprocessing/resource_tracker.py, CPython 3.8 to 3.12): it knows all shared memory that the
// program has made, and, which few expect, all that it has attached. When the program has ended, however it did, what was not unlinked is: so a
// program that attaches and ends takes the memory away from the one that has made it. The processes that a program has started
// have its tracker.
//
// Other programs are on the simulated machine those of package subprocess. On the real machine they are none that could use this
// package.
type tracker struct {
	run *sched.Run

	mu    sched.Mutex
	names []string
}

type trackerKey struct{}

// trackerOf returns the tracker of the program of t.
func trackerOf(t *sched.Thread) *tracker {
	p := t.Process().Program()
	return p.Module(trackerKey{}, func() any { return &tracker{run: p.Run} }).(*tracker)
}

func (r *tracker) add(t *sched.Thread, name string) {
	r.mu.Lock(t)
	defer r.mu.Unlock(t)
	r.names = append(r.names, name)
}

func (r *tracker) remove(t *sched.Thread, name string) {
	r.mu.Lock(t)
	defer r.mu.Unlock(t)
	r.names = slices.DeleteFunc(r.names, func(other string) bool { return other == name })
}

// End unlinks what is left.
func (r *tracker) End(machine *sched.Thread) {
	r.mu.Lock(machine)
	defer r.mu.Unlock(machine)
	for _, name := range r.names {
		ipc.RemoveMemory(r.run, name)
	}
}
