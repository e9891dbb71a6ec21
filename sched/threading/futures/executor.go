// This file defines the pool: how it takes a task, the workers that do it, and its end.

package futures

import (
	"fmt"
	"sync/atomic"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

// An Executor is ThreadPoolExecutor: a pool of threads that are started one by one, as tasks come and nobody is idle, and
// then do one task after the other, first come first served. Any thread may use it.
//
// The main thread, when its function has returned, lets the workers finish all that was submitted and joins them.
type Executor struct {
	module       *module
	workers      int    // at most
	prefix       string // of their names
	data         bool   // workers are plain data
	queue        *threading.SimpleQueue[work]
	idle         *threading.Semaphore // at most as many as there are idle workers
	shutdown     atomic.Bool          // a worker sets it without the lock
	shutdownLock *threading.Lock      // guards what follows
	takeIdle     sched.Call[bool]     // takes one off idle, if there is one
	threads      []*worker
	broken       bool                  // an initializer has failed
	initializer  func() task[struct{}] // what each worker begins with; nil: nothing
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
	e := &Executor{
		module:       m,
		workers:      workers,
		prefix:       prefix,
		queue:        threading.NewSimpleQueue[work](t, prefix+"._work_queue"),
		idle:         threading.NewSemaphore(t, prefix+"._idle_semaphore", 0),
		shutdownLock: threading.NewLock(t, prefix+"._shutdown_lock"),
	}
	e.takeIdle = e.idle.AcquireOp(0)
	return e
}

// NewRunnerPool is NewThreadPool for workers that are plain data: tasks and callbacks that wait must be ops.
func NewRunnerPool(t *sched.Thread, workers int, prefix string) *Executor {
	e := NewThreadPool(t, workers, prefix)
	e.data = true
	return e
}

// Submit has the pool call a function on one of its threads, and returns the future of what that returns. The error that it
// returns, or raises, is its exception. After the pool's shutdown that fails, "cannot schedule new futures after shutdown"; when the
// main thread has ended the same if the pool has had a worker, which has seen the end, and else "cannot schedule new futures
// after interpreter shutdown" (CPython 3.9 to 3.13). Up to 3.8 it is done, as the workers live until all other threads have ended.
// If the pool is broken it raises ErrBrokenThreadPool.
func Submit[T any](t *sched.Thread, e *Executor, function func(t *sched.Thread) (T, error)) *Future[T] {
	a := submitting[T]{e: e, task: task[T]{function: function}}
	t.Finish(a.Step(t, sched.Begin))
	return a.future
}

// SubmitOp returns Submit as an op, for a task that is an op.
func SubmitOp[T any](e *Executor, op sched.Call[T]) sched.Call[*Future[T]] {
	return &submitting[T]{e: e, task: task[T]{op: op}}
}

// A task is what a pool calls, in one of two forms.
type task[T any] struct {
	function func(t *sched.Thread) (T, error)
	op       sched.Call[T]
}

// step is one step of it, and its result at the end.
func (a task[T]) step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool, result T, err error) {
	raised := t.Catch(func() {
		if a.op == nil {
			result, err = a.function(t)
			done = true
		} else if r, done = a.op.Step(t, w); done {
			result, err = a.op.Result()
		}
	})
	if raised != nil {
		return r, true, result, raised
	}
	return r, done, result, err
}

// A submitting is ThreadPoolExecutor.submit under way.
type submitting[T any] struct {
	e      *Executor
	task   task[T]
	line   sched.Line
	pool   threading.With // on the pool's shutdown lock
	global threading.With // on that of the interpreter
	future *Future[T]
	worker *worker // is started, if one is
	start  sched.Op
}

// The lines of submit, with those of _adjust_thread_count.
const (
	submitDef    sched.Line = iota // def submit(self, fn, /, *args, **kwargs):
	submitPool                     // with self._shutdown_lock,
	submitGlobal                   //     _global_shutdown_lock: if self._shutdown: raise RuntimeError
	submitFuture                   //     f = _base.Future(): def __init__(self):
	submitPut                      //     self._work_queue.put(w)
	submitAdjust                   //     self._adjust_thread_count(): def _adjust_thread_count(self):
	submitIdle                     //         if self._idle_semaphore.acquire(timeout=0): return
	submitCount                    //         num_threads = len(self._threads)
	submitStart                    //         t = threading.Thread(…); t.start()
	submitLeave                    //     the ends of the with statements
	submitExit
	submitReturn
)

