// This file defines the program that computes pi.

package workload

import (
	"fmt"
	"math"

	"github.com/gilsim/gilsim/sched"
)

// piRound is the bytecodes of a round of
//
//	for k in range(first, last):
//	    d = 2 * k + 1
//	    s += 1.0 / (d * d)
//
// FOR_ITER, STORE_FAST, LOAD_CONST, LOAD_FAST, BINARY_MULTIPLY, LOAD_CONST, BINARY_ADD, STORE_FAST, LOAD_FAST, LOAD_CONST,
// LOAD_FAST, LOAD_FAST, BINARY_MULTIPLY, BINARY_TRUE_DIVIDE, INPLACE_ADD, STORE_FAST and JUMP_ABSOLUTE.
const piRound = 17

// piBatch is how many terms are computed at once. The jump at their end is a place where every interpreter looks.
const piBatch = 100

// pi is a computation with a result that can be checked.
func pi() *Program {
	return &Program{
		Name:   "pi",
		Family: "cpu",
		Short:  "real arithmetic: pi as a sum that is split over the threads",
		Doc: `The sum of 1/(2k+1)² over all k is π²/8. Each thread adds up its share of the
first n terms, and the main thread adds the shares in the order of the threads: so
the result is the same however they took turns. The terms are really computed; what
they cost is counted in bytecodes.

The sum of n terms is too small by 1/(4n), and pi by 1/(πn): the program checks that
it is just that, to 1e-9. Nothing is shared while the threads compute, so no lock of
the program is needed.

The tutorials split such a sum over threads and are disappointed: with the lock of
CPython it takes as long as on one thread, whatever the number of cores. Processes
make it faster, and so do threads without the lock.`,
		Try: []string{
			"gilsim --workload=pi --threads=1  # the time to compare with",
			"gilsim --workload=pi --gil=off  # a quarter of the time, and the same digits",
			"gilsim --workload=pi --param=by=pool  # the same digits from a pool of processes, which must be started first",
			"gilsim --workload=pi --param=n=100  # fewer terms, fewer digits",
		},
		Threads: 4,
		Params:  []Param{{Name: "n", Default: "1000000", Doc: "terms of the sum, all threads together"}, byParam()},
		Run:     runPi,
	}
}

// runPi splits the sum as evenly as it goes.
func runPi(t *sched.Thread, in Input) Outcome {
	n, threads := in.Int("n"), int64(in.Threads)
	terms := func(t *sched.Thread, i int) float64 {
		return piTerms(t, share(n, int64(i), threads), share(n, int64(i)+1, threads))
	}
	return piOutcome(t, n, sumsBy(t, in.Word(paramBy), in.Threads, terms))
}

// piOutcome returns pi by the sums of all shares of n terms, and whether it is that.
func piOutcome(t *sched.Thread, n int64, sums []float64) Outcome {
	sum := 0.0
	for _, s := range sums {
		sum += s
	}
	result, want := math.Sqrt(float64(8*sum)), piOf(n)
	return Outcome{
		Result: fmt.Sprintf("pi = %.9f", result),
		OK:     math.Abs(result-want) <= piTolerance(n),
		Want:   fmt.Sprintf("pi as %d terms give it: %.9f", n, want),
	}.say(t)
}

// sumsBy has each share added up as by says, and returns the sums: those of processes come back through shared memory.
func sumsBy(t *sched.Thread, by string, n int, terms func(t *sched.Thread, i int) float64) []float64 {
	sums := make([]float64, n)
	if by == byThreads {
		join(t, start(t, n, "", func(t *sched.Thread, i int) { sums[i] = terms(t, i) }))
		return sums
	}
	shared := newSharedTally(t, "sum", n)
	workers{by, n}.do(t, "terms", n, func(t *sched.Thread, i int) { shared[i].Set(t, int64(math.Float64bits(terms(t, i)))) })
	for i, bits := range shared.all(t) {
		sums[i] = math.Float64frombits(uint64(bits))
	}
	return sums
}

// share returns where the share of thread i begins when n terms are split.
func share(n, i, threads int64) int64 { return n/threads*i + min(i, n%threads) }

// piTerms adds up the terms from first on, up to last, exclusively.
func piTerms(t *sched.Thread, first, last int64) float64 {
	sum := 0.0
	for first < last {
		end := min(first+piBatch, last)
		t.Do((end-first)*piRound-1, func() { sum = addTerms(sum, first, end) })
		t.Loop(1, 1) // the jump back
		first = end
	}
	return sum
}

// addTerms is the arithmetic. The conversion keeps the product from being fused with what is around it, which some
// processors round differently.
func addTerms(sum float64, first, last int64) float64 {
	for k := first; k < last; k++ {
		d := float64(2*k + 1)
		sum += 1 / float64(d*d)
	}
	return sum
}

// piOf returns what n terms make of pi: the terms that are left out amount to 1/(4n).
func piOf(n int64) float64 {
	if n == 0 {
		return 0
	}
	return math.Sqrt(float64(math.Pi*math.Pi) - 2/float64(n))
}

// piTolerance returns how far off the result may be. What is left out is 1/(4n) but for less than 1/(32n³).
func piTolerance(n int64) float64 {
	m := float64(max(n, 1))
	return 1e-9 + 1/(16*float64(m*m)*m)
}
