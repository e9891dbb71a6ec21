// This file holds what the tutorials say that their programs with threads print, and how they end, on both machines.

package workload

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// tries is how often a program may come out otherwise on the real machine: what it shows rests on sleeps that are long
// enough, and on a busy computer none is.
const tries = 5

// everywhere runs a program under every lock on the simulated machine, and under two on the real one. What is wrong with
// an outcome says wrong; nothing if that is empty.
func everywhere(t *testing.T, name string, threads int, given []trace.Param, wrong func(o outcome) string) {
	t.Helper()
	p := Find(name)
	in := input(t, p, threads, given)
	for _, s := range settings() {
		lock := gil.Config{Discipline: s.discipline, Checks: s.checks, Interval: 20 * time.Microsecond}
		if why := wrong(runOn(t, 0, p, in, lock)); why != "" {
			t.Errorf("%s %v under %s, simulated: %s", name, given, s, why)
		}
	}
	for _, d := range []gil.Discipline{gil.Off, gil.On} {
		why := wrong(runOn(t, 1, p, in, gil.Config{Discipline: d}))
		for n := 1; why != "" && n < tries; n++ {
			why = wrong(runOn(t, 1, p, in, gil.Config{Discipline: d}))
		}
		if why != "" {
			t.Errorf("%s %v under %s, real: %s", name, given, d, why)
		}
	}
}

// ends expects a result everywhere.
func ends(t *testing.T, name string, threads int, given []trace.Param, result string, ok bool) {
	t.Helper()
	everywhere(t, name, threads, given, func(o outcome) string {
		if o.err == nil && o.Result == result && o.OK == ok {
			return ""
		}
		return fmt.Sprintf("%q, right: %t (%v), want %q, %t", o.Result, o.OK, o.err, result, ok)
	})
}

// printed returns the lines that a program prints on the simulated machine, and its outcome.
func printed(t *testing.T, name string, given ...string) ([]string, Outcome) {
	t.Helper()
	p := Find(name)
	in := input(t, p, 0, params(given...))
	var o Outcome
	tr, err := sim.Record(sim.Config{GIL: on(5 * time.Millisecond)}, func(t *sched.Thread) { o = p.Run(t, in) })
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	if err := trace.WriteProgram(&text, tr); err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(text.String(), "\n"), "\n"), o
}

func TestASleepBetweenReadAndWriteLeavesNineAndALockNone(t *testing.T) {
	ends(t, "sleep-race", 10, params("sleep", "50ms"), "num = 9", false)
	ends(t, "sleep-race", 10, params("sleep", "1ms", "lock", "true"), "num = 0", true)
	lines, _ := printed(t, "sleep-race")
	if !slices.Equal(lines, []string{"9"}) {
		t.Errorf("it prints %q, want 9", lines)
	}
}

func TestTicketsAreSoldTwiceUnlessTheLockIsAroundTheSale(t *testing.T) {
	ends(t, "tickets", 3, params("pay", "20ms"), "-2 tickets left", false)
	ends(t, "tickets", 3, params("pay", "1ms", "lock", "sale"), "0 tickets left", true)
	ends(t, "tickets", 3, params("pay", "1ms", "lock", "all"), "0 tickets left", true)
}

func TestALockAroundTooMuchLetsOneWindowSellEverything(t *testing.T) {
	figures := func(lock string) (most float64, took time.Duration) {
		p := Find("tickets")
		o, r, err := run(p, input(t, p, 0, params("lock", lock)), sim.Config{})
		if err != nil || !o.OK {
			t.Fatal(o.Result, err)
		}
		return o.Metrics[0].Value, r.Wall
	}
	// Ten sales one after the other last as long as ten; the start of the windows is in both times.
	enough, quick := figures("sale")
	tooMuch, slow := figures("all")
	if enough > 5 || tooMuch != 10 || slow < 12*quick/5 {
		t.Errorf("the busiest window sells %v in %v, and with the lock around all of it %v in %v, want 10 in the end, and 10 sales in place of 4",
			enough, quick, tooMuch, slow)
	}
}

func TestAnAuditIsWrongWithTheInterpreterLockAndRightWithOnesOwn(t *testing.T) {
	ends(t, "audit", 2, params("transfers", "20", "log", "2ms", "think", "1ms"), "the auditor finds a wrong sum", false)
	ends(t, "audit", 2, params("transfers", "20", "lock", "true"), "every audit adds up", true)
	ends(t, "audit", 4, params("transfers", "20", "lock", "true"), "every audit adds up", true)
}

func TestUnderALockNoObjectIsFreedBetweenAllocationAndBinding(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes a hundred long runs")
	}
	p := Find("collector")
	for _, s := range settings() {
		wrong := 0
		for seed := uint64(1); seed <= 20; seed++ {
			lock := gil.Config{Discipline: s.discipline, Checks: s.checks, Interval: 10 * time.Microsecond, CheckInterval: 7}
			o, _, err := run(p, input(t, p, 0, params("count", "500")), sim.Config{Cores: 2, Seed: seed, GIL: lock, Bytecode: 50_000})
			if err != nil {
				t.Fatal(err)
			}
			if !o.OK {
				wrong++
			}
		}
		if free := s.discipline == gil.Off; free != (wrong > 0) {
			t.Errorf("under %s objects are used after they were freed with %d seeds of 20, want some: %t", s, wrong, free)
		}
	}
}

