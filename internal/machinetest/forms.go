// This file runs the same program on threads that are functions and on threads that are plain data, and compares the traces.

package machinetest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// An Act is what a thread does, in both forms. What it comes to is printed.
type Act struct {
	Name string
	Call func(t *sched.Thread) string
	Op   func() (sched.Op, func() string) // and what it comes to
}

// Acting returns an act without a result.
func Acting(name string, call func(t *sched.Thread), op func() sched.Op) Act {
	return Act{name, func(t *sched.Thread) string { call(t); return "" },
		func() (sched.Op, func() string) { return op(), func() string { return "" } }}
}

// Asking returns an act with a result.
func Asking[T any](name string, call func(t *sched.Thread) (T, error), op func() sched.Call[T]) Act {
	return Act{name,
		func(t *sched.Thread) string { v, err := call(t); return fmt.Sprint(v, err) },
		func() (sched.Op, func() string) {
			o := op()
			return o, func() string { v, err := o.Result(); return fmt.Sprint(v, err) }
		}}
}

// Sure makes a call with a result one that has an error, too.
func Sure[T any](call func(t *sched.Thread) T) func(t *sched.Thread) (T, error) {
	return func(t *sched.Thread) (T, error) { return call(t), nil }
}

// An Actor is a thread of the program: what it does, one after the other. It is plain data.
type Actor struct {
	Acts   []Act
	at     int
	op     sched.Op      // what it is in the middle of
	result func() string // of that
	prints bool          // it prints the result
}

// Function is the actor as a function.
func (a *Actor) Function(t *sched.Thread) {
	for _, x := range a.Acts {
		if text := x.Call(t); text != "" {
			t.Print(x.Name, text)
		}
	}
}

// Resume runs the actor as plain data.
func (a *Actor) Resume(t *sched.Thread, w sched.Wake) sched.Request {
	for {
		if w == sched.Begin && !a.prints {
			if a.at == len(a.Acts) {
				return sched.Request{Kind: sched.End}
			}
			a.op, a.result = a.Acts[a.at].Op()
		}
		r, done := a.op.Step(t, w)
		if !done {
			return r
		}
		w = sched.Begin
		if text := a.result(); text != "" {
			a.op, a.result, a.prints = sched.PrintOp(a.Acts[a.at].Name, text), func() string { return "" }, true
			continue
		}
		a.prints = false
		a.at++
	}
}

// Spawn starts a thread that does this, in one form or the other.
func Spawn(t *sched.Thread, data bool, name string, acts ...Act) *sched.Thread {
	a := &Actor{Acts: acts}
	if data {
		return t.SpawnRunner(name, a)
	}
	return t.Spawn(name, a.Function)
}

// SameTraces compares a program's traces in both forms.
func SameTraces(t testing.TB, c sim.Config, program func(data bool) func(t *sched.Thread)) {
	t.Helper()
	SameForms(t, func() sim.Config { return c }, program)
}

// SameForms is SameTraces for a configuration that each run needs anew, because of its strategy.
func SameForms(t testing.TB, config func() sim.Config, program func(data bool) func(t *sched.Thread)) {
	t.Helper()
	functions, err := sim.Record(config(), program(false))
	data, err2 := sim.Record(config(), program(true))
	if TextOf(t, functions) != TextOf(t, data) {
		i := 0
		for i < min(len(functions.Events), len(data.Events)) && functions.Events[i] == data.Events[i] {
			i++
		}
		t.Fatalf("%v\n%v\nthe traces of %d and %d events part at %d:\n%s", err, err2, len(functions.Events), len(data.Events), i, around(functions, data, i))
	}
	var deadlock *sched.DeadlockError
	if err != nil && !errors.As(err, &deadlock) {
		t.Errorf("the program fails: %v", err)
	}
	if (err == nil) != (err2 == nil) {
		t.Errorf("functions: %v, plain data: %v", err, err2)
	}
}

// TextOf returns a trace as it is written.
func TextOf(t testing.TB, tr *trace.Trace) string {
	t.Helper()
	var text strings.Builder
	if err := tr.Write(&text); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// around shows the events where two traces part.
func around(a, b *trace.Trace, i int) (text string) {
	for _, tr := range []*trace.Trace{a, b} {
		for _, e := range tr.Events[max(0, i-3):min(len(tr.Events), i+3)] {
			text += fmt.Sprintln(e, e.Kind)
		}
		text += "\n"
	}
	return text
}

// UnderConfigs calls f for several machines and locks.
func UnderConfigs(f func(c sim.Config)) {
	for _, cores := range []int{1, 2} {
		f(sim.Config{Cores: cores})
		for _, d := range gil.Disciplines() {
			f(sim.Config{Cores: cores, GIL: gil.Config{Discipline: d, Interval: 20 * time.Microsecond}})
		}
	}
}

// A Gambler is an untimed strategy that chooses with equal chances.
type Gambler struct{ *rand.Rand }

func (g Gambler) Timed() bool { return false }

func (g Gambler) Pick(d *choice.Decision) (int64, error) {
	if len(d.Options) > 0 {
		return int64(g.IntN(len(d.Options))), nil
	}
	return d.Low + g.Int64N(min(d.High-d.Low, 1e6)+1), nil
}

// Lines returns the lines of got that are not those of want, with what should be there.
func Lines(want, got string) (text string) {
	wanted, have := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(wanted), len(have)) {
		a, b := lineAt(wanted, i), lineAt(have, i)
		if a != b {
			text += fmt.Sprintf("line %d: %s\n\twant %s\n", i+1, b, a)
		}
	}
	return text
}

func lineAt(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(nothing)"
}
