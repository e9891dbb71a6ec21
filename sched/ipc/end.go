// This file defines an end of a pipe: what is read and written there.

package ipc

import (
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// An End is one end of a pipe. Each process has it open or not. A pipe has one end to read and one to write, a FIFO one for each time
// that it was opened.
type End struct {
	handle
	pipe   *Pipe
	writes bool
	now    bool // reads and writes do not wait: O_NONBLOCK
	before uint // how often the pipe had been opened to write, of an end that was opened to read while nobody had it so; else 0
}

// Object returns the number of the pipe in the trace.
func (e *End) Object() int32 { return e.pipe.object }

// Holder returns nobody in particular.
func (e *End) Holder() *sched.Thread { return nil }

// IsOpen reports whether the thread's process has the end open. It is no step of the program.
func (e *End) IsOpen(t *sched.Thread) bool {
	t.MustBeOf(e.pipe.run, e.pipe.object)
	return e.isOpenIn(t, e)
}

// Close closes the end for the thread's process.
func (e *End) Close(t *sched.Thread) error {
	t.Announce(trace.None, 0, sched.Jump)
	t.MustBeOf(e.pipe.run, e.pipe.object)
	return closeIn(t, e)
}

// opened notes that one more process has the end open.
func (e *End) opened() { e.side().opens++ }

// closed notes that a process has closed the end. With the last one, who waits at the other side is told.
func (e *End) closed(t *sched.Thread) {
	if e.side().opens--; e.side().opens > 0 {
		return
	}
	if e.across().opens == 0 {
		e.pipe.pages = nil // nobody has it open: what was in a FIFO is gone
	}
	for e.across().queue.Wake(t, sched.FIFO) {
	}
	e.across().tell(t)
}

// side returns the pipe's side that the end is at.
func (e *End) side() *side { return e.pipe.side(e.writes) }

// across returns the other side.
func (e *End) across() *side { return e.pipe.side(!e.writes) }

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
// fails if nobody has the other end open, and, where the end does not wait, with ErrAgain if not all has room: WriteSome tells how
// much had.
func (e *End) Write(t *sched.Thread, data []byte) error {
	n, err := e.WriteSome(t, data)
	if err == nil && n < len(data) {
		err = ErrAgain
	}
	return err
}

// WriteSome is one system call: Write, but where the end does not wait it writes what has room, and tells how much that was. It fails
// with ErrAgain if nothing has.
func (e *End) WriteSome(t *sched.Thread, data []byte) (n int, err error) {
	t.Announce(trace.Send, e.pipe.object, sched.Jump)
	if !e.hasAsked(t) && !e.IsOpen(t) || !e.writes {
		return 0, ErrClosed
	}
	if e.key == 0 {
		return e.writeVirtual(t, data)
	}
	if !e.now {
		t.Engine().Record(t, trace.Send, e.pipe.object, int64(len(data))) // before it can be read
	}
	if !t.Leave() {
		return e.writeOn(t, data, 0, notMade)
	}
	n, wrong := writeNow(e.fd, data)
	if wrong != 0 || n < len(data) && !e.now {
		return e.writeOn(t, data, max(0, n), after(wrong, !e.now))
	}
	t.Return()
	t.Learn(trace.Send, int64(n), nil)
	if e.now {
		t.Engine().Record(t, trace.Send, e.pipe.object, int64(n))
	}
	return n, nil
}

// writeVirtual is WriteSome on the simulated machine.
func (e *End) writeVirtual(t *sched.Thread, data []byte) (n int, err error) {
	w := &writing{End: e, data: data}
	t.Block(w)
	n = len(data) - len(w.data)
	t.Engine().Record(t, trace.Send, e.pipe.object, int64(n))
	return n, w.err
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
	if w.across().opens == 0 {
		w.err = ErrBrokenPipe
	} else if n = w.pipe.room(len(w.data)); n > 0 {
		w.pipe.put(w.data[:n])
		w.data = w.data[n:]
		w.across().queue.Wake(t, sched.FIFO)
		w.across().tell(t)
	} else if w.now && len(w.data) > 0 {
		w.err = ErrAgain
	}
	copying(t, n)
	if len(w.data) > 0 && w.err == nil && !w.now {
		w.side().queue.Push(t.Self())
		return t.Tried(w.pipe.object, false)
	}
	w.next(t)
	return t.Tried(w.pipe.object, true)
}

// Gone wakes another one in the place of a thread that has been killed while it waited.
func (w *writing) Gone(machine *sched.Thread) { w.next(machine) }

// Read reads n bytes at most, with the interpreter lock released, and waits for the first one; an end that does not wait fails with
// ErrAgain. It returns nothing if there is none and nobody has the other end open: the input has ended. That of a FIFO goes on when
// it is opened to write again.
func (e *End) Read(t *sched.Thread, n int) ([]byte, error) {
	room := make([]byte, max(0, n))
	n, err := e.ReadInto(t, room)
	if n == 0 {
		return nil, err
	}
	return room[:n], err
}

// ReadInto is Read into the caller's memory, and returns how many bytes were read.
func (e *End) ReadInto(t *sched.Thread, room []byte) (n int, err error) {
	t.Announce(trace.Recv, e.pipe.object, sched.Jump)
	if !e.hasAsked(t) && !e.IsOpen(t) || e.writes {
		return 0, ErrClosed
	}
	if len(room) == 0 {
		return 0, nil
	}
	if e.key == 0 {
		return e.readVirtual(t, room)
	}
	if !t.Leave() {
		return e.readOn(t, room, notMade)
	}
	n, wrong := readNow(e.fd, room)
	if wrong != 0 {
		return e.readOn(t, room, after(wrong, !e.now))
	}
	t.Return()
	t.Learn(trace.Recv, 0, room[:n])
	t.Engine().Record(t, trace.Recv, e.pipe.object, int64(n))
	return n, nil
}

// readVirtual is ReadInto on the simulated machine.
func (e *End) readVirtual(t *sched.Thread, room []byte) (n int, err error) {
	r := &reading{End: e, n: len(room)}
	t.Block(r)
	t.Engine().Record(t, trace.Recv, e.pipe.object, int64(len(r.data)))
	return copy(room, r.data), r.err
}

// A reading is a read under way.
type reading struct {
	*End
	n    int
	data []byte
	err  error
}

// Try reads what there is, and reports whether that was something, or the end.
func (r *reading) Try(t *sched.Thread) bool {
	t.Self().Woken()
	switch ready := r.isReady(); {
	case !ready && r.now:
		r.err = ErrAgain
	case !ready:
		r.side().queue.Push(t.Self())
		return t.Tried(r.pipe.object, false)
	}
	r.data = r.pipe.get(r.n)
	copying(t, len(r.data))
	r.across().queue.Wake(t, sched.FIFO)
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
		return e.isReady() && !e.isVirgin(), nil
	}
	return t.BlockFor((*polling)(e), d), nil
}

// polling is an end where something can be read, as something to wait for.
type polling End

// Try reports whether it can be. It takes nothing, so that another one who waits can, too.
func (p *polling) Try(t *sched.Thread) bool {
	e := (*End)(p)
	t.Self().Woken()
	got := e.isReady() && !e.isVirgin()
	if got {
		e.next(t)
	} else {
		e.side().queue.Push(t.Self())
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
		return e.pipe.room(Atomic+1) > 0 || e.across().opens == 0
	}
	return e.pipe.Len() > 0 || e.across().opens == 0
}

// isVirgin reports whether the end is of a FIFO that nobody has opened to write since it was opened to read: poll does not take that
// for the end of the input, read does.
func (e *End) isVirgin() bool {
	return e.before > 0 && e.before == e.across().came && e.pipe.Len() == 0
}

// next wakes another one who waits at this end, if there is something for it, too.
func (e *End) next(t *sched.Thread) {
	if e.isReady() {
		e.side().queue.Wake(t, sched.FIFO)
	}
}
