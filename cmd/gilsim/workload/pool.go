// This file defines the program in which a pool of three threads does twenty tasks.

package workload

import (
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading/futures"
)

// pool is the tutorials' thread pool.
func pool() *Program {
	return &Program{
		Name:   "pool",
		Family: "threading",
		Short:  "twenty tasks for a pool of three threads: seven rounds, by the same three",
		Doc: `ThreadPoolExecutor(3) is given twenty tasks, each of which sleeps and then prints the
name of its thread. The main thread prints 1 when all are submitted: submit does not
wait. Then the names come in rounds of three, ThreadPoolExecutor-0_0 to _2, seven
rounds in all. A worker is started when a task comes and nobody is idle, up to three;
then each takes the next task when it is through with one.

The tutorials' program sleeps a second, ends without a shutdown, and takes 7.2 s with
CPython: at its end Python itself lets the workers finish and joins them. That holds
under every interpreter. That a pool saves the price of starting threads holds, too,
but it is small: see the workload "price".`,
		Try: []string{
			"gilsim --workload=pool --view=program  # 1, and then the names in rounds of three",
			"gilsim --workload=pool --threads=20  # one round, and twenty workers",
			"gilsim --workload=pool --param=sleep=0s  # a worker is idle again before the next task comes: fewer workers",
		},
		Threads: 3,
		Params: []Param{
			{Name: "tasks", Default: "20", Doc: "how many tasks are submitted"},
			{Name: "sleep", Default: "100ms", Doc: "how long each sleeps"},
		},
		Run: runPool,
	}
}

// runPool has the pool do the tasks. Each must have been done, and by no more workers than the pool may have.
func runPool(t *sched.Thread, in Input) Outcome {
	pool, tasks, sleep := futures.NewThreadPool(t, in.Threads, ""), in.Int("tasks"), in.Duration("sleep")
	began := t.Now()
	var fs []*futures.Future[string]
	for range tasks {
		fs = append(fs, futures.Submit(t, pool, func(t *sched.Thread) (string, error) {
			t.Sleep(sleep)
			t.Print(t.Name())
			return t.Name(), nil
		}))
	}
	t.Print(1)
	pool.Shutdown(t, true)
	took := t.Now() - began
	done, workers := 0, make(map[string]bool)
	for _, f := range fs {
		if name, err := f.Result(t); err == nil {
			done++
			workers[name] = true
		}
	}
	return Outcome{
		Result: plural(done, "task", "tasks") + " done",
		OK:     int64(done) == tasks && len(workers) <= in.Threads,
		Want:   plural(tasks, "task", "tasks") + " done",
		Metrics: []Metric{
			{"workers", float64(len(workers))},
			{"overlap", ratio(time.Duration(tasks)*sleep, took)},
		},
	}
}
