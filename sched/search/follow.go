// This file follows a schedule, and makes one of a run.

package search

import (
	"fmt"
	"slices"

	"github.com/gilsim/gilsim/sched/serial"
	"github.com/gilsim/gilsim/trace"
)

// A chooser is a strategy that answers, too.
type chooser interface {
	serial.Strategy
	serial.Chooser
}

// A scribe is a strategy that writes down the schedule of the run that another one makes.
type scribe struct {
	chooser
	steps *steps
	turns []Turn
	last  int32
}

// Steps counts a step.
func (s *scribe) Steps(thread int32) { s.steps.made(thread) }

// Choose notes where the turn of whoever went on ends.
func (s *scribe) Choose(t *serial.Turn) int32 {
	s.steps.paths.learn(len(t.Next))
	id := s.chooser.Choose(t)
	if s.last != 0 && id != s.last {
		turn := Turn{Thread: s.steps.paths.threads[s.last]}
		if id != 0 && slices.Contains(t.Enabled, s.last) {
			turn.Until = s.steps.anchor(s.last)
		}
		s.turns = append(s.turns, turn)
	}
	s.last = id
	return id
}

// A follower is the strategy that follows a schedule. Where that does not fit, it notes how, and goes on with the next turn. A
// scribe of the same steps stands around it.
type follower struct {
	given
	turns   []Turn
	steps   *steps
	lines   []sourceLine    // by turn: the line of its anchor as it is now; the zero value: there is none
	renamed map[string]bool // objects that are called otherwise now: their steps are found by number
	drift   []string
	at      int
	made    int // steps in the present turn
	over    bool
}

func newFollower(of *Schedule, s *steps, renamed map[string]bool) *follower {
	turns := of.Turns
	f := &follower{given: of.Answers, turns: turns, steps: s, renamed: renamed, lines: make([]sourceLine, len(turns))}
	gone := map[Line]bool{}
	for i := range turns {
		l := turns[i].Until.Line
		if l.Number == 0 {
			continue
		}
		found, ok := s.sources.find(l)
		if f.lines[i] = found; !ok && !gone[l] {
			gone[l] = true
			f.note("line %d has another text now, so that its steps are found by what they do alone", l.Number)
		}
	}
	return f
}

func (f *follower) note(format string, args ...any) {
	f.drift = append(f.drift, fmt.Sprintf(format, args...))
}

// Choose returns whose turn it is.
func (f *follower) Choose(t *serial.Turn) int32 {
	if len(t.Enabled) == 0 {
		f.end()
		return 0
	}
	for ; f.at < len(f.turns); f.at, f.made = f.at+1, 0 {
		if id := f.turn(t); id != 0 {
			f.made++
			return id
		}
	}
	if !f.over {
		f.over = true
		f.note("the schedule ends before the program: what was left was run thread by thread")
	}
	if slices.Contains(t.Enabled, t.Last) {
		return t.Last
	}
	return t.Enabled[0]
}

// end notes what of the schedule is left at the end of the run.
func (f *follower) end() {
	if left := len(f.turns) - f.at - 1; left > 0 && !f.over {
		f.note("the program ends before the schedule: %d of its %d turns are left", left, len(f.turns))
	}
}

// turn returns who makes the next step of the present turn, 0 if that is over.
func (f *follower) turn(t *serial.Turn) int32 {
	turn := &f.turns[f.at]
	a := &turn.Until
	id, above := f.steps.paths.thread(turn.Thread)
	switch {
	case id == 0 && slices.Contains(t.Enabled, above):
		return above // until it has started it
	case id == 0:
		f.note("turn %d: there is no thread %s", f.at+1, turn.Thread)
		return 0
	case !slices.Contains(t.Enabled, id):
		if a.Kind != trace.None {
			f.note("turn %d: %s waits or has ended before its %s", f.at+1, turn.Thread, a)
		} else if f.made == 0 {
			f.note("turn %d: %s cannot go on", f.at+1, turn.Thread)
		}
		return 0
	case a.Kind == trace.None:
		return id
	}
	switch here, past := f.reached(id, a); {
	case past:
		f.note("turn %d: %s is past its %s, where the lock did not let it be left", f.at+1, turn.Thread, a)
		return 0
	case here:
		return 0
	}
	return id
}

// reached reports whether the thread is about to make the step of the anchor, or has made it.
func (f *follower) reached(id int32, a *Anchor) (here, past bool) {
	next := f.steps.key(id)
	if f.renamed[a.Object] {
		if next.kind == a.Kind && f.steps.next(id) >= a.Step {
			f.note("turn %d: there is no %s any more: its %s was taken for that of %s", f.at+1, a.Object, a.Kind, next.object)
			return true, false
		}
		return false, false
	}
	key := stepKey{id, a.Kind, a.Object, f.lines[f.at]}
	nth := a.Nth
	if key.line == (sourceLine{}) {
		next.line = key.line
	} else {
		nth = a.Line.Nth
	}
	made := f.steps.count[key]
	return next == key && made+1 == nth, made >= nth
}

// String names the step in words.
func (a *Anchor) String() string {
	text := a.Kind.String()
	if a.Object != "" {
		text += " of " + a.Object
	}
	if a.Line.Number > 0 {
		return fmt.Sprintf("%s in line %d (the %s one there)", text, a.Line.Number, ordinal(a.Line.Nth))
	}
	return fmt.Sprintf("%s %s", ordinal(a.Nth), text)
}

// ordinal writes 1st, 2nd, 3rd, 4th.
func ordinal(n int) string {
	ending := "th"
	switch {
	case n/10%10 == 1:
	case n%10 == 1:
		ending = "st"
	case n%10 == 2:
		ending = "nd"
	case n%10 == 3:
		ending = "rd"
	}
	return fmt.Sprintf("%d%s", n, ending)
}
