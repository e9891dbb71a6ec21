// This file defines a game: the turns made so far, and what they have led to.

package play

import (
	"errors"
	"fmt"
	"slices"

	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/view"
)

// A Game is a program whose schedule the player makes. It is not safe for use by several goroutines.
type Game struct {
	player *player
	goal   Goal
	path   path
	marks  []path // what it was before each decision
	now    *run
	plan   path // one that reaches the goal, if it is known
}

// New begins a game. The error is one sentence: why the program cannot be played.
func New(p Program, goal Goal) (*Game, error) {
	g := &Game{player: newPlayer(p), goal: goal}
	return g, g.settle(nobody)
}

// settle makes the position that the path leads to. Then it lets a thread go on, if it is not nobody, up to the next decision.
func (g *Game) settle(thread int32) error {
	r, err := g.player.run(g.path, &once{thread}, true)
	switch {
	case err != nil:
		return err
	case r.wrong != nil:
		return r.wrong
	}
	g.path, g.now = r.path, r
	return nil
}

// Goal returns what is to be brought about.
func (g *Game) Goal() Goal { return g.goal }

// Aim changes what is to be brought about. The turns made so far stay.
func (g *Game) Aim(goal Goal) { g.goal, g.plan = goal, path{} }

// Won reports whether the goal is reached.
func (g *Game) Won() bool { return g.goal.reached(g.now) }

// End returns how the run has ended, nil if it goes on.
func (g *Game) End() *End { return g.now.end }

// Decisions returns how many decisions the player has made.
func (g *Game) Decisions() int { return len(g.marks) }

// Passed returns the thread that has been passed over most often in a row, as things stand, and how often that was. The thread is 0 if
// there is none.
func (g *Game) Passed() (thread int32, times int) {
	for id, n := range g.now.passed {
		if n > times {
			thread, times = int32(id), n
		}
	}
	return thread, times
}

// Asked returns what is to be answered before anybody goes on; nil: nothing is.
func (g *Game) Asked() *Choice { return g.now.open }

// Able returns the threads that can go on, in order of their numbers: nobody once the run has ended, or while something is asked.
func (g *Game) Able() []int32 {
	if g.now.end != nil || g.now.open != nil {
		return nil
	}
	return g.now.able
}

// errOver says that there is nothing to decide.
var errOver = errors.New("the run has ended: take a decision back, or begin anew")

// errAsked says what has to come first.
var errAsked = errors.New("something is asked, and nobody goes on before it is answered")

// errNotAsked says that there is nothing to answer.
var errNotAsked = errors.New("nothing is asked now but who goes on")

// Choose lets a thread go on.
func (g *Game) Choose(thread int32) error {
	able := g.Able()
	switch {
	case g.now.open != nil:
		return errAsked
	case len(able) == 0:
		return errOver
	case !slices.Contains(able, thread):
		return fmt.Errorf("thread %d cannot go on now: %s can", thread, threadList(able))
	}
	before := g.path
	if err := g.settle(thread); err != nil {
		return err
	}
	g.marks = append(g.marks, before)
	return g.finish()
}

// Answer answers what is asked with one of the answers, from 0.
func (g *Game) Answer(place int) error {
	switch q := g.now.open; {
	case q == nil:
		return errNotAsked
	case place < 0 || place >= len(q.Answers):
		return fmt.Errorf("there is no answer %d: there are %d", place+1, len(q.Answers))
	}
	before := g.path
	g.path = before.answered(g.now.open.values[place])
	if err := g.settle(nobody); err != nil {
		return err
	}
	g.marks = append(g.marks, before)
	return g.finish()
}

// certain is how many continuations there may be at most for the game to find out that all of them reach the goal.
const certain = 200

// finish ends a game that cannot be lost any more: where every continuation reaches the goal, the first one is taken.
func (g *Game) finish() error {
	if g.End() != nil || g.Won() {
		return nil
	}
	defer g.player.machine.Close()
	var all branches
	var first *run
	for i := 0; i < certain && all.next(); i++ {
		r, err := g.player.oneOf(g.path, stopAt(g.goal, &all), false)
		if err != nil {
			return err
		}
		if !g.goal.reached(r) {
			return nil
		}
		if first == nil {
			first = r
		}
	}
	if !all.done() {
		return nil
	}
	g.path = first.path
	return g.settle(nobody)
}

// Undo takes the last decision back, and reports whether there was one.
func (g *Game) Undo() (bool, error) {
	last := len(g.marks) - 1
	if last < 0 {
		return false, nil
	}
	g.path, g.marks = g.marks[last], g.marks[:last]
	return true, g.settle(nobody)
}

// Restart begins anew.
func (g *Game) Restart() error {
	g.path, g.marks = path{}, nil
	return g.settle(nobody)
}

// Name returns the name of a thread.
func (g *Game) Name(thread int32) string { return g.now.notes.names.Label(thread) }

// Trace returns the run so far as pictures need it: who is on the core, and who waits for what, is in it as on a simulated machine
// with one core.
func (g *Game) Trace() *trace.Trace {
	t := g.now.notes.staged(g.now.turns, g.now.end)
	t.Header = g.player.Header
	return t
}

// A Step is what a thread would do next: a step of its turn.
type Step struct {
	Text  string      `json:"text"`
	Place trace.Place `json:"place"` // in the source; the zero Place if that is not known
}

// An Option is a thread that can go on, and what its turn would be.
type Option struct {
	Thread   int32
	Name     string
	Steps    []Step // the program's own; none if its turn has none
	TimesOut bool   // the time-out of a wait fires, before or in the midst of these
	Asks     string // the kind of Choice that its turn leaves open; "": none
}

// Options returns who can go on, each with what it would do.
func (g *Game) Options() ([]Option, error) {
	var list []Option
	for _, id := range g.Able() {
		r, err := g.player.run(g.path, &once{id}, true)
		if err != nil {
			return nil, err
		}
		now := g.now.notes.last()
		o := Option{Thread: id, Name: g.Name(id), Steps: r.notes.steps(id, now.events), TimesOut: r.notes.last().late[id] > now.late[id]}
		if r.open != nil && r.open.Thread == id {
			o.Asks = r.open.Kind
		}
		list = append(list, o)
	}
	return list, nil
}

// steps returns a thread's own steps, as the program has them, from an event on.
func (n *notes) steps(thread int32, from int) (list []Step) {
	t := n.plain()
	places := trace.PerThread[int64]{Names: t.Names}
	rows := view.Rows(t, view.Filter{})
	for i := range t.Events {
		e := &t.Events[i]
		if at := places.Row(e.Thread); e.Kind == trace.At && at != nil {
			*at = e.Arg
		}
		for ; len(rows) > 0 && rows[0].Event <= i; rows = rows[1:] {
			if rows[0].Event == i && i >= from && e.Thread == thread && rows[0].Text != "" {
				s := Step{Text: rows[0].Text}
				s.Place, _ = t.Names.Place(*places.Row(e.Thread))
				list = append(list, s)
			}
		}
	}
	return list
}

// A Waiter is a thread that cannot go on.
type Waiter struct {
	Thread int32  `json:"thread"`
	Name   string `json:"name"`
	For    string `json:"for"`    // what it waits for; "" if that has no name
	Holder string `json:"holder"` // who has that; "" if nobody has in particular
}

// Waiting returns who cannot go on, in order of their numbers.
func (g *Game) Waiting() []Waiter {
	if g.now.end != nil {
		return nil
	}
	return g.now.notes.waiting()
}
