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

// trace calls the tracer. An exception that it raises takes the place of what is transferred, and the tracer is removed:
// g_calltrace of greenlet.c 2.0. What is transferred is out of the way meanwhile, as the tracer may switch.
func (s *space) trace() {
	m := s.message
	event := "switch"
	if m.err != nil {
		event = "throw"
	}
	if err := s.tracer(s.thread, event, s.origin, Current(s.thread)); err != nil {
		s.tracer = nil
		m = message{err: err}
	}
	s.message = m
}
