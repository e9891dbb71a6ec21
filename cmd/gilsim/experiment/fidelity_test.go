// This file compares the machine of --profile vm with real interpreters: testdata/reference says what those did.

package experiment

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// runFigures are what is measured in one run. Times are those of the virtual clock.
type runFigures struct {
	wall      time.Duration
	onCore    time.Duration // of all threads
	voluntary int           // how often a thread gave its core away in order to wait
	holds     []time.Duration
	gaps      []time.Duration
	turns     []int32 // who has had the lock, in order
	held      map[int32]time.Duration
	late      []time.Duration
}

// cpu returns how much of a core was used, in percent.
func (f *runFigures) cpu() float64 { return 100 * float64(f.onCore) / float64(f.wall) }

// perSecond returns how many voluntary switches there were a second.
func (f *runFigures) perSecond() float64 { return float64(f.voluntary) / f.wall.Seconds() }

// measure takes the figures from the events of the run.
func (f *runFigures) measure(events []trace.Event) {
	since := map[int32]int64{}
	var holder int32
	var taken, dropped int64
	f.held = map[int32]time.Duration{}
	for _, e := range events {
		f.wall = time.Duration(e.Time)
		switch e.Kind {
		case trace.Run:
			since[e.Thread] = e.Time
		case trace.Park, trace.Exit, trace.Expire, trace.Preempt:
			f.onCore += time.Duration(e.Time - since[e.Thread])
			if e.Kind == trace.Park {
				f.voluntary++
			}
		case trace.Drop:
			dropped = e.Time
		case trace.Take:
			if e.Thread == holder {
				continue
			}
			if holder != 0 {
				f.holds = append(f.holds, time.Duration(dropped-taken))
				f.gaps = append(f.gaps, time.Duration(e.Time-dropped))
				f.held[holder] += time.Duration(dropped - taken)
			}
			f.turns = append(f.turns, e.Thread)
			holder, taken = e.Thread, e.Time
		}
	}
}

// A job is one run that is measured.
type job struct {
	program  string
	python   string
	cores    int
	threads  int
	interval string
}

// run makes the run.
func (j job) run(t *testing.T) *runFigures {
	t.Helper()
	era, err := gil.CPython(j.python)
	if err != nil {
		t.Fatal(err)
	}
	if d, err := time.ParseDuration(j.interval); err == nil {
		era.Lock.Interval = d
	}
	machine := likeTheRealOne(t)
	machine.Cores, machine.Seed, machine.GIL = j.cores, 1, era.Lock
	p, in := inputOf(t, "countdown", max(1, j.threads), "n", strconv.Itoa(j.rounds()))
	s, err := New(p, in, j.python, machine)
	if err != nil {
		t.Fatal(err)
	}
	f := new(runFigures)
	main := func(t *sched.Thread) { p.Run(t, in) }
	switch j.program {
	case "sleeper":
		main = j.sleeper(f)
	case "turns":
		main = j.spinners(1500 * time.Millisecond)
	}
	tr, err := sim.Record(s.Machine, main)
	if err != nil {
		t.Fatal(err)
	}
	f.measure(tr.Events)
	return f
}

// rounds returns how long the count-down is: where the ratio does not depend on it, short.
func (j job) rounds() int {
	switch d, _ := time.ParseDuration(j.interval); {
	case j.python == "2.7" && j.cores > 1:
		return 2_000_000
	case d > 10*time.Millisecond:
		return 100_000_000
	case d < time.Millisecond:
		return 4_000_000
	}
	return 10_000_000
}

// spin computes until it is told to stop.
func spin(t *sched.Thread, stop *bool) {
	for !*stop {
		t.Execute(sched.Code{N: 9000, Round: 9, Ticks: 3})
	}
}

// spinners is a program of threads that compute for so long.
func (j job) spinners(d time.Duration) func(*sched.Thread) {
	return func(t *sched.Thread) {
		stop := false
		for range j.threads {
			t.Spawn("", func(t *sched.Thread) { spin(t, &stop) })
		}
		t.Sleep(d)
		stop = true
	}
}