func (a *submitting[T]) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	defer a.pool.Unwind(t)
	defer a.global.Unwind(t)
	e := a.e
	for a.line.Start(w); a.line < submitReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case submitDef:
			if r, done = t.StepCall(w); done {
				t.Charge(sched.CallTask)
			}
			a.pool, a.global = e.shutdownLock.Statement(), e.module.shutdownLock.Statement()
		case submitPool:
			r, done = a.pool.StepEnter(t, w)
		case submitGlobal:
			if r, done = a.global.StepEnter(t, w); done {
				e.mustBeOpen(t)
			}
		case submitFuture:
			if r, done = t.StepCall(w); done {
				a.future = NewFuture[T](t)
			}
		case submitPut:
			r, done = e.queue.StepPut(t, w, job[T]{a.future, a.task})
		case submitAdjust:
			r, done = t.StepCall(w)
		case submitIdle:
			if r, done = e.takeIdle.Step(t, w); done {
				if idle, _ := e.takeIdle.Result(); idle {
					next = submitLeave
				}
			}
		case submitCount:
			if r, done = t.StepAnnounce(w, trace.None, 0, sched.Builtin); len(e.threads) >= e.workers {
				next = submitLeave
			}
		case submitStart:
			if w == sched.Begin {
				a.worker = e.newWorker(t)
				a.start = a.worker.thread.StartOp()
			}
			if r, done = a.start.Step(t, w); done {
				e.threads = append(e.threads, a.worker)
				e.module.workers = append(e.module.workers, a.worker)
			}
		case submitLeave:
			r, done = a.global.StepExit(t, w)
		case submitExit:
			r, done = a.pool.StepExit(t, w)
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

func (a *submitting[T]) Result() (*Future[T], error) { return a.future, nil }

// mustBeOpen fails if the pool takes no tasks any more.
func (e *Executor) mustBeOpen(t *sched.Thread) {
	switch {
	case e.broken:
		sched.Raise(ErrBrokenThreadPool)
	case e.shutdown.Load():
		t.Fail("cannot schedule new futures after shutdown")
	case e.module.shutdown:
		t.Fail("cannot schedule new futures after interpreter shutdown")
	}
}

// work is a task in the queue of a pool, whatever the type of its result.
type work interface {
	// run gives the future the task's result, unless it was cancelled.
	run(t *sched.Thread)
	// runOp returns run as an op.
	runOp() sched.Op
	// failOp returns the failure of the future as an op.
	failOp(err error) sched.Op
	// cancelOp returns the cancellation of the future as an op.
	cancelOp() sched.Op
}

// A job is work: _WorkItem.
type job[T any] struct {
	f    *Future[T]
	task task[T]
}

func (j job[T]) run(t *sched.Thread) {
	a := running[T]{job: j}
	t.Finish(a.Step(t, sched.Begin))
}

func (j job[T]) runOp() sched.Op { return &running[T]{job: j} }

func (j job[T]) cancelOp() sched.Op { return j.f.CancelOp() }

// running is _WorkItem.run under way. The call of it is the worker's.
type running[T any] struct {
	job[T]
	line      sched.Line
	beginning beginning[T]
	finishing finishing[T]
}

// The lines of run.
const (
	runBegin  sched.Line = iota // if not self.future.set_running_or_notify_cancel(): return
	runCall                     // result = self.fn(*self.args, **self.kwargs): it is a Python function
	runTask                     //     and what it does
	runFinish                   // self.future.set_result(result), or set_exception(exc)
	runReturn
)

func (a *running[T]) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	for a.line.Start(w); a.line < runReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case runBegin:
			a.beginning.f = a.f
			if r, done = a.beginning.Step(t, w); done && !a.beginning.runs {
				next = runReturn
			}
		case runCall:
			r, done = t.StepCall(w)
			a.finishing.f = a.f
		case runTask:
			r, done, a.finishing.result, a.finishing.exception = a.task.step(t, w)
		case runFinish:
			if r, done = a.finishing.Step(t, w); done && a.finishing.err != nil {
				t.Fail("%v", a.finishing.err)
			}
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// A worker is a thread of a pool, and its life: _worker.
type worker struct {
	e       *Executor
	thread  *threading.Thread
	line    sched.Line
	begin   initialization
	get     sched.Call[work]
	work    work
	run     sched.Op // of the work, where the thread has no stack
	release sched.Op
}

// newWorker returns a worker that has not been started.
func (e *Executor) newWorker(t *sched.Thread) *worker {
	a := &worker{e: e, get: e.queue.GetOp(sched.Forever), release: e.idle.ReleaseOp(1)}
	if e.initializer == nil {
		a.line = workerGet
	} else {
		a.begin = initialization{e: e, task: e.initializer()}
	}
	name := fmt.Sprintf("%s_%d", e.prefix, len(e.threads))
	if e.data {
		a.thread = threading.NewRunner(t, name, a)
	} else {
		a.thread = threading.New(t, name, func(t *sched.Thread) { t.Finish(a.step(t, sched.Begin)) })
	}
	if t.Process().Library().DaemonWorkers {
		a.thread.MakeDaemon()
	}
	return a
}

// Resume runs the worker, if it is plain data.
func (a *worker) Resume(t *sched.Thread, w sched.Wake) sched.Request {
	r, done := a.step(t, w)
	if done {
		return sched.Request{Kind: sched.End}
	}
	return r
}

// The lines of a worker, which does what is in the queue until it finds the mark of the end there, and leaves that to the
// next one. Python looks then whether the pool, or the interpreter, is shut down; here nothing else leaves that mark. The pool
// is shut down then, also if it was the interpreter.
const (
	workerBegin   sched.Line = iota // if initializer is not None: try: initializer(*initargs)
	workerGet                       // work_item = work_queue.get(block=True)
	workerCall                      // work_item.run(): def run(self):
	workerRun                       //     and what it does
	workerRelease                   // executor._idle_semaphore.release()
	workerEnd                       // work_queue.put(None)
	workerReturn
)

