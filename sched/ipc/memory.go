// This file defines shared memory: bytes, and words of them, that several processes have mapped.

package ipc

import (
	"encoding/binary"
	"slices"
	"sync"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A Memory is memory that processes share: each has it mapped, or not. A forked one has what its parent has. No lock guards it: a read or a
// write of several bytes is one step on the simulated machine, and on the real one as many as the processor makes of it.
type Memory struct {
	handle
	inode *inode
	size  int

	// Of an operating system.
	mu   sync.Mutex // guards the mapping, and keeps threads of one process apart
	view []byte     // nil: not mapped yet, or no longer
}

// An inode is what is in memory, or in a file.
type inode struct {
	object int32
	run    *sched.Run
	data   []byte // simulated
}

// wordSize64 is how many bytes an atomic word has.
const wordSize64 = 8

// MapAnonymous maps so many bytes, zeroed, which those have that are forked from now on: mmap(MAP_SHARED | MAP_ANONYMOUS). It fails with
// ErrInvalid if size is not positive. The name is for pictures and reports.
func MapAnonymous(t *sched.Thread, name string, size int) (*Memory, error) {
	t.Announce(trace.None, 0, sched.Jump)
	mustHaveProcesses(t)
	if size <= 0 {
		return nil, ErrInvalid
	}
	in := &inode{object: t.Process().Names.AddObject(trace.ClassMemory, name), run: t.Process().Run}
	if t.Process().Real() != nil {
		return mapReal(t, in, func() (int, int, Errno) { return anonymousMemory(size) })
	}
	in.data = make([]byte, size)
	m := &Memory{handle: handle{fd: none}, inode: in, size: size}
	makeIn(t.Process(), m)
	return m, nil
}

// OpenMemory maps the memory of this name: shm_open, and mmap. With Create memory of so many bytes is made, zeroed, if it is not there;
// with Exclusive, too, it fails with ErrExists if it is. On the real machine the name is one of the run's own, and what is there at
// its end is removed.
func OpenMemory(t *sched.Thread, name string, flags OpenFlag, size int) (*Memory, error) {
	t.Announce(trace.None, 0, sched.Jump)
	mustHaveProcesses(t)
	name, wrong := slashed(name, longest)
	if flags&Create != 0 && size <= 0 {
		wrong = ErrInvalid
	}
	if wrong != 0 {
		return nil, of(int64(wrong), name)
	}
	if t.Process().Real() != nil {
		known := nameFor(t, sched.NamedMemory, trace.Info{Class: trace.ClassMemory, Name: name}, name)
		in := &inode{object: known.object, run: t.Process().Run}
		m, err := mapReal(t, in, func() (int, int, Errno) { return openMemory(known.system, flags, size) })
		if wrong, ok := err.(Errno); ok {
			err = of(int64(wrong), name)
		}
		return m, err
	}
	names := namesOf(t.Process().Run)
	in := names.memory[name]
	switch {
	case in != nil && flags&Create != 0 && flags&Exclusive != 0:
		return nil, of(int64(ErrExists), name)
	case in == nil && flags&Create == 0:
		return nil, of(int64(ErrNotFound), name)
	case in == nil:
		in = &inode{object: t.Process().Names.AddObject(trace.ClassMemory, name), run: t.Process().Run, data: make([]byte, size)}
		names.memory[name] = in
	}
	m := &Memory{handle: handle{fd: none}, inode: in, size: len(in.data)}
	makeIn(t.Process(), m)
	return m, nil
}

// RemoveMemory removes the memory of this name, if there is any, in the name of the machine. It is for the simulated one: on the real one
// what is left is removed with the run.
func RemoveMemory(r *sched.Run, name string) {
	if name, wrong := slashed(name, longest); wrong == 0 && r.Real() == nil {
		delete(namesOf(r).memory, name)
	}
}

// UnlinkMemory removes the memory of this name: shm_unlink. Who has it mapped goes on with it, and nobody finds it any more.
func UnlinkMemory(t *sched.Thread, name string) error {
	t.Announce(trace.None, 0, sched.Jump)
	mustHaveProcesses(t)
	name, wrong := slashed(name, longest)
	if wrong != 0 {
		return of(int64(wrong), name)
	}
	if t.Process().Real() != nil {
		known := nameFor(t, sched.NamedMemory, trace.Info{Class: trace.ClassMemory, Name: name}, name)
		outcome, _ := t.Ask(trace.IO, func() (int64, []byte) { return int64(unlinkFile(known.system)), nil })
		return of(outcome, name)
	}
	names := namesOf(t.Process().Run)
	if names.memory[name] == nil {
		return of(int64(ErrNotFound), name)
	}
	delete(names.memory, name)
	return nil
}

// Size returns how many bytes there are.
func (m *Memory) Size() int { return m.size }

// Object returns the number of the memory in the trace.
func (m *Memory) Object() int32 { return m.inode.object }

// IsOpen reports whether the thread's process has it mapped. It is no step of the program.
func (m *Memory) IsOpen(t *sched.Thread) bool {
	t.MustBeOf(m.inode.run, m.inode.object)
	return m.isOpenIn(t, m)
}

// Close unmaps it for the thread's process: munmap.
func (m *Memory) Close(t *sched.Thread) error {
	t.Announce(trace.None, 0, sched.Jump)
	t.MustBeOf(m.inode.run, m.inode.object)
	return closeIn(t, m)
}

// opened does nothing: memory lives until nobody knows it.
func (m *Memory) opened() {}

// closed does nothing.
func (m *Memory) closed(*sched.Thread) {}

// access checks that the thread's process has it mapped, and that n bytes from this place on are in it.
func (m *Memory) access(t *sched.Thread, step trace.Kind, at, n int) Errno {
	t.Announce(step, m.inode.object, sched.Plain)
	switch {
	case !m.IsOpen(t):
		return ErrClosed
	case at < 0 || n < 0 || at > m.size-n:
		return ErrInvalid
	}
	return 0
}

// Read returns n bytes from this place on. It fails with ErrInvalid if they are not all in the memory.
func (m *Memory) Read(t *sched.Thread, at, n int) ([]byte, error) {
	if wrong := m.access(t, trace.Recv, at, n); wrong != 0 {
		return nil, wrong
	}
	_, data := t.Ask(trace.Recv, func() (int64, []byte) {
		defer m.lock()()
		return 0, slices.Clone(m.bytes()[at : at+n])
	})
	t.Engine().Record(t, trace.Recv, m.inode.object, int64(n))
	return data, nil
}

// Write writes bytes from this place on. It fails with ErrInvalid if there is no room for all of them, and writes none then.
func (m *Memory) Write(t *sched.Thread, at int, data []byte) error {
	if wrong := m.access(t, trace.Send, at, len(data)); wrong != 0 {
		return wrong
	}
	t.Engine().Record(t, trace.Send, m.inode.object, int64(len(data)))
	if !t.Ghost() {
		defer m.lock()()
		copy(m.bytes()[at:], data)
	}
	return nil
}

// LoadWord reads the eight bytes from this place on, a multiple of eight, as one atomic step.
func (m *Memory) LoadWord(t *sched.Thread, at int) (int64, error) {
	return m.word(t, trace.Recv, at, func(w atomicWord) int64 { return w.load() })
}

// StoreWord writes the eight bytes from this place on, a multiple of eight, as one atomic step.
func (m *Memory) StoreWord(t *sched.Thread, at int, value int64) error {
	_, err := m.word(t, trace.Send, at, func(w atomicWord) int64 { w.store(value); return 0 })
	return err
}

// AddWord adds to the eight bytes from this place on, a multiple of eight, as one atomic step, and returns what they are then.
func (m *Memory) AddWord(t *sched.Thread, at int, delta int64) (int64, error) {
	return m.word(t, trace.Send, at, func(w atomicWord) int64 { return w.add(delta) })
}

// SwapWord writes the eight bytes from this place on, a multiple of eight, if they are old, as one atomic step, and reports whether they
// were: compare and swap.
func (m *Memory) SwapWord(t *sched.Thread, at int, old, value int64) (bool, error) {
	swapped, err := m.word(t, trace.Send, at, func(w atomicWord) int64 { return flag(w.swap(old, value)) })
	return swapped == 1, err
}

// word makes an atomic step on a word.
func (m *Memory) word(t *sched.Thread, step trace.Kind, at int, f func(w atomicWord) int64) (int64, error) {
	wrong := m.access(t, step, at, wordSize64)
	if wrong == 0 && at%wordSize64 != 0 {
		wrong = ErrInvalid
	}
	if wrong != 0 {
		return 0, wrong
	}
	t.Engine().Record(t, step, m.inode.object, wordSize64)
	value, _ := t.Ask(step, func() (int64, []byte) {
		defer m.lock()()
		b := m.bytes()[at : at+wordSize64]
		if m.key != 0 {
			return f((*realWord)(wordAt(b))), nil
		}
		return f(simWord(b)), nil
	})
	return value, nil
}

// An atomicWord is a word of memory.
type atomicWord interface {
	load() int64
	store(value int64)
	add(delta int64) int64
	swap(old, value int64) bool
}

// A simWord is a word of the simulated machine, on which every step is atomic.
type simWord []byte

func (w simWord) load() int64       { return int64(binary.NativeEndian.Uint64(w)) }
func (w simWord) store(value int64) { binary.NativeEndian.PutUint64(w, uint64(value)) }
func (w simWord) add(delta int64) int64 {
	w.store(w.load() + delta)
	return w.load()
}

func (w simWord) swap(old, value int64) bool {
	is := w.load() == old
	if is {
		w.store(value)
	}
	return is
}
