// This file defines what the greenlets of one thread share.

package greenlet

import (
	"strconv"

	"github.com/gilsim/gilsim/sched"
)

// A space is the greenlets of one thread: the main one, the tracer, and the transfer of control that is under way. Which one is
// current is known to the thread alone.
type space struct {
	thread *sched.Thread
	main   Greenlet
	tracer TraceFunc

	origin  *Greenlet // who has switched last
	message message   // and with what, until it has arrived
	serial  int       // of the names greenlet-1, greenlet-2 …
}

// Current returns the greenlet that is current in the thread: getcurrent. It is for the thread's own code.
func Current(t *sched.Thread) *Greenlet {
	if g, ok := t.Current().Owner.(*Greenlet); ok {
		return g
	}
	return newMain(t)
}

// newMain makes the main greenlet of a thread, whose own function is current.
func newMain(t *sched.Thread) *Greenlet {
	s := &space{thread: t}
	g := &s.main
	g.space, g.co = s, t.Own()
	g.state.Store(active)
	t.Own().Owner = g
	return g
}

// name returns the next one of the names greenlet-1, greenlet-2 and so on.
func (s *space) name() string {
	s.serial++
	return "greenlet-" + strconv.Itoa(s.serial)
}

// arrive takes over, in the greenlet that now is current, what the last transfer carries. If a tracer raises an exception, that
// takes the place of it, and the tracer is removed: g_calltrace of greenlet.c 2.0.
func (s *space) arrive() message {
	m := s.message
	s.message = message{}
	if s.tracer != nil {
		if err := s.trace(&m); err != nil {
			s.tracer = nil
			return message{err: err}
		}
	}
	return m
}
