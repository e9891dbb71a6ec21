// This file defines the event, the one record that everything in a trace is made of, and the trace, which holds many.

package trace

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

// An Event is one thing that happened in a run: a flat, comparable value of 32 bytes.
// What Obj and Arg mean is said by the Spec of its Kind, in one table for codec, diff, check and picture alike.
type Event struct {
	Time   int64 // nanoseconds since the start of the run, virtual or real
	Arg    int64 // named by Kind.Spec().Arg; 0 where the kind has none
	Thread int32 // who did it, from 1; 0 is the machine itself
	Actor  int32 // the greenlet of the thread that did it, an object's number; 0 is the thread's own code
	Obj    int32 // what it was done to, named by Kind.Spec().Obj; 0 where there is none
	Core   int16 // the core it was done on, from 0; NoCore where there was none
	Kind   Kind
}

// NoCore is the Core of an event that happened on no core, as when a timer fires.
const NoCore = -1

// A Recorder is told what happens in a run, in order.
//
// Record must not keep the slice. Engines deliver events in batches; the last one comes before the run's error is
// returned, so a trace of a failed run holds everything up to the failure.
type Recorder interface {
	Record(events []Event)
}

// Tee is a Recorder that passes everything on to each of its members in turn.
type Tee []Recorder

// Record passes the events to every member.
func (t Tee) Record(events []Event) {
	for _, r := range t {
		r.Record(events)
	}
}

// Version is the format version that this package writes and the only one that it reads.
const Version = 1

// A Param is one setting of a run, as text, so that a trace says by itself how it was made.
type Param struct {
	Key   string // one word
	Value string
}

// A Header says what ran, how, and with which seed: enough to run it again.
type Header struct {
	Program string       // the workload's name; empty for a program of the user's own
	Params  []Param      // the program's parameters, in the order of their declaration
	Config  []Param      // the machine's and the lock's configuration, in a fixed order
	Sources []SourceFile // of the program, if it is none that gilsim has: that of Program is the first
	Seed    uint64
}

// A SourceFile is a file of the program that ran, byte for byte, so that the run can be made again when the file is another one or
// gone.
type SourceFile struct {
	Name string // as the program's places have it
	Text string
}

// Lookup returns the value of the first setting called key.
func Lookup(params []Param, key string) (value string, ok bool) {
	for _, p := range params {
		if p.Key == key {
			return p.Value, true
		}
	}
	return "", false
}

// A Trace is a whole run, held in memory.
type Trace struct {
	Header
	Names  *Names
	Events []Event
}

// A Buffer is a Recorder that keeps every event in memory.
type Buffer struct {
	Events []Event
}

// Record appends the events.
func (b *Buffer) Record(events []Event) { b.Events = append(b.Events, events...) }

// WriteProgram writes the texts that the program printed, in order, exactly as it printed them. The error is w's, or says
// which event prints a text that is not defined; what came before it has been written.
func WriteProgram(w io.Writer, t *Trace) error {
	out := bufio.NewWriter(w)
	for i := range t.Events {
		e := &t.Events[i]
		if e.Kind != Print {
			continue
		}
		text, ok := t.Names.Text(e.Arg)
		if !ok {
			return errors.Join(out.Flush(), fmt.Errorf("trace: event %d prints text x%d, which is not defined", i+1, e.Arg))
		}
		if _, err := out.WriteString(text); err != nil {
			return err
		}
	}
	return out.Flush()
}
