// This file defines how closely two traces are compared, and what their headers say about that.

package diff

import (
	"fmt"
	"strconv"

	"github.com/gilsim/gilsim/trace"
)

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
// is not Exact. Under another lock, or another place of its checks, no run has the same lock events: what can be
// compared are the program's steps.
func DefaultLevel(a, b trace.Header) (level Level, why string) {
	for _, key := range []string{"gil", "checks"} {
		inA, _ := trace.Lookup(a.Config, key)
		inB, _ := trace.Lookup(b.Config, key)
		if inA != inB {
			return Steps, fmt.Sprintf("%s is %s in A and %s in B, so only the program's own steps are compared",
				key, orUnset(inA), orUnset(inB))
		}
	}
	return Exact, ""
}

// DiffHeaders returns the settings in which two headers differ: program, parameters, configuration and seed. They do
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

// orUnset returns a setting's value, or a word for one that the header does not have.
func orUnset(value string) string {
	if value == "" {
		return "not set"
	}
	return value
}
