package search

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
)

// peterson is Peterson's lock, with loops that wait; wrong, a thread says too late that it wants to enter.
func peterson(wrong bool) Program {
	return func() Run {
		two := false
		return Run{
			Program: bodies(func(t *sched.Thread) (list []func(t *sched.Thread)) {
				flag := [2]*sched.Var[int]{sched.NewVar(t, "flag0", 0), sched.NewVar(t, "flag1", 0)}
				turn, inside := sched.NewVar(t, "turn", 0), sched.NewVar(t, "inside", 0)
				for i := range 2 {
					list = append(list, func(t *sched.Thread) {
						if wrong {
							turn.Set(t, 1-i)
							flag[i].Set(t, 1)
						} else {
							flag[i].Set(t, 1)
							turn.Set(t, 1-i)
						}
						t.Spin(func() bool { return flag[1-i].Get(t) == 0 || turn.Get(t) == i })
						two = two || inside.Get(t) != 0
						inside.Set(t, 1)
						inside.Set(t, 0)
						flag[i].Set(t, 0)
					})
				}
				return list
			})().Program,
			Judge: func() (string, bool) { return fmt.Sprint("two inside: ", two), !two },
		}
	}
}

func TestLoopsThatOnlyLookAreProved(t *testing.T) {
	if f := exhaust(t, peterson(false), Options{}); f.Verdict != Pass || f.Classes != 12 || f.Blocked != 0 {
		t.Errorf("Peterson's lock: %v %v, %d classes, %d blocked", f.Verdict, f.Why, f.Classes, f.Blocked)
	}
	if f := exhaust(t, peterson(true), Options{}); f.Verdict != Fail {
		t.Errorf("a broken one: %v %v", f.Verdict, f.Why)
	}
}

// Two threads that each give way to the other one look for ever.
func TestALivelockIsFound(t *testing.T) {
	f := exhaust(t, program(func(t *sched.Thread, result *string) {
		a, b := sched.NewVar(t, "a", 0), sched.NewVar(t, "b", 0)
		enter := func(mine, other *sched.Var[int]) func(t *sched.Thread) {
			return func(t *sched.Thread) {
				mine.Set(t, 1)
				t.Spin(func() bool { return other.Get(t) == 0 })
				mine.Set(t, 0)
			}
		}
		t.Spawn("", enter(a, b))
		t.Spawn("", enter(b, a))
		*result = "entered"
	}), Options{})
	if f.Verdict != Fail || !strings.HasPrefix(f.Example.Result, "livelock: 2 threads look again and again") {
		t.Errorf("%v %v, outcomes %v", f.Verdict, f.Why, f.Outcomes)
	}
}

// waiting waits in a loop for a flag that another thread sets.
var waiting = program(func(t *sched.Thread, result *string) {
	flag := sched.NewVar(t, "flag", 0)
	t.Spawn("", func(t *sched.Thread) { flag.Set(t, 1) })
	t.Spin(func() bool { return flag.Get(t) != 0 })
	*result = "seen"
})

// Under a lock that is not lost in a loop nobody else can set the flag.
func TestALoopThatKeepsTheLockIsALivelock(t *testing.T) {
	for _, c := range []struct {
		lock    gil.Config
		verdict Verdict
	}{{gil.Config{}, Pass}, {gil.Config{Discipline: gil.Interval, Checks: gil.Calls}, Pass}, {gil.Config{Discipline: gil.Coop}, Fail}} {
		if f := exhaust(t, waiting, Options{GIL: c.lock}); f.Verdict != c.verdict {
			t.Errorf("%v: %v %v, outcomes %v", c.lock.Discipline, f.Verdict, f.Why, f.Outcomes)
		}
	}
}

// A loop that writes is no such loop: its rounds are all made, as many as a run may have.
func TestALoopThatWritesIsCut(t *testing.T) {
	f := exhaust(t, program(func(t *sched.Thread, result *string) {
		flag, n := sched.NewVar(t, "flag", 0), sched.NewVar(t, "n", 0)
		t.Spin(func() bool {
			n.Set(t, 1)
			return flag.Get(t) != 0
		})
	}), Options{MaxSteps: 100})
	if f.Verdict != Incomplete {
		t.Errorf("%v", f.Verdict)
	}
}
