// This file defines a server's conditions, and their proxy.

package managers

import (
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// newCondition returns an object that is a threading.Condition.
func newCondition(t *sched.Thread) *Object {
	c := threading.NewCondition(t, "condition")
	return &Object{Class: "Condition", Methods: []Method{
		acquiring(c.AcquireTimeout),
		taking("notify", 0, []string{"n"}, func(t *sched.Thread, values []any, given []bool) (any, error) {
			n := 1
			if given[0] {
				var err error
				if n, err = intOf(values[0]); err != nil {
					return nil, err
				}
			}
			c.Notify(t, n)
			return nil, nil
		}),
		simple("notify_all", func(t *sched.Thread) any { c.NotifyAll(t); return nil }),
		simple("release", func(t *sched.Thread) any { c.Release(t); return nil }),
		waiting(func(t *sched.Thread, d time.Duration) (any, error) { return c.WaitTimeout(t, d), nil }),
	}}
}

// A ConditionProxy is a proxy for a condition, with the lock that it has.
type ConditionProxy struct{ *BaseProxy }

// Lock returns the lock of the condition.
func (p ConditionProxy) Lock() AcquirerProxy { return AcquirerProxy(p) }

// WaitTimeout lets the lock go, waits until it is notified, for d at most, takes the lock again, and reports whether it was notified.
func (p ConditionProxy) WaitTimeout(t *sched.Thread, d time.Duration) (bool, error) {
	return flag(p.CallMethod(t, "wait", secondsOf(d)))
}

// Notify wakes n of those that wait.
func (p ConditionProxy) Notify(t *sched.Thread, n int) error {
	_, err := p.CallMethod(t, "notify", n)
	return err
}

// NotifyAll wakes all of them.
func (p ConditionProxy) NotifyAll(t *sched.Thread) error {
	_, err := p.CallMethod(t, "notify_all")
	return err
}
