// This file tests what the real library's own tests do (test_greenlet.py, test_throw.py and test_generator_nested.py of
// greenlet 3.5), as far as it is no matter of reference counts, classes or arguments that Go's types exclude.

package greenlet_test

import (
	"testing"

	"github.com/gilsim/gilsim/greenlet"
)

// fmain returns a code that is suspended, notes the class of what is thrown into it, and raises an exception when it goes on.
func (s *script) fmain(seen *[]any) code {
	return func(greenlet.Args) (any, error) {
		if _, err := s.up(); err != nil {
			*seen = append(*seen, described(err).T)
			return nil, err
		}
		return nil, exc("ErrA")
	}
}

func TestLibraryGreenlets(t *testing.T) {
	hold(t, []rule{
		{"test_simple and test_two_recursive_children", func(s *script) {
			list := []any{}
			g := s.new("g", func(greenlet.Args) (any, error) {
				list = append(list, 1)
				s.up()
				list = append(list, 3)
				return nil, nil
			})
			list = append(list, 0)
			g.Switch(s.t)
			list = append(list, 2)
			g.Switch(s.t)
			s.say(append(list, 4))
			f := func(greenlet.Args) (any, error) { s.say("b"); return s.up() }
			s.new("g", func(greenlet.Args) (any, error) {
				s.say("a")
				s.new("f", f).Switch(s.t)
				s.say("c")
				return nil, nil
			}).Switch(s.t)
		}, `
[0, 1, 2, 3, 4]
a
b
c
`},
		{"test_exception", func(s *script) {
			seen := []any{}
			g1, g2 := s.new("g1", s.fmain(&seen)), s.new("g2", s.fmain(&seen))
			g1.Switch(s.t)
			g2.Switch(s.t)
			s.must(nil, g2.SetParent(g1))
			s.say(seen)
			s.show(g2.Switch(s.t))
			s.say(seen)
			s.show(g2.Switch(s.t))
			s.show(g2.Switch(s.t, 25))
			s.say(seen)
		}, `
[]
raised ErrA: 
['ErrA']
()
25
['ErrA']
`},
		{"test_send_exception and test_dealloc", func(s *script) {
			seen := []any{}
			g1 := s.new("g1", s.fmain(&seen))
			g1.Switch(s.t)
			s.show(s.new("crasher", raise("KeyError"), g1).Switch(s.t))
			s.say(seen)
			g1, g2 := s.new("g1", s.fmain(&seen)), s.new("g2", s.fmain(&seen))
			g1.Switch(s.t)
			g2.Switch(s.t)
			g1.Kill(s.t)
			s.say(seen)
			g2.Kill(s.t)
			s.say(seen)
		}, `
raised KeyError: 
['KeyError']
['KeyError', 'GreenletExit']
['KeyError', 'GreenletExit', 'GreenletExit']
`},
		{"test_switch_kwargs_to_parent", func(s *script) {
			g := s.new("g", func(a greenlet.Args) (any, error) {
				x := a.Pos[0].(int)
				s.current().Parent().SwitchNamed(s.t, greenlet.Kwargs{"x": x})
				s.current().Parent().SwitchNamed(s.t, greenlet.Kwargs{"x": 3}, 2)
				return greenlet.Tuple{x, x * x}, nil
			})
			s.show(g.Switch(s.t, 3))
			s.show(g.Switch(s.t))
			s.show(g.Switch(s.t))
		}, `
{'x': 3}
((2,), {'x': 3})
(3, 9)
`},
		{"test_parent_restored_on_kill", func(s *script) {
			hub := s.new("hub", value(nil))
			var parent *greenlet.Greenlet
			g := s.new("g", catching("GreenletExit", func(greenlet.Args) (any, error) { return s.main.Switch(s.t) },
				func(*exception) (any, error) {
					parent = s.current().Parent()
					return hub.Switch(s.t)
				}), hub)
			g.Switch(s.t)
			s.show(nil, g.Kill(s.t))
			s.say(parent == s.main, g.Parent() == hub)
		}, `
raised error: GreenletExit did not kill the greenlet
True True
`},
		{"test_throw_goes_to_original_parent", func(s *script) {
			pair := func() (g1, g2 *greenlet.Greenlet) {
				g1 = s.new("g1", catching("IndexError", func(greenlet.Args) (any, error) {
					_, err := s.main.Switch(s.t, "f1 ready to catch")
					return "normal exit", err
				}, func(*exception) (any, error) { return "caught", nil }))
				return g1, s.new("g2", func(greenlet.Args) (any, error) { return s.main.Switch(s.t, "from f2") }, g1)
			}
			for started := range 3 {
				g1, g2 := pair()
				if started > 0 {
					s.show(g1.Switch(s.t))
				}
				if started > 1 {
					s.show(g2.Switch(s.t))
				}
				s.show(g2.Throw(s.t, exc("IndexError")))
				s.say(g2.Dead(), g1.Dead())
			}
		}, `
raised IndexError: 
True True
'f1 ready to catch'
'caught'
True True
'f1 ready to catch'
'from f2'
'caught'
True True
`},
	})
}

