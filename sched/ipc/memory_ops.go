// This file defines what a thread does with shared memory as ops, for threads that are plain data. They are those of the simulated
// machine.

package ipc

import (
	"errors"
	"slices"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// errSimulatedOnly is why an op fails on the real machine.
var errSimulatedOnly = errors.New("shared memory as ops is that of the simulated machine: on the real one there are OpenMemory and UnlinkMemory")

// OpenMemoryOp returns OpenMemory as an op.
func OpenMemoryOp(name string, flags OpenFlag, size int) sched.Call[*Memory] {
	return &openMemoryOp{name: name, flags: flags, size: size}
}

type openMemoryOp struct {
	name   string
	flags  OpenFlag
	size   int
	memory *Memory
	err    error
}

// Step is one step of it.
func (o *openMemoryOp) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	r, done := t.StepAnnounce(w, trace.None, 0, sched.Jump)
	if !done {
		return r, false
	}
	mustHaveProcesses(t)
	var name string
	switch name, o.err = memoryName(o.name, o.flags, o.size); {
	case o.err != nil:
	case t.Process().Real() != nil:
		o.err = errSimulatedOnly
	default:
		o.memory, o.err = openSimulated(t, name, o.flags, o.size)
	}
	return r, true
}

// Result returns the memory.
func (o *openMemoryOp) Result() (*Memory, error) { return o.memory, o.err }

// UnlinkMemoryOp returns UnlinkMemory as an op, whose result is the name with its slash.
func UnlinkMemoryOp(name string) sched.Call[string] { return &unlinkMemoryOp{name: name} }

type unlinkMemoryOp struct {
	name, unlinked string
	err            error
}

// Step is one step of it.
func (o *unlinkMemoryOp) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	r, done := t.StepAnnounce(w, trace.None, 0, sched.Jump)
	if !done {
		return r, false
	}
	mustHaveProcesses(t)
	switch o.unlinked, o.err = memoryName(o.name, 0, 0); {
	case o.err != nil:
	case t.Process().Real() != nil:
		o.err = errSimulatedOnly
	default:
		o.err = unlinkSimulated(t, o.unlinked)
	}
	return r, true
}

// Result returns the name.
func (o *unlinkMemoryOp) Result() (string, error) { return o.unlinked, o.err }

// ReadOp returns Read as an op: a step that is made at a point of this kind.
func (m *Memory) ReadOp(at, n int, by sched.Point) sched.Call[[]byte] {
	return &readMemoryOp{of: m, at: at, n: n, by: by}
}

type readMemoryOp struct {
	of    *Memory
	at, n int
	by    sched.Point
	data  []byte
	err   error
}

// Step is one step of it.
func (o *readMemoryOp) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	m := o.of
	r, done := t.StepAnnounce(w, trace.Recv, m.inode.object, o.by)
	if !done {
		return r, false
	}
	if o.data, o.err = nil, nil; !m.reaches(t, o.at, o.n, &o.err) {
		return r, true
	}
	o.data = slices.Clone(m.inode.data[o.at : o.at+o.n])
	t.Engine().Record(t, trace.Recv, m.inode.object, int64(o.n))
	return r, true
}

// Result returns the bytes.
func (o *readMemoryOp) Result() ([]byte, error) { return o.data, o.err }

// WriteOp returns Write as an op, whose result is how many bytes it has written: a step that is made at a point of this kind.
func (m *Memory) WriteOp(at int, data []byte, by sched.Point) sched.Call[int] {
	return &writeMemoryOp{of: m, at: at, data: data, by: by}
}

type writeMemoryOp struct {
	of   *Memory
	at   int
	data []byte
	by   sched.Point
	err  error
}

// Step is one step of it.
func (o *writeMemoryOp) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	m := o.of
	r, done := t.StepAnnounce(w, trace.Send, m.inode.object, o.by)
	if !done {
		return r, false
	}
	if o.err = nil; m.reaches(t, o.at, len(o.data), &o.err) {
		t.Engine().Record(t, trace.Send, m.inode.object, int64(len(o.data)))
		copy(m.inode.data[o.at:], o.data)
	}
	return r, true
}

// Result returns how many bytes it has written.
func (o *writeMemoryOp) Result() (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	return len(o.data), nil
}

// reaches reports whether the thread can reach n bytes from this place on, and why not.
func (m *Memory) reaches(t *sched.Thread, at, n int, err *error) bool {
	if t.Process().Real() != nil {
		*err = errSimulatedOnly
	} else if wrong := m.within(t, at, n); wrong != 0 {
		*err = wrong
	}
	return *err == nil
}

// CloseOp returns Close as an op. To close what is closed is no error.
func (m *Memory) CloseOp() sched.Op { return (*closeMemoryOp)(m) }

type closeMemoryOp Memory

// Step is one step of it.
func (o *closeMemoryOp) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	r, done := t.StepAnnounce(w, trace.None, 0, sched.Jump)
	if done {
		_ = closeIn(t, (*Memory)(o)) // who has it closed already finds it so
	}
	return r, done
}
