// This file defines a server's locks and semaphores, and their proxy.

package managers

import (
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// newAcquirer returns an object that can be acquired and released. Each client thread has a thread of its own in the server, which is
// who owns an RLock.
func newAcquirer(class string, acquire func(t *sched.Thread, d time.Duration) bool, release func(t *sched.Thread, n int)) *Object {
	return &Object{Class: class, Methods: []Method{
		acquiring(acquire),
		taking("release", 0, []string{"n"}, func(t *sched.Thread, values []any, given []bool) (any, error) {
			n := 1
			if given[0] {
				var err error
				if n, err = intOf(values[0]); err != nil {
					return nil, err
				}
			}
			release(t, n)
			return nil, nil
		}),
	}}
}

// acquiring is the method acquire.
func acquiring(acquire func(t *sched.Thread, d time.Duration) bool) Method {
	return taking("acquire", 0, []string{"blocking", "timeout"}, func(t *sched.Thread, values []any, given []bool) (any, error) {
		if given[0] && !truth(values[0]) {
			return acquire(t, 0), nil
		}
		d, err := timeoutOf(values[1])
		if err != nil {
			return nil, err
		}
		if d < 0 {
			d = sched.Forever // -1, as a lock has it
		}
		return acquire(t, d), nil
	})
}

// newLock returns an object that is a threading.Lock.
func newLock(t *sched.Thread) *Object {
	l := threading.NewLock(t, "lock")
	return newAcquirer("_thread.lock", l.AcquireTimeout, func(t *sched.Thread, _ int) { l.Release(t) })
}

// newRLock returns an object that is a threading.RLock.
func newRLock(t *sched.Thread) *Object {
	l := threading.NewRLock(t, "rlock")
	return newAcquirer("_thread.RLock", l.AcquireTimeout, func(t *sched.Thread, _ int) { l.Release(t) })
}

// newSemaphore returns an object that is a threading.Semaphore.
func newSemaphore(t *sched.Thread, value int) *Object {
	s := threading.NewSemaphore(t, "semaphore", value)
	return newAcquirer("Semaphore", s.AcquireTimeout, s.Release)
}

// newBoundedSemaphore returns an object that is a threading.BoundedSemaphore.
func newBoundedSemaphore(t *sched.Thread, value int) *Object {
	s := threading.NewBoundedSemaphore(t, "semaphore", value)
	return newAcquirer("BoundedSemaphore", s.AcquireTimeout, s.Release)
}

// An AcquirerProxy is a proxy for a lock or a semaphore.
type AcquirerProxy struct{ *BaseProxy }

// Acquire waits until it has the lock.
func (p AcquirerProxy) Acquire(t *sched.Thread) error {
	_, err := p.CallMethod(t, "acquire")
	return err
}

// AcquireTimeout waits for the lock for d at most, and reports whether it has it.
func (p AcquirerProxy) AcquireTimeout(t *sched.Thread, d time.Duration) (bool, error) {
	if d == 0 {
		return flag(p.CallMethod(t, "acquire", false))
	}
	return flag(p.CallMethod(t, "acquire", true, secondsOf(d)))
}

// Release lets the lock go.
func (p AcquirerProxy) Release(t *sched.Thread) error {
	_, err := p.CallMethod(t, "release")
	return err
}

// With has f called while the thread has the lock: a with statement.
func (p AcquirerProxy) With(t *sched.Thread, f func() error) error {
	if err := p.Acquire(t); err != nil {
		return err
	}
	failed := f()
	if err := p.Release(t); failed == nil {
		failed = err
	}
	return failed
}
