// This file defines an end of a pipe: which processes have it open, and what they read and write there.

package ipc

import (
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// The errors of reads and writes, as Python tells them.
var (
	ErrBrokenPipe = errors.New("[Errno 32] Broken pipe")
	ErrClosed     = errors.New("[Errno 9] Bad file descriptor")
)

// An End is one end of a pipe. Each process has it open or not.
type End struct {
	pipe   *Pipe
	writes bool
	opens  int         // how many processes have it open
	queue  sched.Queue // waits to read, or to write
	// watchers wait for this end among others.
	watchers []*watching

	// Of a pipe of an operating system.
	fd  int   // none: it is open in other processes only
	key int64 // by which they know it; 0: it is no such pipe
}

// A table is what one process has open: a module of it.
type table struct {
	mu   sync.Mutex // guards what follows, and the descriptors
	open []*End
	owns bool // it is that of the process that made the descriptors, and not of one that is to be given them
}

type tableKey struct{}

func tableOf(p *sched.Process) *table {
	return p.Module(tableKey{}, func() any { return new(table) }).(*table)
}

// openIn opens ends in a process.
func openIn(p *sched.Process, ends ...*End) {
	all := tableOf(p)
	all.mu.Lock()
	defer all.mu.Unlock()
	for _, e := range ends {
		if !slices.Contains(all.open, e) {
			all.open = append(all.open, e)
			e.opened()
		}
	}
}

// opened counts that a process has opened the end. An operating system counts for itself.
func (e *End) opened() {
	if e.key == 0 {
		e.opens++
	}
}

// has reports whether the end is open.
func (f *table) has(e *End) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Contains(f.open, e)
}

// remove closes the end in the table, and reports whether it was open.
func (f *table) remove(e *End) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	i := slices.Index(f.open, e)
	if i >= 0 {
		f.open = slices.Delete(f.open, i, i+1)
	}
	return i >= 0
}

// Pass opens ends in a process that has just been started, and that has not been forked, or has them open already.
func Pass(p *sched.Process, ends ...*End) { openIn(p, ends...) }

// Fork opens in the child what its parent has open.
func (f *table) Fork(*sched.Process) (key, value any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, e := range f.open {
		e.opened()
	}
	return tableKey{}, &table{open: slices.Clone(f.open)}
}

// Carry returns the descriptors that the process is to be started with.
func (f *table) Carry() (list []sched.Carried) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, e := range f.open {
		if e.fd != none {
			list = append(list, sched.Carried{Key: e.key, FD: e.fd})
		}
	}
	return list
}

// Close closes, when the run is over, the descriptors that its first process has left open.
func (f *table) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, e := range f.open {
		if f.owns && e.fd != none {
			closeDescriptor(e.fd)
			e.fd = none
		}
	}
	return nil
}

// End closes everything.
func (f *table) End(machine *sched.Thread) {
	for _, e := range f.open {
		e.close(machine)
	}
	f.open = nil
}

// Object returns the number of the pipe in the trace.
func (e *End) Object() int32 { return e.pipe.object }

// Holder returns nobody in particular.
func (e *End) Holder() *sched.Thread { return nil }

// IsOpen reports whether the thread's process has the end open. It is no step of the program.
func (e *End) IsOpen(t *sched.Thread) bool {
	t.MustBeOf(e.pipe.run, e.pipe.object)
	return tableOf(t.Process()).has(e)
}

// Close closes the end for the thread's process.
func (e *End) Close(t *sched.Thread) error {
	t.Announce(trace.None, 0, sched.Jump)
	t.MustBeOf(e.pipe.run, e.pipe.object)
	if !tableOf(t.Process()).remove(e) {
		return ErrClosed
	}
	switch {
	case e.key == 0:
		e.close(t)
	case !t.Ghost() && e.fd != none:
		closeDescriptor(e.fd)
	}
	return nil
}

// close notes that a process has closed the end. With the last one, who waits at the other end is told.
func (e *End) close(t *sched.Thread) {
	if e.opens--; e.opens > 0 {
		return
	}
	for e.other().queue.Wake(t, sched.FIFO) {
	}
	e.other().tellWatchers(t)
}

func (e *End) other() *End {
	if e.writes {
		return e.pipe.ends[0]
	}
	return e.pipe.ends[1]
}

// The time of a system call that copies between a process and a pipe: what it takes at least, and then a byte; half of what a
// byte takes from one process to the other (measured on Linux 6.18: 0.38 µs for 64 bytes, 8.3 GiB/s).
const (
	callTime     = 200 * time.Nanosecond
	bytesPerNano = 16
)

func copying(t *sched.Thread, n int) {
	if d, ok := t.Engine().(sched.Devices); ok {
		d.Spend(t, callTime+time.Duration(n/bytesPerNano))
	}
}

