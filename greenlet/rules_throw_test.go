// This file tests the rules of exceptions: where they go, and what is thrown into whom.

package greenlet_test

import (
	"errors"
	"testing"

	"github.com/gilsim/gilsim/greenlet"
)

// catching returns a code that runs another one, and what a handler makes of an exception of that class that comes out of it.
func catching(class string, try code, handler func(e *exception) (any, error)) code {
	return func(a greenlet.Args) (any, error) {
		v, err := try(a)
		if err != nil && isInstance(described(err).T, class) {
			return handler(described(err))
		}
		return v, err
	}
}

// exc returns an exception.
func exc(class string, args ...any) error { return &exception{class, args} }

func TestExceptionsGoToTheParent(t *testing.T) {
	hold(t, []rule{
		{"an exception kills the greenlet and is raised in the parent", func(s *script) {
			f := raise("ValueError", "boom")
			g := s.new("g", f)
			s.show(g.Switch(s.t))
			s.say(g.Dead())
			inner := func(greenlet.Args) (any, error) { return s.new("f", f).Switch(s.t) }
			s.show(s.new("a", catching("ValueError", inner, func(e *exception) (any, error) {
				return "a caught " + e.A[0].(string), nil
			})).Switch(s.t))
		}, `
raised ValueError: boom
True
'a caught boom'
`},
		{"whatever switch that is suspended in", func(s *script) {
			a := s.new("a", catching("KeyError", s.parked("a parked"), func(e *exception) (any, error) {
				s.say("a caught", repr(e.A[0]))
				return "A", nil
			}))
			s.say(s.must(a.Switch(s.t)))
			s.show(s.new("b", raise("KeyError", "k"), a).Switch(s.t))
		}, `
a parked
a caught 'k'
'A'
`},
		{"it kills a parent that is pending, and passes one that is dead", func(s *script) {
			f := raise("ZeroDivisionError", "division by zero")
			p := s.new("p", func(greenlet.Args) (any, error) { s.say("never"); return nil, nil })
			c := s.new("c", f, p)
			s.show(c.Switch(s.t))
			s.say(p.Dead(), c.Dead())
			p = s.new("p", value(1))
			p.Switch(s.t)
			s.show(s.new("c", f, p).Switch(s.t))
		}, `
raised ZeroDivisionError: division by zero
True True
raised ZeroDivisionError: division by zero
`},
		{"a GreenletExit becomes the value that the parent gets", func(s *script) {
			f := func(a greenlet.Args) (any, error) { return nil, a.Pos[0].(error) }
			s.show(s.new("", f).Switch(s.t, &greenlet.GreenletExit{}))
			s.show(s.new("", f).Switch(s.t, &greenlet.GreenletExit{Args: []any{"bye", 2}}))
			s.show(s.new("", f).Switch(s.t, exc("ExitSub", "s")))
		}, `
GreenletExit()
GreenletExit('bye', 2)
ExitSub('s')
`},
		{"in the main greenlet it is an exception like any other", func(s *script) {
			s.show(s.main.Throw(s.t, nil))
			s.show(s.main.Throw(s.t, &greenlet.GreenletExit{Args: []any{"m"}}))
		}, `
raised GreenletExit: 
raised GreenletExit: m
`},
		{"an exception stays the same object", func(s *script) {
			err := errors.New("StopIteration")
			_, got := s.new("", func(a greenlet.Args) (any, error) { return nil, a.Pos[0].(error) }).Switch(s.t, err)
			s.say(got == err)
		}, `
True
`},
	})
}

