package workload

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
)

// TestEveryProgramGivesItsVerdictUnderEveryLock runs the whole table, on one core and on several.
func TestEveryProgramGivesItsVerdictUnderEveryLock(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes each run twice that TestProgramsRunOnBothEngines makes")
	}
	for _, p := range All() {
		for _, v := range variants(p) {
			for _, s := range settings() {
				for _, cores := range []int{1, 4} {
					lock := gil.Config{Discipline: s.discipline, Checks: s.checks, Interval: 20 * time.Microsecond}
					o, _, err := run(p, input(t, p, 0, v.params), sim.Config{Cores: cores, GIL: lock})
					if why := wrongVerdict(p, s, o, err); why != "" {
						t.Errorf("%s under %s on %d cores: %s", v.name, s, cores, why)
					}
				}
			}
		}
	}
}

// wrongVerdict says what is wrong with the outcome of a program under a lock, if anything is.
func wrongVerdict(p *Program, s setting, o Outcome, err error) string {
	var deadlock *sched.DeadlockError
	switch {
	case p.Name == "deadlock" && !errors.As(err, &deadlock):
		return fmt.Sprintf("it must deadlock, but ends with %v", err)
	case p.Name == "deadlock" && len(deadlock.Cycle) != 2:
		return fmt.Sprintf("two must wait for each other, but the report says %v", err)
	case p.Name == "deadlock":
		return ""
	case p.Name == "full-queue" && !errors.As(err, &deadlock):
		return fmt.Sprintf("it must deadlock, but ends with %v", err)
	case p.Name == "full-queue" && (len(deadlock.Cycle) != 0 || len(deadlock.Waits) != 2):
		return fmt.Sprintf("two must wait, and not for each other, but the report says %v", err)
	case p.Name == "full-queue":
		return ""
	case err != nil:
		return err.Error()
	case !o.OK && !mayFail(p, s):
		return fmt.Sprintf("%q, want %q", o.Result, o.Want)
	}
	return ""
}

// mayFail reports whether the program may be wrong under the lock. It need not be.
func mayFail(p *Program, s setting) bool {
	depends := loose[p.Name]
	if depends == nil {
		return false
	}
	_, check := depends(s)
	return check
}

func TestALockTakenTwiceIsACircleOfOne(t *testing.T) {
	p := Find("deadlock")
	for _, given := range []struct {
		threads int
		kind    string
	}{{1, "twice"}, {2, "twice"}, {1, "chopsticks"}} {
		_, _, err := run(p, input(t, p, given.threads, params("kind", given.kind)), sim.Config{})
		var deadlock *sched.DeadlockError
		if !errors.As(err, &deadlock) {
			t.Fatalf("%+v ends with %v, want a deadlock", given, err)
		}
		if len(deadlock.Cycle) != 1 || deadlock.Cycle[0].Holder != "diner-1" || deadlock.Cycle[0].Object != `lock "plate"` {
			t.Errorf("%+v: %v\nwant diner-1 to wait for the plate that it holds itself", given, err)
		}
	}
}

func TestPhilosophersWaitForEachOtherAroundTheTable(t *testing.T) {
	p := Find("deadlock")
	_, _, err := run(p, input(t, p, 5, nil), sim.Config{GIL: gil.Config{Discipline: gil.On}})
	var deadlock *sched.DeadlockError
	if !errors.As(err, &deadlock) || len(deadlock.Cycle) != 5 {
		t.Errorf("the dinner ends with %v, want five who wait for each other", err)
	}
}

func TestWithoutTheSleepTheDinnerMayEndWell(t *testing.T) {
	p := Find("deadlock")
	in := input(t, p, 0, params("sleep", "0s"))
	ended, hung := 0, 0
	for seed := uint64(1); seed <= 20; seed++ {
		o, _, err := run(p, in, sim.Config{Seed: seed, GIL: gil.Config{Discipline: gil.On}})
		var deadlock *sched.DeadlockError
		switch {
		case err == nil && o.OK:
			ended++
		case errors.As(err, &deadlock):
			hung++
		default:
			t.Fatalf("seed %d: %q, %v", seed, o.Result, err)
		}
	}
	t.Logf("without the sleep %d dinners of 20 ended well, %d hung", ended, hung)
	if ended == 0 {
		t.Error("without the sleep no dinner of 20 ended well")
	}
}

