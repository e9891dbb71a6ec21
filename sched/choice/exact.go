// This file defines exact replay: a strategy that gives the answers that a trace recorded, times included.

package choice

import (
	"fmt"

	"github.com/gilsim/gilsim/trace"
)

// exact is the strategy of exact replay. Each decision's answer is carried by the very next event that was recorded, so
// that no search is needed: the decision's number is the event's.
type exact struct {
	events []trace.Event
}

// Exact returns the strategy that repeats a recorded run: every decision as it was, numbers and times included. The
// program and the configuration must be those of the recording; the seed does not matter, for nothing is drawn. Where
// the run departs from the recording it ends with a *DivergenceError at the next decision; a trace.Matcher as Recorder
// finds the first event that differs.
func Exact(events []trace.Event) Strategy { return &exact{events} }

// Timed reports true: the recorded numbers make virtual time decide as it did.
func (p *exact) Timed() bool { return true }

// Pick finds the answer.
func (p *exact) Pick(d *Decision) (int64, error) {
	if d.At >= int64(len(p.events)) {
		return 0, &DivergenceError{d.At, "the recording ends before the run does"}
	}
	e := &p.events[d.At]
	answer, ok := p.answer(d, e)
	if !ok {
		return 0, &DivergenceError{d.At, fmt.Sprintf("the run needs %v, but the recording goes on with %q of thread %d",
			d.Kind, e.Kind, e.Thread)}
	}
	if answer < d.Low || answer > d.High {
		return 0, &DivergenceError{d.At, fmt.Sprintf("the recording's %v is %d, but the configuration allows %d to %d",
			d.Kind, answer, d.Low, d.High)}
	}
	return answer, nil
}

// answer reads the answer from the event that carries it, if it is of the kind that does.
func (p *exact) answer(d *Decision, e *trace.Event) (int64, bool) {
	switch d.Kind {
	case Whom:
		woken := e.Obj
		if e.Kind == trace.Park { // it was only just falling asleep, and is woken right after that
			woken = e.Thread
		}
		i := d.Waiters.IndexOf(woken)
		return i, (e.Kind == trace.Unpark || e.Kind == trace.Park) && i >= 0
	case Latency:
		return e.Arg, e.Kind == trace.Unpark && e.Obj == d.Thread || e.Kind == trace.Timeout && e.Thread == d.Thread
	case Lateness:
		return e.Arg, e.Kind == trace.Park && e.Thread == d.Thread
	case Speed:
		return e.Arg, e.Kind == trace.Run && e.Thread == d.Thread
	case Phase:
		return e.Arg, e.Kind == trace.Phase && e.Thread == d.Thread
	case Chance:
		return e.Arg, e.Kind == trace.Random && e.Thread == d.Thread
	}
	return 0, false
}
