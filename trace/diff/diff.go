// This file defines how closely two traces are compared, and what a comparison finds.

package diff

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/gilsim/gilsim/trace"
)

// A Result is the first place where two traces, called A and B, part, and what is known of it. It holds names, not
// numbers. Indexes count all events of a trace from 0, also where only some of them are compared. At Equivalent the
// common steps are those of all threads, and what stands before the difference, and next, is of one thread.
type Result struct {
	Level    Level      `json:"level"`
	Common   int        `json:"common"`             // how many events (Exact) or steps are the same before it
	Before   []Step     `json:"before,omitempty"`   // the last of those, at most three, as A has them
	A        Side       `json:"a"`                  // what A does next
	B        Side       `json:"b"`                  // what B does next
	Fields   []Field    `json:"fields,omitempty"`   // what differs, where both do the same thing but for that
	Threads  []Progress `json:"threads,omitempty"`  // how far each thread is the same in both
	Reversed *Reversal  `json:"reversed,omitempty"` // at Equivalent: the first two steps that have changed places
	Outcome  []Field    `json:"outcome,omitempty"`  // the shared variables that end at different values
}

// A Side is what one of two traces does where they part.
type Side struct {
	Index int    `json:"index"`          // of the first event that differs; how many events there are if it has none
	Next  []Step `json:"next,omitempty"` // at most three, the one that differs first; none if there is no more
	Halt  string `json:"halt,omitempty"` // why the run ended early, if it did
}

// A Step is an event with names for numbers.
type Step struct {
	Index  int    `json:"index"`
	Time   int64  `json:"time"`   // nanoseconds
	Core   int16  `json:"core"`   // NoCore for none
	Thread string `json:"thread"` // and, behind a slash, the greenlet if one did it
	Kind   string `json:"kind"`
	Object string `json:"object,omitempty"`
	Value  string `json:"value,omitempty"`  // the argument, with its unit
	Does   string `json:"does"`             // in words: "loads balance"
	Detail string `json:"detail,omitempty"` // in words, what the value is: "reads 5"
}

// A Field is something that has one value in A and another one in B; an empty one stands for none.
type Field struct {
	Name string `json:"name"`
	A    string `json:"a"`
	B    string `json:"b"`
}

// Progress is how far a thread's own steps are the same in both traces.
type Progress struct {
	Thread string `json:"thread"`
	Steps  int    `json:"steps"`
	Last   *Step  `json:"last,omitempty"` // as A has it; nil if there is none
}

// A Reversal is a pair of steps on one object, of which one writes, that B has in the opposite order.
type Reversal struct {
	First     Step `json:"first"` // both as A has them
	Second    Step `json:"second"`
	FirstNth  int  `json:"first_nth"` // which of its thread's own steps it is, from 1
	SecondNth int  `json:"second_nth"`
	Alone     bool `json:"alone"` // each thread's own steps are the same, only the order is not
}

// A Stream is a trace that is read while it is compared, such as a Reader. Next returns io.EOF after the last event.
// Names must hold, by the time that Next has returned an event, everything that the event refers to.
type Stream interface {
	Next() (trace.Event, error)
	Names() *trace.Names
}

// Traces returns the first place where two traces differ at a level, nil if they are the same there. Headers do not count.
//
// At Exact a thread, an object or a text is the same in both if its number and its name are. At the other levels the
// name decides, because runs may number things in another order; of several with one name, those are the same that both
// runs meet first in the same step.
func Traces(a, b *trace.Trace, level Level) *Result {
	if a.Names.Equal(b.Names) && slices.Equal(a.Events, b.Events) {
		return nil // the same at every level, and quickly found
	}
	left := side{names: orNone(a.Names), level: level, window: a.Events}
	right := side{names: orNone(b.Names), level: level, window: b.Events}
	d, _ := diffSides(left, right, level) // there is nothing to read, so nothing fails
	return d
}

// Streams is Traces for those that need not fit into memory; at Equivalent the program's steps must. If the traces
// differ it reads both to the end. An error is the one that a Stream's Next returned, unchanged.
func Streams(a, b Stream, level Level) (*Result, error) {
	left := side{names: orNone(a.Names()), level: level, more: a}
	right := side{names: orNone(b.Names()), level: level, more: b}
	return diffSides(left, right, level)
}

func diffSides(left, right side, level Level) (*Result, error) {
	if level == Equivalent {
		return diffOrders(left, right)
	}
	return diffWalk(left, right)
}

