// This file defines what a turn leaves open, and asks the player for.

package play

import (
	"fmt"
	"strconv"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/search"
	"github.com/gilsim/gilsim/sched/serial"
	"github.com/gilsim/gilsim/trace"
)

// A Choice is what a turn leaves open: it goes on once that is answered.
type Choice struct {
	Kind    string // Whom, Number, Seed or Clock
	Thread  int32  // for whom it is asked
	Object  string // of Whom: what they wait for; "" if that has no name
	Answers []string

	values []int64 // of the answers, as a schedule has them
}

// The kinds of choices.
const (
	Whom   = "whom"   // whom of several waiters a signal wakes
	Number = "number" // which random number is drawn
	Seed   = "seed"   // what a generator of random numbers starts from, which the program leaves open
	Clock  = "clock"  // how much time has passed when the program looks at the clock
)

// clockAnswers are those to Clock.
var clockAnswers = []string{"no time", "an hour"}

// choiceOf returns what the machine asks for, with the answers that a search tries.
func choiceOf(m *serial.Machine, n int64) *Choice {
	d, thread := m.Asked()
	q := &Choice{Thread: thread, values: search.Tried(n)}
	switch {
	case d == nil:
		q.Kind, q.Answers = Clock, clockAnswers
	case d.Kind == choice.Chance:
		q.Kind = Number
		if n == sched.Seeds-1 {
			q.Kind = Seed
		}
		for _, v := range q.values {
			q.Answers = append(q.Answers, strconv.FormatInt(d.Low+v, 10))
		}
	default:
		q.Kind = Whom
		q.addWaiters(m.Names(), d)
	}
	return q
}

// addWaiters names those of whom one is woken.
func (q *Choice) addWaiters(all *trace.Names, d *choice.Decision) {
	if d.Obj > 0 {
		q.Object = all.ObjectLabel(d.Obj)
	}
	names := map[int64]string{}
	for id := int32(1); int(id) <= all.Threads(); id++ {
		if at := d.Waiters.IndexOf(id); at >= 0 {
			names[at] = all.Label(id)
		}
	}
	for _, v := range q.values {
		name := names[d.Low+v]
		if name == "" { // another greenlet of a thread that has a place before
			name = fmt.Sprintf("waiter %d", v+1)
		}
		q.Answers = append(q.Answers, name)
	}
}
