// This file defines shared memory with a name.

package multiprocessing

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

// A SharedMemory is multiprocessing.shared_memory.SharedMemory: bytes that any process of the run finds by their name, until they are
// unlinked.
//
// Its program's resource tracker unlinks what is left of it when the program has ended: see tracker.
type SharedMemory struct {
	name   string
	memory *ipc.Memory
}

// NewSharedMemory makes shared memory of so many bytes, zeroed: SharedMemory(name, create=True, size=size). An empty name is one that
// nobody has. The error is a FileExistsError if there is memory of that name.
func NewSharedMemory(t *sched.Thread, name string, size int) (*SharedMemory, error) {
	switch {
	case size < 0:
		t.FailWith("ValueError", "'size' must be a positive integer")
	case size == 0:
		t.FailWith("ValueError", "'size' must be a positive number different from zero")
	}
	if name != "" {
		return openShared(t, name, ipc.Create|ipc.Exclusive, size)
	}
	for { // SharedMemory._make_filename
		s, err := openShared(t, fmt.Sprintf("psm_%08x", t.Random(1<<32)), ipc.Create|ipc.Exclusive, size)
		if err == nil {
			return s, nil
		}
	}
}

// AttachSharedMemory returns the shared memory of this name: SharedMemory(name). The error is a FileNotFoundError if there is none.
func AttachSharedMemory(t *sched.Thread, name string) (*SharedMemory, error) {
	if name == "" {
		t.FailWith("ValueError", "'name' can only be None if create=True")
	}
	return openShared(t, name, 0, 0)
}

func openShared(t *sched.Thread, name string, flags ipc.OpenFlag, size int) (*SharedMemory, error) {
	m, err := ipc.OpenMemory(t, name, flags, size)
	if err != nil {
		return nil, err
	}
	trackerOf(t).add(t, name)
	return &SharedMemory{name, m}, nil
}

// Name returns the name.
func (s *SharedMemory) Name() string { return s.name }

// Size returns how many bytes there are.
func (s *SharedMemory) Size() int { return s.memory.Size() }

// String shows it as Python does.
func (s *SharedMemory) String() string {
	return fmt.Sprintf("SharedMemory('%s', size=%d)", s.name, s.Size())
}

// Memory returns what lies below: atomic words, too.
func (s *SharedMemory) Memory() *ipc.Memory { return s.memory }

// place returns the i-th place, from the end if i is negative.
func (s *SharedMemory) place(t *sched.Thread, i int) int {
	if !s.memory.IsOpen(t) {
		t.FailWith("TypeError", "'NoneType' object is not subscriptable")
	}
	if i < 0 {
		i += s.Size()
	}
	if i < 0 || i >= s.Size() {
		t.FailWith("IndexError", "index out of bounds on dimension 1")
	}
	return i
}

// Get reads a byte: buf[i].
func (s *SharedMemory) Get(t *sched.Thread, i int) byte {
	b, err := s.memory.Read(t, s.place(t, i), 1)
	if err != nil {
		t.FailWith("OSError", "%v", err)
	}
	return b[0]
}

// Set writes a byte: buf[i] = value.
func (s *SharedMemory) Set(t *sched.Thread, i, value int) {
	at := s.place(t, i)
	if value < 0 || value > 255 {
		t.FailWith("ValueError", "memoryview: invalid value for format 'B'")
	}
	if err := s.memory.Write(t, at, []byte{byte(value)}); err != nil {
		t.FailWith("OSError", "%v", err)
	}
}

// cut returns a slice's bounds within the memory, as Python's slices have them.
func (s *SharedMemory) cut(t *sched.Thread, from, to int) (first, last int) {
	if !s.memory.IsOpen(t) {
		t.FailWith("TypeError", "'NoneType' object is not subscriptable")
	}
	within := func(i int) int {
		if i < 0 {
			i += s.Size()
		}
		return min(max(i, 0), s.Size())
	}
	first = within(from)
	return first, max(first, within(to))
}

// Slice reads bytes: bytes(buf[from:to]).
func (s *SharedMemory) Slice(t *sched.Thread, from, to int) []byte {
	first, last := s.cut(t, from, to)
	b, err := s.memory.Read(t, first, last-first)
	if err != nil {
		t.FailWith("OSError", "%v", err)
	}
	return b
}

// SetSlice writes bytes: buf[from:to] = data.
func (s *SharedMemory) SetSlice(t *sched.Thread, from, to int, data []byte) {
	first, last := s.cut(t, from, to)
	if len(data) != last-first {
		t.FailWith("ValueError", "memoryview assignment: lvalue and rvalue have different structures")
	}
	if err := s.memory.Write(t, first, data); err != nil {
		t.FailWith("OSError", "%v", err)
	}
}

// Close gives up the memory for the process of t. To close it again is no error.
func (s *SharedMemory) Close(t *sched.Thread) {
	if s.memory.IsOpen(t) {
		_ = s.memory.Close(t) // it is open
	}
}

// Unlink removes the name. The error is a FileNotFoundError if there is none any more.
func (s *SharedMemory) Unlink(t *sched.Thread) error {
	err := ipc.UnlinkMemory(t, s.name)
	if err == nil {
		trackerOf(t).remove(t, s.name)
	}
	return err
}
