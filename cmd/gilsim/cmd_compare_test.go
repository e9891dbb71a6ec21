package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/report"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/native"
)

// matrixFrom returns the matrix that these flags make, simulated.
func matrixFrom(t *testing.T, args ...string) *experiment.Matrix {
	t.Helper()
	var o compareFlags
	fs := pflag.NewFlagSet("compare", pflag.ContinueOnError)
	o.declare(fs)
	if err := fs.Parse(append([]string{"--real=false"}, args...)); err != nil {
		t.Fatal(err)
	}
	m, err := o.matrix(fs.Changed)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Run(context.Background(), experiment.Cores{}, experiment.Watch{}); err != nil {
		t.Fatal(err)
	}
	return m
}

// meaningOf returns what a matrix means, in a sentence.
func meaningOf(m *experiment.Matrix) string { return report.MatrixDocument(m).Matrix.Meaning }

func TestTheSentenceSaysWhatTheFiguresMean(t *testing.T) {
	for args, want := range map[string]string{
		"--cores=2":                              "the lock costs this workload a factor of 2.0 on 2 cores; it is CPU-bound: processes or free threading help, threads do not",
		"--cores=4":                              "the lock costs this workload a factor of 4.0 on 4 cores; it is CPU-bound",
		"--cores=1":                              "the lock costs this workload nothing that shows on 1 core: there is one thread at a time anyway",
		"--cores=2 --threads=1":                  "nothing that shows on 2 cores: with --threads=1 hardly anybody else wants it",
		"--cores=2 --workload=sleepers":          "nothing that shows on 2 cores; its threads wait for most of their time: threads help",
		"--cores=2 --workload=mixed --threads=2": "; threads that wait must wait again for those that compute",
		"--cores=2 --workload=balance-locked --param=count=2000":                  "without the lock this workload takes 1.",
		"--cores=2 --workload=deadlock --threads=2":                               "a run failed: the figures say nothing about the lock",
		"--cores=2 --gil=on":                                                      "with gil on, 8 threads are 1.0 times as fast as one thread on 2 cores; what the lock costs shows beside --gil=off",
		"--cores=2 --gil=off":                                                     "with gil off, 8 threads are 2.0 times as fast as one thread on 2 cores; what the lock costs shows beside --gil=on",
		"--cores=2 --gil=coop,on,off --param=rounds=150000 --switch-interval=1ms": "a factor of 2.0 on 2 cores",
	} {
		if got := meaningOf(matrixFrom(t, strings.Fields(args)...)); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", args, got, want)
		}
	}
}

func TestEachLockHasItsCellsWithOneThreadFirst(t *testing.T) {
	m := matrixFrom(t, "--gil=on,ticks", "--switch-interval=1ms,20ms", "--threads=4,2", "--param=rounds=10", "--cores=2")
	var got []string
	for _, c := range m.Cells {
		got = append(got, fmt.Sprintf("gil %v %v %d over %d", c.Lock().Discipline, c.Lock().Interval, c.Threads, c.Base.Threads))
	}
	want := "gil interval 1ms 1 over 1, gil interval 1ms 4 over 1, gil interval 1ms 2 over 1, gil interval 20ms 1 over 1, gil interval 20ms 4 over 1, gil interval 20ms 2 over 1, " +
		"gil ticks 5ms 1 over 1, gil ticks 5ms 4 over 1, gil ticks 5ms 2 over 1"
	if text := strings.Join(got, ", "); text != want {
		t.Errorf("the cells are %s, want %s", text, want)
	}
	if curves := report.MatrixCharts(m)[0].Curves; len(curves) != 6 || curves[0].Points[1][0] != 2 || len(curves[1].Points) != 0 {
		t.Errorf("the curves are %v, want a predicted one of rising numbers of threads and an empty measured one for each lock", curves)
	}
}

