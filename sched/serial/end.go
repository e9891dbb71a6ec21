// This file defines how threads and runs end: no goroutine stays behind.

package serial

import (
	"errors"
	"fmt"
	"slices"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// ended notes that a thread has ended. With the last ordinary one the run is over, wherever daemon threads are.
func (m *Machine) ended(s *thread, t *sched.Task) {
	s.pending = false
	if err := t.Err(); err != nil {
		m.crash(t, err)
		return
	}
	s.ended = true
	t.Forget()
	if s.daemon {
		return
	}
	m.ordinaryEnded = true
	if m.ordinary--; m.ordinary == 0 {
		m.over = true
		m.tell()
	}
}

// deadlocked ends a run in which nobody can go on.
func (m *Machine) deadlocked() {
	m.over = true
	var waiting []*sched.Thread
	for id := 1; id < len(m.threads); id++ {
		if !m.threads[id].ended {
			waiting = append(waiting, m.tasks[id].Thread())
		}
	}
	if m.out.Err = m.livelock(); m.out.Err == nil {
		m.out.Err = m.run.Deadlock(waiting, m.awaited)
	}
	if m.keeps() {
		m.keptOut()
	}
	m.strategy.Choose(&m.turn)
}

// keptOut lists those among who waits who could go on if nobody kept the interlock for ever.
func (m *Machine) keptOut() {
	for id := int32(1); int(id) < len(m.threads); id++ {
		if m.threads[id].pending && !slices.Contains(m.turn.Blocked, id) {
			m.turn.Blocked = append(m.turn.Blocked, id)
			m.turn.Next[id] = Access{Obj: Interlock, Free: true}
		}
	}
}

// awaited returns the object that a thread waits for.
func (m *Machine) awaited(t *sched.Thread) int32 {
	k := t.Task()
	if on, ok := k.Needs().(sched.Waitable); ok {
		return on.Object()
	}
	if k.Needs() != nil {
		_, object := k.Step()
		return object
	}
	return k.Request().On
}

// tell shows the strategy the last turn of a run, in which nobody waits for ever.
func (m *Machine) tell() {
	m.endStep()
	m.endTurn()
	m.list()
	m.cutOff()
	m.strategy.Choose(&m.turn)
}

// cutOff lists the daemon threads that could have gone on among who cannot: the end of the run keeps them from it, and could come later.
func (m *Machine) cutOff() {
	for _, id := range m.turn.Enabled {
		m.turn.Blocked = append(m.turn.Blocked, id)
		m.turn.Next[id] = Access{Obj: CutOff, Free: true}
	}
	m.turn.Enabled = m.turn.Enabled[:0]
}

// fail ends the run with an error.
func (m *Machine) fail(err error) {
	if m.out.Err == nil {
		m.out.Err = err
	}
	m.over = true
}

// refuse ends the run because the program cannot be searched.
func (m *Machine) refuse(err error) {
	m.out.Refused = true
	m.fail(err)
}

// crash ends the run with a thread that has failed. The strategy is shown its last turn, as this is an end of the program.
func (m *Machine) crash(t *sched.Task, cause error) {
	if reason, halted := sched.Halted(cause); halted {
		m.refuse(reason)
		return
	}
	e := t.Failure(cause)
	m.Record(t.Thread(), trace.Crash, 0, int64(m.names.AddText(e.Message())))
	m.fail(e)
	m.tell()
}

// panicked is told a panic that has come through the machine, and reports whether its thread goes on.
func (m *Machine) panicked(p any) (goesOn bool) {
	if !m.resuming {
		panic(p) // of a strategy: a fault of ours
	}
	m.resuming = false
	id := m.current
	t := m.tasks[id]
	if !t.Thrown(p) {
		m.crash(t, t.Err())
		return false
	}
	m.threads[id].wake = sched.Begin
	m.starting = append(m.starting, id)
	return true
}

// close ends the run: every thread is unwound that has not ended.
func (m *Machine) close() {
	defer m.run.Close()
	m.closeFrom(1)
	m.out.Err = m.run.Failure(m.out.Err)
}

// closeFrom unwinds the threads from this number on. One whose deferred calls end the goroutine (runtime.Goexit) ends that of the run,
// too; the others are unwound all the same.
func (m *Machine) closeFrom(id int) {
	defer func() {
		if id < len(m.tasks) {
			m.closeFrom(id + 1)
		}
	}()
	deadlock, _ := m.out.Err.(*sched.DeadlockError)
	for ; id < len(m.tasks); id++ {
		if !m.threads[id].ended {
			m.unwind(m.tasks[id], deadlock)
		}
	}
}

func (m *Machine) unwind(t *sched.Task, deadlock *sched.DeadlockError) {
	m.run.SetRunning(t.Thread())
	var last func()
	if deadlock != nil {
		last = t.Locate(deadlock.WaitOf(t.Thread()))
	}
	if refused := t.Close(last); refused != nil {
		m.out.Err = errors.Join(m.out.Err, refused)
	}
}

// String names the outcome, for tests and reports.
func (o Outcome) String() string {
	switch {
	case o.GivenUp:
		return "given up"
	case o.Cut:
		return fmt.Sprintf("cut after %d steps", o.Steps)
	case o.Err != nil:
		return o.Err.Error()
	}
	return "ended"
}
