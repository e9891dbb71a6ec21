// This file defines what a process does to the processes that it has started, as ops, for threads that are plain data.

package sched

import (
	"time"

	"github.com/gilsim/gilsim/trace"
)

// A Starting is StartProcess as an op: it says which process.
type Starting struct {
	StartedProcess
	process *Process
}

// Step is one step of it.
func (s *Starting) Step(t *Thread, w Wake) (Request, bool) {
	r, done := t.StepAnnounce(w, trace.Fork, 0, Jump)
	if done {
		s.process = t.startProcess(&s.StartedProcess)
	}
	return r, done
}

// Result returns the process.
func (s *Starting) Result() (*Process, error) { return s.process, nil }

// A Reaping is the wait for the end of one of several children of the thread's process, which is then reaped: waitpid. There must be
// one at least.
type Reaping struct {
	Of    []*Process
	For   time.Duration // Forever: without end; 0: it does not wait
	waits bool          // the call is over, and it has begun to wait
	ended *Process
}

// Step is one step of it.
func (p *Reaping) Step(t *Thread, w Wake) (r Request, done bool) {
	if w == Begin {
		p.waits, p.ended = false, nil
	}
	a := endOfAny{list: p.Of, of: t.proc}
	if !p.waits {
		if r, done = t.StepAnnounce(w, trace.Join, p.Of[0].main.id, Jump); !done {
			return r, false
		}
		p.waits, w = a.over() == nil && p.For != 0, Begin
	}
	if p.waits {
		if r, done = t.StepBlockFor(w, &a, p.For); !done {
			return r, false
		}
	}
	if p.ended = a.over(); p.ended != nil {
		t.run.engine.Record(t, trace.Join, p.ended.main.id, 0)
		p.ended.reap()
	}
	return r, true
}

// Result returns the child that has ended, nil if none has in time.
func (p *Reaping) Result() (*Process, error) { return p.ended, nil }

// A Signaling is Signal as an op. If it ends the thread's own process it is never done.
type Signaling struct {
	To     *Process
	Signal int
	ends   bool
}

// Step is one step of it.
func (s *Signaling) Step(t *Thread, w Wake) (Request, bool) {
	if w == Begin {
		s.ends = false
	}
	if !s.ends {
		if r, done := t.StepAnnounce(w, trace.Kill, s.To.main.id, Jump); !done {
			return r, false
		}
		if s.To != t.proc {
			t.signal(s.To, s.Signal)
			return Request{}, true
		}
		t.run.engine.Record(t, trace.Kill, s.To.main.id, int64(s.Signal))
		if s.ends = t.raises(s.Signal); !s.ends {
			return Request{}, true
		}
	}
	return exiting(t.proc.objectOfEnd()).Step(t, w)
}

// A Quitting is the end of the thread's process at once, with this code, as an op: os._exit. It is never done.
type Quitting struct {
	Code  int
	waits bool
}

// Step is one step of it.
func (q *Quitting) Step(t *Thread, w Wake) (Request, bool) {
	if w == Begin {
		q.waits = false
	}
	p := t.proc
	if !q.waits {
		if r, done := t.StepAnnounce(w, trace.None, 0, Jump); !done {
			return r, false
		}
		if t.run.real != nil || t.run.devices == nil {
			panic(Halting(t.run.noProcesses()))
		}
		q.waits, p.life.status, p.life.settled = true, q.Code, true
		t.run.devices.After(0, p.objectOfEnd(), func(*Thread) { p.engine.(Processes).Remove(p) })
	}
	return exiting(p.life.object).Step(t, w)
}

// objectOfEnd is what threads wait for that have ended their process.
func (p *Process) objectOfEnd() int32 {
	if p.life.object == 0 { // it is the first one, for whose end nobody else can wait
		p.life.object = p.Names.AddObject(trace.ClassProcess, p.main.name)
	}
	return p.life.object
}