// sleeper is a program whose main thread sleeps 1 ms again and again beside threads that compute.
func (j job) sleeper(f *runFigures) func(*sched.Thread) {
	return func(t *sched.Thread) {
		stop := false
		for range j.threads {
			t.Spawn("", func(t *sched.Thread) { spin(t, &stop) })
		}
		t.Sleep(20 * time.Millisecond)
		for range 600 {
			from := t.Engine().Now()
			t.Sleep(time.Millisecond)
			f.late = append(f.late, t.Engine().Now()-from-time.Millisecond)
		}
		stop = true
	}
}

// middle returns the median.
func middle(list []time.Duration) time.Duration {
	if len(list) == 0 {
		return 0
	}
	return slices.Sorted(slices.Values(list))[len(list)/2]
}

// figure returns the figure of this name.
func (f *runFigures) figure(t *testing.T, name string, j job) float64 {
	switch name {
	case "ratio":
		one := j
		one.threads = 1
		return float64(f.wall) / float64(one.run(t).wall)
	case "cpu":
		return f.cpu()
	case "voluntary":
		return f.perSecond()
	case "hold":
		return float64(middle(f.holds)) / 1e3
	case "gap":
		return float64(middle(f.gaps)) / 1e3
	case "late":
		return float64(middle(f.late)) / 1e6
	case "mean-late":
		sum := time.Duration(0)
		for _, d := range f.late {
			sum += d
		}
		return float64(sum) / float64(len(f.late)) / 1e6
	case "all-different":
		return allDifferent(f.turns, j.threads)
	case "least-share":
		return f.leastShare()
	}
	t.Fatalf("there is no figure %q", name)
	return 0
}

// allDifferent returns in which share of the windows of n turns every turn is another thread's.
func allDifferent(turns []int32, n int) float64 {
	count := 0
	windows := len(turns) - n + 1
	for i := range windows {
		window := slices.Sorted(slices.Values(turns[i : i+n]))
		if len(slices.Compact(window)) == n {
			count++
		}
	}
	return float64(count) / float64(windows)
}

// leastShare returns how long the thread that had the lock least has had it, against the one that had it most. The main
// thread, which sleeps, does not count.
func (f *runFigures) leastShare() float64 {
	var list []time.Duration
	for thread, d := range f.held {
		if thread != 1 {
			list = append(list, d)
		}
	}
	return float64(slices.Min(list)) / float64(slices.Max(list))
}

// knownMisses are the figures that are known to be wrong, each with the reason.
type knownMisses map[string]string

// misses is the list. What comes right must be taken off it.
var misses = knownMisses{
	"countdown 2.7 2 8 5ms cpu":   "173: a holder loses its core to a thread that it wakes there more often than under EEVDF, so fewer threads are awake beside it",
	"2.7 T=4 CPU":                 "158: the same",
	"countdown 3.11 2 2 50us cpu": "109: CPython's own part of a wait, its mutexes and clocks, is not in the model",
}

// check reports a figure that is out of its bounds, unless it is known to be, or one that is known to be and is not.
func (m knownMisses) check(t *testing.T, what string, got, low, high float64) {
	t.Helper()
	_, known := m[what]
	switch right := got >= low && got <= high; {
	case !right && !known:
		t.Errorf("%s: got %.4g, want %.4g to %.4g", what, got, low, high)
	case right && known:
		t.Errorf("%s: got %.4g, which is from %.4g to %.4g: it is no miss any more", what, got, low, high)
	}
}

func TestVirtualMachineDoesWhatTheRealOneWasSeenToDo(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine at a time, for long")
	}
	file, err := os.Open("../../../testdata/reference/gil.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	runs := map[job]*runFigures{}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		line := lines.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		var j job
		var name string
		var measured, low, high float64
		if _, err := fmt.Sscan(line, &j.program, &j.python, &j.cores, &j.threads, &j.interval, &name, &measured, &low, &high); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if runs[j] == nil {
			runs[j] = j.run(t)
		}
		got := runs[j].figure(t, name, j)
		t.Logf("%-9s %-4s %d cores %d threads %-5s %-13s %8.6g measured %8.6g", j.program, j.python, j.cores, j.threads, j.interval, name, got, measured)
		misses.check(t, strings.Join(strings.Fields(line)[:6], " "), got, low, high)
	}
}