func TestTheClaimOfTheTutorialsIsAnsweredFromTheFigures(t *testing.T) {
	for args, want := range map[string]string{
		"":                                     "with gil on and nobody who computes beside the server, the models select and threads serve about as many requests a second: coroutines and multiplexing do not beat threads",
		"--param=think=5ms --param=requests=5": "the models hub and threads serve about as many requests a second: coroutines and multiplexing do not beat threads",
		"--param=cpu=1 --param=requests=3":     "with gil on and 1 CPU-bound thread beside the server, the model threads serves 2.1 times as many requests a second as select: threads and pools beat coroutines",
		"--gil=ticks,coop --param=requests=5":  "with gil ticks and nobody",
		"--gil=off --param=requests=1":         "the claim is about a lock, and none is compared",
		"--param=size=1":                       "a run failed: the figures say nothing",
		"--gil=on --profile=vm --param=cpu=4 --param=requests=2 --param=clients=2": "with gil on and 4 CPU-bound threads beside the server, ",
	} {
		m := matrixFrom(t, append(strings.Fields(args), "--family=io", "--cores=2")...)
		if got := meaningOf(m); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", args, got, want)
		}
	}
}

// Whichever side serves more, the sentence says so, and what is hardly a difference is none.
func TestTheAnswerFollowsTheFigures(t *testing.T) {
	m := matrixFrom(t, "--family=io", "--cores=2", "--param=requests=1", "--gil=on")
	for _, test := range []struct {
		hub, pool float64
		want      string
	}{
		{2e6, 1e6, "the model hub serves 2.0 times as many requests a second as pool: coroutines and multiplexing beat threads"},
		{1e6, 3e6, "the model pool serves 3.0 times as many requests a second as hub: threads and pools beat"},
		{1.05e6, 1e6, "the models hub and pool serve about as many requests a second: coroutines and multiplexing do not beat"},
	} {
		for _, c := range m.Cells {
			switch c.Model {
			case "hub":
				c.Predicted.Info.Outcome.Metrics[0].Value = test.hub
			case "pool":
				c.Predicted.Info.Outcome.Metrics[0].Value = test.pool
			}
		}
		if got := meaningOf(m); !strings.Contains(got, test.want) {
			t.Errorf("%v and %v: %q, want %q", test.hub, test.pool, got, test.want)
		}
	}
}

func TestEachModelOfAFamilyHasACellForEachLock(t *testing.T) {
	m := matrixFrom(t, "--family=io", "--cores=2", "--gil=off,on", "--param=requests=1", "--param=clients=1")
	var got []string
	for _, c := range m.Cells {
		got = append(got, fmt.Sprintf("gil %v %s over %s", c.Lock().Discipline, c.Model, c.Base.Model))
	}
	text := strings.Join(got, ", ")
	for _, want := range []string{"gil off blocking over blocking, gil off threads over blocking", "gil interval blocking over blocking", "gil interval async over blocking"} {
		if !strings.Contains(text, want) || len(m.Cells)%2 != 0 {
			t.Errorf("the cells are %s, want %s among them", text, want)
		}
	}
	for _, c := range m.Cells {
		if r := c.Prediction(); !r.Of(experiment.Throughput).Known() || !r.Of("copy_seconds").Known() || !r.Of("latency_p99_seconds").Known() {
			t.Errorf("%v, %s: a figure is lacking", c.Lock().Discipline, c.Model)
		}
	}
}

