// This file tests the rules of parents: they can be changed at any time, but not to a cycle.

package greenlet_test

import (
	"testing"

	"github.com/gilsim/gilsim/greenlet"
)

func TestParents(t *testing.T) {
	hold(t, []rule{
		{"what counts is who it is at the end", func(s *script) {
			p := s.new("p", func(greenlet.Args) (any, error) { return "p got " + repr(s.must(s.up("p parked"))), nil })
			p.Switch(s.t)
			g := s.new("g", func(greenlet.Args) (any, error) { s.up(); return "value", nil })
			g.Switch(s.t)
			s.must(nil, g.SetParent(p))
			s.show(g.Switch(s.t))
			s.say(p.Dead())
		}, `
"p got 'value'"
True
`},
		{"that of a dead one says where switches to it go", func(s *script) {
			g := s.new("g", value(1))
			g.Switch(s.t)
			p := s.new("p", func(a greenlet.Args) (any, error) { return greenlet.Tuple{"p", a.Pos}, nil })
			s.must(nil, g.SetParent(p))
			s.show(g.Switch(s.t, 5))
			s.show(g.Switch(s.t, 6))
		}, `
('p', (5,))
6
`},
		{"a cycle, none at all, and one of a main greenlet are refused", func(s *script) {
			a := s.new("a", s.parked())
			b := s.new("b", s.parked(), a)
			c := s.new("c", s.parked(), b)
			for _, pair := range [][2]*greenlet.Greenlet{{a, a}, {a, b}, {a, c}, {s.main, s.main}, {s.main, a}, {a, nil}} {
				s.show(nil, pair[0].SetParent(pair[1]))
			}
			s.say(a.Parent() == s.main)
		}, `
raised ValueError: cyclic parent chain
raised ValueError: cyclic parent chain
raised ValueError: cyclic parent chain
raised AttributeError: cannot set the parent of a main greenlet
raised AttributeError: cannot set the parent of a main greenlet
raised TypeError: GreenletChecker: Expected any type of greenlet, not NoneType
True
`},
		{"one may become the child of its own former child", func(s *script) {
			a := s.new("a", s.parked())
			b := s.new("b", s.parked(), a)
			s.must(nil, b.SetParent(s.main))
			s.must(nil, a.SetParent(b))
			s.say(a.Parent() == b, b.Parent() == s.main)
		}, `
True True
`},
	})
}
