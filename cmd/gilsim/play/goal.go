// This file defines what a player wants to bring about.

package play

import (
	"fmt"
	"strconv"
	"strings"
)

// A Goal is what a player wants to bring about. Any schedule that does so wins.
type Goal struct {
	Kind   string // Wrong, Deadlock, Failure, Starve, Result or Free
	Result string // of Result: the program's result, in one line
	Times  int    // of Starve: how often in a row a thread that could go on is passed over
}

// The kinds of goals that are not kinds of ends, too.
const (
	Wrong  = "wrong"  // the program comes to its end with a wrong result
	Starve = "starve" // a thread that could go on is passed over, again and again
	Free   = "free"   // nothing: to look around
)

// DefaultTimes is how often a thread has to be passed over for Starve if nobody says.
const DefaultTimes = 10

// maxTimes is the largest number that makes sense: a run has no more turns.
const maxTimes = maxSteps

// ParseGoal reads a goal as String writes it.
func ParseGoal(text string) (Goal, error) {
	kind, value, has := strings.Cut(text, "=")
	switch {
	case kind == Result && has && value != "":
		return Goal{Kind: Result, Result: value}, nil
	case kind == Starve && has:
		n, err := strconv.Atoi(value)
		if err != nil || n < 1 || n > maxTimes {
			return Goal{}, fmt.Errorf("the goal is %q: a thread is passed over from 1 to %d times, as in starve=%d", text, maxTimes, DefaultTimes)
		}
		return Goal{Kind: Starve, Times: n}, nil
	case kind == Starve:
		return Goal{Kind: Starve, Times: DefaultTimes}, nil
	case !has && (kind == Wrong || kind == Deadlock || kind == Failure || kind == Free):
		return Goal{Kind: kind}, nil
	}
	return Goal{}, fmt.Errorf("there is no goal %q: it must be wrong, deadlock, failure, starve, starve=TIMES, result=TEXT or free", text)
}

// String returns the goal as ParseGoal reads it.
func (g Goal) String() string {
	switch g.Kind {
	case Result:
		return Result + "=" + g.Result
	case Starve:
		return Starve + "=" + strconv.Itoa(g.Times)
	}
	return g.Kind
}

// reached reports whether a run has brought it about.
func (g Goal) reached(r *run) bool {
	switch {
	case g.Kind == Starve:
		return r.most >= g.Times
	case r.end == nil:
		return false
	case g.Kind == Wrong:
		return r.end.Kind == Result && !r.end.OK
	case g.Kind == Result:
		return r.end.Kind == Result && r.end.Result == g.Result
	}
	return g.Kind == r.end.Kind
}
