// This file defines the log, which hands the events of the simulated machine to a recorder in batches.

package sched

import "github.com/gilsim/gilsim/trace"

// A log collects events until there is a batch of them.
type log struct {
	to    trace.Recorder
	n     int
	batch [256]trace.Event
}

// add appends an event. It is written field by field: a struct literal costs several times as much (perf.md, 6).
func (l *log) add(time, arg int64, thread, obj int32, core int16, kind trace.Kind) {
	e := &l.batch[l.n]
	e.Time = time
	e.Arg = arg
	e.Thread = thread
	e.Obj = obj
	e.Core = core
	e.Kind = kind
	if l.n++; l.n == len(l.batch) {
		l.flush()
	}
}

// flush hands over what there is.
func (l *log) flush() {
	if l.to != nil && l.n > 0 {
		l.to.Record(l.batch[:l.n])
	}
	l.n = 0
}
