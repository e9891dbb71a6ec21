// This file defines the FIFO: a pipe with a name, which is opened to be read, and to be written.

package ipc

import (
	"strings"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// An OpenFlag says how something is opened: one of the first three, and any of the others. The names are those of the flags of
// open(2).
type OpenFlag int

// The flags.
const (
	ReadOnly  OpenFlag = 1 << iota // O_RDONLY
	WriteOnly                      // O_WRONLY
	ReadWrite                      // O_RDWR
	NonBlock                       // O_NONBLOCK: nothing waits
	Create                         // O_CREAT
	Exclusive                      // O_EXCL: with Create, it must not be there
	Truncate                       // O_TRUNC: it is emptied
	Append                         // O_APPEND: each write goes to its end
)

// mode returns what of reading and writing the flags ask for.
func (f OpenFlag) mode() OpenFlag { return f & (ReadOnly | WriteOnly | ReadWrite) }

// MakeFifo makes a FIFO of this path: os.mkfifo. It fails with ErrExists if there is something of that path. On the real machine the path
// is one of the run's own, and what is there at the end of the run is removed.
func MakeFifo(t *sched.Thread, path string) error {
	t.Announce(trace.None, 0, sched.Jump)
	mustHaveProcesses(t)
	if wrong := wrongPath(path); wrong != 0 {
		return wrong
	}
	if t.Process().Real() != nil {
		return makeRealFifo(t, path)
	}
	names := namesOf(t.Process().Run)
	if names.files[path] != nil || names.regular[path] != nil {
		return ErrExists
	}
	names.files[path] = makePipe(t, trace.ClassFifo, path, PipeSize)
	return nil
}

// wrongPath returns what is wrong with a path.
func wrongPath(path string) Errno {
	if path == "" {
		return ErrNotFound
	}
	for part := range strings.SplitSeq(path, "/") {
		if len(part) > longest || len(path) > longestPath {
			return ErrLongName
		}
	}
	return 0
}

// Unlink removes the FIFO, or the file, of this path: os.unlink. Who has it open goes on, and nobody opens it any more.
func Unlink(t *sched.Thread, path string) error {
	t.Announce(trace.None, 0, sched.Jump)
	mustHaveProcesses(t)
	if wrong := wrongPath(path); wrong != 0 {
		return of(int64(wrong), path)
	}
	if t.Process().Real() != nil {
		return unlinkRealFile(t, path)
	}
	names := namesOf(t.Process().Run)
	if names.files[path] == nil && names.regular[path] == nil {
		return of(int64(ErrNotFound), path)
	}
	delete(names.files, path)
	delete(names.regular, path)
	return nil
}

// OpenFifo opens the FIFO of this path: os.open, ReadOnly or WriteOnly. It waits, with the interpreter lock released, until it has been opened
// at the other side, too. With NonBlock it waits for nobody, and neither do reads and writes of the end: to read it is open at
// once; to write it fails with ErrNoReader if nobody has it open to read. (fifo(7))
func OpenFifo(t *sched.Thread, path string, flags OpenFlag) (*End, error) {
	mustHaveProcesses(t)
	if mode := flags.mode(); mode != ReadOnly && mode != WriteOnly || flags&^(ReadOnly|WriteOnly|NonBlock) != 0 {
		return nil, ErrInvalid
	}
	if wrong := wrongPath(path); wrong != 0 {
		return nil, of(int64(wrong), path)
	}
	if t.Process().Real() != nil {
		return openRealFifo(t, path, flags)
	}
	names := namesOf(t.Process().Run)
	p, wrong := names.files[path], ErrNotFound
	if names.regular[path] != nil {
		wrong = ErrInvalid // a file: OpenFile opens that
	}
	if p == nil {
		t.Announce(trace.None, 0, sched.Jump)
		return nil, of(int64(wrong), path)
	}
	t.Announce(trace.IO, p.object, sched.Jump)
	e := &End{pipe: p, handle: handle{fd: none}, writes: flags.mode() == WriteOnly, now: flags&NonBlock != 0}
	if wrong := e.open(t); wrong != 0 {
		return nil, of(int64(wrong), path)
	}
	return e, nil
}

// open is fifo_open of Linux (fs/pipe.c).
func (e *End) open(t *sched.Thread) (wrong Errno) {
	there := e.across()
	if e.writes && e.now && there.opens == 0 {
		return ErrNoReader
	}
	waits := !e.now && there.opens == 0
	t.Engine().Record(t, trace.IO, e.pipe.object, duration(waits))
	if !e.writes && e.now && there.opens == 0 {
		e.before = there.came
	}
	e.side().came++
	makeIn(t.Process(), e)
	for there.queue.Wake(t, sched.FIFO) {
	}
	if waits {
		t.Block(&opening{e, there.came})
	}
	return 0
}

// duration is how long an open waits, for the trace.
func duration(waits bool) int64 {
	if waits {
		return int64(sched.Forever)
	}
	return 0
}

// An opening is a wait until a FIFO has been opened at the other side since.
type opening struct {
	*End
	came uint // how often that had been done
}

// Try reports whether it has been. That it is open no longer does not matter.
func (o *opening) Try(t *sched.Thread) bool {
	t.Self().Woken()
	done := o.across().came != o.came
	if !done {
		o.side().queue.Push(t.Self())
	}
	return t.Tried(o.pipe.object, done)
}

// Gone does nothing: whoever opens it wakes all.
func (o *opening) Gone(*sched.Thread) {}
