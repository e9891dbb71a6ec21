// This file defines tracing: settrace and gettrace.

package greenlet

import "github.com/gilsim/gilsim/sched"

// A TraceFunc is told of each transfer of control, in the greenlet that goes on, before it does. The event is "switch" or, if an
// exception is carried, "throw". An error that it returns is raised in the target in place of what was carried, and removes the
// tracer. It may switch itself: such transfers are reported, too.
type TraceFunc func(t *sched.Thread, event string, origin, target *Greenlet) error

// SetTrace sets the thread's tracer, nil for none, and returns the one before.
func SetTrace(t *sched.Thread, f TraceFunc) (previous TraceFunc) {
	s := Current(t).space
	previous, s.tracer = s.tracer, f
	return previous
}

// GetTrace returns the thread's tracer, nil if there is none.
func GetTrace(t *sched.Thread) TraceFunc { return Current(t).space.tracer }

// trace calls the tracer.
func (s *space) trace(m *message) error {
	event := "switch"
	if m.err != nil {
		event = "throw"
	}
	return s.tracer(s.thread, event, s.origin, Current(s.thread))
}