// Write writes all of data, with the interpreter lock released, and waits for room. Up to Atomic bytes are written as a whole. It
// fails if nobody has the other end open.
func (e *End) Write(t *sched.Thread, data []byte) error {
	t.Announce(trace.Send, e.pipe.object, sched.Jump)
	if !e.IsOpen(t) || !e.writes {
		return ErrClosed
	}
	if e.key != 0 {
		return e.writeReal(t, data)
	}
	w := &writing{End: e, data: data}
	t.Block(w)
	t.Engine().Record(t, trace.Send, e.pipe.object, int64(len(data)-len(w.data)))
	return w.err
}

// A writing is a write under way.
type writing struct {
	*End
	data []byte // what is left
	err  error
}

// Try writes what has room, and reports whether that was all.
func (w *writing) Try(t *sched.Thread) bool {
	t.Self().Woken()
	n := 0
	if w.other().opens == 0 {
		w.err = ErrBrokenPipe
	} else if n = w.pipe.room(len(w.data)); n > 0 {
		w.pipe.put(w.data[:n])
		w.data = w.data[n:]
		w.other().queue.Wake(t, sched.FIFO)
		w.other().tellWatchers(t)
	}
	copying(t, n)
	if len(w.data) > 0 && w.err == nil {
		w.queue.Push(t.Self())
		return t.Tried(w.pipe.object, false)
	}
	w.next(t)
	return t.Tried(w.pipe.object, true)
}

// Gone wakes another one in the place of a thread that has been killed while it waited.
func (w *writing) Gone(machine *sched.Thread) { w.next(machine) }

// Read reads n bytes at most, with the interpreter lock released, and waits for the first one. It returns nothing if there
// is none and nobody has the other end open: the input has ended.
func (e *End) Read(t *sched.Thread, n int) ([]byte, error) {
	t.Announce(trace.Recv, e.pipe.object, sched.Jump)
	if !e.IsOpen(t) || e.writes {
		return nil, ErrClosed
	}
	if n <= 0 {
		return nil, nil
	}
	if e.key != 0 {
		return e.readReal(t, n)
	}
	r := &reading{End: e, n: n}
	t.Block(r)
	t.Engine().Record(t, trace.Recv, e.pipe.object, int64(len(r.data)))
	return r.data, nil
}

// A reading is a read under way.
type reading struct {
	*End
	n    int
	data []byte
}

// Try reads what there is, and reports whether that was something, or the end.
func (r *reading) Try(t *sched.Thread) bool {
	t.Self().Woken()
	if !r.isReady() {
		r.queue.Push(t.Self())
		return t.Tried(r.pipe.object, false)
	}
	r.data = r.pipe.get(r.n)
	copying(t, len(r.data))
	r.other().queue.Wake(t, sched.FIFO)
	r.next(t)
	return t.Tried(r.pipe.object, true)
}

// Gone wakes another one in the place of a thread that has been killed while it waited.
func (r *reading) Gone(machine *sched.Thread) { r.next(machine) }

// Poll waits until something can be read, or the input has ended, for at most d, and reports whether that is so.
func (e *End) Poll(t *sched.Thread, d time.Duration) (bool, error) {
	t.Announce(trace.None, 0, sched.Jump)
	if !e.IsOpen(t) || e.writes {
		return false, ErrClosed
	}
	switch {
	case e.key != 0:
		return e.pollReal(t, d), nil
	case d == 0:
		return e.isReady(), nil
	}
	return t.BlockFor((*polling)(e), d), nil
}

// polling is an end where something can be read, as something to wait for.
type polling End

// Try reports whether it can be. It takes nothing, so that another one who waits can, too.
func (p *polling) Try(t *sched.Thread) bool {
	e := (*End)(p)
	t.Self().Woken()
	got := e.isReady()
	if got {
		e.next(t)
	} else {
		e.queue.Push(t.Self())
	}
	return t.Tried(e.pipe.object, got)
}

// Object returns the number of the pipe in the trace.
func (p *polling) Object() int32 { return p.pipe.object }

// Holder returns nobody in particular.
func (p *polling) Holder() *sched.Thread { return nil }

// Gone wakes another one in the place of a thread that has been killed while it waited.
func (p *polling) Gone(machine *sched.Thread) { (*End)(p).next(machine) }

// isReady reports whether something can be written, or read, or will never be.
func (e *End) isReady() bool {
	if e.writes {
		return e.pipe.room(Atomic+1) > 0 || e.other().opens == 0
	}
	return e.pipe.Len() > 0 || e.other().opens == 0
}

// next wakes another one who waits at this end, if there is something for it, too.
func (e *End) next(t *sched.Thread) {
	if e.isReady() {
		e.queue.Wake(t, sched.FIFO)
	}
}
