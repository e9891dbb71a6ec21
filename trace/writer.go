// This file defines the writer of the text form.

package trace

import (
	"fmt"
	"io"
)

const (
	maxLine   = 64 << 10 // bytes of the longest line, its newline included
	batchSize = 32 << 10 // bytes that a Writer gathers before it writes them
)

// A Writer is a Recorder that writes the text form: the header at once, then each event as it comes, preceded by the
// definitions that it is the first to need. It holds some 32 KiB and a byte for each number that was used, however long
// the trace is, and allocates nothing for an event.
//
// What the text form cannot hold (an undefined name, an Obj where the kind has none, a line over 64 KiB) is an error.
// Errors are kept: the first one stops the Writer and is returned by Flush and Close.
type Writer struct {
	w     io.Writer
	names *Names
	buf   []byte
	err   error
	count int // events recorded so far, for messages

	threads, objects, texts, places numbering // what stands in the file
}

// NewWriter returns a Writer and gives it the header to write. Names may grow while the trace is written.
func NewWriter(w io.Writer, h Header, names *Names) *Writer {
	if names == nil {
		names = new(Names)
	}
	wr := &Writer{w: w, names: names, threads: newNumbering(), objects: newNumbering(), texts: newNumbering(), places: newNumbering()}
	wr.buf, wr.err = appendHeader(make([]byte, 0, batchSize+1<<10), &h)
	if wr.err != nil {
		wr.buf = wr.buf[:0]
	}
	return wr
}

// Write writes the whole trace in the text form.
func (t *Trace) Write(w io.Writer) error {
	wr := NewWriter(w, t.Header, t.Names)
	wr.Record(t.Events)
	return wr.Close()
}

// Record writes the events, up to the first that cannot be written.
func (w *Writer) Record(events []Event) {
	for i := range events {
		if w.err != nil {
			return
		}
		w.count++
		w.event(&events[i])
	}
}

// Flush writes what is buffered to the underlying writer and returns the first error so far. The lines before a refused
// event are written all the same.
func (w *Writer) Flush() error {
	if len(w.buf) == 0 {
		return w.err
	}
	n, err := w.w.Write(w.buf)
	if err == nil && n < len(w.buf) {
		err = io.ErrShortWrite
	}
	w.buf = w.buf[:0]
	if err != nil && w.err == nil {
		w.err = fmt.Errorf("trace: event %d: writing failed: %w", w.count, err)
	}
	return w.err
}

// Close is Flush: it returns the first error and leaves the underlying writer open.
func (w *Writer) Close() error { return w.Flush() }

func (w *Writer) event(e *Event) {
	spec := e.Kind.Spec()
	if spec.Group == 0 || e.Core < NoCore || e.Thread < 0 || e.Actor < 0 {
		w.refuse("is no event: kind %d, core %d, thread %d, actor %d", e.Kind, e.Core, e.Thread, e.Actor)
		return
	}
	w.needThread(e.Thread)
	w.needObject(e.Actor)
	w.needObj(e, spec)
	w.needArg(e, spec)
	if w.err != nil {
		return
	}
	w.buf = appendEvent(w.buf, e, spec)
	if len(w.buf) >= batchSize {
		w.Flush()
	}
}

func (w *Writer) refuse(format string, args ...any) {
	if w.err == nil {
		w.err = fmt.Errorf("trace: event %d "+format, append([]any{w.count}, args...)...)
	}
}

func (w *Writer) needObj(e *Event, spec *Spec) {
	switch spec.Obj {
	case Object, Actor:
		w.needObject(e.Obj)
	case Thread:
		w.needThread(e.Obj)
	case Repeat:
		if e.Obj < 0 {
			w.refuse("has Obj %d, but %s has a count there", e.Obj, spec.Name)
		}
	default:
		if e.Obj != 0 {
			w.refuse("has Obj %d, but %s has none", e.Obj, spec.Name)
		}
	}
}

func (w *Writer) needArg(e *Event, spec *Spec) {
	switch spec.Arg {
	case Text:
		w.needText(e.Arg)
	case Position:
		w.needPlace(e.Arg)
	case Value:
		if w.objects.of(int64(e.Obj)) == markRef {
			w.needText(e.Arg)
		}
	case Nothing:
		if e.Arg != 0 {
			w.refuse("has Arg %d, but %s has none", e.Arg, spec.Name)
		}
	}
}
