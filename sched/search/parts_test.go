package search

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/serial"
)

// lossy is a program in which threads lose updates of a counter; a right result is rare enough if it must be a lost one.
func lossy(right func(n int) bool) Program {
	return func() Run {
		var got int
		return Run{
			Program: serial.Program{Main: func(t *sched.Thread) {
				n := sched.NewVar(t, "n", 0)
				var threads []*sched.Thread
				for i := range 2 {
					threads = append(threads, t.Spawn(fmt.Sprint("t", i), func(t *sched.Thread) { n.Set(t, n.Get(t)+1) }))
				}
				for _, other := range threads {
					t.Join(other)
				}
				got = n.Get(t)
			}},
			Judge: func() (string, bool) { return fmt.Sprint(got), right(got) },
		}
	}
}

// A search of long runs ends after so much work, in the same run whoever makes it, and says so.
func TestMuchWorkEndsASearch(t *testing.T) {
	p := lossy(func(n int) bool { return n > 0 })
	for _, strategy := range []string{"dpor", "naive", "random"} {
		found, err := Search(p, Options{Strategy: strategy, Work: 100})
		if err != nil {
			t.Fatal(err)
		}
		if found.Verdict != Incomplete || found.Runs == 0 || found.Runs > 15 || !strings.Contains(fmt.Sprint(found.Why), "were not enough to run everything") {
			t.Errorf("%s: %v after %d runs, because %q: want some runs of about ten steps", strategy, found.Verdict, found.Runs, found.Why)
		}
	}
	if d, why, err := Distribute(p, Options{Work: 100}); d != nil || why == "" || err != nil {
		t.Errorf("the distribution is %v, because %q, %v: want none", d, why, err)
	}
}

// The answer does not depend on who makes which part, in which order they come, nor on those that a search which is over does not need.
func TestPartsGiveTheAnswerOfTheWholeSearch(t *testing.T) {
	for i, strategy := range []string{"random", "pos", "urw", "surw", "pct2"} {
		if i%share() != 0 {
			continue
		}
		for name, tt := range map[string]struct {
			right func(n int) bool
			runs  int
		}{
			"wrong, without a bound": {func(n int) bool { return n == 2 }, 0},
			"wrong, 3500 runs":       {func(n int) bool { return n == 2 }, 3500},
			"right, 2500 runs":       {func(n int) bool { return n > 0 }, 2500},
		} {
			p, o := lossy(tt.right), Options{GIL: gil.Config{Discipline: gil.Off}, Strategy: strategy, Runs: tt.runs, Seed: 7}
			want, err := Search(p, o)
			if err != nil {
				t.Fatal(err)
			}
			j, err := NewJoin(p, o)
			if err != nil {
				t.Fatal(err)
			}
			for _, part := range rand.Perm(min(o.Parts(), 6)) {
				found, err := Draw(p, o, part)
				if err != nil {
					t.Fatal(err)
				}
				text, err := json.Marshal(found)
				if err != nil {
					t.Fatal(err)
				}
				there := new(Part)
				if err := json.Unmarshal(text, there); err != nil {
					t.Fatal(err)
				}
				j.Add(part, there)
			}
			got, err := j.Found()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, cmp.Exporter(func(reflect.Type) bool { return true })); diff != "" {
				t.Errorf("%s, %s: %s", strategy, name, diff)
			}
			if bound := max(tt.runs, WrongRuns); got.Runs != bound {
				t.Errorf("%s, %s: %d runs, want %d", strategy, name, got.Runs, bound)
			}
		}
	}
}

func TestWhatExhaustsHasNoParts(t *testing.T) {
	for _, o := range []Options{{}, {Strategy: "dpor"}, {Strategy: "naive", Runs: 5000}, {Strategy: "random", Runs: -1}, {Strategy: "nonsense"}} {
		if n := o.Parts(); n != 0 {
			t.Errorf("%+v has %d parts", o, n)
		}
	}
}
