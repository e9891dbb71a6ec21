// This file defines which virtual sockets a process has: the system closes them when it ends.

package socket

import (
	"slices"

	"github.com/gilsim/gilsim/internal/container"
	"github.com/gilsim/gilsim/sched"
)

// A table is the sockets that one process has made or accepted, and not closed: a module of it. What a forked process inherits is
// there only if Pass says so: else nothing is kept open by it.
type table struct {
	open   container.List[*virtualStream]
	passed []*virtualStream // that another process has made or accepted
}

type tableKey struct{}

// ownedBy notes that the thread's process has the socket.
func (s *virtualStream) ownedBy(t *sched.Thread) {
	s.owned.Value = s
	tableOf(t.Process()).open.Push(&s.owned)
}

func tableOf(p *sched.Process) *table {
	return p.Module(tableKey{}, func() any { return new(table) }).(*table)
}

// Pass gives a process that has been forked the sockets of its parent on the virtual loopback. Each is closed when all processes have closed
// it that have it, or have ended.
func Pass(child *sched.Process, list ...*TCP) {
	for _, s := range list {
		if v, ok := s.link.(*virtualStream); ok && !v.closed {
			v.sharers++
			own := tableOf(child)
			own.passed = append(own.passed, v)
		}
	}
}

// leaves notes that a process has the socket no longer.
func (s *virtualStream) leaves(p *sched.Process) {
	own := tableOf(p)
	if i := slices.Index(own.passed, s); i >= 0 {
		own.passed = slices.Delete(own.passed, i, i+1)
	} else if s.owned.In() == &own.open {
		s.disowned()
	}
}

// isKept reports whether the socket stays open for another process when one closes it.
func (s *virtualStream) isKept() bool {
	if s.sharers == 0 {
		return false
	}
	s.sharers--
	return true
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
	for _, s := range f.passed {
		s.endProcess(machine)
	}
	f.passed = nil
}
