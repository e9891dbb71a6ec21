// This file tests generators against a model: random programs of generators that resume each other and delegate to each
// other. The model has no coroutines: a generator there is a list of steps and the number of the next one.

package generator_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/greenlet/generator"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
)

// A step is what a generator of a random program does next.
type step struct {
	do     action
	of     int  // the generator that is resumed or delegated to, or the value that is yielded, returned or raised
	caught bool // an exception that comes of it is caught
}

// An action says what a step does, or the driver of a program.
type action int

// The actions. The last four are those of the driver, too.
const (
	yields action = iota
	delegates
	returns
	raises
	stops // raises StopIteration
	nexts
	sends
	throws
	closes
)

// A random is a program: the steps of each generator, and what its driver does with them.
type random struct {
	bodies [][]step
	driver []step
}

// bodyActions and driverActions are what is drawn from: what takes a program far comes more often.
var (
	bodyActions = []action{yields, yields, yields, yields, delegates, delegates, delegates,
		returns, raises, stops, nexts, sends, throws, closes}
	driverActions = []action{nexts, nexts, nexts, sends, throws, closes}
)

// draw returns a random program.
func draw(t *rapid.T) random {
	n := rapid.IntRange(1, 3).Draw(t, "generators")
	steps := func(name string, from []action) []step {
		return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) step {
			return step{
				do:     rapid.SampledFrom(from).Draw(t, "do"),
				of:     rapid.IntRange(0, n-1).Draw(t, "of"),
				caught: rapid.IntRange(0, 3).Draw(t, "caught") > 0,
			}
		}), 2, 10).Draw(t, name)
	}
	p := random{driver: steps("driver", driverActions)}
	for range n {
		p.bodies = append(p.bodies, steps("body", bodyActions))
	}
	return p
}

// thrown is the exception of a number.
func thrown(n int) error { return &exception{"E", fmt.Sprint(n)} }

// driven returns what a driver's steps on generators come to, on whatever a next, send, throw and close are.
func driven(s step, with resumers) (any, error) {
	switch s.do {
	case sends:
		return with.resume(s.of, fmt.Sprint("sent", s.of), nil)
	case throws:
		return with.resume(s.of, nil, thrown(s.of))
	case closes:
		return with.end(s.of)
	}
	return with.resume(s.of, nil, nil)
}

// resumers are generators, by number: real ones or the model.
type resumers interface {
	resume(g int, sent any, thrown error) (any, error)
	end(g int) (any, error)
}

// actual is the generators of a program.
type actual struct {
	t    *sched.Thread
	gens []*gen
	log  []string
}

// run carries a program out.
func (a *actual) run(p random) []string {
	for i, body := range p.bodies {
		a.gens = append(a.gens, define(func(_ *sched.Thread, y *yielder) (any, error) { return a.body(i, body, y) }))
	}
	for _, s := range p.driver {
		a.note("driver", shown(driven(s, a)))
	}
	for _, g := range a.gens {
		a.note(g.State())
	}
	return a.log
}

func (a *actual) note(words ...any) { a.log = append(a.log, fmt.Sprintln(words...)) }

func (a *actual) resume(g int, sent any, thrown error) (any, error) {
	switch {
	case thrown != nil:
		return a.gens[g].Throw(a.t, thrown)
	case sent != nil:
		return a.gens[g].Send(a.t, sent)
	}
	return a.gens[g].Next(a.t)
}

func (a *actual) end(g int) (any, error) { return a.gens[g].Close(a.t) }

// body carries out the steps of generator i.
func (a *actual) body(i int, steps []step, y *yielder) (any, error) {
	for _, s := range steps {
		var v any
		var err error
		switch s.do {
		case yields:
			v, err = y.Yield(s.of)
		case delegates:
			v, err = y.From(a.gens[s.of])
		case returns:
			return s.of, nil
		case raises:
			err = thrown(s.of)
		case stops:
			err = &generator.StopIteration{Value: s.of}
		default:
			v, err = driven(s, a)
		}
		a.note(i, shown(v, err))
		if err != nil && !s.caught {
			return nil, err
		}
	}
	return nil, nil
}

// model is the same without coroutines.
type model struct {
	gens []*modelled
	log  []string
}

// modelled is a generator of the model.
type modelled struct {
	steps []step
	at    int // the step at which it is suspended
	state generator.State
}

func (m *model) run(p random) []string {
	for _, body := range p.bodies {
		m.gens = append(m.gens, &modelled{steps: body})
	}
	for _, s := range p.driver {
		m.note("driver", shown(driven(s, m)))
	}
	for _, g := range m.gens {
		m.note(g.state)
	}
	return m.log
}

