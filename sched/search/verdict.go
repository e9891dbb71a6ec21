// This file defines what a search finds out.

package search

import (
	"cmp"
	"slices"

	"github.com/gilsim/gilsim/sched/serial"
)

// A Verdict is the answer of a search.
type Verdict uint8

// The verdicts.
const (
	Incomplete Verdict = iota // no bad run was found, but not every class was run: Found.Why says what was in the way
	Pass                      // every class was run, and no run was bad
	Fail                      // there is a bad run: Found.Example
)

// String returns the verdict's name: incomplete, pass or fail.
func (v Verdict) String() string { return [...]string{"incomplete", "pass", "fail"}[v] }

// Found is what a search has found out.
type Found struct {
	Verdict  Verdict
	Why      []string  // of Incomplete, and of Fail if not everything was run: what was in the way
	Complete bool      // every class was run
	Classes  int       // runs that came to an end of the program while classes were exhausted
	Naive    bool      // those were interleavings, and no classes
	Runs     int       // all runs
	Blocked  int       // runs of the exhausting strategy that were given up
	Outcomes []Outcome // the good ones first, then in order of their results
	Example  *Example  // of Fail
}

// An Outcome is a result of the program, and how often it came.
type Outcome struct {
	Result  string
	OK      bool
	Classes int // of those of Found.Classes; 0: found by chance
}

// An Example is a bad run.
type Example struct {
	Result      string
	Err         error
	Turns       []int32 // whose turn it was, one after the other
	Schedule    *Schedule
	Answers     []int64 // what was answered to the questions of the run, in order: see serial.Chooser
	Preemptions int     // how often a thread was left that could have gone on
	Switches    int     // how often another thread went on
	Proved      bool    // no bad run has fewer preemptions
	Simplest    bool    // and of those that have as many, none has fewer switches, or as many and fewer turns
	Phase       int64   // of the tick counter
}

// tally counts outcomes.
type tally struct {
	list  []Outcome
	index map[Outcome]int
}

func (t *tally) add(result string, ok bool, classes int) {
	t.list[t.indexOf(result, ok)].Classes += classes
}

// indexOf returns the place of an outcome in the list, at whose end it is if it is new.
func (t *tally) indexOf(result string, ok bool) int32 {
	key := Outcome{Result: result, OK: ok}
	i, known := t.index[key]
	if !known {
		if t.index == nil {
			t.index = map[Outcome]int{}
		}
		i = len(t.list)
		t.index[key] = i
		t.list = append(t.list, key)
	}
	return int32(i)
}

func (t *tally) sorted() []Outcome {
	slices.SortFunc(t.list, compareOutcomes)
	return t.list
}

// compareOutcomes orders the good ones first, and then by their results.
func compareOutcomes(a, b Outcome) int {
	switch {
	case a.OK && !b.OK:
		return -1
	case b.OK && !a.OK:
		return 1
	}
	return cmp.Or(cmp.Compare(len(a.Result), len(b.Result)), cmp.Compare(a.Result, b.Result))
}

// note is a strategy that notes the turns of the run that another one makes.
type note struct {
	strategy
	turns       []int32
	answers     []int64
	preemptions int
	switches    int
	last        int32
}

// Begin forgets the run before.
func (n *note) Begin() bool {
	n.turns, n.answers, n.preemptions, n.switches, n.last = n.turns[:0], n.answers[:0], 0, 0, 0
	return n.strategy.Begin()
}

// Answer notes what the other one answers.
func (n *note) Answer(of int64) int64 {
	answer := n.strategy.Answer(of)
	n.answers = append(n.answers, answer)
	return answer
}

// Choose notes what the other one chooses.
func (n *note) Choose(t *serial.Turn) int32 {
	id := n.strategy.Choose(t)
	if id == 0 {
		return 0
	}
	n.turns = append(n.turns, id)
	if n.last != 0 && id != n.last {
		n.switches++
		if slices.Contains(t.Enabled, n.last) {
			n.preemptions++
		}
	}
	n.last = id
	return id
}
