// This file defines what a process has open.

package ipc

import (
	"slices"
	"sync"
	"sync/atomic"

	"github.com/gilsim/gilsim/sched"
)

// A Descriptor is something that a process has open, or not: an end of a pipe, a message queue, a file.
type Descriptor interface {
	opened()                // one more process has it open
	closed(t *sched.Thread) // one less has
	real() *handle
	shut() // closes it in the system, for this process
}

// A handle is what a descriptor is where it is one of an operating system, which counts for itself who has it open.
type handle struct {
	fd  int   // none: it is open in other processes only
	key int64 // by which they know it; 0: it is none of an operating system

	last atomic.Pointer[sched.Process] // has it open, and has asked last; nil: nobody knows. Written under the mutex of its table
}

// none is the descriptor of what is not open in this process, or not there.
const none = -1

func (h *handle) real() *handle { return h }

func (h *handle) shut() { closeDescriptor(h.fd) }

// A table is what one process has open: a module of it.
type table struct {
	mu   sync.Mutex // guards what follows, and the descriptors
	open []Descriptor
	owns bool // it is that of the process that made the descriptors, and not of one that is to be given them
}

type tableKey struct{}

func tableOf(p *sched.Process) *table {
	return p.Module(tableKey{}, func() any { return new(table) }).(*table)
}

// hasAsked reports whether it is the thread's process that has asked last, and that has it open.
func (h *handle) hasAsked(t *sched.Thread) bool { return h.last.Load() == t.Process() }

// isOpenIn reports whether the thread's process has d, which the handle is of, open.
func (h *handle) isOpenIn(t *sched.Thread, d Descriptor) bool {
	return h.hasAsked(t) || tableOf(t.Process()).find(t.Process(), d)
}

// openIn opens something in a process.
func openIn[D Descriptor](p *sched.Process, list ...D) {
	all := tableOf(p)
	all.mu.Lock()
	defer all.mu.Unlock()
	for _, d := range list {
		if !slices.Contains(all.open, Descriptor(d)) {
			all.open = append(all.open, d)
			if d.real().key == 0 {
				d.opened()
			}
		}
	}
}

// makeIn opens in a process what that has made.
func makeIn[D Descriptor](p *sched.Process, list ...D) {
	openIn(p, list...)
	all := tableOf(p)
	all.mu.Lock()
	defer all.mu.Unlock()
	all.owns = true
}

// set notes the descriptor of what is open.
func (f *table) set(h *handle, fd int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	h.fd = fd
}

// find reports whether something is open in the process, whose table this is, and notes that it is.
func (f *table) find(p *sched.Process, d Descriptor) (found bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if found = slices.Contains(f.open, d); found {
		d.real().last.Store(p)
	}
	return found
}

// remove takes something out of the table, and reports whether it was open.
func (f *table) remove(d Descriptor) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	i := slices.Index(f.open, d)
	if i >= 0 {
		f.open = slices.Delete(f.open, i, i+1)
		d.real().last.Store(nil)
	}
	return i >= 0
}

// closeIn closes something for the thread's process.
func closeIn(t *sched.Thread, d Descriptor) error {
	if !tableOf(t.Process()).remove(d) {
		return ErrClosed
	}
	switch real := d.real(); {
	case real.key == 0:
		d.closed(t)
	case !t.Ghost() && real.fd != none:
		d.shut()
	}
	return nil
}

// Pass opens what is given in a process that has just been started, and that has not been forked, or has it open already.
func Pass[D Descriptor](p *sched.Process, list ...D) { openIn(p, list...) }

// Fork opens in the child what its parent has open.
func (f *table) Fork(*sched.Process) (key, value any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, d := range f.open {
		if d.real().key == 0 {
			d.opened()
		}
	}
	return tableKey{}, &table{open: slices.Clone(f.open)}
}

// Carry returns the descriptors that the process is to be started with.
func (f *table) Carry() (list []sched.Carried) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, d := range f.open {
		if real := d.real(); real.fd != none && real.key != 0 {
			list = append(list, sched.Carried{Key: real.key, FD: real.fd})
		}
	}
	return list
}

// Close closes, when the run is over, the descriptors that its first process has left open.
func (f *table) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, d := range f.open {
		if real := d.real(); f.owns && real.fd != none {
			d.shut()
			real.fd = none
		}
	}
	return nil
}

// End closes everything.
func (f *table) End(machine *sched.Thread) {
	for _, d := range f.open {
		d.real().last.Store(nil)
		d.closed(machine)
	}
	f.open = nil
}
