// This file defines the work of a pool, and the workers that do it.

package futures

import "github.com/gilsim/gilsim/sched"

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
	result, err := task(t)
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
// next one. Python looks then whether the pool, or the interpreter, is shut down; here nothing else leaves that mark.
func (e *Executor) serve(t *sched.Thread) {
	for w := e.queue.Get(t); w != nil; w = e.queue.Get(t) {
		enter(t)
		w.run(t)
		e.idle.Release(t, 1)
	}
	e.queue.Put(t, nil)
}
