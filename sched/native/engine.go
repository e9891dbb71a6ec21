// This file defines the engine: the seven methods of the waist, carried out by the operating system.

package native

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// An engine is one run of the real machine.
type engine struct {
	config   Config
	run      *sched.Run
	start    time.Time
	done     sync.WaitGroup // of the threads
	alive    atomic.Int64   // how many there are
	chunks   atomic.Int64   // how often the logs have grown
	ordinary atomic.Int64   // how many of them are no daemon threads

	mu      sync.Mutex    // guards what follows
	threads []*thread     // all that were started, in the order of their numbers
	procs   int           // what GOMAXPROCS is
	failure error         // why the run ends before its time
	ending  bool          // it does, for that reason or because only daemon threads are left
	ends    chan struct{} // closed then
}

// Now returns the time since the start of the run.
func (e *engine) Now() time.Duration { return time.Since(e.start) }

// Spawn starts an OS thread for t.
func (e *engine) Spawn(parent, t *sched.Thread) {
	if t.Ghost() {
		e.haunt(t)
		return
	}
	if e.alive.Add(1) > maxThreads {
		e.alive.Add(-1)
		e.end(fmt.Errorf("native: the program has more than %d threads at a time: the real machine runs no more", maxThreads))
		return
	}
	if !t.Daemon() {
		e.ordinary.Add(1)
	}
	s := e.newThread(t)
	t.Task().SetState(s)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.threads = append(e.threads, s)
	e.raise(int(e.alive.Load()))
	e.done.Add(1)
	go s.run()
	if parent != nil && parent.Ghost() { // the process begins: nothing else holds it
		e.done.Done()
	}
}

// maxThreads is how many threads a program can have at a time: Go's runtime ends a process of 10,000 OS threads, and
// many a system allows a user fewer.
const maxThreads = 2000

// Burn executes n bytecodes, unless the thread does so itself.
func (e *engine) Burn(t *sched.Thread, n, stride int64) (left int64, ok bool) {
	s := machine(t)
	if s.ghost {
		return 0, true
	}
	if e.config.Bytecode > 0 {
		return 0, !e.run.Stopping()
	}
	if stride > 0 {
		if e.run.Stopping() { // its interrupt has been taken note of, maybe
			return n, false
		}
		left = e.config.Loop.run(&s.mill, n, stride, &s.interrupted)
		return left, !e.run.Stopping()
	}
	if n == 1 {
		e.config.Loop.step(&s.mill)
		return 0, !e.run.Stopping()
	}
	for n > 0 && !e.run.Stopping() { // in portions, so that the run can be ended
		portion := min(n, e.config.Loop.portion)
		e.config.Loop.run(&s.mill, portion, portion, &s.never)
		n -= portion
	}
	return 0, !e.run.Stopping()
}

// Park makes t wait.
func (e *engine) Park(t *sched.Thread, on int32, d time.Duration) (w sched.Wake, ok bool) {
	s := machine(t)
	switch {
	case s.ghost:
		return sched.TimedOut, d >= 0
	case e.run.Stopping():
		return sched.Unparked, false
	}
	if s.parking.permitted() != nobody {
		return sched.Unparked, true
	}
	e.Record(t, trace.Park, on, int64(d))
	by := s.wait(on, d)
	if by&noThread != 0 {
		e.woken(t)
	}
	if by == nobody && d > 0 {
		e.Record(t, trace.Timeout, 0, 0)
	}
	e.Record(t, trace.Run, 0, e.config.Loop.cost)
	if by == nobody {
		return sched.TimedOut, !e.run.Stopping()
	}
	return sched.Unparked, !e.run.Stopping()
}

// Unpark wakes other.
func (e *engine) Unpark(t, other *sched.Thread) {
	if machine(t).ghost {
		return
	}
	e.Record(t, trace.Unpark, other.ID(), 0)
	machine(other).parking.unpark(aThread)
}

// Interrupt makes t's Burn come back early, or its next one.
func (e *engine) Interrupt(t *sched.Thread) { machine(t).interrupted.Store(true) }

// Record notes what t did. A release is recorded before it takes effect, and an acquisition after, by whoever calls.
func (e *engine) Record(t *sched.Thread, kind trace.Kind, obj int32, arg int64) {
	if e.config.Recorder != nil && !e.run.Stopping() && !t.Ghost() {
		if machine(t).log.add(int64(time.Since(e.start)), arg, t.ID(), t.Actor(), obj, kind) {
			e.grown()
		}
	}
}

// grown ends a run that has recorded too much: its events must stay in memory until it is over.
func (e *engine) grown() {
	if e.chunks.Add(1)*chunk > e.config.MaxEvents {
		e.end(fmt.Errorf("native: the run has recorded more than %d events: no more of them are kept", e.config.MaxEvents))
	}
}

// woken notes that the system has woken a thread: nobody in this process did.
func (e *engine) woken(t *sched.Thread) {
	if e.config.Recorder != nil && !e.run.Stopping() && machine(t).log.add(int64(time.Since(e.start)), 0, 0, 0, t.ID(), trace.Unpark) {
		e.grown()
	}
}

// machine returns the engine's part of t.
func machine(t *sched.Thread) *thread { return t.Task().State().(*thread) }