func (a *worker) step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	for ; a.line < workerReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case workerBegin:
			if r, done = a.begin.step(t, w); done && a.begin.err != nil {
				next = workerReturn
			}
		case workerGet:
			if r, done = a.get.Step(t, w); done {
				if a.work, _ = a.get.Result(); a.work == nil {
					next = workerEnd
				}
			}
		case workerCall:
			r, done = t.StepCall(w)
		case workerRun:
			r, done = a.stepRun(t, w)
		case workerRelease:
			r, done = a.release.Step(t, w)
			next = workerGet
		case workerEnd:
			a.e.shutdown.Store(true)
			r, done = a.e.queue.StepPut(t, w, nil)
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// stepRun is one step of the work. Where the thread has a stack the machine of that lies there.
func (a *worker) stepRun(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if t.HasStack() {
		a.work.run(t)
		return r, true
	}
	if w == sched.Begin {
		a.run = a.work.runOp()
	}
	return a.run.Step(t, w)
}

// Shutdown lets no more tasks in; those that were submitted are done. With wait it returns when all workers have ended.
// It may be called several times.
func (e *Executor) Shutdown(t *sched.Thread, wait bool) {
	a := shutdown{e: e, wait: wait}
	t.Finish(a.Step(t, sched.Begin))
}

// ShutdownOp returns Shutdown as an op.
func (e *Executor) ShutdownOp(wait bool) sched.Op { return &shutdown{e: e, wait: wait} }

// ShutdownCancel is Shutdown, but cancels the tasks that no worker has taken yet: shutdown(cancel_futures=True).
func (e *Executor) ShutdownCancel(t *sched.Thread, wait bool) {
	a := shutdown{e: e, wait: wait, cancel: true}
	t.Finish(a.Step(t, sched.Begin))
}

// ShutdownCancelOp returns ShutdownCancel as an op.
func (e *Executor) ShutdownCancelOp(wait bool) sched.Op {
	return &shutdown{e: e, wait: wait, cancel: true}
}

// With calls f, and then Shutdown, which waits, also when f panics: the with statement.
func (e *Executor) With(t *sched.Thread, f func()) {
	defer e.Shutdown(t, true)
	f()
}

// A shutdown is ThreadPoolExecutor.shutdown under way.
type shutdown struct {
	e            *Executor
	wait, cancel bool
	line         sched.Line
	with         threading.With
	get          sched.Call[work]
	op           sched.Op // the cancellation of a task, or the join of a worker
	at           int
}

// The lines of shutdown.
const (
	shutdownDef    sched.Line = iota // def shutdown(self, wait=True, *, cancel_futures=False):
	shutdownEnter                    // with self._shutdown_lock: self._shutdown = True
	shutdownDrain                    //     if cancel_futures: while True: work_item = self._work_queue.get_nowait()
	shutdownCancel                   //         if work_item is not None: work_item.future.cancel()
	shutdownPut                      //     self._work_queue.put(None)
	shutdownExit                     // the end of the with statement
	shutdownJoin                     // if wait: for t in self._threads: t.join()
	shutdownReturn
)

func (a *shutdown) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	defer a.with.Unwind(t)
	e := a.e
	for a.line.Start(w); a.line < shutdownReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case shutdownDef:
			r, done = t.StepCall(w)
			a.with, a.at = e.shutdownLock.Statement(), 0
		case shutdownEnter:
			if r, done = a.with.StepEnter(t, w); done {
				e.shutdown.Store(true)
				next = a.first()
			}
		case shutdownDrain:
			if r, done = a.get.Step(t, w); done {
				next = a.drained()
			}
		case shutdownCancel:
			r, done = a.op.Step(t, w)
			next = shutdownDrain
		case shutdownPut:
			r, done = e.queue.StepPut(t, w, nil)
		case shutdownExit:
			if r, done = a.with.StepExit(t, w); !a.wait {
				next = shutdownReturn
			}
		case shutdownJoin:
			r, done = a.join(t, w)
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// first returns the line that comes once the pool is shut down.
func (a *shutdown) first() sched.Line {
	if !a.cancel {
		return shutdownPut
	}
	a.get = a.e.queue.GetOp(0)
	return shutdownDrain
}

// drained looks what was in the queue, and returns the line that comes then.
func (a *shutdown) drained() sched.Line {
	next, err := a.get.Result()
	switch {
	case err != nil:
		return shutdownPut
	case next == nil:
		return shutdownDrain
	}
	a.op = next.cancelOp()
	return shutdownCancel
}

// join is one step of waiting for the ends of all workers. None is added after the shutdown.
func (a *shutdown) join(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	for ; a.at < len(a.e.threads); a.at++ {
		if w == sched.Begin {
			a.op = a.e.threads[a.at].thread.JoinOp(sched.Forever)
		}
		if r, done = a.op.Step(t, w); !done {
			return r, false
		}
		w = sched.Begin
	}
	return r, true
}
