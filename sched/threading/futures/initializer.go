// This file defines the initializer of a pool: what each worker calls before its first task, and what becomes of the pool if that fails.

package futures

import (
	"errors"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// ErrBrokenThreadPool is BrokenThreadPool: the exception of the tasks that a pool has not begun when an initializer fails, and what
// Submit raises from then on. Its words are CPython's.
//
//lint:ignore ST1005 they begin with a capital
var ErrBrokenThreadPool = errors.New("A thread initializer failed, the thread pool is not usable anymore")

// SetInitializer has each worker call f before its first task: the initializer of ThreadPoolExecutor, since CPython 3.7. It must be called
// before the first task is submitted. If f returns an error, or raises one, its worker ends, and the pool is broken.
func (e *Executor) SetInitializer(f func(t *sched.Thread) error) {
	e.initializer = func() task[struct{}] {
		return task[struct{}]{function: func(t *sched.Thread) (struct{}, error) { return struct{}{}, f(t) }}
	}
}

// SetInitializerOp is SetInitializer for workers that are plain data: each makes an op and carries it out.
func (e *Executor) SetInitializerOp(op func() sched.Call[struct{}]) {
	e.initializer = func() task[struct{}] { return task[struct{}]{op: op()} }
}

// An initialization is the beginning of a worker under way.
type initialization struct {
	e    *Executor
	task task[struct{}]
	line sched.Line
	with threading.With
	get  sched.Call[work]
	fail sched.Op // of a task
	err  error
}

// The lines of it: those of _worker, and of _initializer_failed.
const (
	initializeCall   sched.Line = iota // initializer(*initargs): it is a Python function
	initializeTask                     //     and what it does
	initializeFailed                   // executor._initializer_failed(): def _initializer_failed(self):
	initializeEnter                    //     with self._shutdown_lock: self._broken = (…)
	initializeDrain                    //         while True: work_item = self._work_queue.get_nowait()
	initializeFail                     //             work_item.future.set_exception(BrokenThreadPool(self._broken))
	initializeExit                     //     the end of the with statement
	initializeReturn
)

// step is one step of it. When it is done err says whether the worker ends.
func (a *initialization) step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	defer a.with.Unwind(t)
	for a.line.Start(w); a.line < initializeReturn; w = sched.Begin {
		next := a.line + 1
		switch a.line {
		case initializeCall:
			r, done = t.StepCall(w)
		case initializeTask:
			if r, done, _, a.err = a.task.step(t, w); done && a.err == nil {
				next = initializeReturn
			}
		case initializeFailed:
			r, done = t.StepCall(w)
			a.with, a.get = a.e.shutdownLock.Statement(), a.e.queue.GetOp(0)
		case initializeEnter:
			if r, done = a.with.StepEnter(t, w); done {
				a.e.broken = true
			}
		case initializeDrain:
			if r, done = a.get.Step(t, w); done {
				next = a.drained()
			}
		case initializeFail:
			r, done = a.fail.Step(t, w)
			next = initializeDrain
		case initializeExit:
			r, done = a.with.StepExit(t, w)
		}
		if !done {
			return r, false
		}
		a.line = next
	}
	return r, true
}

// drained says what comes after a look into the queue: the failure of the task that was there, or the end.
func (a *initialization) drained() sched.Line {
	work, err := a.get.Result()
	switch {
	case err != nil:
		return initializeExit
	case work == nil: // the mark of the end
		return initializeDrain
	}
	a.fail = work.failOp(ErrBrokenThreadPool)
	return initializeFail
}

func (j job[T]) failOp(err error) sched.Op { return &finishing[T]{f: j.f, exception: err} }
