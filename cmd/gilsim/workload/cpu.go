// This file defines the programs that only compute.

package workload

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
)

// spin is the dead loop of the tutorials, made finite.
func spin() *Program {
	return &Program{
		Name:   "spin",
		Family: "cpu",
		Short:  "threads that only compute: the dead loop x = x ^ 1",
		Doc: `Each thread runs "x = x ^ 1" so many rounds, on a variable of its own. Nothing is
shared but the interpreter lock: with it one thread computes at a time, whatever
the number of cores, and each switch interval the lock goes to another thread.

The tutorials start one for each of 4 cores and see 102 % CPU. That still
holds for every CPython with the lock, and no longer without it: 8 threads on 4
cores use 400 %. That the lock is released every 100 bytecodes, as they say, is
CPython up to 3.1; since 3.2 a thread that has waited 5 ms asks for it.`,
		Try: []string{
			"gilsim --workload=spin --gil=off  # CPU use: all cores at once",
			"gilsim --workload=spin --switch-interval=1ms  # five times as many switches, the same CPU use",
			"gilsim --workload=spin --python=2.7 --threads=2  # wake-ups that find the lock taken again",
			"gilsim --workload=spin --param=by=processes  # each has a lock of its own: all cores at once, with the lock too",
		},
		Threads: 8,
		Params:  []Param{{Name: "rounds", Default: "1500000", Doc: "rounds of the loop in each thread"}, byParam()},
		Run:     runSpin,
	}
}

// runSpin runs the threads; each must have executed all of its bytecodes.
func runSpin(t *sched.Thread, in Input) Outcome {
	rounds, done, who := in.Int("rounds"), 0, crewOf(in)
	for _, spent := range threadsDo(t, in.Word(paramBy), in.Threads, func(t *sched.Thread, _ int) { xor(t, rounds) }) {
		if spent == rounds*xorRound {
			done++
		}
	}
	return Outcome{
		Result: fmt.Sprintf("%s did %d rounds each", plural(done, who[0], who[1]), rounds),
		OK:     done == in.Threads,
		Want:   fmt.Sprintf("all %d %s do all of their rounds", in.Threads, who[1]),
	}.say(t)
}

// countRound is the bytecodes of a round of "while n > 0: n -= 1": LOAD_FAST, LOAD_CONST, COMPARE_OP, POP_JUMP_IF_FALSE,
// LOAD_FAST, LOAD_CONST, INPLACE_SUBTRACT, STORE_FAST, JUMP_ABSOLUTE. The tick counter of CPython 2 counts three of them:
// COMPARE_OP, INPLACE_SUBTRACT and JUMP_ABSOLUTE.
const (
	countRound = 9
	countTicks = 3
)

// countdown is the classic benchmark of the lock.
func countdown() *Program {
	return &Program{
		Name:   "countdown",
		Family: "cpu",
		Short:  "the classic lock benchmark: one count-down, split",
		Doc: `"while n > 0: n -= 1", the total of n split over the threads: the same work
whatever their number. Do more threads make it faster? With the lock they do not;
and CPython 2 on more than one core was slower with two threads than with one, up to
twice as slow, which is how the lock became famous. How much depends on what a
wake-up costs; the machine that is simulated here by default has cheap ones.

The tutorials conclude: threads for waiting, processes for computing. That holds
for every CPython with the lock. Since 3.2 threads no longer make it slower, and
without the lock two threads halve the time.`,
		Try: []string{
			"gilsim --workload=countdown --python=2.7 --threads=1  # the time to compare with",
			"gilsim --workload=countdown --python=2.7 --cores=2 --threads=4  # slower than one thread; with --cores=1 much less",
			"gilsim --workload=countdown --gil=off  # half the time",
			"gilsim --workload=countdown --param=by=processes  # half the time with the lock, too, and what starting them takes",
		},
		Threads: 2,
		Params:  []Param{{Name: "n", Default: "10000000", Doc: "where the count-down starts, all threads together"}, byParam()},
		Run:     runCountdown,
	}
}

// runCountdown splits n as evenly as it goes; all threads together must have executed all of its bytecodes.
func runCountdown(t *sched.Thread, in Input) Outcome {
	n, threads := in.Int("n"), int64(in.Threads)
	var done int64
	for _, spent := range threadsDo(t, in.Word(paramBy), in.Threads, func(t *sched.Thread, i int) {
		own := n / threads
		if int64(i) < n%threads {
			own++
		}
		t.Execute(sched.Code{N: own * countRound, Round: countRound, Ticks: countTicks})
	}) {
		done += spent
	}
	return Outcome{
		Result: fmt.Sprintf("counted down from %d", done/countRound),
		OK:     done == n*countRound,
		Want:   fmt.Sprintf("all %s together count down from %d", crewOf(in)[1], n),
	}.say(t)
}
