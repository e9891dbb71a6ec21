// This file defines the program that shows which ways to change something shared lose updates, and under which interpreter.

package workload

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
)

// races is the pool of races.
func races() *Program {
	return &Program{
		Name:   "races",
		Family: "race",
		Short:  "twelve ways to change one shared thing, and which lose updates",
		Doc: `Two threads change one thing, each in a loop, without a lock. An update is lost if a
thread is switched between its load and its store: so it depends on what lies
between the two, and on where the interpreter looks. Measured on real CPythons:

	pattern      Python                     2.7    3.9    3.10   3.11+  3.13t
	inline       g = g + n; g = g - n       lost   lost   -      -      lost
	call         the same in a function     lost   lost   -      -      lost
	global       g += 1                     lost   lost   -      -      lost
	attribute    o.x += 1                   lost   lost   -      -      lost
	dict         d['k'] += 1                lost   lost   -      -      lost
	list         l[0] += 1                  lost   lost   -      -      lost
	python-call  g = g + ident(n)           lost   lost   lost   lost   lost
	c-call       g = g + int(n)             lost   lost   lost   lost   lost
	property     p.x += 1                   lost   lost   lost   lost   lost
	loop         read; inner loop; write    lost   lost   lost   lost   lost
	lambda       g = (lambda v: v+1)(g)     lost   lost   lost   lost   lost
	len          read; len(''); write       lost   lost   lost   -      lost

The tutorials say that "balance = balance + n" is not safe because it is several
bytecodes. True up to 3.9, where a switch can come after each of them. From 3.10 on
it can come at a backward jump, a function's entry and a call alone: a call between
load and store is what loses updates. Since 3.11 a call of len is none. Nothing of
that is promised by the language, and without the lock all twelve lose updates
again.

CPython 2 looks with every 101st bytecode that counts. With a check interval of 99
it is every 100th: that goes well with the five of "g += 1", each switch of a run
comes at the same place, and a seed loses either thousands of updates or none.`,
		Try: []string{
			"gilsim --workload=races --param=pattern=c-call --switch-interval=100us --seeds=20  # lost, although it is Python of today",
			"gilsim --workload=races --param=pattern=len --switch-interval=100us --python=3.10 --seeds=20  # lost; with --python=3.11 never",
			"gilsim --workload=races --param=pattern=global --param=count=10000 --gil=off --seeds=20  # what 3.10 hid is back",
			"gilsim --workload=races --param=pattern=global --python=2.7 --check-interval=99 --seeds=20  # all or nothing: compare with 100",
		},
		Threads: 2,
		Params: []Param{
			{Name: "pattern", Default: "python-call", Words: patternNames(), Doc: "how the threads change it"},
			{Name: "count", Default: "100000", Doc: "how often each thread does so"},
		},
		Run: runRaces,
	}
}

// runRaces runs the threads; no update may be lost.
//
//	for i in range(count):
//	    ... the pattern
func runRaces(t *sched.Thread, in Input) Outcome {
	p := findPattern(in.Word("pattern"))
	x := sched.NewVar(t, p.shared, 0)
	count := in.Int("count")
	join(t, start(t, in.Threads, "", func(t *sched.Thread, i int) {
		for range count {
			straight(t, 2, 1) // STORE_FAST i, FOR_ITER
			p.change(t, x, []int{5, 8}[i%2])
			t.Loop(1, 1) // JUMP_ABSOLUTE
		}
	}))
	want := 0
	if p.adds {
		want = int(count) * in.Threads
	}
	got := x.Get(t)
	return Outcome{
		Result:  fmt.Sprintf("%s = %d", p.shared, got),
		OK:      got == want,
		Want:    fmt.Sprintf("%s = %d", p.shared, want),
		Metrics: []Metric{{"off_by", float64(got - want)}},
	}.say(t)
}
