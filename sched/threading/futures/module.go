// This file defines what the package keeps for a run: the counters, and the workers that the main thread joins at its end.

package futures

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// A module is what Python's modules concurrent.futures keep in their globals.
type module struct {
	shutdownLock *threading.Lock // guards shutdown and workers
	shutdown     bool            // the main thread has ended: no task is taken any more
	workers      []*worker       // all that were ever started

	mu         sched.Mutex // guards what follows
	futures    int         // made so far
	pools      int         // made so far without a prefix of their own
	registered bool        // with the main thread's end
}

type moduleKey struct{}

func moduleOf(t *sched.Thread) *module {
	return t.Process().Module(moduleKey{}, func() any {
		return &module{shutdownLock: threading.NewLock(t, "_global_shutdown_lock")}
	}).(*module)
}

// nextFuture returns the number of the next future, from 1.
func (m *module) nextFuture(t *sched.Thread) int {
	m.mu.Lock(t)
	defer m.mu.Unlock(t)
	m.futures++
	return m.futures
}

// nextPool returns the number of the next pool, from 0.
func (m *module) nextPool(t *sched.Thread) int {
	m.mu.Lock(t)
	defer m.mu.Unlock(t)
	m.pools++
	return m.pools - 1
}

// register sees to it that the main thread ends the workers when it ends: since CPython 3.9 before it waits for other threads, and
// before that when all others have ended that are no daemons.
func (m *module) register(t *sched.Thread) {
	m.mu.Lock(t)
	first := !m.registered
	m.registered = true
	m.mu.Unlock(t)
	switch p := t.Process(); {
	case first && p.Library().DaemonWorkers:
		p.AtExitOp(t, &moduleExit{m: m})
	case first:
		p.AtThreadingExitOp(t, &moduleExit{m: m})
	}
}

// A moduleExit is _python_exit under way: it ends all workers. Each finishes what has been submitted, and the main thread
// waits for that.
type moduleExit struct {
	m    *module
	line sched.Line
	with threading.With
	at   int
	join sched.Op
}

// The lines of _python_exit. The machine calls it, and not the program.
const (
	exitEnter sched.Line = iota // with _global_shutdown_lock: _shutdown = True
	exitLeave                   // the end of the with statement
	exitPut                     // for t, q in items: q.put(None)
	exitJoin                    // for t, q in items: t.join()
	exitReturn
)

func (a *moduleExit) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if w == sched.Begin {
		a.line, a.at, a.with = exitEnter, 0, a.m.shutdownLock.Statement()
	}
	for ; a.line < exitReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case exitEnter:
			if r, done = a.with.StepEnter(t, w); done {
				a.m.shutdown = true
			}
		case exitLeave:
			r, done = a.with.StepExit(t, w)
		case exitPut:
			if a.at == len(a.m.workers) {
				done, a.at = true, 0
				break
			}
			if r, done = a.m.workers[a.at].e.queue.StepPut(t, w, nil); done {
				a.at++
			}
			next = exitPut
		case exitJoin:
			if a.at == len(a.m.workers) {
				done = true
				break
			}
			if w == sched.Begin {
				a.join = a.m.workers[a.at].thread.JoinOp(sched.Forever)
			}
			if r, done = a.join.Step(t, w); done {
				a.at++
			}
			next = exitJoin
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}
