// This file tests the rules of a greenlet's life: its making, its states, its function, its end.

package greenlet_test

import (
	"slices"
	"testing"

	"github.com/gilsim/gilsim/greenlet"
)

// state prints as (bool(g), g.dead, g.gr_frame and its function's name).
func state(g *greenlet.Greenlet) greenlet.Tuple {
	var frame any
	if g.Suspended() {
		frame = "up"
	}
	return greenlet.Tuple{g.Active(), g.Dead(), frame}
}

// readRun prints as reading g.run does: the exception, or that there is one.
func (s *script) readRun(g *greenlet.Greenlet) {
	f, err := g.Run()
	s.show(f != nil, err)
}

func TestLife(t *testing.T) {
	hold(t, []rule{
		{"making a greenlet does not start it", func(s *script) {
			g := s.new("g", func(greenlet.Args) (any, error) { s.say("body"); return nil, nil })
			_, err := g.Run()
			s.say(g.Active(), g.Dead(), state(g)[2], err == nil, g.Parent() == s.main)
		}, `
False False None True True
`},
		{"pending, running, suspended, dead", func(s *script) {
			var g *greenlet.Greenlet
			g = s.new("g", func(greenlet.Args) (any, error) { s.say("running  ", state(g)); return s.up() })
			s.say("pending  ", state(g))
			g.Switch(s.t)
			s.say("suspended", state(g))
			g.Switch(s.t)
			s.say("dead     ", state(g))
			s.say("main     ", state(s.main))
		}, `
pending   (False, False, None)
running   (True, False, None)
suspended (True, False, 'up')
dead      (False, True, None)
main      (True, False, None)
`},
		{"the parent is who was current when it was made", func(s *script) {
			var a, c *greenlet.Greenlet
			right := false
			a = s.new("a", func(greenlet.Args) (any, error) {
				c = s.new("c", func(greenlet.Args) (any, error) { right = c.Parent() == a; return nil, nil })
				return s.up()
			})
			a.Switch(s.t)
			c.Switch(s.t)
			s.say([]any{right}, c.Parent() == a)
		}, `
[True] True
`},
		{"a child returns to who made it, not to who started it", func(s *script) {
			var c *greenlet.Greenlet
			a := s.new("a", func(greenlet.Args) (any, error) {
				c = s.new("c", value("from child"))
				s.say("a got", s.must(s.up("a parked")))
				return "a done", nil
			})
			s.say(s.must(a.Switch(s.t)))
			s.say("main got", s.must(c.Switch(s.t)))
		}, `
a parked
a got from child
main got a done
`},
		{"without a function it cannot start, and can be given one", func(s *script) {
			g := s.new("g", nil)
			s.show(g.Switch(s.t))
			s.show(g.Throw(s.t, &exception{"KeyError", nil}))
			s.say(g.Active(), g.Dead())
			s.must(nil, g.SetRun(s.run(func(a greenlet.Args) (any, error) { return a.Pos[0].(int) + 1, nil })))
			s.show(g.Switch(s.t, 41))
			s.say(g.Dead())
		}, `
raised AttributeError: run
raised AttributeError: run
False False
42
True
`},
		{"the function is gone once it has started", func(s *script) {
			f := func(greenlet.Args) (any, error) { s.readRun(s.current()); return s.up() }
			g := s.new("g", f)
			g.Switch(s.t)
			s.readRun(g)
			s.show(nil, g.SetRun(s.run(f)))
			g.Switch(s.t)
			s.show(nil, g.SetRun(s.run(f)))
			s.readRun(s.main)
			s.show(nil, s.main.SetRun(s.run(f)))
		}, `
raised AttributeError: run
raised AttributeError: run
raised AttributeError: run cannot be set after the start of the greenlet
raised AttributeError: run cannot be set after the start of the greenlet
raised AttributeError: Main greenlets do not have a run attribute.
raised AttributeError: Main greenlets do not have a run attribute.
`},
		{"the main greenlet has no parent and never is dead", func(s *script) {
			s.say(s.main.Parent() == nil, s.main.Dead(), s.main.Active(), s.main == s.current())
		}, `
True False True True
`},
		{"its description names its state", func(s *script) { // in Python with addresses in place of the name
			g := s.new("g", s.parked())
			s.say(g.String())
			g.Switch(s.t)
			s.say(g.String())
			g.Switch(s.t)
			s.say(g.String())
			s.say(s.main.String())
			s.new("h", func(greenlet.Args) (any, error) {
				s.say(s.current().String())
				s.say(s.main.String())
				return nil, nil
			}).Switch(s.t)
		}, `
<greenlet "g" pending>
<greenlet "g" suspended active started>
<greenlet "g" dead>
<greenlet "main of MainThread" current active started main>
<greenlet "h" current active started>
<greenlet "main of MainThread" suspended active started main>
`},
		{"a result is handed over as it is", func(s *script) {
			for _, v := range []any{5, nil, greenlet.Tuple{}, greenlet.Tuple{1}, greenlet.Tuple{1, 2}, greenlet.Kwargs{"a": 1}} {
				s.show(s.new("", value(v)).Switch(s.t))
			}
		}, `
5
None
()
(1,)
(1, 2)
{'a': 1}
`},
		{"whole stacks are kept: nested calls", func(s *script) { // sorted([3, 1, 2], key=key), whose key switches
			g := s.new("g", func(greenlet.Args) (any, error) {
				list, keys := []any{3, 1, 2}, map[any]int{}
				for _, x := range list {
					keys[x] = s.must(s.up("key " + repr(x))).(int)
				}
				slices.SortFunc(list, func(x, y any) int { return keys[x] - keys[y] })
				return list, nil
			})
			s.say(s.must(g.Switch(s.t)), s.must(g.Switch(s.t, 10)), s.must(g.Switch(s.t, 30)), s.must(g.Switch(s.t, 20)))
		}, `
key 3 key 1 key 2 [3, 2, 1]
`},
	})
}
