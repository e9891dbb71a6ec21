// This file defines how a thread starts others, and waits for their end.

package sched

import (
	"time"

	"github.com/gilsim/gilsim/trace"
)

// A Spawning is the start of a thread, as an op: it says which. What the new thread does, Function or Runner says, one of
// which is nil.
type Spawning struct {
	Name     string // empty: Thread-1, Thread-2 and so on, as Python does
	Function func(t *Thread)
	Runner   Runner
	As       SpawnedAs
	GIL      Locking // of a process that is started: its interlock; nil for none
	child    *Thread
}

// SpawnedAs says what a new thread is to the one that starts it.
type SpawnedAs uint8

// What a new thread can be.
const (
	Alike    SpawnedAs = iota // a daemon thread if the one that starts it is, and else none
	Daemon                    // see SpawnDaemon
	Ordinary                  // see SpawnOrdinary
	Forked                    // see SpawnProcess
)

// Step is one step of it.
func (s *Spawning) Step(t *Thread, w Wake) (Request, bool) {
	r, done := t.StepAnnounce(w, s.kind(), 0, Jump)
	if done {
		s.child = t.launch(s)
	}
	return r, done
}

// Result returns the new thread.
func (s *Spawning) Result() (*Thread, error) { return s.child, nil }

func (s *Spawning) kind() trace.Kind {
	if s.As == Forked {
		return trace.Fork
	}
	return trace.Spawn
}

// launch makes a thread, which inherits what this one is, and hands it to the engine.
func (t *Thread) launch(s *Spawning) *Thread {
	child := t.newChild(t.homeOf(s), s.Name)
	switch s.As {
	case Daemon:
		child.daemon = true
	case Ordinary:
		child.daemon = false
	}
	child.start(s.Function, s.Runner)
	if t.past != nil && !t.branch(child) {
		return child
	}
	t.run.engine.Record(t, s.kind(), child.id, 0)
	t.run.engine.Spawn(t, child)
	return child
}

func (t *Thread) homeOf(s *Spawning) *Process {
	if s.As != Forked {
		return t.proc
	}
	p, err := t.run.newProcess(s.Name, s.GIL, t.memory)
	if err != nil {
		t.Fail("%v", err)
	}
	return p
}

// newChild makes a thread of process p, which inherits what this one is. With an empty name it gets the next default one.
func (t *Thread) newChild(p *Process, name string) *Thread {
	if name == "" {
		name = p.DefaultName()
	}
	child := p.newThread(name)
	child.priority, child.daemon = t.priority, t.daemon
	child.blocked.Store(t.blocked.Load())
	return child
}

func (t *Thread) spawn(s Spawning) *Thread {
	t.Finish(s.Step(t, Begin))
	return s.child
}

// Spawn starts a thread that runs fn. With an empty name it is called Thread-1, Thread-2 and so on, as Python does.
func (t *Thread) Spawn(name string, fn func(t *Thread)) *Thread {
	return t.spawn(Spawning{Name: name, Function: fn})
}

// SpawnDaemon starts a daemon thread that runs fn: when the last thread ends that is none, it is cut off wherever it is,
// and the run is over. What a daemon thread starts are daemon threads, too.
func (t *Thread) SpawnDaemon(name string, fn func(t *Thread)) *Thread {
	return t.spawn(Spawning{Name: name, Function: fn, As: Daemon})
}

// SpawnOrdinary starts a thread that runs fn and is no daemon thread, even if this one is.
func (t *Thread) SpawnOrdinary(name string, fn func(t *Thread)) *Thread {
	return t.spawn(Spawning{Name: name, Function: fn, As: Ordinary})
}

// SpawnProcess starts another process, whose main thread, which it returns, runs fn. It has an interlock of its own, or
// none if gil is nil: that of this process does not bind it, nor the threads that it spawns. What fn shares with this
// process is shared memory, and no lock protects it. StartProcess starts one with a memory and an end of its own.
func (t *Thread) SpawnProcess(name string, gil Locking, fn func(t *Thread)) *Thread {
	return t.spawn(Spawning{Name: name, Function: fn, As: Forked, GIL: gil})
}

// SpawnRunner starts a thread whose body is r.
func (t *Thread) SpawnRunner(name string, r Runner) *Thread {
	return t.spawn(Spawning{Name: name, Runner: r})
}

// Join waits until other's function has returned.
func (t *Thread) Join(other *Thread) { t.JoinFor(other, Forever) }

// JoinFor waits until other's function has returned, for at most d. It reports whether it has.
func (t *Thread) JoinFor(other *Thread, d time.Duration) bool {
	j := Joining{Other: other, For: d}
	t.Finish(j.Step(t, Begin))
	return j.ended
}

// A Joining is JoinFor as an op: it waits for the end of a thread, for so long at most.
type Joining struct {
	Other *Thread
	For   time.Duration // Forever: without end
	waits bool          // the call is over, and it has begun to wait
	ended bool
}

// Step is one step of it.
func (j *Joining) Step(t *Thread, w Wake) (r Request, done bool) {
	if w == Begin {
		j.begin(t)
	}
	if !j.waits {
		if w == Begin && j.For == Forever {
			t.Needs((*endOf)(j.Other))
		}
		if r, done = t.StepAnnounce(w, trace.Join, j.Other.id, Jump); !done {
			return r, false
		}
		j.waits, w = !j.Other.over.Load() && !t.Ghost(), Begin // no look of its own
	}
	if j.waits {
		if r, done = t.StepBlockFor(w, (*endOf)(j.Other), j.For); !done {
			return r, false
		}
		j.ended = !t.GaveUp()
	}
	if t.past != nil {
		j.ended = t.askWord(trace.Join, func() int64 { return flag(j.ended) }) != 0
	}
	if j.ended {
		t.run.engine.Record(t, trace.Join, j.Other.id, 0)
	}
	return r, true
}

// begin fails if the thread is to wait for itself.
func (j *Joining) begin(t *Thread) {
	switch {
	case j.Other == t:
		t.Fail("cannot join current thread")
	case j.Other.run != t.run:
		t.Fail("%s belongs to another run: it can be joined by the threads of that run only", j.Other.name)
	}
	j.waits, j.ended = false, true
}

// Result reports whether the thread has ended.
func (j *Joining) Result() (ended bool, _ error) { return j.ended, nil }

func flag(on bool) int64 {
	if on {
		return 1
	}
	return 0
}

// endOf is the end of a thread, which others wait for.
type endOf Thread

// Try reports whether the thread has ended.
func (e *endOf) Try(t *Thread) bool {
	e.ends.Lock(t)
	defer e.ends.Unlock(t)
	t.Self().Woken()
	if !e.over.Load() {
		e.joiners.Push(t.Self())
	}
	return t.Tried(e.joined, e.over.Load())
}

// Object returns the object that joiners wait for.
func (e *endOf) Object() int32 {
	defer e.run.guard()()
	if e.joined == 0 {
		e.joined = e.run.Names.AddObject(trace.ClassThread, e.name)
	}
	return e.joined
}

// OwnLock notes that the end of a thread is a lock of the interpreter's own.
func (e *endOf) OwnLock() {}

// Holder returns the thread itself.
func (e *endOf) Holder() *Thread { return (*Thread)(e) }
