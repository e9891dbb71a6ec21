package experiment

import (
	"context"
	"errors"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/search"
	"github.com/gilsim/gilsim/sched/sim"
)

// allFields has the fields compared that are of package sched alone, too: an example has the error of its run.
var allFields = cmp.Exporter(func(reflect.Type) bool { return true })

func TestASearchByManyIsThatOfOne(t *testing.T) {
	for _, name := range []string{"balance", "deadlock"} {
		s := setupOf(t, sim.Config{Cores: 1, Seed: 1, GIL: under(t, gil.Off)}, "", name, 2)
		if name == "balance" {
			s = setupOf(t, sim.Config{Cores: 1, Seed: 1, GIL: under(t, gil.Off)}, "", name, 2, "count", "1")
		}
		for runs, w := range map[int]Workers{0: Cores{}, 3500: mixed{}} {
			o := search.Options{Strategy: "random", Runs: runs, Seed: 5}
			want, err := s.Search(context.Background(), o)
			if err != nil {
				t.Fatal(err)
			}
			got, err := NewSearchPlan(s, o).Search(context.Background(), w)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, allFields); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	}
}

func TestAPartThatNobodyHasMadeIsMissingFromASearch(t *testing.T) {
	s := setupOf(t, sim.Config{Cores: 1, Seed: 1, GIL: under(t, gil.Off)}, "", "balance", 2, "count", "1")
	why := errors.New("one is gone")
	found, err := NewSearchPlan(s, search.Options{Strategy: "random", Runs: 3000}).Search(context.Background(), mixed{lost: map[int]bool{1: true}, err: why})
	if !errors.Is(err, why) || found == nil || found.Runs != 2000 || found.Verdict != search.Fail {
		t.Errorf("%+v, %v: want 2000 runs, a wrong one among them", found, err)
	}
}

func TestAProgramThatCannotBeSearchedIsRefusedByWhoeverDoesIt(t *testing.T) {
	s := setupOf(t, sim.Config{Cores: 1, Seed: 1, GIL: under(t, gil.Off)}, "", "process-pool", 0)
	o := search.Options{Strategy: "random", Runs: 10}
	_, want := s.Search(context.Background(), o)
	_, err := NewSearchPlan(s, o).Search(context.Background(), Cores{})
	var no *UnsearchableError
	if want == nil || !errors.As(err, &no) || err.Error() != want.Error() {
		t.Errorf("the error is %v, want %v", err, want)
	}
}

// A search that exhausts more classes than one makes at once is made in rounds, whoever does what in which order; and what cannot be
// shared is made here.
func TestASearchInRoundsByManyIsThatOfOne(t *testing.T) {
	s := setupOf(t, sim.Config{Cores: 1, Seed: 1, GIL: under(t, gil.Off)}, "", "balance", 3, "count", "2")
	for strategy, runs := range map[string]int{"dpor": 6_000, "naive": 2_000} {
		o := search.Options{Strategy: strategy, Runs: runs, Alone: 500}
		want, err := s.Search(context.Background(), o)
		if err != nil {
			t.Fatal(err)
		}
		if want.Runs != runs || want.Example == nil {
			t.Fatalf("%s: %+v: want a bad run among %d", strategy, want, runs)
		}
		for _, w := range []Workers{Cores{}, mixed{}} {
			got, err := s.SearchBy(context.Background(), w, o)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, allFields); diff != "" {
				t.Errorf("%s: %s", strategy, diff)
			}
		}
	}
}
