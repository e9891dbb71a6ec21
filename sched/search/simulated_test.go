// This file holds that what a search proves is so on the simulated machine, which knows nothing of searches.

package search

import (
	"flag"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/search/corpus"
	"github.com/gilsim/gilsim/sched/sim"
)

var simulatedRuns = flag.Int("simulated-runs", 60, "how many random runs of the simulated machine each program makes that passes")

// anyOption is the strategy of a simulated machine that draws whatever is asked, also who makes each step.
type anyOption struct{ *rand.Rand }

func (anyOption) Timed() bool { return false }

func (s anyOption) Pick(d *choice.Decision) (int64, error) {
	if d.Kind == choice.Next {
		return s.Int64N(int64(len(d.Options))), nil
	}
	return d.Low + s.Int64N(d.High-d.Low+1), nil
}

// simulated makes a run of the i-th kind: with time on one to three cores, or one in which each step is drawn.
func simulated(i int, lock gil.Config, main func(t *sched.Thread)) error {
	cfg := sim.Config{Cores: 1 + i%3, Seed: uint64(i), GIL: lock}
	if i%4 > 0 {
		cfg = sim.Config{Cores: 1, Strategy: anyOption{generator(uint64(i))}, GIL: lock}
	}
	_, err := sim.Run(cfg, main)
	return err
}

// A program that passes has no wrong run among many random ones on the simulated machine, under the lock itself.
func TestWhatPassesSurvivesTheSimulatedMachine(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes thousands of runs")
	}
	passed := 0
	for _, c := range corpus.Programs() {
		for _, lock := range []gil.Config{{}, {Discipline: gil.Interval}, {Discipline: gil.Interval, Checks: gil.Calls311}, {Discipline: gil.Coop}} {
			f, err := Search(programOf(c), Options{GIL: lock, Runs: 1000})
			if err != nil {
				t.Fatal(c.Name, err)
			}
			if f.Verdict != Pass {
				continue
			}
			passed++
			for i := range *simulatedRuns {
				wrong := ""
				if err := simulated(i, lock, func(t *sched.Thread) { wrong = c.Run(t) }); err != nil || wrong != "" {
					t.Errorf("%s under %v passes, and run %d ends with %q, %v", c.Name, lock.Discipline, i, wrong, err)
					break
				}
			}
		}
	}
	if t.Logf("%d pass", passed); passed < 30 {
		t.Errorf("only %d programs pass", passed)
	}
}

// Each result that comes on the simulated machine is one that the search has found, which has found all there are.
func TestTheSimulatedMachineHasNoOtherResults(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes thousands of runs")
	}
	r := generator(23)
	locks := []gil.Config{{}, {Discipline: gil.Interval}, {Discipline: gil.Interval, Checks: gil.Calls}, {Discipline: gil.Coop}}
	met, all := 0, 0
	for drawn := range 40 {
		p, lock := drawSmall(r), locks[drawn%len(locks)]
		f := exhaust(t, p, Options{GIL: lock, Runs: 3000})
		if !f.Complete {
			continue
		}
		var found, come []string
		for _, o := range f.Outcomes {
			found = append(found, o.Result)
		}
		for i := range *simulatedRuns {
			run := p()
			result := ""
			if err := simulated(i, lock, run.Main); err != nil {
				result = firstLine(err)
			} else {
				result, _ = run.Judge()
			}
			if !slices.Contains(come, result) {
				come = append(come, result)
			}
			if !slices.Contains(found, result) {
				t.Fatalf("program %d under %v: run %d ends with %s; the search has found %v", drawn, lock.Discipline, i, result, found)
			}
		}
		met, all = met+len(come), all+len(found)
	}
	if met < all*3/4 {
		t.Errorf("only %d of %d results come: the runs are too few, or all alike", met, all)
	}
	t.Logf("%d of %d results come", met, all)
}
