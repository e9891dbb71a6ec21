// This file compares runs with grants and without.

package python_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// A run with grants is the run without them, event by event: what a thread does within a grant, nothing else could have come
// between.
func TestGrantsChangeNoEvent(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes minutes under the race detector, and its runs share nothing that TestRandomPrograms does not")
	}
	paths, _ := filepath.Glob("testdata/races/*.py")
	paths = append(paths, "testdata/threads/mixed.py", "testdata/threads/labor.py")
	for _, path := range paths {
		source := read(t, path)
		for _, version := range versions {
			for _, cores := range []int{1, 2, 4} {
				t.Run(fmt.Sprintf("%s %s %d", filepath.Base(path), version, cores), func(t *testing.T) {
					t.Parallel()
					sameWithoutGrants(t, compile(t, filepath.Base(path), source, version), onCores(t, version, cores), python.Options{Args: []string{"150"}})
				})
			}
		}
	}
}

// onCores returns what makes the machine of a run: its strategy serves one.
func onCores(t *testing.T, version string, cores int) func() sim.Config {
	return func() sim.Config {
		c := machine(t, version, 20*time.Microsecond, 3)
		c.Cores = cores
		return c
	}
}

// sameWithoutGrants compares a run with grants to one without.
func sameWithoutGrants(t *testing.T, p *python.Program, config func() sim.Config, o python.Options) {
	t.Helper()
	with, out := traced(t, p.Start(o), config())
	stepwise := p.Start(o)
	stepwise.Stepwise()
	without, same := traced(t, stepwise, config())
	if out != same {
		t.Fatalf("printed %q with grants, %q without", out, same)
	}
	sameEvents(t, with, without)
}

// traced makes a run, and returns its trace and what it has printed.
func traced(t *testing.T, e *python.Execution, c sim.Config) (*trace.Trace, string) {
	t.Helper()
	tr, err := sim.RecordRunner(c, e)
	if err != nil {
		t.Fatalf("%v\n%s", err, e.Result().Stderr)
	}
	return tr, e.Result().Stdout + e.Result().Stderr
}

// sameEvents compares two traces.
func sameEvents(t *testing.T, first, second *trace.Trace) {
	t.Helper()
	for i := range max(len(first.Events), len(second.Events)) {
		if i >= len(first.Events) || i >= len(second.Events) || first.Events[i] != second.Events[i] {
			t.Fatalf("event %d of %d and %d:\n first %v\nsecond %v", i, len(first.Events), len(second.Events), at(first, i), at(second, i))
		}
	}
}

func at(tr *trace.Trace, i int) any {
	if i >= len(tr.Events) {
		return "(end)"
	}
	return tr.Events[i]
}

// A thread that does for ever what nobody else can see comes to the limits of the run under each version, with the lock or without it, and
// others go on beside it.
func TestEndlessLoopsComeToTheLimitsOfTheRun(t *testing.T) {
	const endless = "def loop():\n    x = 0\n    while True:\n        x ^= 1\n"
	for name, source := range map[string]string{
		"alone":    endless + "loop()\n",
		"together": endless + "import threading\nfor i in range(3): threading.Thread(target=loop).start()\n",
	} {
		for _, version := range versions {
			c := machine(t, version, 0, 1)
			c.MaxSteps = 20_000
			_, err := sim.RunRunner(c, compile(t, "endless.py", source, version).Start(python.Options{}))
			var steps *sched.StepsError
			if !errors.As(err, &steps) {
				t.Errorf("%s, %s: %v, want that there were too many steps", name, version, err)
			}
		}
	}
	const daemon = endless + "import threading, time\nt = threading.Thread(target=loop)\nt.daemon = True\nt.start()\ntime.sleep(0.001)\nprint('done')\n"
	for _, version := range versions {
		p := compile(t, "daemon.py", daemon, version)
		if got := run(t, p, machine(t, version, 0, 1), python.Options{}).Stdout; got != "done\n" {
			t.Errorf("%s: beside an endless thread %q is printed, want done", version, got)
		}
	}
}
