// This file defines a server's barriers, and their proxy.

package managers

import (
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// newBarrier returns an object that is a threading.Barrier without action.
func newBarrier(t *sched.Thread, parties int) *Object {
	b := threading.NewBarrier(t, "barrier", parties, nil)
	return &Object{Class: "Barrier", Methods: []Method{
		taking("__getattribute__", 1, []string{"name"}, func(t *sched.Thread, values []any, _ []bool) (any, error) {
			switch values[0] {
			case "parties":
				return b.Parties(), nil
			case "n_waiting":
				return b.NWaiting(t), nil
			case "broken":
				return b.Broken(t), nil
			}
			return nil, Raised("AttributeError", "'Barrier' object has no attribute "+Repr(values[0]))
		}),
		simple("abort", func(t *sched.Thread) any { b.Abort(t); return nil }),
		simple("reset", func(t *sched.Thread) any { b.Reset(t); return nil }),
		waiting(func(t *sched.Thread, d time.Duration) (any, error) { return b.WaitTimeout(t, d) }),
	}}
}

// A BarrierProxy is a proxy for a barrier.
type BarrierProxy struct{ *BaseProxy }

// Wait waits until all have come, and returns the number of this one among them.
func (p BarrierProxy) Wait(t *sched.Thread) (int, error) { return asInt(p.CallMethod(t, "wait", nil)) }

// Abort breaks the barrier.
func (p BarrierProxy) Abort(t *sched.Thread) error {
	_, err := p.CallMethod(t, "abort")
	return err
}
