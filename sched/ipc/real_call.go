// This file defines how a thread makes a system call that may have to wait: it tries, and waits in between for what may let it succeed.

package ipc

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A realCall is a system call under way.
type realCall interface {
	// Object returns the number of what it is made on.
	Object() int32
	// call makes the system call, and reports whether it would have to wait.
	call() (again bool)
	// look waits until the call may have to wait no longer, for at most d, and reports whether that is so.
	look(d time.Duration) bool
}

// An attempt is what has come of a call that was made at once (Thread.Leave).
type attempt uint8

const (
	notMade  attempt = iota // it has not been made: the thread has the interpreter lock
	inVain                  // it is to be made again, for what comes of it then; the lock is released
	mustWait                // it would have had to wait; the lock is released
)

// after returns what has come of a call that failed with this number.
func after(wrong Errno, waits bool) attempt {
	if wrong == ErrAgain && waits {
		return mustWait
	}
	return inVain
}

// callReal makes a system call, with the interpreter lock released, and waits for at most d. It reports false if the time is over.
func callReal(t *sched.Thread, c realCall, d time.Duration, before attempt) bool {
	m := &making{realCall: c, limit: sched.LimitOf(t, d), again: before == mustWait}
	if before == notMade {
		t.Block(m)
	} else {
		t.BlockOutside(m)
	}
	return m.made
}

// making is a realCall as something to wait for: trying is waiting.
type making struct {
	realCall
	limit sched.Limit
	again bool // it has been made, and would have had to wait
	made  bool
}

// Try makes the call. It reports false if the run is being ended, or a signal interrupts the call.
func (m *making) Try(t *sched.Thread) bool {
	for {
		if m.made = !m.again && !m.call(); m.made {
			return true
		}
		m.again = false
		left := m.limit.Left(t)
		if left == 0 || !t.Process().Real().Await(t, m.Object(), left, m.look) {
			m.made = !t.Process().Stopping() && !m.call()
			return m.made || !t.Process().Stopping() && !t.Tripped()
		}
	}
}

// Holder returns nobody in particular.
func (m *making) Holder() *sched.Thread { return nil }

// Gone does nothing: the system wakes who waits.
func (m *making) Gone(*sched.Thread) {}
