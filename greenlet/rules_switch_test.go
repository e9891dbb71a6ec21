// This file tests the rules of switches: who goes on, and with what values.

package greenlet_test

import (
	"fmt"
	"testing"

	"github.com/gilsim/gilsim/greenlet"
)

// got prints as a switch does in a greenlet that goes on for ever.
func (s *script) got(greenlet.Args) (any, error) {
	for {
		v, err := s.up()
		if err != nil {
			return nil, err
		}
		s.say(repr(v))
	}
}

func TestValues(t *testing.T) {
	hold(t, []rule{
		{"the first switch passes its arguments to the function", func(s *script) {
			f := func(a greenlet.Args) (any, error) { return named(a), nil }
			s.show(s.new("", f).Switch(s.t))
			s.show(s.new("", f).Switch(s.t, 1))
			s.show(s.new("", f).SwitchNamed(s.t, greenlet.Kwargs{"z": 3}, 1, 2))
		}, `
((), {})
((1,), {})
((1, 2), {'z': 3})
`},
		{"a later one returns them from the pending switch", func(s *script) {
			g := s.new("g", s.got)
			g.Switch(s.t)
			g.Switch(s.t)
			g.Switch(s.t, nil)
			g.Switch(s.t, 1)
			g.Switch(s.t, greenlet.Tuple{1})
			g.Switch(s.t, []any{1})
			g.Switch(s.t, 1, 2)
			g.SwitchNamed(s.t, greenlet.Kwargs{"x": 1})
			g.SwitchNamed(s.t, greenlet.Kwargs{"x": 2}, 1)
			g.SwitchNamed(s.t, greenlet.Kwargs{}, 1)
			g.SwitchNamed(s.t, greenlet.Kwargs{})
		}, `
()
None
1
(1,)
[1]
(1, 2)
{'x': 1}
((1,), {'x': 2})
1
()
`},
		{"a switch to oneself returns the arguments at once, and is traced", func(s *script) {
			greenlet.SetTrace(s.t, s.tracer)
			s.show(s.main.Switch(s.t, 1, 2))
			s.show(s.main.Switch(s.t))
			s.new("g", func(greenlet.Args) (any, error) {
				s.show(s.current().Switch(s.t, "self"))
				return nil, nil
			}).Switch(s.t)
		}, `
trace switch main -> main cur main
(1, 2)
trace switch main -> main cur main
()
trace switch main -> g cur g
trace switch g -> g cur g
'self'
trace switch g -> main cur main
`},
	})
}

func TestWhoGoesOn(t *testing.T) {
	hold(t, []rule{
		{"a result goes to the parent, whatever switch that is suspended in", func(s *script) {
			var a, b *greenlet.Greenlet
			a = s.new("a", func(greenlet.Args) (any, error) { s.say("a:", s.must(b.Switch(s.t, "to b"))); return "A", nil })
			b = s.new("b", func(args greenlet.Args) (any, error) { s.say("b got", args.Pos[0]); return "B", nil })
			s.say("main:", s.must(a.Switch(s.t)))
			s.say(a.Dead(), b.Dead())
			s.say("main2:", s.must(a.Switch(s.t, "resume a")))
		}, `
b got to b
main: B
False True
a: resume a
main2: A
`},
		{"ping-pong between siblings", func(s *script) {
			var a, b *greenlet.Greenlet
			a = s.new("a", func(args greenlet.Args) (any, error) {
				s.say("a", args.Pos[0])
				s.say("a", s.must(b.Switch(s.t, "a1")))
				s.say("a", s.must(b.Switch(s.t, "a2")))
				return "end a", nil
			})
			b = s.new("b", func(args greenlet.Args) (any, error) {
				s.say("b", args.Pos[0])
				s.say("b", s.must(a.Switch(s.t, "b1")))
				s.say("b", s.must(s.main.Switch(s.t, "b2")))
				return "end b", nil
			})
			s.say("main", s.must(a.Switch(s.t, "m1")))
			s.say("main", s.must(a.Switch(s.t, "m2")))
			s.say("main", s.must(b.Switch(s.t, "m3")))
			s.say(a.Dead(), b.Dead())
		}, `
a m1
b a1
a b1
b a2
main b2
a m2
main end a
b m3
main end b
True True
`},
		{"a switch to a dead one goes to its nearest ancestor that is not", func(s *script) {
			g := s.new("g", value("done"))
			g.Switch(s.t)
			s.show(g.Switch(s.t))
			s.show(g.SwitchNamed(s.t, greenlet.Kwargs{"k": 3}, 1, 2))
			var d *greenlet.Greenlet
			s.new("a", func(greenlet.Args) (any, error) {
				d = s.new("d", value("x"))
				d.Switch(s.t)
				s.say("a got", s.must(s.up()))
				return "A end", nil
			}).Switch(s.t)
			s.show(d.Switch(s.t, "via dead child of a"))
		}, `
()
((1, 2), {'k': 3})
a got via dead child of a
'A end'
`},
		{"which starts if it is pending", func(s *script) {
			p := s.new("p", func(a greenlet.Args) (any, error) { return greenlet.Tuple{"p ran", a.Pos}, nil })
			g := s.new("g", value(1))
			g.Switch(s.t)
			s.must(nil, g.SetParent(p))
			s.show(g.Switch(s.t, 7, 8))
			s.say(p.Dead())
		}, `
('p ran', (7, 8))
True
`},
		{"a result starts a parent that is pending", func(s *script) {
			ran := func(a greenlet.Args) (any, error) { return greenlet.Tuple{"p ran", a.Pos}, nil }
			s.show(s.new("c", value(42), s.new("p", ran)).Switch(s.t))
			s.show(s.new("c", value(greenlet.Tuple{1, 2}), s.new("p", ran)).Switch(s.t))
		}, `
('p ran', (42,))
('p ran', ((1, 2),))
`},
		{"a parent without a function gets nothing, and its parent an exception", func(s *script) {
			p := s.new("p", nil)
			c := s.new("c", value(1), p)
			s.show(c.Switch(s.t))
			s.say(c.Dead(), p.Dead(), p.Active())
		}, `
raised AttributeError: run
True False False
`},
		{"values pass down a deep chain", func(s *script) {
			var level code
			level = func(a greenlet.Args) (any, error) {
				n := a.Pos[0].(int)
				if n == 0 {
					return "bottom", nil
				}
				v, err := s.new("", level).Switch(s.t, n-1)
				return fmt.Sprintf("%s<%d", v, n), err
			}
			s.show(s.new("", level).Switch(s.t, 4))
		}, `
'bottom<1<2<3<4'
`},
		{"exceptions pass down a deep chain", func(s *script) {
			var level code
			level = func(a greenlet.Args) (any, error) {
				n := a.Pos[0].(int)
				defer func() { fmt.Fprint(&s.out, "fin ", n, " ") }()
				if n == 0 {
					return raise("ZeroDivisionError", "division by zero")(a)
				}
				return s.new("", level).Switch(s.t, n-1)
			}
			s.show(s.new("", level).Switch(s.t, 3))
		}, `
fin 0 fin 1 fin 2 fin 3 raised ZeroDivisionError: division by zero
`},
	})
}
