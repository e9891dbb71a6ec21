// This file defines how a run of the simulated machine ends: no goroutine stays behind.

package sim

import (
	"errors"
	"fmt"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// crash ends the run with a thread that has failed.
func (k *kernel) crash(s *thread, cause error) {
	if reason, halted := sched.Halted(cause); halted {
		k.halt(reason)
		return
	}
	e := k.tasks[s.id].Failure(cause)
	k.record(s, trace.Crash, 0, int64(k.run.Names.AddText(e.Message())))
	k.fail(e)
}

// close ends the run: it notes why, hands over the last events, and unwinds every thread that has not ended. The
// panic, if there was one, is that of a recorder.
func (k *kernel) close(panicked any) (err error) {
	defer func() { err = k.unwind() }()
	if panicked != nil {
		k.crash(k.current, sched.Panicked(panicked, ""))
	}
	if k.untimed != nil {
		k.endTurn()
	}
	k.log.flush()
	return nil
}

// panicked is told a panic that has come through the machine, of an op or a runner, and reports whether its thread goes on.
// One of a strategy or of a device ends the run.
func (k *kernel) panicked(p any) (goesOn bool) {
	s := k.current
	switch t := k.tasks[s.id]; {
	case !k.resuming:
		k.fail(fmt.Errorf("sim: a strategy, recorder or device panics: %v", p))
	case t.Thrown(p):
		c := &k.cores[s.core]
		k.now = max(k.now, c.end)
		s.wake = sched.Begin
		k.begin(c, s, 0, 0)
		k.schedule(c)
		goesOn = true
	default:
		k.crash(s, t.Err())
	}
	k.resuming = false
	return goesOn
}

// unwind ends every thread that has not ended. No thread goes on: whoever tries, in a deferred call, suspends itself, and
// that unwinds it. It returns why the run failed.
func (k *kernel) unwind() error {
	k.log.shut = true
	k.horizon = 0
	defer k.run.Close()
	k.closeFrom(1)
	return k.run.Failure(k.failure)
}

// closeFrom unwinds the threads from the i-th on. One whose deferred calls end the goroutine (runtime.Goexit) ends that of
// the run, too; the others are unwound all the same.
func (k *kernel) closeFrom(i int) {
	defer func() {
		if i < len(k.tasks) {
			k.closeFrom(i + 1)
		}
	}()
	deadlock, _ := k.failure.(*sched.DeadlockError)
	for ; i < len(k.tasks); i++ {
		k.closeThread(i, deadlock)
	}
}

func (k *kernel) closeThread(i int, deadlock *sched.DeadlockError) {
	if k.threads[i].condition == retired {
		return
	}
	t := k.tasks[i]
	k.setRunning(&k.threads[i])
	var last func()
	if deadlock != nil {
		last = t.Locate(deadlock.WaitOf(t.Thread()))
	}
	if err := t.Close(last); err != nil {
		k.failure = errors.Join(k.failure, err)
	}
}

// idle ends a run in which nothing will happen any more: all threads have ended, or those that have not are deadlocked.
func (k *kernel) idle() {
	if k.alive == 0 {
		return
	}
	var waiting []*sched.Thread
	for id := range k.threads {
		if k.threads[id].condition == parked {
			waiting = append(waiting, k.tasks[id].Thread())
		}
	}
	k.halt(k.run.Deadlock(waiting, func(t *sched.Thread) int32 { return t.Task().Request().On }))
}
