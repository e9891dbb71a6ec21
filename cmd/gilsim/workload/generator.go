// This file defines the program that switches between two tasks with a generator.

package workload

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/greenlet/generator"
	"github.com/gilsim/gilsim/sched"
)

// generators is the price of switching with yield.
func generators() *Program {
	return &Program{
		Name:   "generator",
		Family: "coroutines",
		Short:  "two tasks that switch with yield, and what that costs",
		Doc: `Two loops that only compute, first one after the other, then switching: task1 is
a generator that yields in each round, and task2 resumes it in each round of its
own. A thread does so; with more threads each does the same.

The tutorials say that switching between tasks that only compute takes time and
gains none: about half the speed, 1.27 s in place of 0.88 s, which is 1.4 times as
long. That holds: nobody waits in these tasks for anything that the other one could
use. The metric "ratio" is 1.37 whatever the version, for a switch counts as the
bytecodes of 3.11: with that it was 1.38, where a round costs 24 ns and a next with
its yield 18 ns. With 3.9 it was 1.47 and with 3.13 1.30, which is not simulated. No
lock has a part in it: both tasks are in one thread.

On the real machine a switch is one of Go between two stacks, and costs several times
what one of CPython between two frames does: the ratio is larger there. With
print=each the tasks say that they run, as the endless ones of the tutorials do.`,
		Try: []string{
			"gilsim --workload=generator --param=work=1000  # tasks with more to do: the switch is nothing beside it",
			"gilsim --workload=generator --param=rounds=3 --param=print=each --view=program  # the lines of the tutorials",
			"gilsim --workload=generator --threads=2  # no faster with the lock; try --gil=off, too",
		},
		Threads: 1,
		Params: []Param{
			{Name: "rounds", Default: "100000", Doc: "rounds of each task"},
			{Name: "work", Default: "12", Doc: "what a round costs without the switch, in bytecodes"},
			{Name: "print", Default: "nothing", Words: []string{"nothing", "each"}, Doc: "what the tasks print in each round"},
		},
		Run: runGenerators,
	}
}

// What a switch there and back costs beside the resumption and the yield themselves, in bytecodes of CPython 3.11.
const (
	aroundNext  = 4 // LOAD_GLOBAL next, LOAD_FAST g, PRECALL, and POP_TOP after the call
	aroundYield = 3 // LOAD_CONST None, and RESUME and POP_TOP after the yield
)

// tasks are the two tasks of one thread, and how many rounds each has done.
type tasks struct {
	rounds, work int64
	prints       bool
	done         [2]int64
}

// loop is so many rounds of a task, which is number 0 or 1; around is what the switch in each costs.
func (s *tasks) loop(t *sched.Thread, task int, rounds, around int64) {
	if s.prints {
		t.Print(fmt.Sprintf("task%d run", task+1))
	}
	t.Loop(rounds, max(1, s.work+around))
	s.done[task] += rounds
}

// apart does one task after the other.
//
//	a = 0
//	for i in range(rounds): a += i
//	b = 0
//	for i in range(rounds): b += i
func (s *tasks) apart(t *sched.Thread) {
	for task := range s.done {
		if !s.prints {
			s.loop(t, task, s.rounds, 0)
			continue
		}
		for range s.rounds {
			s.loop(t, task, 1, 0)
		}
	}
}

// switching does both in turn.
//
//	def task1():
//	    while True:
//	        a += 1
//	        yield
//
//	g = task1()
//	for i in range(rounds):
//	    b += 1
//	    next(g)
func (s *tasks) switching(t *sched.Thread) {
	g := generator.New("task1", func(t *sched.Thread, y *generator.Yielder[struct{}]) (any, error) {
		for {
			s.loop(t, 0, 1, aroundYield)
			if _, err := y.Yield(struct{}{}); err != nil {
				return nil, err
			}
		}
	})
	for range s.rounds {
		s.loop(t, 1, 1, aroundNext)
		if _, err := g.Next(t); err != nil {
			t.Fail("next(task1) fails: %v", err)
		}
	}
	if _, err := g.Close(t); err != nil {
		t.Fail("task1 does not end: %v", err)
	}
}

// runGenerators does the tasks in both ways; each must have done all of its rounds.
func runGenerators(t *sched.Thread, in Input) Outcome {
	apart, right := runTasks(t, in, (*tasks).apart)
	switching, alsoRight := runTasks(t, in, (*tasks).switching)
	return Outcome{
		Result: plural(in.Int("rounds"), "round", "rounds") + " of two tasks",
		OK:     right && alsoRight,
		Want:   "both tasks of each thread do all of their rounds",
		Metrics: []Metric{
			{"one_by_one_seconds", apart.Seconds()},
			{"switching_seconds", switching.Seconds()},
			{"ratio", ratio(switching, apart)},
		},
	}.say(t)
}

// runTasks lets each thread do two tasks in one way. It returns how long that takes, and whether all rounds were done.
func runTasks(t *sched.Thread, in Input, way func(s *tasks, t *sched.Thread)) (took time.Duration, right bool) {
	all := make([]tasks, in.Threads)
	began := t.Now()
	join(t, start(t, in.Threads, "", func(t *sched.Thread, i int) {
		all[i] = tasks{rounds: in.Int("rounds"), work: in.Int("work"), prints: in.Word("print") == "each"}
		way(&all[i], t)
	}))
	took, right = t.Now()-began, true
	for _, s := range all {
		right = right && s.done == [2]int64{s.rounds, s.rounds}
	}
	return took, right
}
