// This file tests the rules of tracing: an event for each transfer of control, in the greenlet that goes on.

package greenlet_test

import (
	"testing"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
)

// failing is a tracer that raises an exception.
func (s *script) failing(_ *sched.Thread, event string, _, _ *greenlet.Greenlet) error {
	s.say("cb", event)
	return exc("RuntimeError", "tracer")
}

func TestTracing(t *testing.T) {
	hold(t, []rule{
		{"it is the thread's own, and can be set and removed", func(s *script) {
			s.say(greenlet.SetTrace(s.t, s.tracer) == nil, greenlet.GetTrace(s.t) != nil)
			s.t.Join(s.t.Spawn("", func(t *sched.Thread) { s.say("other thread:", greenlet.GetTrace(t) == nil) }))
			s.say(greenlet.SetTrace(s.t, nil) != nil, greenlet.GetTrace(s.t) == nil)
		}, `
True True
other thread: True
True True
`},
		{"switch, or throw if an exception is carried", func(s *script) {
			greenlet.SetTrace(s.t, s.tracer)
			s.new("a", value(1)).Switch(s.t)
			s.show(s.new("b", raise("ValueError")).Switch(s.t))
		}, `
trace switch main -> a cur a
trace switch a -> main cur main
trace switch main -> b cur b
trace throw b -> main cur main
raised ValueError: 
`},
		{"a GreenletExit comes out as a switch", func(s *script) {
			greenlet.SetTrace(s.t, s.tracer)
			g, p := s.new("g", s.parked()), s.new("p", s.parked())
			g.Switch(s.t)
			s.say("-- suspended")
			g.Throw(s.t, nil)
			s.say("-- pending")
			p.Throw(s.t, nil)
			s.say("-- dead")
			p.Throw(s.t, nil)
			s.say("-- dead, KeyError")
			s.show(p.Throw(s.t, exc("KeyError")))
		}, `
trace switch main -> g cur g
trace switch g -> main cur main
-- suspended
trace throw main -> g cur g
trace switch g -> main cur main
-- pending
trace throw main -> p cur p
trace switch p -> main cur main
-- dead
trace switch main -> main cur main
-- dead, KeyError
trace throw main -> main cur main
raised KeyError: 
`},
		{"it names who goes on, never one that is dead", func(s *script) {
			greenlet.SetTrace(s.t, s.tracer)
			g := s.new("g", value(0))
			g.Switch(s.t)
			s.say("--")
			g.Switch(s.t)
			s.say("--")
			p := s.new("p", value(0))
			p.Switch(s.t)
			c := s.new("c", value(1), p)
			s.say("--")
			c.Switch(s.t)
		}, `
trace switch main -> g cur g
trace switch g -> main cur main
--
trace switch main -> main cur main
--
trace switch main -> p cur p
trace switch p -> main cur main
--
trace switch main -> c cur c
trace switch c -> main cur main
`},
		{"a pending parent has its own", func(s *script) {
			greenlet.SetTrace(s.t, s.tracer)
			p := s.new("p", func(a greenlet.Args) (any, error) { return a.Pos[0], nil })
			s.show(s.new("c", value(1), p).Switch(s.t))
			p = s.new("p2", value(1))
			s.show(s.new("c2", raise("ZeroDivisionError", "division by zero"), p).Switch(s.t))
		}, `
trace switch main -> c cur c
trace switch c -> p cur p
trace switch p -> main cur main
1
trace switch main -> c2 cur c2
trace throw c2 -> p2 cur p2
trace throw p2 -> main cur main
raised ZeroDivisionError: division by zero
`},
		{"a switch that fails has none", func(s *script) {
			greenlet.SetTrace(s.t, s.tracer)
			g := s.new("g", nil)
			s.show(g.Switch(s.t))
			s.show(s.new("c", value(1), g).Switch(s.t))
		}, `
raised AttributeError: run
trace switch main -> c cur c
trace throw c -> main cur main
raised AttributeError: run
`},
		{"a tracer that raises is removed, and its exception takes the place of what was carried", func(s *script) {
			g := s.new("g", func(greenlet.Args) (any, error) { s.say("body"); return nil, nil })
			greenlet.SetTrace(s.t, s.failing)
			s.show(g.Switch(s.t))
			s.say(greenlet.GetTrace(s.t) == nil, g.Dead())
			g = s.new("g", catching("RuntimeError", s.parked(), func(e *exception) (any, error) {
				s.say("g sees", e.A[0])
				return "ok", nil
			}))
			g.Switch(s.t)
			greenlet.SetTrace(s.t, s.failing)
			s.show(g.Switch(s.t))
			s.show(s.new("h", func(greenlet.Args) (any, error) {
				greenlet.SetTrace(s.t, s.failing)
				return nil, exc("KeyError", "lost")
			}).Switch(s.t))
		}, `
cb switch
raised RuntimeError: tracer
True True
cb switch
g sees tracer
'ok'
cb throw
raised RuntimeError: tracer
`},
		{"a tracer may switch, which is traced", func(s *script) {
			n := 0
			other, g := s.new("o", value("o")), s.new("g", value("g"))
			greenlet.SetTrace(s.t, func(t *sched.Thread, event string, origin, target *greenlet.Greenlet) error {
				n++
				s.tracer(t, event, origin, target)
				if n == 1 {
					s.say("  nested ->", s.must(other.Switch(t)))
				}
				return nil
			})
			s.show(g.Switch(s.t))
		}, `
trace switch main -> g cur g
trace switch g -> o cur o
trace switch o -> main cur main
'o'
`},
	})
}
