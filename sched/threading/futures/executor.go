// This file defines the pool, and how it takes a task.

package futures

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// An Executor is ThreadPoolExecutor: a pool of threads that are started one by one, as tasks come and nobody is idle, and
// then do one task after the other, first come first served. Any thread may use it.
//
// The main thread, when its function has returned, lets the workers finish all that was submitted and joins them.
type Executor struct {
	module       *module
	workers      int    // at most
	prefix       string // of their names
	queue        *threading.SimpleQueue[*work]
	idle         *threading.Semaphore // at most as many as there are idle workers
	shutdownLock *threading.Lock      // guards what follows
	shutdown     bool
	threads      []*threading.Thread
}

// NewThreadPool returns a pool of at most so many workers. They are called prefix_0, prefix_1 and so on; without a prefix
// it is ThreadPoolExecutor-0 for the first pool of the run, ThreadPoolExecutor-1 for the second.
func NewThreadPool(t *sched.Thread, workers int, prefix string) *Executor {
	if workers <= 0 {
		t.Fail("max_workers must be greater than 0")
	}
	m := moduleOf(t)
	m.register(t)
	if prefix == "" {
		prefix = fmt.Sprintf("ThreadPoolExecutor-%d", m.nextPool(t))
	}
	return &Executor{
		module:       m,
		workers:      workers,
		prefix:       prefix,
		queue:        threading.NewSimpleQueue[*work](t, prefix+" queue"),
		idle:         threading.NewSemaphore(t, prefix+" idle", 0),
		shutdownLock: threading.NewLock(t, prefix+" shutdown_lock"),
	}
}

// Submit has the pool call task on one of its threads, and returns the future of what task returns. The error that task
// returns is its exception. After the pool's shutdown that fails, "cannot schedule new futures after shutdown".
func Submit[T any](t *sched.Thread, e *Executor, task func(t *sched.Thread) (T, error)) (f *Future[T]) {
	enter(t)
	e.shutdownLock.With(t, func() {
		e.module.shutdownLock.With(t, func() {
			e.mustBeOpen(t)
			enter(t)
			f = NewFuture[T](t)
			e.queue.Put(t, f.work(task))
			enter(t)
			e.adjust(t)
		})
	})
	return f
}

// mustBeOpen fails if the pool takes no tasks any more.
func (e *Executor) mustBeOpen(t *sched.Thread) {
	switch {
	case e.shutdown:
		t.Fail("cannot schedule new futures after shutdown")
	case e.module.shutdown:
		t.Fail("cannot schedule new futures after interpreter shutdown")
	}
}

// adjust starts one more worker, unless one is idle or there are enough. The thread has both locks.
func (e *Executor) adjust(t *sched.Thread) {
	if e.idle.AcquireTimeout(t, 0) {
		return
	}
	t.CallBuiltin("len")
	n := len(e.threads)
	if n >= e.workers {
		return
	}
	thread := threading.New(t, fmt.Sprintf("%s_%d", e.prefix, n), e.serve)
	thread.Start(t)
	e.threads = append(e.threads, thread)
	e.module.workers = append(e.module.workers, worker{thread, e.queue})
}