func TestThrow(t *testing.T) {
	hold(t, []rule{
		{"nothing in particular is a GreenletExit", func(s *script) {
			g := s.new("g", func(greenlet.Args) (any, error) {
				defer s.say("cleanup")
				return s.up("parked")
			})
			g.Switch(s.t)
			s.show(g.Throw(s.t, nil))
			s.say(g.Dead())
		}, `
cleanup
GreenletExit()
True
`},
		{"who catches it goes on", func(s *script) {
			g := s.new("g", catching("KeyError", s.parked("ready"), func(e *exception) (any, error) {
				x := s.must(s.up("handled " + repr(e.A[0])))
				return "end " + repr(x), nil
			}))
			s.show(g.Switch(s.t))
			s.show(g.Throw(s.t, exc("KeyError", "k")))
			s.show(g.Switch(s.t, 9))
		}, `
'ready'
"handled 'k'"
'end 9'
`},
		{"what is not caught goes to the parent, not to who threw it", func(s *script) {
			var g *greenlet.Greenlet
			a := s.new("a", catching("IndexError", func(greenlet.Args) (any, error) { return s.main.Switch(s.t, "a parked") },
				func(e *exception) (any, error) { return "a caught " + e.A[0].(string), nil }))
			a.Switch(s.t)
			g = s.new("g", func(greenlet.Args) (any, error) { return s.main.Switch(s.t, "g parked") }, a)
			g.Switch(s.t)
			thrower := s.new("t", func(greenlet.Args) (any, error) {
				g.Throw(s.t, exc("IndexError", "i"))
				s.say("never")
				return nil, nil
			})
			s.show(thrower.Switch(s.t))
			s.say(g.Dead(), a.Dead(), thrower.Dead(), thrower.Active())
		}, `
'a caught i'
True True False True
`},
		{"one that is pending dies of it and does not run", func(s *script) {
			body := func(greenlet.Args) (any, error) { s.say("body"); return nil, nil }
			g := s.new("g", body)
			s.show(g.Throw(s.t, exc("KeyError", "k")))
			s.say(g.Dead(), g.Active())
			g = s.new("g", body)
			s.show(g.Throw(s.t, nil))
			s.say(g.Dead())
			p := s.new("p", s.parked("p parked"))
			p.Switch(s.t)
			g = s.new("g", value(1), p)
			s.show(g.Throw(s.t, exc("KeyError", "x")))
			s.say(p.Dead())
		}, `
raised KeyError: 'k'
True False
GreenletExit()
True
raised KeyError: 'x'
True
`},
		{"one that is dead passes it on, a GreenletExit as a value", func(s *script) {
			g := s.new("g", value(1))
			g.Switch(s.t)
			s.show(g.Throw(s.t, exc("KeyError", "k")))
			s.show(g.Throw(s.t, nil))
			s.show(g.Throw(s.t, &greenlet.GreenletExit{Args: []any{"v"}}))
			var d *greenlet.Greenlet
			got := func(greenlet.Args) (any, error) {
				d = s.new("d", value(0))
				d.Switch(s.t)
				if v, err := s.up(); err != nil {
					s.say("a: raised", repr(err))
				} else {
					s.say("a: got", repr(v))
				}
				return nil, nil
			}
			s.new("a", got).Switch(s.t)
			d.Throw(s.t, nil)
			s.new("a", got).Switch(s.t)
			d.Throw(s.t, exc("KeyError"))
		}, `
raised KeyError: 'k'
GreenletExit()
GreenletExit('v')
a: got GreenletExit()
a: raised KeyError()
`},
		{"into oneself it is raised in place", func(s *script) {
			greenlet.SetTrace(s.t, s.tracer)
			self := func(greenlet.Args) (any, error) { return s.current().Throw(s.t, exc("KeyError", "me")) }
			s.new("g", catching("KeyError", self, func(e *exception) (any, error) {
				s.say("caught", repr(e.A[0]))
				return nil, nil
			})).Switch(s.t)
			s.show(s.main.Throw(s.t, exc("ValueError", "m")))
		}, `
trace switch main -> g cur g
trace throw g -> g cur g
caught 'me'
trace switch g -> main cur main
trace throw main -> main cur main
raised ValueError: m
`},
		{"who swallows a GreenletExit lives on", func(s *script) {
			g := s.new("g", catching("GreenletExit", s.parked(), func(*exception) (any, error) {
				s.up("not dead yet")
				return "finally dead", nil
			}))
			g.Switch(s.t)
			s.show(g.Throw(s.t, nil))
			s.say(g.Dead())
			s.show(g.Switch(s.t))
			s.say(g.Dead())
		}, `
'not dead yet'
False
'finally dead'
True
`},
	})
}
