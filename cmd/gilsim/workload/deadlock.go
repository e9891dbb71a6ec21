// This file defines the program that deadlocks.

package workload

import (
	"fmt"
	"slices"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// deadlock is the tutorials' two ways to hang.
func deadlock() *Program {
	return &Program{
		Name:   "deadlock",
		Family: "deadlock",
		Short:  "locks taken in opposite order, or twice: nobody ever goes on",
		Doc: `chopsticks: one thread takes the plate and then the chopsticks, the other one the
chopsticks and then the plate. Between the two they sleep, so that each has one of
them and waits for the other for ever. With more threads each wants its own thing
and its neighbour's, all around the table.

twice: a thread takes a lock that it holds already. threading.Lock makes it wait for
itself, and everybody else who wants the lock waits too.

The tutorials tell the first one without a sleep. Then it mostly ends well, which is
worse: the deadlock is still there, and waits for an unlucky switch. No interpreter
protects from it, with the lock or without. The report names who holds what and who
waits for whom.`,
		Try: []string{
			"gilsim --workload=deadlock --param=kind=twice  # a circle of one",
			"gilsim --workload=deadlock --threads=5  # the dining philosophers",
			"gilsim --workload=deadlock --param=sleep=0s --seeds=100  # without the sleep it ends well, and the deadlock is still there",
		},
		Threads: 2,
		Params: []Param{
			{Name: "kind", Default: "chopsticks", Words: []string{"chopsticks", "twice"}, Doc: "which of the two"},
			{Name: "sleep", Default: "10ms", Doc: "how long each sleeps between its two locks"},
		},
		Run: runDeadlock,
	}
}

// runDeadlock seats everybody at the table. If it returns at all, everybody must have eaten.
func runDeadlock(t *sched.Thread, in Input) Outcome {
	sleep := in.Duration("sleep")
	things := table(t, in)
	eaten := make([]bool, in.Threads)
	join(t, start(t, in.Threads, "diner", func(t *sched.Thread, i int) {
		first, second := things[i%len(things)], things[(i+1)%len(things)]
		first.Acquire(t)
		if sleep > 0 {
			t.Sleep(sleep)
		}
		second.Acquire(t)
		eaten[i] = true
		second.Release(t)
		first.Release(t)
	}))
	return Outcome{
		Result: "everybody has eaten",
		OK:     !slices.Contains(eaten, false),
		Want:   "everybody eats",
	}.say(t)
}

// table returns the things on the table, a lock each: one for each diner, or only one that is taken twice.
func table(t *sched.Thread, in Input) []*threading.Lock {
	n := in.Threads
	if in.Word("kind") == "twice" {
		n = 1
	}
	things := make([]*threading.Lock, n)
	for i := range things {
		name := fmt.Sprintf("chopstick-%d", i+1)
		if n <= 2 {
			name = []string{"plate", "chopsticks"}[i]
		}
		things[i] = threading.NewLock(t, name)
	}
	return things
}
