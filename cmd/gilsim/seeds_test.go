package main

import (
	"context"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSeedsAreCountedInTheirOrderHoweverManyRunAtOnce(t *testing.T) {
	s := setupFrom(t, "--workload=balance", "--gil=off", "--cores=2", "--param=count=1000", "--seed=11")
	var want *sweep
	for _, procs := range []int{1, 4} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		got, err := s.sweep(context.Background(), 40, new(progress))
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = got
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(sweep{}, seedRun{}, outcome{})); diff != "" {
			t.Errorf("with %d at once: %s", procs, diff)
		}
	}
	for _, o := range want.outcomes {
		one := *s
		one.machine.Seed = o.seed
		if run, ok := one.seedRun(context.Background(), o.seed); !ok || run.result != o.result {
			t.Errorf("seed %d gives %q, want %q", o.seed, run.result, o.result)
		}
	}
	if len(want.outcomes) < 2 {
		t.Errorf("there is one result, %q: the test shows nothing", want.outcomes[0].result)
	}
}

func TestTheMostFrequentResultComesFirst(t *testing.T) {
	w := &sweep{runs: []seedRun{{"b", true, 1}, {"a", false, 2}, {"c", true, 3}, {"a", false, 4}}}
	w.tally(10)
	want := []outcome{{"a", false, 2, 11}, {"b", true, 1, 10}, {"c", true, 1, 12}}
	if diff := cmp.Diff(want, w.outcomes, cmp.AllowUnexported(outcome{})); diff != "" {
		t.Error(diff)
	}
	if w.right != 2 {
		t.Errorf("%d are right, want 2", w.right)
	}
}
