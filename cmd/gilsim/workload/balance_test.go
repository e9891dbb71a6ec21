package workload

import (
	"fmt"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/sim"
)

// The sizes of the race table. An interpreter that takes 40 ns a bytecode makes a run span many switch intervals in few
// steps: so a thousand seeds take seconds. All the other times are those of the default machine.
const (
	raceInterval = 50 * time.Microsecond
	raceCount    = "1500"
	raceCountOff = "300"  // without the lock each step is a switch for the simulator; there is no interval to span
	raceBytecode = 40_000 // ps
	raceCores    = 2
)

// Where updates are lost, and where they never are: measured with CPython 2.7 to 3.13t.
func TestTheRaceTable(t *testing.T) {
	seeds := uint64(1000)
	if testing.Short() {
		seeds = 50
	}
	for _, test := range []struct {
		program string
		setting
		loses bool
	}{
		{"balance", setting{gil.Ticks, gil.Every}, true},
		{"balance", setting{gil.Interval, gil.Every}, true},
		{"balance", setting{gil.Interval, gil.Calls}, false},
		{"balance", setting{gil.Interval, gil.Calls311}, false},
		{"balance", setting{gil.Off, gil.Every}, true},
		{"balance-locked", setting{gil.Ticks, gil.Every}, false},
		{"balance-locked", setting{gil.Interval, gil.Every}, false},
		{"balance-locked", setting{gil.Off, gil.Every}, false},
	} {
		t.Run(test.program+" "+test.setting.String(), func(t *testing.T) {
			t.Parallel()
			r := race(t, test.program, test.setting, seeds)
			t.Logf("2 threads x %s changes, %v a bytecode, %s: wrong in run %d of %d: %q",
				r.count, time.Duration(raceBytecode/1000), r.span(test.discipline), r.runs, seeds, r.wrong)
			if test.loses != (r.wrong != "") {
				t.Errorf("updates lost in run %d of %d: %q, want some: %t", r.runs, seeds, r.wrong, test.loses)
			}
			if test.discipline != gil.Off && r.intervals < 20 {
				t.Errorf("a run spans %.1f switch intervals, want at least 20", r.intervals)
			}
		})
	}
}

// TestTheDefaultRunLosesUpdatesWithAShortInterval holds what the text of the program promises.
func TestTheDefaultRunLosesUpdatesWithAShortInterval(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine at a time, for long")
	}
	seeds, wrong := uint64(10), 0
	p := Find("balance")
	lock := gil.Config{Discipline: gil.Interval, Checks: gil.Every, Interval: 100 * time.Microsecond}
	for seed := uint64(1); seed <= seeds; seed++ {
		o, _, err := run(p, input(t, p, 0, nil), sim.Config{Seed: seed, GIL: lock})
		if err != nil {
			t.Fatal(err)
		}
		if !o.OK {
			wrong++
		}
	}
	if wrong < int(seeds)/2 {
		t.Errorf("updates lost with %d seeds of %d, want at least half", wrong, seeds)
	}
}

// A raceResult is what many seeds of a race gave.
type raceResult struct {
	count     string  // changes of each thread
	runs      int     // up to the first one with a wrong balance
	wrong     string  // what it had; "" if none had one
	intervals float64 // the least that a run spanned
	handovers float64 // of the interpreter lock in a run, on average
}

// span says how long a run is.
func (r *raceResult) span(d gil.Discipline) string {
	if d == gil.Off {
		return "no lock"
	}
	return fmt.Sprintf("switch interval %v, a run spans at least %.0f of them and has %.1f hand-overs on average",
		raceInterval, r.intervals, r.handovers)
}

// race runs the program under so many seeds, or until a balance is wrong.
func race(t *testing.T, name string, s setting, seeds uint64) raceResult {
	r := raceResult{count: raceCount, intervals: 1e9}
	if s.discipline == gil.Off {
		r.count = raceCountOff
	}
	p := Find(name)
	in := input(t, p, 2, params("count", r.count))
	handovers := 0
	for seed := uint64(1); seed <= seeds && r.wrong == ""; seed++ {
		o, sum := summed(t, p, in, sim.Config{
			Cores: raceCores, Seed: seed, Bytecode: raceBytecode,
			GIL: gil.Config{Discipline: s.discipline, Checks: s.checks, Interval: raceInterval},
		})
		r.intervals = min(r.intervals, float64(sum.Wall)/float64(raceInterval))
		r.runs, handovers = r.runs+1, handovers+int(sum.Lock.Handoffs)
		if !o.OK {
			r.wrong = o.Result
		}
	}
	r.handovers = float64(handovers) / float64(r.runs)
	return r
}
