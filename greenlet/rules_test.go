// This file tests the rules of greenlets, one by one: small programs of Python, rewritten, must print what they printed under
// greenlet 2.0.2 and CPython 3.11. Where Go has another word for a thing, the program says how it prints it.

package greenlet_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
)

// A rule is what a program shows, and what the program prints in Python.
type rule struct {
	name string
	run  func(s *script)
	want string
}

// machines are what the programs run on.
var machines = []struct {
	name string
	run  func(main func(t *sched.Thread)) error
}{
	{"simulated", simulated},
	{"real", real},
}

// hold runs the programs on both machines.
func hold(t *testing.T, rules []rule) {
	t.Helper()
	for _, on := range machines {
		for _, r := range rules {
			t.Run(on.name+"/"+r.name, func(t *testing.T) {
				var s script
				err := on.run(func(t *sched.Thread) {
					s.t, s.main = t, greenlet.Current(t)
					r.run(&s)
				})
				want := strings.TrimPrefix(r.want, "\n")
				if diff := cmp.Diff(want, s.out.String()); diff != "" || err != nil {
					t.Errorf("the run ends with %v; printed (-Python +Go):\n%s", err, diff)
				}
			})
		}
	}
}

// A script is a program that runs, and what it has printed.
type script struct {
	t    *sched.Thread
	main *greenlet.Greenlet
	out  strings.Builder
}

// A code is what a greenlet of a script runs.
type code func(a greenlet.Args) (any, error)

// new makes a greenlet; its parent is the current one unless it is given.
func (s *script) new(name string, run code, parent ...*greenlet.Greenlet) *greenlet.Greenlet {
	f := s.run(run)
	if len(parent) > 0 {
		return greenlet.NewChild(name, f, parent[0])
	}
	return greenlet.New(s.t, name, f)
}

// run returns the function of a greenlet.
func (s *script) run(run code) greenlet.Func {
	if run == nil {
		return nil
	}
	return func(_ *sched.Thread, a greenlet.Args) (any, error) { return run(a) }
}

// value returns a code that returns a value.
func value(v any) code { return func(greenlet.Args) (any, error) { return v, nil } }

// raise returns a code that raises an exception.
func raise(class string, args ...any) code {
	return func(greenlet.Args) (any, error) { return nil, &exception{class, args} }
}

// current returns the current greenlet.
func (s *script) current() *greenlet.Greenlet { return greenlet.Current(s.t) }

// up switches to the parent of the current greenlet.
func (s *script) up(args ...any) (any, error) { return s.current().Parent().Switch(s.t, args...) }

// parked is the code of a greenlet that switches to its parent at once, and then returns what it gets.
func (s *script) parked(args ...any) code {
	return func(greenlet.Args) (any, error) { return s.up(args...) }
}

// say prints, as print does.
func (s *script) say(values ...any) {
	words := make([]string, len(values))
	for i, v := range values {
		if text, ok := v.(string); ok {
			words[i] = text
		} else {
			words[i] = repr(v)
		}
	}
	fmt.Fprintln(&s.out, strings.Join(words, " "))
}

// show prints what a call has returned or raised.
func (s *script) show(value any, err error) {
	if err != nil {
		s.raised(err)
		return
	}
	s.say(repr(value))
}

// raised prints an exception.
func (s *script) raised(err error) {
	e := described(err)
	text := ""
	switch {
	case len(e.A) == 1 && e.T == "KeyError":
		text = repr(e.A[0])
	case len(e.A) == 1:
		text = fmt.Sprint(e.A[0])
	case len(e.A) > 1:
		text = repr(greenlet.Tuple(e.A))
	}
	s.say("raised", e.T+":", text)
}

// must returns a value, and fails the run if there is an exception in its place.
func (s *script) must(value any, err error) any {
	if err != nil {
		s.t.Fail("raised %v", err)
	}
	return value
}

// tracer prints the transfers of control.
func (s *script) tracer(_ *sched.Thread, event string, origin, target *greenlet.Greenlet) error {
	s.say("trace", event, s.name(origin), "->", s.name(target), "cur", s.name(s.current()))
	return nil
}

// name returns what a greenlet is called.
func (s *script) name(g *greenlet.Greenlet) string {
	if g == s.main {
		return "main"
	}
	return g.Name()
}

// repr returns a value as Python shows it.
func repr(v any) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		return map[bool]string{true: "True", false: "False"}[v]
	case string:
		if strings.Contains(v, "'") {
			return `"` + v + `"`
		}
		return "'" + v + "'"
	case greenlet.Tuple:
		return "(" + commas(v) + strings.Repeat(",", min(1, len(v))*(2-min(2, len(v)))) + ")"
	case []any:
		return "[" + commas(v) + "]"
	case greenlet.Kwargs:
		var pairs []string
		for _, k := range slices.Sorted(maps.Keys(v)) {
			pairs = append(pairs, "'"+k+"': "+repr(v[k]))
		}
		return "{" + strings.Join(pairs, ", ") + "}"
	case error:
		e := described(v)
		return e.T + "(" + commas(e.A) + ")"
	}
	return fmt.Sprint(v)
}

// commas returns values with commas in between.
func commas(list []any) string {
	words := make([]string, len(list))
	for i, v := range list {
		words[i] = repr(v)
	}
	return strings.Join(words, ", ")
}

// named returns the positional arguments and the named ones as a pair, as (args, kwargs).
func named(a greenlet.Args) any {
	pos, kw := a.Pos, a.Named
	if pos == nil {
		pos = greenlet.Tuple{}
	}
	if kw == nil {
		kw = greenlet.Kwargs{}
	}
	return greenlet.Tuple{pos, kw}
}
