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

// Main returns the main greenlet of the thread: its own function. It is for the thread's own code.
func Main(t *sched.Thread) *Greenlet { return &Current(t).space.main }

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

// arrive returns, in the greenlet that now is current, what the last transfer carries.
func (s *space) arrive() (any, error) {
	if s.tracer != nil {
		s.trace()
	}
	m := &s.message
	if m.err == nil && m.n <= 1 && m.named == nil { // as it mostly is
		value := m.one
		m.one = nil
		return value, nil
	}
	value, err := m.value(), m.err
	*m = message{}
	if err != nil {
		return nil, err
	}
	return value, nil
}

// begin is arrive for a greenlet that starts with it.
func (s *space) begin() (Args, error) {
	if s.tracer != nil {
		s.trace()
	}
	a, err := s.message.args(), s.message.err
	s.message = message{}
	return a, err
}
