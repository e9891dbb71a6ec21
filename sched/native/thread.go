// This file defines the OS thread under a thread of the program: its loop, and how it waits.

package native

import (
	"errors"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A thread is the real machine's part of a thread of the program.
type thread struct {
	engine      *engine
	of          *sched.Thread
	parking     parker
	interrupted atomic.Bool // its Burn is to come back early
	never       atomic.Bool // stays false: for a Burn that cannot be interrupted
	mill        mill        // where it is in the bytecode loop
	draw        uint64      // the state of what Room draws
	log         log         // what it recorded
	usage       Usage       // what it used, once it has ended
	life        time.Duration
	osThread    int // its number, where the system tells; else 0
	ends        time.Time
	cut         bool        // it did not end by itself
	ghost       bool        // it executes again what another process has executed, and does nothing
	ended       atomic.Bool // what it used and when it ended is known

	// What the watch over deadlocks reads.
	waits atomic.Int64 // how often it has begun to wait for ever, times 2; odd while it does
	on    atomic.Int32 // for what

	outside atomic.Pointer[func(d time.Duration) bool] // reports whether what it waits for outside this process has come; nil: nothing is
}

// newThread returns the engine's part of t.
func (e *engine) newThread(t *sched.Thread) *thread {
	s := &thread{engine: e, of: t, parking: e.config.parker(), draw: e.config.Seed + uint64(t.ID())}
	if e.config.Recorder != nil {
		s.log.grow()
	}
	return s
}

// run is the life of the OS thread. It stays locked to the goroutine, so that it ends with it.
func (s *thread) run() {
	runtime.LockOSThread()
	defer s.engine.done.Done()
	defer s.engine.alive.Add(-1)
	defer s.ended.Store(true)
	s.osThread = osThread()
	s.engine.config.pin(int(s.of.ID() - 1))
	before, began := threadUsage(), time.Now()
	s.engine.Record(s.of, trace.Run, 0, s.engine.config.Loop.cost)
	s.serve()
	s.ends = time.Now()
	s.life = s.ends.Sub(began)
	s.usage = threadUsage().since(before)
}

// Owns reports whether the caller is t's own code: that runs on the OS thread which is locked to it, and nothing else of this process does.
func (e *engine) Owns(t *sched.Thread) bool { return machine(t).osThread == osThread() }

// Disown ends the run, and the goroutine that calls.
func (e *engine) Disown(_ *sched.Thread, err error) {
	e.end(err)
	runtime.Goexit()
}

// serve resumes the thread of the program, and does what it requests, until it ends or the run does.
func (s *thread) serve() {
	for w, ok := sched.Begin, true; ok; {
		r, again, err := s.resume(w)
		switch {
		case again:
			w = sched.Begin
			continue
		case err != nil:
			s.crash(err)
			s.of.Task().Close(nil)
			return
		case r.Kind == sched.End:
			s.exit()
			return
		}
		w, ok = s.carryOut(r)
	}
	s.of.Task().Close(s.engine.locate(s.of))
	s.cut = true
}

// exit notes that the thread has ended by itself. The last ordinary one ends the run.
func (s *thread) exit() {
	s.engine.Record(s.of, trace.Exit, 0, s.of.Bytecodes())
	if !s.of.Daemon() && s.engine.ordinary.Add(-1) == 0 && s.engine.alive.Load() > 1 {
		s.engine.end(nil)
	}
}

// errGoexit is why a thread failed whose code has called runtime.Goexit, as t.FailNow of package testing does.
var errGoexit = errors.New("it has ended its goroutine (runtime.Goexit)")

// resume resumes the thread, and returns what it requests, or why the run ends with it. After a panic of an op or a runner the
// thread may have to be resumed again.
func (s *thread) resume(w sched.Wake) (r sched.Request, again bool, err error) {
	returned := false
	defer func() {
		switch p := recover(); {
		case p != nil:
			again = s.of.Task().Thrown(p)
			err = s.of.Task().Err()
		case !returned: // nobody goes on after this
			s.crash(errGoexit)
			s.of.Task().Close(nil)
		}
	}()
	r = s.of.Task().Resume(w)
	returned = true
	return r, false, s.of.Task().Err()
}

// carryOut does what the thread requests. It reports false if the run is being ended.
func (s *thread) carryOut(r sched.Request) (w sched.Wake, ok bool) {
	if r.Kind == sched.Park {
		return s.engine.Park(s.of, r.On, time.Duration(r.N))
	}
	left, ok := s.engine.Burn(s.of, r.N, r.Stride)
	s.of.Task().SetLeft(left)
	return sched.Burned, ok
}

// crash ends the run because of the thread.
func (s *thread) crash(cause error) {
	if reason, halted := sched.Halted(cause); halted {
		s.engine.end(reason)
		return
	}
	e := s.of.Task().Failure(cause)
	s.engine.Record(s.of, trace.Crash, 0, int64(s.engine.run.Names.AddText(e.Message())))
	s.engine.end(e)
}

// wait waits for a permit, for d at most, and uses it up. It does so when it no longer counts as waiting: the watch must never
// see a thread that waits for ever with its permit gone, and take it for one that nobody wakes.
func (s *thread) wait(on int32, d time.Duration) givers {
	if d < 0 {
		s.on.Store(on)
		s.waits.Add(1)
	}
	s.parking.wait(d)
	if d < 0 {
		s.waits.Add(1)
	}
	return s.parking.permitted()
}
