// This file defines whose devices a thread gets.

package socket

import (
	"errors"
	"fmt"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// What is made of this package belongs to a run.
type made struct {
	object int32 // its number in the trace
	run    *sched.Run
}

// Object returns its number in the trace.
func (m *made) Object() int32 { return m.object }

// mustBe fails the thread unless it is of the run that it was made in.
func (m *made) mustBe(t *sched.Thread) { t.MustBeOf(m.run, m.object) }

// elsewhere returns the error of a thread that has others look at it, and is not of the run that it was made in.
func (m *made) elsewhere(t *sched.Thread) error {
	if t.Process().Run == m.run {
		return nil
	}
	info, _ := m.run.Names.Object(m.object)
	return fmt.Errorf("socket: %s %q was made in another run: %w", info.Class, info.Name, ErrInvalid)
}

// call is the call of one of its methods, before its effect.
func (m *made) call(t *sched.Thread) {
	m.mustBe(t)
	m.announce(t)
	t.Finish(t.StepCall(sched.Begin))
}

// announce tells a search that a method comes next.
func (m *made) announce(t *sched.Thread) {
	if search := searchOf(m.run, t.Engine()); search != nil {
		t.CallsSystem(&searchedCall{place: search.Place(int64(search.Number(m.object)), standing.name(false))})
	}
}

// A method is the call of one that never waits, as an op.
type method[T any] struct {
	of     *made
	effect func(t *sched.Thread) (T, error)
	result T
	err    error
}

func methodOf[T any](of *made, effect func(t *sched.Thread) (T, error)) sched.Call[T] {
	return &method[T]{of: of, effect: effect}
}

// actOf is methodOf for one that has no result but an error.
func actOf(of *made, effect func(t *sched.Thread) error) sched.Call[struct{}] {
	return methodOf(of, func(t *sched.Thread) (none struct{}, _ error) { return none, effect(t) })
}

// effectOf is methodOf for one that cannot fail.
func effectOf(of *made, effect func(t *sched.Thread)) sched.Op {
	return actOf(of, func(t *sched.Thread) error { effect(t); return nil })
}

func (m *method[T]) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if w == sched.Begin {
		m.of.mustBe(t)
		m.of.announce(t)
	}
	if r, done = t.StepCall(w); done {
		m.result, m.err = m.effect(t)
	}
	return r, done
}

// Result returns what it has come to.
func (m *method[T]) Result() (T, error) { return m.result, m.err }

// begin is how everything of this package is made: it completes the configuration, finds out whose devices the thread
// gets, and gives what is made a number in the trace.
func (c Config) begin(t *sched.Thread, name string) (full *Config, m made, virtual bool, err error) {
	if c, virtual, err = c.completeFor(t); err != nil {
		return nil, made{}, false, err
	}
	if t.Ghost() {
		panic(sched.Halting(errGhost))
	}
	return &c, made{t.Process().Names.AddObject(trace.ClassIO, name), t.Process().Run}, virtual, nil
}

// completeFor completes the configuration for the machine of a thread, and finds out whose devices that has.
func (c Config) completeFor(t *sched.Thread) (full Config, virtual bool, err error) {
	if full, err = c.complete(); err != nil {
		return full, false, err
	}
	if virtual, err = isVirtual(t); virtual {
		full.charge(t.Engine().(sched.Devices).SocketCosts())
	}
	return full, virtual, err
}

// errGhost is why a process of the operating system cannot begin: it would open the sockets of its parent again.
var errGhost = errors.New("socket: a process was started after its parent had opened a socket: on the real machine processes must be started before")

// isVirtual reports whether the thread's machine has virtual devices, or has those of an operating system; or says that
// it has neither.
func isVirtual(t *sched.Thread) (bool, error) {
	if _, virtual := t.Engine().(sched.Devices); virtual {
		return true, nil
	}
	if !t.Process().Parallel() {
		return false, errors.New("socket: the engine has no devices and is no real machine: it must be one or the other")
	}
	return false, nil
}
