package search

import (
	"fmt"
	"slices"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/serial"
)

// withDaemons is a program whose main thread looks at a variable so often, and ends, while daemon threads store into it, or add to it.
func withDaemons(looks, daemons int, adds bool) Program {
	return func() Run {
		var seen []int
		return Run{
			Program: serial.Program{Main: func(t *sched.Thread) {
				seen = nil
				v := sched.NewVar(t, "v", 0)
				for i := range daemons {
					t.SpawnDaemon("", func(t *sched.Thread) {
						if adds {
							v.Set(t, v.Get(t)+1)
						} else {
							v.Set(t, i+1)
						}
					})
				}
				for range looks {
					seen = append(seen, v.Get(t))
				}
			}},
			Judge: func() (string, bool) { return fmt.Sprint(seen), true },
		}
	}
}

// A daemon thread may get as far as it likes before the end of the last ordinary thread, also one that has not begun when that comes.
func TestDaemonThreadsGetAsFarAsTheyLike(t *testing.T) {
	for _, lock := range []gil.Config{{}, {Discipline: gil.Interval}, {Discipline: gil.Interval, Checks: gil.Calls311}, {Discipline: gil.Coop}} {
		for i := range 8 {
			p := withDaemons(1+i%2, 1+i/2%2, i/4 == 1)
			results := func(strategy string) (list []string) {
				found, err := Search(p, Options{GIL: lock, Strategy: strategy, Runs: 100_000})
				if err != nil || !found.Complete {
					t.Fatal(err, found)
				}
				for _, o := range found.Outcomes {
					list = append(list, o.Result)
				}
				slices.Sort(list)
				return list
			}
			if got, want := results("dpor"), results("naive"); !slices.Equal(got, want) {
				t.Errorf("program %d under %v: %v, by brute force %v", i, lock, got, want)
			}
		}
	}
}