func orNone(n *trace.Names) *trace.Names {
	if n == nil {
		return new(trace.Names)
	}
	return n
}

// A Level says what two traces must have in common to count as the same.
type Level uint8

// The levels, the strictest first: what is the same at one of them is the same at those after it.
const (
	Exact      Level = iota // every event and every name that it refers to, times included
	Steps                   // the program's own steps, in the order of the whole run; lock, machine and time ignored
	Equivalent              // each thread's own steps, and the order of every two steps that conflict
)

// String returns the level's name, as ParseLevel reads it.
func (l Level) String() string {
	switch l {
	case Exact:
		return "exact"
	case Steps:
		return "steps"
	case Equivalent:
		return "equivalent"
	}
	return "level " + strconv.Itoa(int(l))
}

// MarshalText gives the level's name to encoders such as encoding/json.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads what MarshalText gives.
func (l *Level) UnmarshalText(text []byte) (err error) {
	*l, err = ParseLevel(string(text))
	return err
}

// ParseLevel returns the level of that name.
func ParseLevel(name string) (Level, error) {
	for l := Exact; l <= Equivalent; l++ {
		if l.String() == name {
			return l, nil
		}
	}
	return Exact, fmt.Errorf("trace: %q is no level of comparison: allowed are exact, steps and equivalent", name)
}

// DefaultLevel returns the level at which two runs are compared when nobody says otherwise, and why, in one clause, if it
// is not Exact. Under another lock, or another place of its checks, no run has the same lock events, and of another source, as before
// and after a mistake was mended, neither the same places; a run on real cores has times that no other has. What can be compared are the
// program's steps.
func DefaultLevel(a, b trace.Header) (level Level, why string) {
	if real := realRuns(a, b); real != "" {
		return Steps, real + ", with times that no other run has, so only the program's own steps are compared"
	}
	for _, key := range []string{"gil", "checks"} {
		inA, _ := trace.Lookup(a.Config, key)
		inB, _ := trace.Lookup(b.Config, key)
		if inA != inB {
			return Steps, fmt.Sprintf("%s is %s in A and %s in B, so only the program's own steps are compared",
				key, orUnset(inA), orUnset(inB))
		}
	}
	if OtherPrograms(a, b) != "" || !slices.Equal(a.Sources, b.Sources) {
		return Steps, "A and B have not the same source, so only the program's own steps are compared"
	}
	return Exact, ""
}

// realRuns says, in one clause, which of two runs was made on real cores; "" if neither was.
func realRuns(a, b trace.Header) string {
	inA, _ := trace.Lookup(a.Config, "machine")
	inB, _ := trace.Lookup(b.Config, "machine")
	switch {
	case inA == "real" && inB == "real":
		return "A and B are runs on real cores"
	case inA == "real":
		return "A is a run on real cores"
	case inB == "real":
		return "B is a run on real cores"
	}
	return ""
}

// OtherPrograms says, in one clause, that two traces are of different programs, so that where they part tells nothing of a
// schedule; "" if they are not. A program without a name may be any.
func OtherPrograms(a, b trace.Header) string {
	if a.Program == b.Program || a.Program == "" || b.Program == "" {
		return ""
	}
	return fmt.Sprintf("A is a run of %s and B one of %s, which is another program", trace.Printable(a.Program), trace.Printable(b.Program))
}

// Headers returns the settings in which two headers differ: program, parameters, configuration and seed. They do
// not make traces of equal events differ, but explain why others do.
func Headers(a, b trace.Header) []Field {
	var out []Field
	add := func(name, inA, inB string) {
		if inA != inB {
			out = append(out, Field{name, inA, inB})
		}
	}
	add("program", a.Program, b.Program)
	diffParams("param ", a.Params, b.Params, add)
	diffParams("config ", a.Config, b.Config, add)
	add("seed", strconv.FormatUint(a.Seed, 10), strconv.FormatUint(b.Seed, 10))
	return out
}

// diffParams passes on every setting of a, then those that only b has.
func diffParams(prefix string, a, b []trace.Param, add func(name, inA, inB string)) {
	for _, p := range a {
		other, _ := trace.Lookup(b, p.Key)
		add(prefix+p.Key, p.Value, other)
	}
	for _, p := range b {
		if _, ok := trace.Lookup(a, p.Key); !ok {
			add(prefix+p.Key, "", p.Value)
		}
	}
}

func orUnset(value string) string {
	if value == "" {
		return "not set"
	}
	return value
}