// A countdownRun is one entry of countdown.json.
type countdownRun struct {
	Ratio      float64 `json:"threaded_over_sequential"`
	Min, Max   float64
	CPU        float64 `json:"cpu_percent"`
	Voluntary  float64 `json:"voluntary_switches"`
	Sequential float64 `json:"sequential_seconds"`
}

func TestCountdownIsAsFastAsOnRealInterpreters(t *testing.T) {
	data, err := os.ReadFile("../../../testdata/reference/countdown.json")
	if err != nil {
		t.Fatal(err)
	}
	var reference struct{ Runs map[string]countdownRun }
	if err := json.Unmarshal(data, &reference); err != nil {
		t.Fatal(err)
	}
	for _, python := range []string{"2.7", "3.9", "3.11", "3.13", "3.13t"} {
		one := job{"countdown", python, 2, 1, "5ms"}.run(t)
		for _, threads := range []int{1, 2, 4} {
			key := python + " T=" + strconv.Itoa(threads)
			want, ok := reference.Runs[key]
			if !ok {
				t.Fatalf("countdown.json has no %q", key)
			}
			f := job{"countdown", python, 2, threads, "5ms"}.run(t)
			want.compare(t, key, f, float64(f.wall)/float64(one.wall))
		}
	}
}

// compare holds a run against the real one. What is allowed is how far the real runs are apart under CPython 2.7, and a
// few percent under the others, which are steadier.
func (want *countdownRun) compare(t *testing.T, key string, f *runFigures, ratio float64) {
	t.Logf("%-9s ratio %.3f, measured %.2f; CPU %.0f %%, measured %.0f; %.0f switches a second", key, ratio, want.Ratio,
		f.cpu(), want.CPU, f.perSecond())
	check := func(what string, got, low, high float64) { misses.check(t, key+" "+what, got, low, high) }
	switch {
	case strings.HasPrefix(key, "2.7"):
		check("ratio", ratio, want.Min, want.Max)
		check("CPU", f.cpu(), want.CPU-20, want.CPU+20)
	case strings.HasPrefix(key, "3.13t"):
		check("ratio", ratio, want.Ratio*0.85, want.Ratio*1.15)
		check("CPU", f.cpu(), want.CPU-15, want.CPU+15)
	default:
		check("ratio", ratio, want.Ratio*0.95, want.Ratio*1.05)
		check("CPU", f.cpu(), want.CPU-3, want.CPU+3)
		if !strings.HasSuffix(key, "T=1") {
			real := want.Voluntary / (want.Ratio * want.Sequential)
			check("switches a second", f.perSecond(), real*0.65, real*1.35)
			check("hold", float64(middle(f.holds))/1e6, 5.0, 5.3)
		}
	}
}

func TestRunsOfTheVirtualMachineAreReplayedExactly(t *testing.T) {
	machine := likeTheRealOne(t)
	for _, python := range []string{"2.7", "3.11", "3.13t"} {
		era, err := gil.CPython(python)
		if err != nil {
			t.Fatal(err)
		}
		era.Lock.Interval = 50 * time.Microsecond // many forced switches, whose waiters are woken as they fall asleep
		c := machine
		c.Cores, c.Seed, c.GIL, c.Bytecode = 2, 1, era.Lock, era.Bytecode
		main := func(t *sched.Thread) {
			together(t, slices.Repeat([]func(*sched.Thread){func(t *sched.Thread) { count(t, 100_000); t.Sleep(time.Millisecond) }}, 4)...)
		}
		first, err := sim.Record(c, main)
		if err != nil {
			t.Fatal(err)
		}
		if err := trace.Check(first); err != nil {
			t.Errorf("%s: %v", python, err)
		}
		c.Strategy = choice.Exact(first.Events)
		again, err := sim.Record(c, main)
		if err != nil {
			t.Errorf("%s: %v", python, err)
		} else if !slices.Equal(first.Events, again.Events) {
			t.Errorf("%s: the replay is another run", python)
		}
	}
}

func TestOldLockCostsMoreWithEveryThread(t *testing.T) {
	last := 0.0
	for _, threads := range []int{1, 2, 3, 4, 8} {
		f := job{"countdown", "2.7", 2, threads, "5ms"}.run(t)
		if now := f.wall.Seconds(); now <= last {
			t.Errorf("%d threads take %.3fs, and fewer %.3fs", threads, now, last)
		} else {
			last = now
		}
	}
}
