package experiment

import (
	"context"
	"fmt"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/sim"
)

func TestSeedsAreCountedInTheirOrderHoweverManyRunAtOnce(t *testing.T) {
	s := setupOf(t, sim.Config{Cores: 2, Seed: 11, GIL: under(t, gil.Off)}, "", "balance", 0, "count", "1000")
	var want *Sweep
	for _, procs := range []int{1, 4} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		told := 0
		got := s.Sweep(context.Background(), 40, func(done int) { told = done })
		if told != 40 {
			t.Errorf("at the end %d are told to be done, want 40", told)
		}
		if want == nil {
			want = got
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("with %d at once: %s", procs, diff)
		}
	}
	for _, r := range want.Results {
		if run := s.seedRun(context.Background(), r.Seed); !run.made || run.result != r.Text {
			t.Errorf("seed %d gives %q, want %q", r.Seed, run.result, r.Text)
		}
	}
	if len(want.Results) < 2 {
		t.Errorf("there is one result, %q: the test shows nothing", want.Results[0].Text)
	}
}

func TestASweepThatIsInterruptedKeepsTheRunsThatWereMade(t *testing.T) {
	w := tally(10, []seedRun{{result: "a", right: true, wall: 1, made: true}, {}, {result: "b", failed: true, wall: 3, made: true}, {}})
	if !w.Interrupted() || w.Seeds != 4 || len(w.Walls) != 2 || len(w.Results) != 2 || w.Results[1].Seed != 12 {
		t.Errorf("of 4 runs, 2 of which were made, it has %+v", w)
	}
	s := setupOf(t, sim.Config{Cores: 2, GIL: under(t, gil.Off)}, "", "balance", 0)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if w := s.Sweep(ctx, 3, nil); !w.Interrupted() || len(w.Results) != 0 {
		t.Errorf("without a run it has %v", w.Results)
	}
}

func TestTheMostFrequentResultComesFirst(t *testing.T) {
	w := tally(10, []seedRun{{"b", false, true, false, 1, true}, {"a", false, false, false, 2, true}, {"c", false, true, false, 3, true},
		{"a", false, false, false, 4, true}})
	want := []Result{{"a", false, false, false, 2, 11}, {"b", false, true, false, 1, 10}, {"c", false, true, false, 1, 12}}
	if diff := cmp.Diff(want, w.Results); diff != "" {
		t.Error(diff)
	}
	if w.Right != 2 {
		t.Errorf("%d are right, want 2", w.Right)
	}
}

// BenchmarkAThousandSeeds runs the balance program at a thousandth of the tutorials' size: 2 threads, 100 calls each. One
// process may take 0.2 s for it; on n cores it should take an n-th of the time on one.
func BenchmarkAThousandSeeds(b *testing.B) {
	s := setupOf(b, sim.Config{Cores: 4, GIL: under(b, gil.Off)}, "", "balance", 0, "count", "100")
	for procs := 1; procs <= runtime.NumCPU(); procs *= 2 {
		b.Run(fmt.Sprintf("procs=%d", procs), func(b *testing.B) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
			for b.Loop() {
				if s.Sweep(context.Background(), 1000, nil).Interrupted() {
					b.Fatal("it was interrupted")
				}
			}
		})
	}
}
