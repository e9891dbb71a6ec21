// This file tests the rules of killing: what Python does when the last reference to a suspended greenlet goes, and Kill does when
// it is asked.

package greenlet_test

import (
	"testing"

	"github.com/gilsim/gilsim/greenlet"
)

func TestKill(t *testing.T) {
	hold(t, []rule{
		{"its parent is the killer meanwhile, and its result is dropped", func(s *script) {
			g := s.new("g", func(a greenlet.Args) (any, error) {
				defer s.say("finally")
				return catching("GreenletExit", s.parked(), func(*exception) (any, error) {
					s.say("killed, parent is dropper:", s.current().Parent() == s.main)
					return "ignored", nil
				})(a)
			})
			g.Switch(s.t)
			s.say("del")
			s.must(nil, g.Kill(s.t))
			s.say("after del")
		}, `
del
killed, parent is dropper: True
finally
after del
`},
		{"the exception says why", func(s *script) {
			f := catching("GreenletExit", s.parked(), func(e *exception) (any, error) {
				s.say(greenlet.Tuple(e.A))
				return nil, nil
			})
			g := s.new("g", f)
			g.Switch(s.t)
			g.Kill(s.t)
			g = s.new("g", f)
			g.Switch(s.t)
			g.Throw(s.t, nil)
		}, `
('Killing the greenlet because all references have vanished.',)
()
`},
		{"the parent that it has is not touched, and is restored", func(s *script) {
			h := s.new("h", func(greenlet.Args) (any, error) { s.say("hub runs"); return nil, nil })
			g := s.new("g", catching("GreenletExit", func(greenlet.Args) (any, error) { return s.main.Switch(s.t) },
				func(*exception) (any, error) {
					s.say("parent main?", s.current().Parent() == s.main)
					return nil, nil
				}), h)
			g.Switch(s.t)
			g.Kill(s.t)
			s.say("hub untouched:", !h.Dead() && !h.Active(), g.Parent() == h)
		}, `
parent main? True
hub untouched: True True
`},
		{"it is traced as a throw and a switch back", func(s *script) {
			greenlet.SetTrace(s.t, s.tracer)
			g := s.new("g", s.parked())
			g.Switch(s.t)
			g.Kill(s.t)
			s.say("--")
		}, `
trace switch main -> g cur g
trace switch g -> main cur main
trace throw main -> g cur g
trace switch g -> main cur main
--
`},
		{"another exception that comes out is Kill's error; a pending one is dropped in silence", func(s *script) {
			g := s.new("g", catching("GreenletExit", s.parked(), func(*exception) (any, error) {
				return nil, exc("ValueError", "in cleanup")
			}))
			g.Switch(s.t)
			s.show(nil, g.Kill(s.t)) // Python prints it as ignored
			s.say("alive")
			g = s.new("g", func(greenlet.Args) (any, error) { s.say("never"); return nil, nil })
			s.show(nil, g.Kill(s.t))
			s.say(g.Dead())
		}, `
raised ValueError: in cleanup
alive
None
True
`},
		{"one that survives is reported", func(s *script) {
			g := s.new("g", catching("GreenletExit", s.parked(), func(*exception) (any, error) { return s.up("survived") }))
			g.Switch(s.t)
			s.show(nil, g.Kill(s.t))
			s.say(g.Dead(), g.Suspended())
			s.show(g.Switch(s.t, "end"))
		}, `
raised error: GreenletExit did not kill the greenlet
False True
'end'
`},
		{"a dead one cannot be killed again, and a killed one is switched to as a dead one", func(s *script) {
			g := s.new("g", s.parked())
			g.Switch(s.t)
			s.show(nil, g.Kill(s.t))
			s.show(nil, g.Kill(s.t))
			s.show(g.Switch(s.t, 1))
		}, `
None
None
1
`},
	})
}
