// This file defines what the programs share: starting threads and waiting for them, the busy loop, lateness, errors.

package workload

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// start starts n threads that run body with their number, from 0. They are called name-1, name-2 and so on; without a
// name Thread-1, Thread-2 and so on, as Python calls them.
func start(t *sched.Thread, n int, name string, body func(t *sched.Thread, i int)) []*sched.Thread {
	crew := make([]*sched.Thread, n)
	for i := range crew {
		crew[i] = t.Spawn(ordinal(name, i), func(t *sched.Thread) { body(t, i) })
	}
	return crew
}

// join waits until all of them have ended.
func join(t *sched.Thread, crew []*sched.Thread) {
	for _, other := range crew {
		t.Join(other)
	}
}

// startInOrder is start with Python's own threading.Thread: each has begun before the next one is started, so that they come
// in the order of their numbers.
func startInOrder(t *sched.Thread, n int, name string, body func(t *sched.Thread, i int)) []*threading.Thread {
	crew := make([]*threading.Thread, n)
	for i := range crew {
		crew[i] = threading.New(t, ordinal(name, i), func(t *sched.Thread) { body(t, i) })
		crew[i].Start(t)
	}
	return crew
}

// joinAll waits until all of them have ended.
func joinAll(t *sched.Thread, crew []*threading.Thread) {
	for _, other := range crew {
		other.Join(t)
	}
}

// ordinal returns the name with the number of the thread after it, from 1. No name is Python's default.
func ordinal(name string, i int) string {
	if name == "" {
		return ""
	}
	return fmt.Sprintf("%s-%d", name, i+1)
}

// xorRound is the bytecodes of a round of the busy loop: FOR_ITER, STORE_FAST, LOAD_FAST, LOAD_CONST, BINARY_XOR,
// STORE_FAST and JUMP_ABSOLUTE. The tick counter of CPython 2 counts three of them: FOR_ITER, BINARY_XOR, JUMP_ABSOLUTE.
const (
	xorRound = 7
	xorTicks = 3
)

// xor is the busy loop of the tutorials, made finite:
//
//	for i in range(rounds):
//	    x = x ^ 1
func xor(t *sched.Thread, rounds int64) {
	t.Execute(sched.Code{N: rounds * xorRound, Round: xorRound, Ticks: xorTicks})
}

// late calls wait, which waits for d, and returns how much longer than d it took.
func late(t *sched.Thread, d time.Duration, wait func()) time.Duration {
	began := t.Now()
	wait()
	return t.Now() - began - d
}

// early counts those that came before their time.
func early(latencies []time.Duration) int {
	n := 0
	for _, l := range latencies {
		if l < 0 {
			n++
		}
	}
	return n
}

// ratio returns a/b, and 0 where there is nothing to compare with.
func ratio(a, b time.Duration) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// say prints the result, as the tutorials do at the end, and returns the outcome.
func (o Outcome) say(t *sched.Thread) Outcome {
	t.Print(o.Result)
	return o
}

// plural returns a number with what is said of one or of many, as in 1 thread is or 3 threads are.
func plural[T int | int64](n T, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// must fails the thread on an error.
func must(t *sched.Thread, err error) {
	if err != nil {
		t.Fail("%v", err)
	}
}
