// This file defines the program in which threads sleep between reading a number and writing it.

package workload

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// sleepRace is the tutorials' lost update that comes every time.
func sleepRace() *Program {
	return &Program{
		Name:   "sleep-race",
		Family: "race",
		Short:  "ten threads sleep between read and write: 9 are left",
		Doc: `num is 10, and each of ten threads does "a = num; time.sleep(0.1); num = a - 1". A
sleep lets the interpreter lock go: all ten have read 10 before the first one
writes, and each of them writes 9. With a lock around the three lines they take
turns, nothing is lost and 0 are left, but the run takes ten times as long.

The tutorials print 9, and 0 after 1.09 s with the lock. Both hold under every
interpreter, with its lock or without, and for green threads too: whoever waits
between read and write lets the others in, and no interpreter lock can keep them
out.`,
		Try: []string{
			"gilsim --workload=sleep-race --param=lock=true  # 0 are left, after a second",
			"gilsim --workload=sleep-race --param=sleep=0s --seeds=50  # without the sleep the race is still there, and hardly ever seen",
			"gilsim --workload=sleep-race --threads=3 --view=columns  # three reads, then three writes",
		},
		Threads: 10,
		Params: []Param{
			{Name: "lock", Default: "false", Doc: "whether each holds a lock from read to write"},
			{Name: "sleep", Default: "100ms", Doc: "how long each sleeps in between; 0s: not at all"},
		},
		Run: runSleepRace,
	}
}

// runSleepRace starts with as many as there are threads, so that none must be left.
//
//	def task():
//	    global num
//	    a = num
//	    time.sleep(0.1)
//	    num = a - 1
func runSleepRace(t *sched.Thread, in Input) Outcome {
	num := sched.NewVar(t, "num", in.Threads)
	guard := guarded(t, in)
	joinAll(t, startInOrder(t, in.Threads, "", func(t *sched.Thread, _ int) {
		guard(t, func() { takeOne(t, num, in.Duration("sleep")) })
	}))
	left := num.Get(t)
	t.Print(left)
	return Outcome{Result: fmt.Sprintf("num = %d", left), OK: left == 0, Want: "num = 0"}
}

// takeOne takes one off the number, and sleeps for d between reading and writing it.
func takeOne(t *sched.Thread, num *sched.Var[int], d time.Duration) {
	a := num.Get(t)
	if d > 0 {
		t.Sleep(d)
	}
	straight(t, 3, 1) // LOAD_FAST a, LOAD_CONST 1, BINARY_SUBTRACT
	num.Set(t, a-1)
}

// guarded returns a function that runs another one with the program's lock, or without it if the parameter says so.
func guarded(t *sched.Thread, in Input) func(t *sched.Thread, f func()) {
	if !in.Bool("lock") {
		return func(_ *sched.Thread, f func()) { f() }
	}
	return threading.NewLock(t, "lock").With
}