func (m *model) note(words ...any) { m.log = append(m.log, fmt.Sprintln(words...)) }

// resume is gen_send_ex2 of CPython's genobject.c.
func (m *model) resume(i int, sent any, exc error) (any, error) {
	g := m.gens[i]
	began := g.state
	switch {
	case began == generator.Created && sent != nil:
		return nil, generator.ErrJustStarted
	case began == generator.Running:
		return nil, generator.ErrExecuting
	case began == generator.Closed && exc != nil:
		return nil, exc
	case began == generator.Closed:
		return nil, &generator.StopIteration{}
	}
	g.state = generator.Running
	v, yielded, err := m.proceed(i, g, began == generator.Created, sent, exc)
	if yielded {
		g.state = generator.Suspended
		return v, nil
	}
	g.state = generator.Closed
	var stop *generator.StopIteration
	if errors.As(err, &stop) {
		err = &generator.RaisedStopError{Cause: err}
	} else if err == nil {
		err = &generator.StopIteration{Value: v}
	}
	return nil, err
}

// proceed executes generator i up to its next yield or its end.
func (m *model) proceed(i int, g *modelled, starts bool, sent any, exc error) (v any, yielded bool, err error) {
	if starts && exc != nil {
		return nil, false, exc
	}
	for ; ; starts = false {
		if !starts {
			s := g.steps[g.at]
			v, err = sent, exc
			if s.do == delegates {
				v, yielded, err = m.delegate(s.of, sent, exc)
			}
			if yielded {
				return v, true, nil
			}
			if m.note(i, shown(v, err)); err != nil && !s.caught {
				return nil, false, err
			}
			g.at++
			sent, exc = nil, nil
		}
		v, yielded, over, err := m.execute(i, g)
		if yielded || over {
			return v, yielded, err
		}
	}
}

// execute carries out the steps of generator i up to one at which it yields or begins to delegate, or up to the end of
// the body.
func (m *model) execute(i int, g *modelled) (v any, yielded, over bool, err error) {
	for ; g.at < len(g.steps); g.at++ {
		s := g.steps[g.at]
		v, err = nil, nil
		switch s.do {
		case yields:
			return s.of, true, false, nil
		case delegates:
			return nil, false, false, nil
		case returns:
			return s.of, false, true, nil
		case raises:
			err = thrown(s.of)
		case stops:
			err = &generator.StopIteration{Value: s.of}
		default:
			v, err = driven(s, m)
		}
		if m.note(i, shown(v, err)); err != nil && !s.caught {
			return nil, false, true, err
		}
	}
	return nil, false, true, nil
}

// delegate resumes the generator that another one delegates to: PEP 380.
func (m *model) delegate(inner int, sent any, exc error) (v any, yielded bool, err error) {
	var exit *generator.GeneratorExit
	if errors.As(exc, &exit) {
		if _, err := m.end(inner); err != nil {
			return nil, false, err
		}
		return nil, false, exc
	}
	v, err = m.resume(inner, sent, exc)
	var stop *generator.StopIteration
	if errors.As(err, &stop) {
		return stop.Value, false, nil
	}
	return v, err == nil, err
}

// end is gen_close.
func (m *model) end(i int) (any, error) {
	v, err := m.resume(i, nil, &generator.GeneratorExit{})
	var stop *generator.StopIteration
	var exit *generator.GeneratorExit
	switch {
	case err == nil:
		return nil, generator.ErrIgnoredExit
	case errors.As(err, &stop):
		return stop.Value, nil
	case errors.As(err, &exit):
		return nil, nil
	}
	return v, err
}

// agrees holds that a random program does what the model says, on a machine that records it.
func agrees(t *rapid.T) {
	p := draw(t)
	a := new(actual)
	if _, err := sim.Run(bare(), func(t *sched.Thread) { a.t = t; a.run(p) }); err != nil {
		t.Fatal(err)
	}
	if want := new(model).run(p); !slices.Equal(a.log, want) {
		t.Fatalf("generators say\n%v\nthe model\n%v", a.log, want)
	}
}

// TestRandomProgramsAgreeWithTheModel tries many programs a check: a mistake in how a generator that delegates is closed
// shows in one of a thousand.
func TestRandomProgramsAgreeWithTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for range 50 {
			agrees(t)
		}
	})
}

func FuzzPrograms(f *testing.F) { f.Fuzz(rapid.MakeFuzz(agrees)) }
