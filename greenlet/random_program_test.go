// This file defines random programs of greenlets, and carries them out.

package greenlet_test

import (
	"fmt"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
)

// The steps of a random program.
const (
	switches   = iota // switch to a greenlet
	ups               // switch to the parent
	throws            // throw an exception into one
	exits             // throw a GreenletExit into one
	reparents         // give one another parent
	kills             // kill one
	gives             // give one a function
	failsTrace        // have the tracer raise an exception the next time
	dies              // end with an exception
	returns           // return
	stepKinds
)

// A randomStep is a step of a greenlet in a random program.
type randomStep struct {
	kind   int
	g, h   int  // which greenlets
	n      int  // how many values
	caught bool // what is raised is caught
}

// A randomGreenlet is a greenlet of a random program. Number 0 is the main greenlet.
type randomGreenlet struct {
	parent int
	runs   bool // it has a function from the beginning
	steps  []randomStep
}

// newRandomProgram makes a program of any bytes. Those that are missing are 0.
func newRandomProgram(data []byte) []randomGreenlet {
	next := func(n int) int {
		if len(data) == 0 {
			return 0
		}
		b := int(data[0])
		data = data[1:]
		return b % n
	}
	program := make([]randomGreenlet, 2+next(5))
	for i := range program {
		g := &program[i]
		g.parent, g.runs = next(max(i, 1)), next(8) != 7
		for range next(12) {
			n := len(program)
			g.steps = append(g.steps, randomStep{next(stepKinds), next(n), next(n), next(3), next(4) != 3})
		}
	}
	return program
}

// A randomRun is a random program that is being carried out.
type randomRun struct {
	t       *sched.Thread
	program []randomGreenlet
	list    []*greenlet.Greenlet
	log     []string
	serial  int
	fails   bool // the tracer raises an exception the next time
	wrong   error
}

// runRandom carries out a program and returns what happened.
func runRandom(t *sched.Thread, program []randomGreenlet) *randomRun {
	r := &randomRun{t: t, program: program, list: []*greenlet.Greenlet{greenlet.Current(t)}}
	for i, g := range program[1:] {
		var f greenlet.Func
		if g.runs {
			f = r.body(i + 1)
		}
		r.list = append(r.list, greenlet.NewChild(fmt.Sprint("g", i+1), f, r.list[g.parent]))
	}
	greenlet.SetTrace(t, func(_ *sched.Thread, event string, origin, target *greenlet.Greenlet) error {
		r.say("%s %d %d", event, r.number(origin), r.number(target))
		if r.fails {
			r.fails = false
			return exc("RuntimeError", "tracer")
		}
		return nil
	})
	_, err := r.steps(0)
	r.say("main ends %s", shownError(err))
	greenlet.SetTrace(t, nil)
	return r
}

// number returns the number of a greenlet.
func (r *randomRun) number(g *greenlet.Greenlet) int {
	for i, other := range r.list {
		if other == g {
			return i
		}
	}
	return -1
}

// say notes what happened, and looks whether all is well.
func (r *randomRun) say(format string, args ...any) {
	r.log = append(r.log, fmt.Sprintf(format, args...))
	current := 0
	for i, g := range r.list {
		if g == greenlet.Current(r.t) {
			current++
			if g.Dead() || !g.Active() || g.Suspended() {
				r.fault("greenlet %d is current, dead %v, active %v, suspended %v", i, g.Dead(), g.Active(), g.Suspended())
			}
		}
		depth := 0
		for p := g; p != r.list[0] && depth <= len(r.list); p = p.Parent() {
			depth++
		}
		if depth > len(r.list) {
			r.fault("the parents of greenlet %d do not end at the main one", i)
		}
	}
	if current != 1 {
		r.fault("%d greenlets are current", current)
	}
}

// fault notes that something is wrong.
func (r *randomRun) fault(format string, args ...any) {
	if r.wrong == nil {
		r.wrong = fmt.Errorf(format, args...)
	}
}

// body returns the function of a greenlet.
func (r *randomRun) body(i int) greenlet.Func {
	return func(_ *sched.Thread, a greenlet.Args) (any, error) {
		r.say("%d starts %s", i, repr(a.Pos))
		return r.steps(i)
	}
}

// steps carries out the steps of a greenlet.
func (r *randomRun) steps(i int) (any, error) {
	for pc := range r.program[i].steps {
		s := &r.program[i].steps[pc]
		switch s.kind {
		case dies:
			return nil, exc("ErrB", r.next())
		case returns:
			return r.next(), nil
		}
		value, err := r.step(s)
		r.say("%d.%d %s %s", i, pc, repr(value), shownError(err))
		if err != nil && !s.caught {
			return nil, err
		}
	}
	return r.next(), nil
}

// next returns a value that was never sent before.
func (r *randomRun) next() int {
	r.serial++
	return r.serial
}

// values returns n such values.
func (r *randomRun) values(n int) (list []any) {
	for range n {
		list = append(list, r.next())
	}
	return list
}

// step carries out one step.
func (r *randomRun) step(s *randomStep) (any, error) {
	g := r.list[s.g]
	switch s.kind {
	case switches:
		return g.Switch(r.t, r.values(s.n)...)
	case ups:
		if up := greenlet.Current(r.t).Parent(); up != nil {
			return up.Switch(r.t, r.values(s.n)...)
		}
	case throws:
		return g.Throw(r.t, exc("ErrA", r.next()))
	case exits:
		return g.Throw(r.t, exc("GreenletExit", r.next()))
	case reparents:
		return nil, g.SetParent(r.list[s.h])
	case kills:
		return nil, g.Kill(r.t)
	case gives:
		return nil, g.SetRun(r.body(s.g))
	case failsTrace:
		r.fails = greenlet.GetTrace(r.t) != nil
	}
	return nil, nil
}

// shownError shows an exception, or that there is none.
func shownError(err error) string {
	if err == nil {
		return "-"
	}
	return repr(err)
}