func TestTwoNamesForOneRLockAreNoDeadlockAndTwoRLocksAre(t *testing.T) {
	ends(t, "rlock", 2, params("sleep", "1ms"), "2 diners have eaten", true)
	everywhere(t, "rlock", 2, params("sleep", "50ms", "objects", "different"), func(o outcome) string {
		var deadlock *sched.DeadlockError
		if errors.As(o.err, &deadlock) && len(deadlock.Cycle) == 2 && deadlock.Cycle[0].Holder != "" {
			return ""
		}
		return fmt.Sprintf("%v, want two who wait for each other", o.err)
	})
	lines, _ := printed(t, "rlock")
	want := []string{
		"diner-1 takes the plate", "diner-1 takes the spoon", "diner-1 eats",
		"diner-2 takes the spoon", "diner-2 takes the plate", "diner-2 eats",
	}
	if !slices.Equal(lines, want) {
		t.Errorf("it prints %q, want %q", lines, want)
	}
}

func TestASemaphoreLetsThreeInAtATime(t *testing.T) {
	ends(t, "semaphore", 20, params("sleep", "1ms"), "20 threads, never more than 3 at a time", true)
	lines, o := printed(t, "semaphore")
	if most, sleeps := o.Metrics[0].Value, o.Metrics[1].Value; most != 3 || sleeps < 7 || sleeps > 7.2 {
		t.Errorf("at most %v at a time, %v sleeps in a row, want 3, and 7 batches", most, sleeps)
	}
	for batch := range 7 {
		some := slices.Sorted(slices.Values(lines[3*batch : min(3*batch+3, 20)]))
		for _, name := range some {
			var number int
			if _, err := fmt.Sscanf(name, "Thread-%d", &number); err != nil || (number-1)/3 != batch {
				t.Errorf("batch %d is %q, want the threads in the order of their coming", batch+1, some)
			}
		}
	}
}

func TestASemaphoreForNobodyIsRefused(t *testing.T) {
	p := Find("semaphore")
	_, _, err := run(p, input(t, p, 0, params("permits", "0")), sim.Config{})
	if err == nil || !strings.Contains(err.Error(), "parameter permits is 0: it must be 1 or more") {
		t.Errorf("permits 0: %v", err)
	}
}

func TestClientsConnectWhenTheServerHasStarted(t *testing.T) {
	ends(t, "event", 5, params("unit", "1ms"), "4 of 4 clients connected, 0 too early", true)
	for _, ask := range []string{"event", "loop"} {
		lines, _ := printed(t, "event", "ask", ask)
		want := []string{"the server is starting", "client-1 tries to connect", "the server has started", "client-1 is connected"}
		if !slices.Equal(lines, want) {
			t.Errorf("ask=%s: it prints %q, want %q", ask, lines, want)
		}
	}
}

func TestAskingInALoopKeepsGreenServersOut(t *testing.T) {
	p := Find("event")
	in := input(t, p, 0, params("ask", "loop", "asks", "5000"))
	o, _, err := run(p, in, sim.Config{GIL: gil.Config{Discipline: gil.Coop}})
	if want := "0 of 1 clients connected, 0 too early"; err != nil || o.OK || o.Result != want {
		t.Errorf("%q (%v), want %q", o.Result, err, want)
	}
}

func TestAThreadIsFarCheaperThanAForkAndThatThanASpawn(t *testing.T) {
	p := Find("price")
	o, _, err := run(p, input(t, p, 0, nil), sim.Config{GIL: on(5 * time.Millisecond)})
	if err != nil || !o.OK {
		t.Fatal(o.Result, err)
	}
	thread, fork, spawn, task := o.Metrics[0].Value, o.Metrics[1].Value, o.Metrics[2].Value, o.Metrics[4].Value
	if thread > 0.2e-3 || fork < 4e-3 || fork > 6.5e-3 || spawn < 83e-3 || spawn > 122e-3 {
		t.Errorf("a thread takes %v s, a fork %v s, a spawn %v s; measured with CPython: 0.08, 4 to 6.5, 83 to 122 ms", thread, fork, spawn)
	}
	if task > fork/10 {
		t.Errorf("a task of a pool takes %v s, where a fork takes %v s", task, fork)
	}
}

// TestSwitchingWithYieldTakesLonger holds that it costs what it did with CPython 3.11, where the ratio was 1.38, and that the
// tasks take turns.
func TestSwitchingWithYieldTakesLonger(t *testing.T) {
	_, o := printed(t, "generator")
	if r := o.Metrics[2].Value; r < 1.32 || r > 1.59 {
		t.Errorf("switching takes %v times as long; measured with CPython 3.11: 1.32 to 1.59", r)
	}
	ends(t, "generator", 2, params("rounds", "500"), "500 rounds of two tasks", true)
	lines, _ := printed(t, "generator", "rounds", "2", "print", "each")
	want := []string{"task1 run", "task1 run", "task2 run", "task2 run", "task2 run", "task1 run", "task2 run", "task1 run", "2 rounds of two tasks"}
	if !slices.Equal(lines, want) {
		t.Errorf("it prints %q, want %q", lines, want)
	}
}
