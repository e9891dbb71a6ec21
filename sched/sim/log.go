// This file defines the log, which hands the events of the simulated machine to a recorder in batches.

package sim

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A log collects events until there is a batch of them.
type log struct {
	to      trace.Recorder // nil: nobody
	batch   *[batchSize]trace.Event
	n       uint  // events in it
	flushed int64 // events handed over, or dropped if there is nobody
	shut    bool  // nothing is recorded any more
}

// batchSize is how many events are handed over at once.
const batchSize = 256

func (l *log) recorded() int64 { return l.flushed + int64(l.n) }

func (l *log) show(r trace.Recorder) {
	if l.to == nil {
		l.to = r
		return
	}
	l.to = trace.Tee{r, l.to}
}

// shown is recorded for a log that somebody must be up to date with.
func (l *log) shown() int64 {
	l.flush()
	return l.recorded()
}

// next returns the place of the next event, for fill.
func (l *log) next() *trace.Event {
	if l.n == batchSize {
		l.flush()
	}
	l.n++
	return &l.batch[(l.n-1)%batchSize]
}

// fill writes an event where it is to be, field by field: a struct literal costs several times as much.
func fill(e *trace.Event, time, arg int64, thread, actor, obj int32, core int16, kind trace.Kind) {
	e.Time = time
	e.Arg = arg
	e.Thread = thread
	e.Actor = actor
	e.Obj = obj
	e.Core = core
	e.Kind = kind
}

// add appends an event. Where every nanosecond counts, it is next and fill, which cost no call.
func (l *log) add(time, arg int64, thread, actor, obj int32, core int16, kind trace.Kind) {
	fill(l.next(), time, arg, thread, actor, obj, core, kind)
}

// flush hands the events over. That a recorder panics is no thread's doing, and ends the run.
func (l *log) flush() {
	defer func() {
		if p := recover(); p != nil {
			l.shut = true
			panic(sched.Halting(fmt.Errorf("sim: the recorder panics: %v", p)))
		}
	}()
	if l.to != nil && l.n > 0 && !l.shut {
		l.to.Record(l.batch[:l.n])
	}
	l.flushed += int64(l.n)
	l.n = 0
}