// genlets are generators made of greenlets.
type genlets struct {
	*script
	by map[*greenlet.Greenlet]*genlet
}

// A genlet is a greenlet whose parent is who asks it for its next value.
type genlet struct {
	*greenlet.Greenlet
	of    *genlets
	child *genlet // it yields for the genlet, next time
}

// make returns a genlet that runs f.
func (l *genlets) make(f func()) *genlet {
	g := &genlet{of: l}
	g.Greenlet = l.new("", func(greenlet.Args) (any, error) { f(); return nil, nil })
	l.by[g.Greenlet] = g
	return g
}

// next returns the next value, if there is one.
func (g *genlet) next() (value any, ok bool) {
	to := g.child
	if to == nil {
		to = g
		g.of.must(nil, g.SetParent(g.of.current()))
	}
	for to != g && to.child != nil {
		to, to.child = to.child, nil
	}
	value = g.of.must(to.Switch(g.of.t))
	return value, g.Active()
}

// all calls f for every value.
func (g *genlet) all(f func(value any)) {
	for v, ok := g.next(); ok; v, ok = g.next() {
		f(v)
	}
}

// yield hands a value to who asked for it, so many levels up.
func (l *genlets) yield(value any, level int) {
	g := l.current()
	for ; level > 0; level-- {
		if level > 1 {
			l.by[g.Parent()].child = l.by[g]
		}
		g = g.Parent()
	}
	l.must(g.Switch(l.t, value))
}

// perms returns a genlet of all permutations.
func (l *genlets) perms(list []any) *genlet {
	return l.make(func() {
		if len(list) <= 1 {
			l.yield(list, 1)
			return
		}
		for i, e := range list {
			rest := append(append([]any{}, list[:i]...), list[i+1:]...)
			l.perms(rest).all(func(p any) { l.yield(append([]any{e}, p.([]any)...), 1) })
		}
	})
}

// upTo returns a genlet that counts to n by asking one that counts to n-1.
func (l *genlets) upTo(n int) *genlet {
	return l.make(func() {
		if n > 0 {
			l.upTo(n - 1).all(func(i any) { l.yield(i, 1) })
			l.yield(n, 1)
		}
	})
}

func TestLibraryGenerators(t *testing.T) {
	hold(t, []rule{
		{"test_layered_genlets", func(s *script) {
			l := &genlets{s, map[*greenlet.Greenlet]*genlet{}}
			seen := []any{}
			see := func(v any) { seen = append(seen, v) }
			inner := func() {
				for i := 1; i < 5; i++ {
					l.yield(i, 1)
					l.yield(i*i, 2)
				}
			}
			l.make(func() { l.make(inner).all(see) }).all(see)
			s.say(seen)
		}, `
[1, 1, 2, 4, 3, 9, 4, 16]
`},
		{"test_genlet_simple", func(s *script) {
			l := &genlets{s, map[*greenlet.Greenlet]*genlet{}}
			seen := []any{}
			l.make(func() {
				for i := range 5 {
					seen = append(seen, i+1)
					l.yield(i, 1)
				}
			}).all(func(v any) { seen = append(seen, v) })
			s.say(seen)
		}, `
[1, 0, 2, 1, 3, 2, 4, 3, 5, 4]
`},
		{"test_nested_genlets", func(s *script) {
			l := &genlets{s, map[*greenlet.Greenlet]*genlet{}}
			seen := []any{}
			l.upTo(5).all(func(v any) { seen = append(seen, v) })
			s.say(seen)
		}, `
[1, 2, 3, 4, 5]
`},
		{"test_permutations", func(s *script) {
			l := &genlets{s, map[*greenlet.Greenlet]*genlet{}}
			count := 0
			l.perms([]any{0, 1, 2, 3}).all(func(any) { count++ })
			s.say(count)
			four, three := l.perms([]any{0, 1, 2, 3}), l.perms([]any{0, 1, 2})
			four.all(func(p any) {
				if q, ok := three.next(); ok {
					s.say(p, q)
				}
			})
		}, `
24
[0, 1, 2, 3] [0, 1, 2]
[0, 1, 3, 2] [0, 2, 1]
[0, 2, 1, 3] [1, 0, 2]
[0, 2, 3, 1] [1, 2, 0]
[0, 3, 1, 2] [2, 0, 1]
[0, 3, 2, 1] [2, 1, 0]
`},
	})
}
