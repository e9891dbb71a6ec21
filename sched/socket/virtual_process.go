// This file defines which virtual sockets a process has: the system closes them when it ends.

package socket

import (
	"github.com/gilsim/gilsim/internal/container"
	"github.com/gilsim/gilsim/sched"
)

// A table is the sockets that one process has made or accepted, and not closed: a module of it. What a forked process inherits is
// not there, so that nothing is kept open by it.
type table struct {
	open container.List[*virtualStream]
}

type tableKey struct{}

// ownedBy notes that the thread's process has the socket.
func (s *virtualStream) ownedBy(t *sched.Thread) {
	s.owned.Value = s
	own := t.Process().Module(tableKey{}, func() any { return new(table) }).(*table)
	own.open.Push(&s.owned)
}

// disowned notes that nobody has it.
func (s *virtualStream) disowned() {
	if l := s.owned.In(); l != nil {
		l.Remove(&s.owned)
	}
}

// End closes them, in the order in which they came.
func (f *table) End(machine *sched.Thread) {
	for n := f.open.First(); n != nil; n = f.open.First() {
		f.open.Remove(n)
		n.Value.endProcess(machine)
	}
}
