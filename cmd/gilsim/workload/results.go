// This file defines the program that asks for the results of its tasks at once, or later.

package workload

import (
	"math/big"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading/futures"
)

// results is the tutorials' pair of programs with futures.
func results() *Program {
	return &Program{
		Name:   "futures",
		Family: "threading",
		Short:  "results asked for later, or at once: a pool that works, or one that is no use",
		Doc: `A task sleeps, prints the name of its thread, and returns i ** i. The main thread
submits three of them to a pool of three and prints the results, and "over".

later: it keeps the futures, lets the pool finish, and then asks each for its result.
The tasks sleep at the same time: three names, then 1 1 4, after one sleep.

at-once: it asks for the result as soon as it has submitted a task. result() waits,
so that the next task is submitted only when this one is done: a name and a result
in turn, three sleeps in all, and mostly by the same worker.

The tutorials show both and say that the second is serial. That holds under every
interpreter. The mistake is quiet: the results are the same.`,
		Try: []string{
			"gilsim --workload=futures --param=results=at-once  # overlap 1: one after the other",
			"gilsim --workload=futures --view=program  # the names first, then 1 1 4 over",
			"gilsim --workload=futures --param=results=at-once --view=program  # a name, a result, a name",
		},
		Threads: 3,
		Params: []Param{
			{Name: "results", Default: "later", Words: []string{"later", "at-once"}, Doc: "when the main thread asks for them"},
			{Name: "tasks", Default: "3", Doc: "how many tasks are submitted"},
			{Name: "sleep", Default: "100ms", Doc: "how long each sleeps"},
		},
		Run: runResults,
	}
}

// runResults submits the tasks and prints their results, which must come in the order of the tasks.
func runResults(t *sched.Thread, in Input) Outcome {
	pool, tasks, sleep := futures.NewThreadPool(t, in.Threads, ""), in.Int("tasks"), in.Duration("sleep")
	began := t.Now()
	right := 0
	var fs []*futures.Future[*big.Int]
	for i := range tasks {
		f := futures.Submit(t, pool, func(t *sched.Thread) (*big.Int, error) {
			t.Sleep(sleep)
			t.Print(t.Name())
			return powerOf(i), nil
		})
		if in.Word("results") == "at-once" {
			right += printResult(t, f, i)
		} else {
			fs = append(fs, f)
		}
	}
	pool.Shutdown(t, true)
	for i, f := range fs {
		right += printResult(t, f, int64(i))
	}
	took := t.Now() - began
	t.Print("over")
	return Outcome{
		Result:  plural(right, "result is", "results are") + " right",
		OK:      int64(right) == tasks,
		Want:    plural(tasks, "result is", "results are") + " right",
		Metrics: []Metric{{"overlap", ratio(time.Duration(tasks)*sleep, took)}},
	}
}

// printResult prints the result of task i, and returns how many are right: 1, or 0.
func printResult(t *sched.Thread, f *futures.Future[*big.Int], i int64) int {
	power, err := f.Result(t)
	t.Print(power)
	if err != nil || power.Cmp(powerOf(i)) != 0 {
		return 0
	}
	return 1
}

// powerOf returns i ** i.
func powerOf(i int64) *big.Int { return new(big.Int).Exp(big.NewInt(i), big.NewInt(i), nil) }
