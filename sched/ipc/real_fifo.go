// This file defines the FIFO of an operating system.

package ipc

import (
	"sync/atomic"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A realFifo is the memory of a FIFO's name. No thread waits in the system's open, where nothing could end its wait: it opens without
// waiting, tells who has come, and waits for that.
type realFifo struct {
	came [2]atomic.Uint32 // how often it was opened to read, and to write
}

// side returns the word that tells how often the FIFO was opened there.
func (f *realFifo) side(writes bool) *atomic.Uint32 {
	if writes {
		return &f.came[1]
	}
	return &f.came[0]
}

// makeRealFifo is MakeFifo there.
func makeRealFifo(t *sched.Thread, path string) error {
	name := nameFor(t, sched.NamedFile, trace.Info{Class: trace.ClassFifo, Name: path}, path)
	outcome, _ := t.Ask(trace.IO, func() (int64, []byte) { return int64(makeFifo(name.system)), nil })
	return of(outcome, "")
}

// unlinkRealFile is Unlink there.
func unlinkRealFile(t *sched.Thread, path string) error {
	name := nameFor(t, sched.NamedFile, trace.Info{Class: trace.ClassFifo, Name: path}, path)
	outcome, _ := t.Ask(trace.IO, func() (int64, []byte) { return int64(unlinkFile(name.system)), nil })
	return of(outcome, path)
}

// openRealFifo is OpenFifo there.
func openRealFifo(t *sched.Thread, path string, flags OpenFlag) (*End, error) {
	name := nameFor(t, sched.NamedFile, trace.Info{Class: trace.ClassFifo, Name: path}, path)
	t.Announce(trace.IO, name.object, sched.Jump)
	p := &Pipe{object: name.object, run: t.Process().Run}
	e := &End{pipe: p, handle: handle{fd: none}, writes: flags.mode() == WriteOnly, now: flags&NonBlock != 0}
	e.newKey(t)
	words := (*realFifo)(t.Process().Real().Shared(name.key, name.object))
	o := &realOpening{End: e, path: name.system, here: words.side(e.writes), there: words.side(!e.writes), table: tableOf(t.Process())}
	makeIn(t.Process(), e) // before it has a descriptor: the run may end while it waits
	outcome, _ := t.Ask(trace.IO, func() (int64, []byte) {
		o.came = o.there.Load()
		t.Engine().Record(t, trace.IO, o.Object(), duration(!e.now))
		callReal(t, o, sched.Forever, notMade)
		return int64(o.wrong), nil
	})
	if outcome != 0 {
		o.table.remove(e)
		return nil, of(outcome, path)
	}
	if t.Ghost() {
		e.fd = t.Process().Real().Carried(e.key)
	}
	return e, nil
}

// newKey gives the end a key, by which processes know its descriptor. It is that of some memory, of which there is no other use.
func (e *End) newKey(t *sched.Thread) { _, e.key = t.Share(e.pipe.object, 1) }

// A realOpening is an open under way.
type realOpening struct {
	*End
	path        string
	here, there *atomic.Uint32
	came        uint32 // how often it had been opened at the other side, before
	wrong       Errno
	table       *table
}

// isOver reports whether it has been opened at the other side since.
func (o *realOpening) isOver() bool { return o.there.Load() != o.came }

// call opens it, and reports whether to wait for the other side. An end to read is open before that, as in fifo_open of Linux, where
// each of the two tells the other one that it has come.
func (o *realOpening) call() (again bool) {
	if o.fd == none {
		var fd int
		fd, o.wrong = openFifo(o.path, o.writes, !o.now && o.isOver())
		o.table.set(&o.handle, fd)
		if o.wrong == ErrNoReader && !o.now {
			o.wrong = 0
			return true
		}
		if o.wrong != 0 {
			return false
		}
		o.here.Add(1)
		wake(o.here, everybody)
	}
	return !o.writes && !o.now && !o.isOver() && !hasWriter(o.fd)
}

// look waits until it has been opened at the other side.
func (o *realOpening) look(d time.Duration) bool {
	if d > 0 {
		waitWhile(o.there, o.came, d)
	}
	return o.isOver()
}
