// This file defines what the package keeps for a run: the counters, and the workers that the main thread joins at its end; and
// what a call of a Python function is.

package futures

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// A module is what Python's modules concurrent.futures keep in their globals.
type module struct {
	shutdownLock *threading.Lock // guards shutdown and workers
	shutdown     bool            // the main thread has ended: no task is taken any more
	workers      []worker        // all that were ever started

	mu         sched.Mutex // guards what follows
	futures    int         // made so far
	pools      int         // made so far without a prefix of their own
	registered bool        // with the main thread's end
}

// A worker is a thread of a pool, and the queue that it takes its work from.
type worker struct {
	thread *threading.Thread
	queue  *threading.SimpleQueue[*work]
}

// moduleKey is the key of a run's module.
type moduleKey struct{}

// moduleOf returns the run's module.
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

// register sees to it that the main thread ends the workers when it ends.
func (m *module) register(t *sched.Thread) {
	m.mu.Lock(t)
	first := !m.registered
	m.registered = true
	m.mu.Unlock(t)
	if first {
		t.Process().AtThreadingExit(t, m.exit)
	}
}

// exit ends all workers: each finishes what has been submitted, and the main thread waits for that.
func (m *module) exit(t *sched.Thread) {
	m.shutdownLock.With(t, func() { m.shutdown = true })
	for _, w := range m.workers {
		w.queue.Put(t, nil)
	}
	for _, w := range m.workers {
		w.thread.Join(t)
	}
}

// enter is the entry of a function that is Python code: every interpreter looks there for a request to switch.
func enter(t *sched.Thread) { t.Call(func() {}) }
