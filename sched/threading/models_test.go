// This file defines the models of the primitives.

package threading_test

import (
	"testing"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// countModel is the model of a Lock, of which there is one, and of a Semaphore.
type countModel struct {
	value int
	lock  bool // it is released only while it is taken
	line
}

func (m *countModel) act(thread int, s step) []over {
	switch {
	case s.op == "release" && m.lock:
		if m.value == 1 {
			return []over{{thread, 0}}
		}
		s.n = 1
		fallthrough
	case s.op == "release":
		woken := m.wake(s.n, 1)
		m.value += s.n - len(woken)
		return append(woken, over{thread, 1})
	case m.value > 0:
		m.value--
		return []over{{thread, 1}}
	}
	return m.wait(thread, s, 0)
}

func (m *countModel) expire(thread int) []over { return m.leave(thread, 0) }

func TestALockDoesWhatItsModelDoes(t *testing.T) {
	compares(t, primitive{
		ops: []string{"acquire", "release"},
		make: func(t *sched.Thread, _ int) func(t *sched.Thread, s step) int {
			lock := threading.NewLock(t, "lock")
			return func(t *sched.Thread, s step) int {
				if s.op == "acquire" {
					return number(lock.AcquireTimeout(t, s.timeout()))
				}
				if !lock.Locked(t) {
					return 0
				}
				lock.Release(t)
				return 1
			}
		},
		model: func(int) sequential { return &countModel{value: 1, lock: true} },
	})
}

func TestASemaphoreDoesWhatItsModelDoes(t *testing.T) {
	compares(t, primitive{
		ops: []string{"acquire", "acquire", "release"},
		make: func(t *sched.Thread, parties int) func(t *sched.Thread, s step) int {
			semaphore := threading.NewSemaphore(t, "semaphore", parties-1)
			return func(t *sched.Thread, s step) int {
				if s.op == "acquire" {
					return number(semaphore.AcquireTimeout(t, s.timeout()))
				}
				semaphore.Release(t, s.n)
				return 1
			}
		},
		model: func(parties int) sequential { return &countModel{value: parties - 1} },
	})
}

// ownerModel is the model of an RLock.
type ownerModel struct {
	owner, count int
	line
}

func (m *ownerModel) act(thread int, s step) []over {
	switch {
	case s.op == "release" && (m.count == 0 || m.owner != thread):
		return []over{{thread, 0}}
	case s.op == "release":
		return append(m.release(), over{thread, 1})
	case m.count == 0 || m.owner == thread:
		m.owner = thread
		m.count++
		return []over{{thread, 1}}
	}
	return m.wait(thread, s, 0)
}

func (m *ownerModel) release() (woken []over) {
	if m.count--; m.count == 0 {
		for _, o := range m.wake(1, 1) {
			m.owner, m.count, woken = o.thread, 1, append(woken, o)
		}
	}
	return woken
}

func (m *ownerModel) expire(thread int) []over { return m.leave(thread, 0) }

func TestAnRLockDoesWhatItsModelDoes(t *testing.T) {
	compares(t, primitive{
		ops: []string{"acquire", "release", "release"},
		make: func(t *sched.Thread, _ int) func(t *sched.Thread, s step) int {
			lock := threading.NewRLock(t, "lock")
			has := map[*sched.Thread]int{}
			return func(t *sched.Thread, s step) int {
				switch {
				case s.op == "acquire":
					got := number(lock.AcquireTimeout(t, s.timeout()))
					has[t] += got
					return got
				case has[t] == 0:
					return 0
				}
				has[t]--
				lock.Release(t)
				return 1
			}
		},
		model: func(int) sequential { return new(ownerModel) },
	})
}

// conditionModel is the model of a Condition.
type conditionModel struct{ line }

func (m *conditionModel) act(thread int, s step) []over {
	switch s.op {
	case "notify":
		return append(m.wake(s.n, 1), over{thread, 0})
	case "notify all":
		return append(m.wake(len(m.line), 1), over{thread, 0})
	}
	return m.wait(thread, s, 0)
}

func (m *conditionModel) expire(thread int) []over { return m.leave(thread, 0) }

func TestAConditionDoesWhatItsModelDoes(t *testing.T) {
	compares(t, primitive{
		ops: []string{"wait", "wait", "notify", "notify all"},
		make: func(t *sched.Thread, parties int) func(t *sched.Thread, s step) int {
			condition := threading.NewCondition(t, "condition")
			if parties == 1 {
				condition = threading.NewConditionOn(t, threading.NewLock(t, "lock"), "condition")
			}
			return func(t *sched.Thread, s step) (result int) {
				condition.With(t, func() {
					switch s.op {
					case "wait":
						result = number(condition.WaitTimeout(t, s.timeout()))
					case "notify":
						condition.Notify(t, s.n)
					default:
						condition.NotifyAll(t)
					}
				})
				return result
			}
		},
		model: func(int) sequential { return new(conditionModel) },
	})
}

// eventModel is the model of an Event.
type eventModel struct {
	set bool
	line
}

func (m *eventModel) act(thread int, s step) []over {
	switch {
	case s.op == "set":
		m.set = true
		return append(m.wake(len(m.line), 1), over{thread, 0})
	case s.op == "clear":
		m.set = false
		return []over{{thread, 0}}
	case s.op == "is set" || m.set:
		return []over{{thread, number(m.set)}}
	}
	return m.wait(thread, s, 0)
}

func (m *eventModel) expire(thread int) []over { return m.leave(thread, 0) }

func TestAnEventDoesWhatItsModelDoes(t *testing.T) {
	compares(t, primitive{
		ops: []string{"wait", "wait", "wait", "set", "clear", "is set"},
		make: func(t *sched.Thread, _ int) func(t *sched.Thread, s step) int {
			event := threading.NewEvent(t, "event")
			return func(t *sched.Thread, s step) int {
				switch s.op {
				case "wait":
					return number(event.WaitTimeout(t, s.timeout()))
				case "is set":
					return number(event.IsSet(t))
				case "set":
					event.Set(t)
				default:
					event.Clear(t)
				}
				return 0
			}
		},
		model: func(int) sequential { return new(eventModel) },
	})
}

// barrierModel is the model of a Barrier. The result of a wait is the thread's number, or -1.
type barrierModel struct {
	parties int
	broken  bool
	line
}

func (m *barrierModel) act(thread int, s step) []over {
	switch {
	case s.op == "reset":
		m.broken = false
		return append(m.wake(len(m.line), -1), over{thread, 0})
	case s.op == "abort":
		return append(m.spoil(), over{thread, 0})
	case m.broken:
		return []over{{thread, -1}}
	case len(m.line)+1 == m.parties:
		return m.open(thread)
	case s.waits == 0:
		return append(m.spoil(), over{thread, -1})
	}
	return m.wait(thread, s, -1)
}

func (m *barrierModel) spoil() []over {
	m.broken = true
	return m.wake(len(m.line), -1)
}

func (m *barrierModel) open(last int) (list []over) {
	for i, thread := range append(m.line, last) {
		list = append(list, over{thread, i})
	}
	m.line = nil
	return list
}

func (m *barrierModel) expire(int) []over { return m.spoil() }

func TestABarrierDoesWhatItsModelDoes(t *testing.T) {
	compares(t, primitive{
		ops: []string{"wait", "wait", "wait", "wait", "reset", "abort"},
		make: func(t *sched.Thread, parties int) func(t *sched.Thread, s step) int {
			barrier := threading.NewBarrier(t, "barrier", parties, nil)
			return func(t *sched.Thread, s step) int {
				switch s.op {
				case "reset":
					barrier.Reset(t)
				case "abort":
					barrier.Abort(t)
				default:
					index, err := barrier.WaitTimeout(t, s.timeout())
					if err != nil {
						return -1
					}
					return index
				}
				return 0
			}
		},
		model: func(parties int) sequential { return &barrierModel{parties: parties} },
	})
}
