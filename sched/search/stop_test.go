package search

import (
	"strings"
	"testing"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/serial"
)

// neverEnding is a program of which no run ends: a thread computes for ever, or reads a variable for ever in a loop that nothing tells of.
func neverEnding(body func(t *sched.Thread, n *sched.Var[int])) Program {
	return func() Run {
		return Run{
			Program: serial.Program{Main: func(t *sched.Thread) {
				n := sched.NewVar(t, "n", 0)
				t.Spawn("endless", func(t *sched.Thread) {
					for {
						body(t, n)
					}
				})
			}},
			Judge: func() (string, bool) { return "it has ended", true },
		}
	}
}

// A search that is stopped ends within a run, too, whoever makes it: a run may never come to an end. It says that it has not run everything.
func TestASearchIsStoppedWithinARun(t *testing.T) {
	for name, body := range map[string]func(t *sched.Thread, n *sched.Var[int]){
		"computes": func(t *sched.Thread, _ *sched.Var[int]) { t.Run(1) },
		"reads":    func(t *sched.Thread, n *sched.Var[int]) { n.Get(t) },
	} {
		for _, strategy := range Strategies() {
			looks := 0
			o := Options{Strategy: strategy, MaxSteps: 1 << 60, Runs: 1, Stop: func() bool { looks++; return looks > 3 }}
			found, err := Search(neverEnding(body), o)
			if err != nil {
				t.Fatalf("%s, %s: %v", name, strategy, err)
			}
			why := strings.Join(found.Why, "\n")
			if found.Verdict != Incomplete || !strings.Contains(why, "ended before it had run everything") && !strings.Contains(why, "does not exhaust them") {
				t.Errorf("%s, %s: %v, because %q: want that not everything was run", name, strategy, found.Verdict, found.Why)
			}
		}
		looks := 0
		_, why, err := Distribute(neverEnding(body), Options{MaxSteps: 1 << 60, Stop: func() bool { looks++; return looks > 3 }})
		if err != nil || why != stopped {
			t.Errorf("%s: the distribution is not known because %q, %v: want that it was ended", name, why, err)
		}
	}
}
