// This file defines a server's events, and their proxy.

package managers

import (
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// newEvent returns an object that is a threading.Event.
func newEvent(t *sched.Thread) *Object {
	e := threading.NewEvent(t, "event")
	return &Object{Class: "Event", Methods: []Method{
		simple("clear", func(t *sched.Thread) any { e.Clear(t); return nil }),
		simple("is_set", func(t *sched.Thread) any { return e.IsSet(t) }),
		simple("set", func(t *sched.Thread) any { e.Set(t); return nil }),
		waiting(func(t *sched.Thread, d time.Duration) (any, error) { return e.WaitTimeout(t, d), nil }),
	}}
}

// waiting is the method wait.
func waiting(wait func(t *sched.Thread, d time.Duration) (any, error)) Method {
	return taking("wait", 0, []string{"timeout"}, func(t *sched.Thread, values []any, _ []bool) (any, error) {
		d, err := timeoutOf(values[0])
		if err != nil {
			return nil, err
		}
		if values[0] != nil {
			d = max(d, 0)
		}
		return wait(t, d)
	})
}

// An EventProxy is a proxy for an event.
type EventProxy struct{ *BaseProxy }

// IsSet reports whether the event has happened.
func (p EventProxy) IsSet(t *sched.Thread) (bool, error) { return flag(p.CallMethod(t, "is_set")) }

// Set has the event happen.
func (p EventProxy) Set(t *sched.Thread) error {
	_, err := p.CallMethod(t, "set")
	return err
}

// Clear has it not have happened.
func (p EventProxy) Clear(t *sched.Thread) error {
	_, err := p.CallMethod(t, "clear")
	return err
}

// WaitTimeout waits for the event, for d at most, and reports whether it has happened.
func (p EventProxy) WaitTimeout(t *sched.Thread, d time.Duration) (bool, error) {
	return flag(p.CallMethod(t, "wait", secondsOf(d)))
}
