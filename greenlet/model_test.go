// This file defines the rules of greenlets as a model without coroutines, and what it says of a random program.

package greenlet_test

import (
	"errors"
	"fmt"

	"github.com/gilsim/gilsim/greenlet"
)

// A model carries out a random program on greenlets that are plain data.
type model struct {
	program []randomGreenlet
	list    []*modelled
	current int
	log     []string
	serial  int
	traced  bool
	fails   bool
}

// A modelled greenlet.
type modelled struct {
	state  string // pending, active or dead
	parent int    // -1: none
	runs   bool   // it has a function
	pc     int
	after  func(value any, err error) // what it does when it goes on
}

// A sent is what a transfer carries.
type sent struct {
	args []any
	err  error
}

// predict returns what a program does.
func predict(program []randomGreenlet) []string {
	m := &model{program: program, traced: true}
	for i, g := range program {
		m.list = append(m.list, &modelled{state: "pending", parent: g.parent, runs: g.runs})
		if i == 0 {
			*m.list[0] = modelled{state: "active", parent: -1}
		}
	}
	for m.list[0].state != "dead" {
		m.step()
	}
	return m.log
}

func (m *model) say(format string, args ...any) { m.log = append(m.log, fmt.Sprintf(format, args...)) }

// deliver transfers control. It returns an exception, and who has no function, if that is impossible.
func (m *model) deliver(to int, s sent) (at int, err error) {
	for m.list[to].state == "dead" {
		to = m.list[to].parent
	}
	g, from := m.list[to], m.current
	if g.state == "pending" && !g.runs {
		return to, greenlet.ErrNoRun
	}
	starts := g.state == "pending"
	m.current, g.state = to, "active"
	m.trace(from, &s)
	switch {
	case !starts && s.err != nil:
		g.after(nil, s.err)
	case !starts:
		g.after(collapse(greenlet.Args{Pos: s.args}), nil)
	case s.err != nil:
		m.end(sent{err: s.err})
	default:
		m.say("%d starts %s", to, repr(greenlet.Tuple(s.args)))
	}
	return to, nil
}

// trace tells the tracer.
func (m *model) trace(from int, s *sent) {
	if !m.traced {
		return
	}
	event := "switch"
	if s.err != nil {
		event = "throw"
	}
	m.say("%s %d %d", event, from, m.current)
	if m.fails {
		m.fails, m.traced = false, false
		*s = sent{err: exc("RuntimeError", "tracer")}
	}
}

// end ends the current greenlet.
func (m *model) end(s sent) {
	g := m.list[m.current]
	if m.current == 0 {
		g.state = "dead"
		m.say("main ends %s", shownError(s.err))
		return
	}
	var exit *greenlet.GreenletExit
	if errors.As(s.err, &exit) {
		s = sent{args: []any{s.err}}
	}
	g.state = "dead"
	for to := g.parent; ; {
		at, err := m.deliver(to, s)
		if err == nil {
			return
		}
		s, to = sent{err: err}, m.list[at].parent
	}
}

// step carries out one step of the current greenlet.
func (m *model) step() {
	i := m.current
	g := m.list[i]
	if g.pc == len(m.program[i].steps) {
		m.end(sent{args: m.values(1)})
		return
	}
	s := &m.program[i].steps[g.pc]
	pc := g.pc
	g.pc++
	finish := func(value any, err error) {
		m.say("%d.%d %s %s", i, pc, repr(value), shownError(err))
		if err != nil && !s.caught {
			m.end(sent{err: err})
		}
	}
	switch s.kind {
	case dies:
		m.end(sent{err: exc("ErrB", m.values(1)...)})
	case returns:
		m.end(sent{args: m.values(1)})
	case switches:
		m.transfer(s.g, sent{args: m.values(s.n)}, finish)
	case ups:
		if g.parent < 0 {
			finish(nil, nil)
			return
		}
		m.transfer(g.parent, sent{args: m.values(s.n)}, finish)
	case throws:
		m.transfer(s.g, sent{err: exc("ErrA", m.values(1)...)}, finish)
	case exits:
		m.throwExit(s.g, exc("GreenletExit", m.values(1)...), finish)
	case kills:
		m.kill(s.g, finish)
	default:
		finish(nil, m.change(s))
	}
}

// values returns n new values.
func (m *model) values(n int) (list []any) {
	for range n {
		m.serial++
		list = append(list, m.serial)
	}
	return list
}

// transfer delivers, and does the rest when control comes back.
func (m *model) transfer(to int, s sent, finish func(value any, err error)) {
	m.list[m.current].after = finish
	if _, err := m.deliver(to, s); err != nil {
		finish(nil, err)
	}
}

// throwExit throws a GreenletExit.
func (m *model) throwExit(to int, exit error, finish func(value any, err error)) {
	if m.list[to].state == "dead" {
		m.transfer(to, sent{args: []any{exit}}, finish)
		return
	}
	m.transfer(to, sent{err: exit}, finish)
}

// kill kills.
func (m *model) kill(to int, finish func(value any, err error)) {
	g, me := m.list[to], m.current
	exit := exc("GreenletExit", "Killing the greenlet because all references have vanished.")
	switch {
	case to == me:
		m.transfer(to, sent{err: exit}, func(_ any, err error) { finish(nil, err) })
	case to == 0:
		finish(nil, greenlet.ErrMainParent)
	case g.state == "pending":
		g.state = "dead"
		finish(nil, nil)
	case g.state == "dead":
		finish(nil, nil)
	case m.descends(me, to):
		finish(nil, greenlet.ErrCycle)
	default:
		old := g.parent
		g.parent = me
		m.transfer(to, sent{err: exit}, func(_ any, err error) {
			if !m.descends(old, to) {
				g.parent = old
			}
			if err == nil && g.state != "dead" {
				err = greenlet.ErrNotKilled
			}
			finish(nil, err)
		})
	}
}

// change carries out a step that switches to nobody.
func (m *model) change(s *randomStep) error {
	g := m.list[s.g]
	switch {
	case s.kind == failsTrace:
		m.fails = m.traced
	case s.kind == reparents && s.g == 0:
		return greenlet.ErrMainParent
	case s.kind == reparents && m.descends(s.h, s.g):
		return greenlet.ErrCycle
	case s.kind == reparents:
		g.parent = s.h
	case s.g == 0:
		return greenlet.ErrMainRun
	case g.state != "pending":
		return greenlet.ErrRunStarted
	default:
		g.runs = true
	}
	return nil
}

// descends reports whether i is another greenlet, or has it among its ancestors.
func (m *model) descends(i, other int) bool {
	for ; i >= 0; i = m.list[i].parent {
		if i == other {
			return true
		}
	}
	return false
}
