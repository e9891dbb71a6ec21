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
		Short:     "what it costs to start a thread, a fork, a spawned process, and to use a pool",
		Doc: `Starts threads that do nothing, one after the other, and waits for each; then as
many processes by fork, and by spawn; and in the end gives as many tasks to a
pool of one process, which was started before, and waits for each. A fork copies
the page tables of its parent, while the parent waits. A spawned process begins
with a new interpreter that imports what it needs. A task costs two messages.

The tutorials start a hundred of each: threads are light, processes heavy.
Measured with CPython 3.8 to 3.13 on a 2-core virtual machine a start and a join
took 0.08 ms for a thread, 4 to 6.5 ms by fork and 83 to 122 ms by spawn: it
holds, by a factor of 60 and of 1000. For real this command is started once more
by either method, which takes a few milliseconds: a compiled program has nothing
to import. What they leave out: the price is paid once; a pool pays it before
there is any work; and a process never waits for the interpreter lock of another
one.`,
		Try: []string{
			"gilsim --workload=price --threads=100  # a hundred, as in the tutorials",
			"gilsim --workload=price --gil=off  # the same: nobody waits for the lock here",
			"gilsim compare --family=parallel  # how much work it takes until that is made up for",
			"gilsim --workload=spin --threads=4  # what one pays for threads later on: they take turns",
		},
		Threads: 10,
		Run:     runPrice,
	}
}

// runPrice starts them, and each must have run.
func runPrice(t *sched.Thread, in Input) Outcome {
	n, ran := in.Threads, 0
	thread := timed(t, n, func() { t.Join(t.Spawn("", func(*sched.Thread) { ran++ })) })
	fork := priceOf(t, n, multiprocessing.Fork, &ran)
	spawn := priceOf(t, n, multiprocessing.Spawn, &ran)
	start, task := priceOfPool(t, n, &ran)
	return Outcome{
		Result: fmt.Sprintf("%d have run", ran),
		OK:     ran == 4*n,
		Want:   fmt.Sprintf("%d have run", 4*n),
		Metrics: []Metric{
			{"thread_seconds", thread.Seconds()},
			{"fork_seconds", fork.Seconds()},
			{"spawn_seconds", spawn.Seconds()},
			{"pool_start_seconds", start.Seconds()},
			{"pool_task_seconds", task.Seconds()},
		},
	}.say(t)
}

// priceOf returns what a process takes that is started by this method: those have run that have ended well.
func priceOf(t *sched.Thread, n int, m multiprocessing.Method, ran *int) time.Duration {
	multiprocessing.SetStartMethod(t, m)
	return timed(t, n, func() { *ran += joinProcesses(t, startProcesses(t, 1, func(*sched.Thread, int) {})) })
}

// priceOfPool returns what it takes to start a pool of one process by fork, up to the first task, and what a task takes then.
func priceOfPool(t *sched.Thread, n int, ran *int) (start, task time.Duration) {
	multiprocessing.SetStartMethod(t, multiprocessing.Fork)
	nothing := multiprocessing.NewFunc(t, "nothing", func(*sched.Thread, ...any) (any, error) { return 1, nil })
	var pool *multiprocessing.Pool
	do := func() int {
		value, err := pool.Apply(t, nothing)
		must(t, err)
		return value.(int)
	}
	start = timed(t, 1, func() {
		pool = multiprocessing.NewPool(t, multiprocessing.PoolConfig{Processes: 1})
		do()
	})
	task = timed(t, n, func() { *ran += do() })
	pool.Close(t)
	pool.Join(t)
	return start, task
}

// timed does something so many times, and returns how long once takes on average.
func timed(t *sched.Thread, n int, do func()) time.Duration {
	began := t.Now()
	for range n {
		do()
	}
	return (t.Now() - began) / time.Duration(n)
}
