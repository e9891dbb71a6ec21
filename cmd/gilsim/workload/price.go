// This file defines the program that compares what threads and processes cost to start.

package workload

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing"
)

// price is what a thread costs, and what a process.
func price() *Program {
	return &Program{
		Name:      "price",
		Family:    "scheduling",
		Processes: true,
		Short:     "what it costs to start a thread, a fork, a spawned process",
		Doc: `Starts threads that do nothing, one after the other, and waits for each; then as
many processes by fork, and then by spawn. A fork copies the page tables of its
parent, while the parent waits. A spawned process begins with a new interpreter that
imports what it needs. Starting a thread is as cheap as the machine makes it
(spawn-ns); what processes cost more is a parameter, in bytecodes: by default 1.6 ms
and 45 ms on the default machine. For real they are processes of the operating
system: each is this command started once more, which takes a few milliseconds by
either method. What CPython takes is predicted, not measured.

The tutorials start a hundred of each: threads are light, processes heavy. Measured
with CPython 3.11 on a 2-core virtual machine a start and a join took 79 µs for a
thread, 1.64 ms by fork and 45 ms by spawn: it holds, by a factor of 20 and of 500.
What they leave out: the price is paid once, and a process never waits for the
interpreter lock of another one.`,
		Try: []string{
			"gilsim --workload=price --param=fork=100000  # a small parent is forked sooner",
			"gilsim --workload=price --gil=off  # the same: nobody waits for the lock here",
			"gilsim --workload=spin --threads=4  # what one pays for threads later on: they take turns",
		},
		Threads: 10,
		Params: []Param{
			{Name: "fork", Default: "800000", Doc: "what a fork costs the parent, in bytecodes"},
			{Name: "spawn", Default: "22500000", Doc: "what a new interpreter costs the child, in bytecodes"},
		},
		Run: runPrice,
	}
}

// runPrice starts them, and each must have run.
func runPrice(t *sched.Thread, in Input) Outcome {
	if t.Process().Real() != nil {
		return priceForReal(t, in.Threads)
	}
	ran := 0
	body := func(*sched.Thread) { ran++ }
	thread := timed(t, in.Threads, func() *sched.Thread { return t.Spawn("", body) })
	fork := timed(t, in.Threads, func() *sched.Thread {
		compute(t, in.Int("fork"))
		return t.SpawnProcess("fork", nil, body)
	})
	spawn := timed(t, in.Threads, func() *sched.Thread {
		return t.SpawnProcess("spawn", nil, func(t *sched.Thread) {
			compute(t, in.Int("spawn"))
			body(t)
		})
	})
	return prices(ran, in.Threads, thread, fork, spawn).say(t)
}

// prices is what comes of it: how many have run, and what one of each kind took.
func prices(ran, n int, thread, fork, spawn time.Duration) Outcome {
	return Outcome{
		Result: fmt.Sprintf("%d have run", ran),
		OK:     ran == 3*n,
		Want:   fmt.Sprintf("%d have run", 3*n),
		Metrics: []Metric{
			{"thread_seconds", thread.Seconds()},
			{"fork_seconds", fork.Seconds()},
			{"spawn_seconds", spawn.Seconds()},
		},
	}
}

// priceForReal is runPrice where processes are those of the operating system: they have run if they have ended well.
func priceForReal(t *sched.Thread, n int) Outcome {
	ran := 0
	thread := timed(t, n, func() *sched.Thread { return t.Spawn("", func(*sched.Thread) { ran++ }) })
	var took []time.Duration
	for _, m := range []multiprocessing.Method{multiprocessing.Fork, multiprocessing.Spawn} {
		multiprocessing.SetStartMethod(t, m)
		began := t.Now()
		for range n {
			ran += joinProcesses(t, startProcesses(t, 1, func(*sched.Thread, int) {}))
		}
		took = append(took, (t.Now()-began)/time.Duration(n))
	}
	return prices(ran, n, thread, took[0], took[1]).say(t)
}

// timed starts so many, joins each before the next one is started, and returns how long one takes on average.
func timed(t *sched.Thread, n int, begin func() *sched.Thread) time.Duration {
	began := t.Now()
	for range n {
		t.Join(begin())
	}
	return (t.Now() - began) / time.Duration(n)
}

// compute executes C code that is worth so many bytecodes.
func compute(t *sched.Thread, n int64) {
	t.Execute(sched.Code{N: n, Round: n, Whole: true})
}
