// This file compares runs with grants and without.

package python_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/gilsim/gilsim/python"
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
					p := compile(t, filepath.Base(path), source, version)
					record := func(stepwise bool) (*trace.Trace, string) {
						c := machine(t, version, 20*time.Microsecond, 3)
						c.Cores = cores
						e := p.Start(python.Options{Args: []string{"150"}})
						if stepwise {
							e.Stepwise()
						}
						tr, err := sim.RecordRunner(c, e)
						if err != nil {
							t.Fatal(err)
						}
						return tr, e.Result().Stdout + e.Result().Stderr
					}
					with, out := record(false)
					without, same := record(true)
					if out != same {
						t.Fatalf("printed %q with grants, %q without", out, same)
					}
					for i := range max(len(with.Events), len(without.Events)) {
						if i >= len(with.Events) || i >= len(without.Events) || with.Events[i] != without.Events[i] {
							t.Fatalf("event %d of %d and %d:\n   with %v\nwithout %v", i, len(with.Events), len(without.Events), at(with, i), at(without, i))
						}
					}
				})
			}
		}
	}
}

func at(tr *trace.Trace, i int) any {
	if i >= len(tr.Events) {
		return "(end)"
	}
	return tr.Events[i]
}
