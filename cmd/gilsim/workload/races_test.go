package workload

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/sim"
)

// The machine of the table: its bytecodes are slow and its timers exact, so that a run spans many switch intervals in few
// steps. The tick counter counts bytecodes, and its lock is lost only to a thread whose wake-up ends just then: there
// bytecodes are quicker, and there are more of them.
const (
	tableInterval = 50 * time.Microsecond
	tableBytecode = 500_000 // ps: 100 bytecodes an interval
	ticksBytecode = 20_000
	ticksInterval = 4 * time.Microsecond // 200 bytecodes, of which 100 count
)

// The columns of the table, each with its lock.
var raceEras = []struct {
	python string
	setting
}{
	{"2.7", setting{gil.Ticks, gil.Every}},
	{"3.9", setting{gil.Interval, gil.Every}},
	{"3.10", setting{gil.Interval, gil.Calls}},
	{"3.11 to 3.13", setting{gil.Interval, gil.Calls311}},
	{"3.13t", setting{gil.Off, gil.Calls311}},
}

// raceTable is what was measured: for each pattern, by era, whether updates are lost (Y) or never (0).
var raceTable = map[string]string{
	"inline":      "YY00Y",
	"call":        "YY00Y",
	"global":      "YY00Y",
	"attribute":   "YY00Y",
	"dict":        "YY00Y",
	"list":        "YY00Y",
	"python-call": "YYYYY",
	"c-call":      "YYYYY",
	"property":    "YYYYY",
	"loop":        "YYYYY",
	"lambda":      "YYYYY",
	"len":         "YYY0Y",
}

// TestEachPatternLosesUpdatesInTheErasInWhichItDoesInReality holds the table cell by cell: measured with CPython 2.7.18,
// 3.9.18, 3.10.13, 3.11.7, 3.12.1, 3.13.0 and a free-threaded 3.13.5.
func TestEachPatternLosesUpdatesInTheErasInWhichItDoesInReality(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes thousands of runs")
	}
	const seeds = 1000
	for _, name := range patternNames() {
		for i, era := range raceEras {
			got, spanned := loses(t, name, era.setting, seeds)
			t.Logf("%-12s %-13s loses updates: %t; %.0f switch intervals at least", name, era.python, got, spanned)
			if want := raceTable[name][i] == 'Y'; got != want {
				t.Errorf("%s under %s: updates lost in one of %d runs: %t, want %t", name, era.python, seeds, got, want)
			}
			if era.discipline != gil.Off && spanned < 20 {
				t.Errorf("%s under %s: a run spans %.1f switch intervals, want at least 20", name, era.python, spanned)
			}
		}
	}
}

// loses reports whether the pattern loses updates with one of so many seeds, and how many switch intervals a run spans at least.
func loses(t *testing.T, name string, s setting, seeds uint64) (lost bool, spanned float64) {
	t.Helper()
	p := Find("races")
	count, interval := tableCount(name, s)
	in := input(t, p, 2, params("pattern", name, "count", fmt.Sprint(count)))
	var next, shortest atomic.Int64
	var wrong atomic.Bool
	shortest.Store(int64(time.Hour))
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for seed := next.Add(1); seed <= int64(seeds) && !wrong.Load(); seed = next.Add(1) {
				o, r, err := run(p, in, tableMachine(s, uint64(seed)))
				if err != nil {
					t.Error(err)
					return
				}
				if !o.OK {
					wrong.Store(true)
				}
				for was := shortest.Load(); int64(r.Wall) < was && !shortest.CompareAndSwap(was, int64(r.Wall)); {
					was = shortest.Load()
				}
			}
		})
	}
	group.Wait()
	return wrong.Load(), float64(shortest.Load()) / float64(interval)
}

// tableMachine returns the machine and the lock of a cell.
func tableMachine(s setting, seed uint64) sim.Config {
	cfg := sim.Config{
		Cores: 2, Seed: seed, Bytecode: tableBytecode, Lateness: -1,
		GIL: gil.Config{Discipline: s.discipline, Checks: s.checks, Interval: tableInterval},
	}
	if s.discipline == gil.Ticks {
		cfg.Bytecode = ticksBytecode
	}
	return cfg
}

// tableCount returns how often each thread changes what is shared, and how long a switch interval of the run is.
func tableCount(name string, s setting) (count int, interval time.Duration) {
	switch {
	case s.discipline == gil.Off:
		return 20, tableInterval // there is no interval to span
	case s.discipline == gil.Ticks && name == "loop":
		return 200, ticksInterval
	case s.discipline == gil.Ticks:
		return 700, ticksInterval
	case name == "loop":
		return 40, tableInterval
	}
	return 150, tableInterval
}

// TestARoundThatDividesTheCheckIntervalIsSwitchedAtOnePlace holds what the text of the program says of CPython 2: the five
// bytecodes that count of "g += 1" go well with a check at every 100th, and not with the usual one at every 101st.
func TestARoundThatDividesTheCheckIntervalIsSwitchedAtOnePlace(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes 128 long runs")
	}
	right, wrong := aliased(t, 99)
	usually, _ := aliased(t, 100)
	t.Logf("a check at every 100th: %d seeds lose nothing, %d lose updates; at every 101st %d lose nothing", right, wrong, usually)
	if right < 10 || wrong < 10 || usually > 6 {
		t.Error("want at least 10 of each, and at most 6")
	}
}

// aliased runs "g += 1" under 64 seeds and returns how many of them lose nothing, and how many lose updates.
func aliased(t *testing.T, checkInterval int) (right, wrong int) {
	t.Helper()
	p := Find("races")
	in := input(t, p, 2, params("pattern", "global", "count", "20000"))
	for seed := uint64(1); seed <= 64; seed++ {
		o, _, err := run(p, in, sim.Config{Seed: seed, GIL: gil.Config{Discipline: gil.Ticks, CheckInterval: checkInterval}})
		switch {
		case err != nil:
			t.Fatal(err)
		case o.OK:
			right++
		default:
			wrong++
		}
	}
	return right, wrong
}
