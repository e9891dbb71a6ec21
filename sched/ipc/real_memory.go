// This file defines shared memory of an operating system: a descriptor, which each process maps when it first looks there.

package ipc

import (
	"encoding/binary"
	"sync/atomic"
	"unsafe"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// mapReal returns memory whose descriptor, and size, open returns.
func mapReal(t *sched.Thread, in *inode, open func() (fd, size int, wrong Errno)) (*Memory, error) {
	m := &Memory{handle: handle{fd: none}, inode: in}
	_, m.key = t.Share(in.object, 1)
	outcome, size := t.Ask(trace.IO, func() (int64, []byte) {
		fd, size, wrong := open()
		m.fd = fd
		return int64(wrong), binary.AppendUvarint(nil, uint64(size))
	})
	if outcome != 0 {
		return nil, Errno(outcome)
	}
	n, _ := binary.Uvarint(size)
	m.size = int(n)
	if t.Ghost() {
		m.fd = t.Process().Real().Carried(m.key)
	}
	makeIn(t.Process(), m)
	return m, nil
}

// lock keeps other threads of the process away, on the real machine, and returns what lets them go on.
func (m *Memory) lock() (unlock func()) {
	if m.key == 0 {
		return func() {}
	}
	m.mu.Lock()
	return m.mu.Unlock
}

// bytes returns the memory. It is called under the lock.
func (m *Memory) bytes() []byte {
	if m.key == 0 {
		return m.inode.data
	}
	if m.view == nil {
		m.view = mapDescriptor(m.fd, m.size)
	}
	return m.view
}

// shut unmaps the memory, and closes its descriptor.
func (m *Memory) shut() {
	defer m.lock()()
	if m.view != nil {
		unmap(m.view)
		m.view = nil
	}
	closeDescriptor(m.fd)
}

// wordAt is the address of eight bytes that are aligned.
func wordAt(b []byte) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(b)) }

// A realWord is a word that processes of an operating system share.
type realWord struct{ atomic.Int64 }

func (w *realWord) load() int64                { return w.Load() }
func (w *realWord) store(value int64)          { w.Store(value) }
func (w *realWord) add(delta int64) int64      { return w.Add(delta) }
func (w *realWord) swap(old, value int64) bool { return w.CompareAndSwap(old, value) }