func TestSleepersSleepAtTheSameTime(t *testing.T) {
	p := Find("sleepers")
	for _, d := range gil.Disciplines() {
		for _, cores := range []int{1, 4} {
			o, _, err := run(p, input(t, p, 0, nil), sim.Config{Cores: cores, GIL: gil.Config{Discipline: d}})
			if err != nil || o.Metrics[0].Value < 9.5 {
				t.Errorf("%s, %d cores: the sleeps of ten threads overlap %.2f times, want nearly 10 (%v)", d, cores, o.Metrics[0].Value, err)
			}
		}
	}
}

func TestSwitchingOnIOIsFasterAndSwitchingOnTheSliceIsNot(t *testing.T) {
	p := Find("multiprogram")
	evenly := sim.Config{Cores: 1, SpeedJitter: -1} // its noise is greater than the cost of switching
	figures := func(given ...string) (total, mean float64) {
		o, _, err := run(p, input(t, p, 0, params(given...)), evenly)
		if err != nil || !o.OK {
			t.Fatal(o, err)
		}
		m := o.Metrics
		return m[1].Value / m[0].Value, m[3].Value / m[2].Value
	}
	if total, _ := figures(); total > 0.7 {
		t.Errorf("with I/O the jobs together take %.4f of the time of one by one, want at most 0.7", total)
	}
	total, mean := figures("io", "0s", "priority", "same")
	if total <= 1 || total > 1.05 || mean < 1.3 {
		t.Errorf("without I/O the jobs together take %.4f of the time of one by one, and %.2f of the mean time to the end of a job; "+
			"want a little over 1, and over 1.3", total, mean)
	}
}

func TestAHigherPriorityPreemptsOnOneCoreAndTheLockKnowsNone(t *testing.T) {
	p := Find("multiprogram")
	worst := func(priority string, d gil.Discipline) time.Duration {
		o, _, err := run(p, input(t, p, 0, params("priority", priority, "io", "1ms")), sim.Config{Cores: 1, GIL: gil.Config{Discipline: d}})
		if err != nil || !o.OK {
			t.Fatal(o, err)
		}
		return longest(o.Latencies)
	}
	without, with, locked := worst("same", gil.Off), worst("higher", gil.Off), worst("higher", gil.On)
	t.Logf("job-1 comes back from the disk late by at most: %v; with a higher priority %v; with that and the lock %v", without, with, locked)
	if with > 200*time.Microsecond || without < 10*with || locked < 10*with {
		t.Error("want the priority to help by far, and only without the lock")
	}
}

// longest returns the longest of the latencies.
func longest(latencies []time.Duration) time.Duration {
	var most time.Duration
	for _, l := range latencies {
		most = max(most, l)
	}
	return most
}

func TestTheCatalogueIsFitToPrint(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range All() {
		if seen[p.Name] || Find(p.Name) == nil {
			t.Errorf("%s is there twice, or cannot be found", p.Name)
		}
		seen[p.Name] = true
		if len(p.Short) > 85 || strings.Contains(p.Short, "\n") || !strings.Contains(p.Doc, "utorials") {
			t.Errorf("%s: the one line is too long for a terminal, or the text does not say what the tutorials claim", p.Name)
		}
		for _, line := range strings.Split(p.Doc, "\n") {
			if len(line) > 85 {
				t.Errorf("%s: the line %q is longer than a terminal is wide", p.Name, line)
			}
		}
		for _, param := range p.Params {
			if _, err := param.parse(param.Default); err != nil || param.Doc == "" {
				t.Errorf("%s: parameter %s: its default is refused (%v), or it has no text", p.Name, param.Name, err)
			}
		}
	}
	if Find("nothing") != nil {
		t.Error("there is a program called nothing")
	}
}

func TestWhatToTryNextNamesProgramsAndParametersThatExist(t *testing.T) {
	flag := regexp.MustCompile(`--([a-z-]+)=(\S+)`)
	for _, p := range All() {
		if len(p.Try) < 2 {
			t.Errorf("%s has too little to try next", p.Name)
		}
		for _, try := range p.Try {
			command, _, commented := strings.Cut(try, "  # ")
			other, own := p, []string(nil)
			for _, m := range flag.FindAllStringSubmatch(command, -1) {
				switch m[1] {
				case "workload":
					other = Find(m[2])
				case "param":
					key, value, _ := strings.Cut(m[2], "=")
					own = append(own, key, value)
				}
			}
			if !commented || !strings.HasPrefix(command, "gilsim --workload=") && !strings.HasPrefix(command, "gilsim compare --family=") || other == nil {
				t.Fatalf("%s: %q is no command for a program, two blanks and a comment", p.Name, try)
			}
			if _, err := other.Input(0, params(own...)); err != nil {
				t.Errorf("%s: %q: %v", p.Name, try, err)
			}
		}
	}
}