// A program that cannot end with one thread is compared with the fewest with which it can.
func TestTheBaseIsTheFewestThreadsWithWhichTheProgramEnds(t *testing.T) {
	for args, want := range map[string][]int{
		"--workload=producer --threads=2,4":                  {2, 4, 2, 4},
		"--workload=producer --param=use=0s --param=make=0s": {2, 4, 8, 2, 4, 8},
		"--workload=spin --threads=2 --param=rounds=100":     {1, 2, 1, 2},
	} {
		m := matrixFrom(t, strings.Fields(args)...)
		var got []int
		for _, c := range m.Cells {
			got = append(got, c.Threads)
			if c.Predicted == nil || c.Predicted.Info.Failure != nil {
				t.Errorf("%s: the run with %d threads fails", args, c.Threads)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: threads %v, want %v", args, got, want)
		}
	}
}

// pythonFile writes a Python file.
func pythonFile(t *testing.T, source string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "mine.py")
	if err := os.WriteFile(path, []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// shortFile computes in two threads, enough for a bytecode's cost to be known.
const shortFile = `import threading
def work():
    n = 0
    for i in range(12000):
        n += i
threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
print("done")
`

func TestAFileIsComparedForRealToo(t *testing.T) {
	file := pythonFile(t, shortFile)
	out := mustRun(t, "compare", file, "--python=3.9,3.13t", "--repeat=1", "--seeds=2", "--expect=done", "--width=100")
	for _, want := range []string{"Simulated, as CPython runs it", "On gilsim's own machine, ", "3.9 ", " predicted ", " measured ", "3.13t", "a bytecode costs ",
		"Python 3.9 · done · ✓ right in 3 runs", "Python 3.13t · done · ✓ right in 3 runs", "Every simulated run came out the same"} {
		if !strings.Contains(out, want) {
			t.Errorf("it prints\n%s\nwant %q", out, want)
		}
	}
	var d struct {
		Meaning string
		Runs    []struct {
			Machine, Python string
			Repeats         int
		}
		Comparison struct {
			Figures []struct {
				Python, Figure string
				Predicted      *float64
			}
		}
	}
	if err := json.Unmarshal([]byte(mustRun(t, "compare", file, "--python=3.13", "--repeat=1", "--seeds=2", "--format=json")), &d); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range d.Runs {
		got = append(got, fmt.Sprintf("%s %s %d", r.Machine, r.Python, r.Repeats))
	}
	if want := "simulated 3.13 2, simulated 3.13 1, real 3.13 1, simulated 3.13 1, real 3.13 1"; strings.Join(got, ", ") != want {
		t.Errorf("the runs are %s, want %s", strings.Join(got, ", "), want)
	}
	if f := d.Comparison.Figures; len(f) == 0 || f[0].Figure != "wall_seconds" || f[0].Python != "3.13" || f[0].Predicted == nil || !strings.Contains(d.Meaning, "too noisy") {
		t.Errorf("the comparison has %v and means %q, want the wall time as 3.13 predicted, and that one repeat tells no noise", f, d.Meaning)
	}
}

func TestRealRunsOfAFileThatFailNameItsLines(t *testing.T) {
	file := pythonFile(t, "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()\n")
	code, stdout, stderr := gilsim("compare", file, "--python=3.13", "--sim=false", "--repeat=1")
	if code != exitFinding || !strings.Contains(stdout, "mine.py:4") || !strings.Contains(stderr, "Python 3.13 on this computer: deadlock") {
		t.Errorf("exit code %d\n%s%s\nwant 1, the line of the file, and which version failed", code, stdout, stderr)
	}
}

func TestFlagsOfRunsOfAFileThatAreNotMadeAreRefused(t *testing.T) {
	file := pythonFile(t, shortFile)
	for args, want := range map[string]string{
		"--real=false --repeat=3":                        "--repeat is for real runs, of which --real=false makes none",
		"--real=false --sim=false":                       "leave nothing to do",
		"--sim=false --seeds=3":                          "--seeds is for simulated runs",
		"--cores=99 --timeout=1s":                        "--timeout is for real runs, of which --cores=99 makes none",
		"--cores=99 --sim=false":                         "nothing is left to do",
		"--workers=nats://127.0.0.1:1 --repeat=2":        "--repeat is for real runs, of which --workers makes none unless --real asks for them",
		"--workers=nats://127.0.0.1:1 --sim=false":       "--workers is for simulated runs",
		"--python=3.9 --html=x.html --real=false":        "--html shows two versions",
		"--python=3.9,3.13 --sim=false --html=never.htm": "--html is for simulated runs",
	} {
		code, stdout, stderr := gilsim(append([]string{"compare", file}, strings.Fields(args)...)...)
		if code != exitTrouble || !strings.Contains(stderr, want) || stdout != "" {
			t.Errorf("%s: exit code %d, %q and %q, want %q", args, code, stderr, stdout, want)
		}
	}
}

// A file that takes long is measured only if somebody asks for that: who compares it expects an answer in some seconds.
func TestAFileThatTakesLongIsNotMeasuredUnasked(t *testing.T) {
	file := pythonFile(t, "import time\ntime.sleep(30)\nprint('done')\n")
	out := mustRun(t, "compare", file, "--python=3.9,3.13t", "--seeds=2")
	if !strings.Contains(out, "A real run of each version would take\nsome 60.00 s or more") || !strings.Contains(out, "--real makes them") || strings.Contains(out, "own machine") {
		t.Errorf("it prints\n%s\nwant why nothing was measured", out)
	}
}

// What the sentence says of processes is so: with half as much work as makes up for their start they take longer than threads, with
// twice as much they do not.
func TestBelowTheBreakEvenProcessesLose(t *testing.T) {
	at := func(rounds string) *experiment.Parallel {
		return matrixFrom(t, "--family=parallel", "--cores=2", "--threads=4", "--param=rounds="+rounds).Parallel()
	}
	way := func(p *experiment.Parallel, model string, d gil.Discipline) *experiment.Way {
		for _, w := range p.Ways {
			if w.Model == model && w.Lock().Discipline == d {
				return w
			}
		}
		t.Fatalf("there is no way %s", model)
		return nil
	}
	usual := at("2000000")
	for _, model := range []string{experiment.ByProcesses, experiment.ByPool} {
		breaks := way(usual, model, gil.On).Breaks
		perTask := usual.Task / 2e6 // of a round
		for times, loses := range map[float64]bool{0.5: true, 2: false} {
			p := at(strconv.Itoa(int(times * breaks / perTask)))
			if got := way(p, model, gil.On).Speedup < way(p, experiment.ByThreads, gil.On).Speedup; got != loses {
				t.Errorf("%s with %.1f times the work of the break-even, %.1f ms a task: they lose: %v, want %v", model, times, 1e3*breaks, got, loses)
			}
		}
	}
	if w := way(usual, experiment.ByThreads, gil.Off); w.Same || !math.IsNaN(w.Breaks) {
		t.Errorf("threads without the lock are no faster, or have a break-even: %+v", w)
	}
	if w := way(usual, experiment.ByThreads, gil.On); !w.Same {
		t.Errorf("threads under the lock are %.2f times as fast, want no faster", w.Speedup)
	}
}

func TestTheAdviceAboutProcessesFollowsTheFigures(t *testing.T) {
	for args, want := range map[string]string{
		"--cores=2":                                   "4 tasks of 28ms each on 2 cores, beside doing one after the other: processes 1.6 times as fast, a pool 1.8 times as fast and threads without the lock 2.0 times as fast; threads under the lock and greenlets no faster; below ",
		"--cores=1 --param=rounds=500000":             "processes lose to threads under the lock here, however much work a task is",
		"--cores=2 --threads=2 --param=rounds=100000": "2 tasks of 1.4ms each on 2 cores",
		"--cores=2 --gil=on":                          "processes 1.6 times as fast and a pool 1.8 times as fast; threads under the lock",
		"--cores=2 --gil=ticks --param=rounds=500000": "below ",
		"--cores=2 --gil=off":                         "figures are lacking",
		"--cores=2 --param=method=spawn":              "times as long",
	} {
		m := matrixFrom(t, append(strings.Fields(args), "--family=parallel")...)
		if got := meaningOf(m); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", args, got, want)
		}
	}
}

func TestTheFamilyOfWaysTakesOneNumberOfTasks(t *testing.T) {
	for args, want := range map[string]string{
		"--threads=2,4":      "give one number, not 2,4",
		"--param=by=threads": "leave --param=by=… out",
		"--workload=spin":    "leave --workload out",
	} {
		code, _, stderr := gilsim(append([]string{"compare", "--family=parallel"}, strings.Fields(args)...)...)
		if code != exitTrouble || !strings.Contains(stderr, want) {
			t.Errorf("%s: exit code %d, %q, want %q", args, code, stderr, want)
		}
	}
}

// The sentence says of the ranking what the rows say, and each way has a row for each size that it carries.
func TestTheRankingOfWaysBetweenProcessesFollowsTheFigures(t *testing.T) {
	m := matrixFrom(t, "--family=ipc", "--cores=2", "--param=trips=3", "--param=stream=4")
	var models []string
	for _, c := range m.Cells {
		models = append(models, c.Model)
	}
	text := strings.Join(models, ", ")
	for _, want := range []string{"pipe 64, fifo 64, socketpair 64, mq 64, sysv 64, shm 64, semaphore 64, connection 64", "mq 8192, sysv 8192, shm 8192, connection 8192", "socketpair 200000, shm 200000, connection 200000, simplequeue 200000, queue 200000, manager 200000"} {
		if !strings.Contains(text, want) {
			t.Errorf("the cells are %s, want %s among them", text, want)
		}
	}
	if got := meaningOf(m); !strings.Contains(got, "and manager the slowest with ") || !strings.Contains(got, "a round trip takes about the same") {
		t.Errorf("it says %q", got)
	}
	for way, figures := range map[string][3]float64{"shm": {1e-3, 1e-9, 1e9}, "pipe": {9e-3, 1e-6, 10}, "socketpair": {9e-3, 1e-6, 5}} {
		for _, c := range m.Cells {
			if strings.HasPrefix(c.Model, way+" ") {
				for i := range figures {
					c.Predicted.Info.Outcome.Metrics[i].Value = figures[i]
				}
			}
		}
	}
	for _, want := range []string{"one way shm is the fastest with 1ns", "at 1,000,000,000 MB/s by shm", "shared memory is the fastest indeed for such messages", "a round trip takes 1ms by it and 9ms by a pipe", "pipes are 2.0 times as fast as sockets"} {
		if got := meaningOf(m); !strings.Contains(got, want) {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
	one := matrixFrom(t, "--family=ipc", "--cores=2", "--param=trips=3", "--param=stream=4", "--param=size=100")
	if len(one.Cells) != 10 { // all but the semaphore
		t.Errorf("with one size there are %d cells, want 10", len(one.Cells))
	}
	if code, _, stderr := gilsim("compare", "--family=ipc", "--gil=off"); code != exitTrouble || !strings.Contains(stderr, "each of which has a lock of its own") {
		t.Errorf("without a lock: exit code %d, %q", code, stderr)
	}
}

// Beside real runs gilsim's own processes are predicted, which are what those start, and what CPython's would take is told apart; a
// way that starts none has one prediction.
func TestOwnProcessesArePredictedBesideRealRuns(t *testing.T) {
	if !native.HasProcesses {
		t.Skip("there are no real processes on this system")
	}
	args := []string{"compare", "--family=parallel", "--gil=on", "--threads=2", "--repeat=1", "--param=rounds=2000"}
	var doc struct {
		Matrix struct {
			Own *struct {
				Start float64 `json:"start_seconds"`
				Begin float64 `json:"begin_seconds"`
				End   float64 `json:"end_seconds"`
			} `json:"own_processes"`
			Cells []struct {
				Model   string
				CPython float64 `json:"took_seconds_cpython"`
			}
		}
	}
	code, out, stderr := gilsim(append(args, "--format=json")...)
	if err := json.Unmarshal([]byte(out), &doc); code != 0 || err != nil {
		t.Fatalf("exit %d, %v: %s", code, err, stderr)
	}
	if own := doc.Matrix.Own; own == nil || own.Start <= 0 || own.Begin <= 0 || own.End <= 0 {
		t.Errorf("a process costs %+v, want what was measured", own)
	}
	for _, c := range doc.Matrix.Cells {
		if starts := c.Model == experiment.ByProcesses || c.Model == experiment.ByPool; starts != (c.CPython > 0) {
			t.Errorf("%s: CPython's processes take %v s", c.Model, c.CPython)
		}
	}
	_, out, _ = gilsim(args...)
	if text := strings.Join(strings.Fields(out), " "); !strings.Contains(text, "with those of CPython all takes") || !strings.Contains(text, "by processes and") {
		t.Errorf("nothing is said of CPython's processes:\n%s", out)
	}
	_, out, _ = gilsim(append(args, "--real=false", "--format=json")...)
	if strings.Contains(out, "own_processes") || strings.Contains(out, "took_seconds_cpython") {
		t.Error("with simulated runs alone, other processes than CPython's are predicted")
	}
}
