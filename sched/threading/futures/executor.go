// This file defines the pool: how it takes a task, the workers that do it, and its end.

package futures

import (
	"fmt"
	"sync/atomic"

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
	shutdown     atomic.Bool          // a worker sets it without the lock
	shutdownLock *threading.Lock      // guards what follows
	threads      []*threading.Thread
}

// NewThreadPool returns a pool of at most so many workers. They are called prefix_0, prefix_1 and so on; without a prefix
// it is ThreadPoolExecutor-0 for the first pool of the run, ThreadPoolExecutor-1 for the second.
func NewThreadPool(t *sched.Thread, workers int, prefix string) *Executor {
	if workers <= 0 {
		t.FailWith("ValueError", "max_workers must be greater than 0")
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
		queue:        threading.NewSimpleQueue[*work](t, prefix+"._work_queue"),
		idle:         threading.NewSemaphore(t, prefix+"._idle_semaphore", 0),
		shutdownLock: threading.NewLock(t, prefix+"._shutdown_lock"),
	}
}

// Submit has the pool call task on one of its threads, and returns the future of what task returns. The error that task
// returns is its exception. After the pool's shutdown that fails, "cannot schedule new futures after shutdown"; when the main
// thread has ended the same if the pool has had a worker, which has seen the end, and else "cannot schedule new futures after
// interpreter shutdown" (CPython 3.9 to 3.13).
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
	case e.shutdown.Load():
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

// work is a task in the queue of a pool, whatever the type of its result.
type work struct {
	run    func(t *sched.Thread)
	cancel func(t *sched.Thread) bool
}

// work returns the work that gives the future its result.
func (f *Future[T]) work(task func(t *sched.Thread) (T, error)) *work {
	return &work{run: func(t *sched.Thread) { f.run(t, task) }, cancel: f.Cancel}
}

// run calls the task, unless the future was cancelled, and gives the future what it returns.
func (f *Future[T]) run(t *sched.Thread, task func(t *sched.Thread) (T, error)) {
	if !f.SetRunningOrNotifyCancel(t) {
		return
	}
	enter(t)
	var result T
	var err error
	if raised := t.Catch(func() { result, err = task(t) }); raised != nil {
		err = raised
	}
	if err != nil {
		err = f.SetException(t, err)
	} else {
		err = f.SetResult(t, result)
	}
	if err != nil {
		t.Fail("%v", err)
	}
}

// serve is a worker's life: it does what is in the queue until it finds the mark of the end there, which it leaves to the
// next one. Python looks then whether the pool, or the interpreter, is shut down; here nothing else leaves that mark. The pool
// is shut down then, also if it was the interpreter.
func (e *Executor) serve(t *sched.Thread) {
	for w := e.queue.Get(t); w != nil; w = e.queue.Get(t) {
		enter(t)
		w.run(t)
		e.idle.Release(t, 1)
	}
	e.shutdown.Store(true)
	e.queue.Put(t, nil)
}

// Shutdown lets no more tasks in; those that were submitted are done. With wait it returns when all workers have ended.
// It may be called several times.
func (e *Executor) Shutdown(t *sched.Thread, wait bool) { e.close(t, wait, false) }

// ShutdownCancel is Shutdown, but cancels the tasks that no worker has taken yet: shutdown(cancel_futures=True).
func (e *Executor) ShutdownCancel(t *sched.Thread, wait bool) { e.close(t, wait, true) }

// With calls f, and then Shutdown, which waits, also when f panics: the with statement.
func (e *Executor) With(t *sched.Thread, f func()) {
	defer e.Shutdown(t, true)
	f()
}

// close is both kinds of shutdown.
func (e *Executor) close(t *sched.Thread, wait, cancel bool) {
	enter(t)
	e.shutdownLock.With(t, func() {
		e.shutdown.Store(true)
		if cancel {
			e.drain(t)
		}
		e.queue.Put(t, nil)
	})
	if !wait {
		return
	}
	for _, thread := range e.threads { // none is added after the shutdown
		thread.Join(t)
	}
}

// drain takes all work out of the queue and cancels it.
func (e *Executor) drain(t *sched.Thread) {
	for {
		w, err := e.queue.GetNowait(t)
		if err != nil {
			return
		}
		if w != nil {
			w.cancel(t)
		}
	}
}
