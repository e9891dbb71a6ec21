// This file defines the end of a pool.

package futures

import "github.com/gilsim/gilsim/sched"

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
		e.shutdown = true
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
