// This file defines the event, the one record that everything in a trace is made of.

package trace

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
