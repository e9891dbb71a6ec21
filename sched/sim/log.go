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
	batch   []trace.Event
	flushed int64 // events handed over, or dropped if there is nobody
	shut    bool  // nothing is recorded any more
}

// batchSize is how many events are handed over at once.
const batchSize = 256

func (l *log) recorded() int64 { return l.flushed + int64(len(l.batch)) }

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

// add appends an event. It is written field by field: a struct literal costs several times as much.
func (l *log) add(time, arg int64, thread, actor, obj int32, core int16, kind trace.Kind) {
	n := len(l.batch)
	if n == cap(l.batch) {
		l.flush()
		n = 0
	}
	l.batch = l.batch[:n+1]
	e := &l.batch[n]
	e.Time = time
	e.Arg = arg
	e.Thread = thread
	e.Actor = actor
	e.Obj = obj
	e.Core = core
	e.Kind = kind
}

// flush hands the events over. That a recorder panics is no thread's doing, and ends the run.
func (l *log) flush() {
	defer func() {
		if p := recover(); p != nil {
			l.shut = true
			panic(sched.Halting(fmt.Errorf("sim: the recorder panics: %v", p)))
		}
	}()
	if l.to != nil && len(l.batch) > 0 && !l.shut {
		l.to.Record(l.batch)
	}
	l.flushed += int64(len(l.batch))
	l.batch = l.batch[:0]
}
