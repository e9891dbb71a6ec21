package search

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/serial"
	"github.com/gilsim/gilsim/sched/threading"
)

// drawSmall draws a program of two or three threads with a few steps on two variables and a lock. Its result is what the variables
// are in the end, or that it deadlocks.
func drawSmall(r *rand.Rand) Program {
	var codes [][]int
	for range 2 + r.IntN(2) {
		var code []int
		for range 1 + r.IntN(3) {
			code = append(code, r.IntN(6))
		}
		codes = append(codes, code)
	}
	return func() Run {
		var vars [2]*sched.Var[int]
		var final [2]int
		return Run{
			Program: serial.Program{Main: func(t *sched.Thread) {
				locks := [2]*threading.Lock{threading.NewLock(t, "a"), threading.NewLock(t, "b")}
				var all []*sched.Thread
				for i := range vars {
					vars[i] = sched.NewVar(t, fmt.Sprint("v", i), 0)
				}
				for i, code := range codes {
					all = append(all, t.Spawn("", func(t *sched.Thread) {
						for _, op := range code {
							v := vars[op%2]
							switch op / 2 {
							case 0:
								v.Set(t, v.Get(t)+1)
							case 1:
								v.Set(t, i+5)
							case 2:
								locks[op%2].With(t, func() {
									if v.Get(t) == 0 {
										locks[1-op%2].With(t, func() { vars[1-op%2].Set(t, 9) })
									}
								})
							}
						}
					}))
				}
				for _, other := range all {
					t.Join(other)
				}
				final = [2]int{vars[0].Get(t), vars[1].Get(t)}
			}},
			Judge: func() (string, bool) { return fmt.Sprint(final), true },
		}
	}
}

// bruteForce returns what the simplest run to each result costs.
func bruteForce(p Program, lock gil.Config, most int) (simplest map[string]cost, all bool) {
	m := serial.New(serial.Config{GIL: gil.Possible{Config: lock}})
	defer m.Close()
	n := &note{strategy: &naive{}}
	simplest = map[string]cost{}
	for made := 0; n.Begin(); made++ {
		if made == most {
			return nil, false
		}
		r := p()
		out := m.Run(r.Program, n, nil)
		result := ""
		if out.Err != nil {
			result = firstLine(out.Err)
		} else {
			result, _ = r.Judge()
		}
		if c, known := simplest[result]; !known || n.cost().less(c) {
			simplest[result] = n.cost()
		}
	}
	return simplest, true
}

// What is said to be the simplest wrong run is that by brute force, for the hardest result of each of 500 small programs.
func TestTheSimplestRunIsThatByBruteForce(t *testing.T) {
	r := generator(11)
	locks := []gil.Config{{}, {Discipline: gil.Interval}, {Discipline: gil.Coop}}
	programs, hard := 0, 0
	for drawn := 0; programs < 500/share(); drawn++ {
		p, lock := drawSmall(r), locks[drawn%len(locks)]
		simplest, all := bruteForce(p, lock, 150)
		if !all {
			continue
		}
		programs++
		result, want := hardest(simplest)
		f := exhaust(t, wrongIf(result, p), Options{GIL: lock, Strategy: "dpor"})
		if f.Example == nil {
			t.Errorf("program %d under %v: the result %s was not found", drawn, lock.Discipline, result)
			continue
		}
		if e := f.Example; !e.Simplest || !e.Proved || e.cost() != want {
			t.Errorf("program %d under %v: %s costs %+v, proved %v and %v; by brute force %+v", drawn, lock.Discipline, result, e.cost(), e.Proved, e.Simplest, want)
		}
		if want.preemptions > 0 {
			hard++
		}
	}
	if hard < 40/share() {
		t.Errorf("only %d of %d results need a preemption", hard, programs)
	}
}

// hardest returns the result whose simplest run costs most; a deadlock if there can be one.
func hardest(simplest map[string]cost) (result string, c cost) {
	for _, r := range slices.Sorted(maps.Keys(simplest)) {
		if strings.HasPrefix(r, "deadlock") {
			return r, simplest[r]
		}
		if result == "" || c.less(simplest[r]) {
			result, c = r, simplest[r]
		}
	}
	return result, c
}

// wrongIf is the program with another judge: one result is wrong. So is a deadlock, always.
func wrongIf(wrong string, p Program) Program {
	return func() Run {
		r := p()
		judge := r.Judge
		r.Judge = func() (string, bool) {
			result, _ := judge()
			return result, result != wrong
		}
		return r
	}
}

// Changing a run step by step alone finds a simple one fast, where exhausting the simpler ones does not come to an end.
func TestShrinkingAlone(t *testing.T) {
	f := exhaust(t, philosophers(7), Options{Strategy: "random", Runs: 500})
	e := f.Example
	if e == nil || e.Switches > 20 {
		t.Errorf("the deadlock of seven philosophers is %+v", e)
	}
	t.Logf("%+v", e.cost())
}
