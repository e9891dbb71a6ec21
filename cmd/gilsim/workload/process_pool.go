// This file defines the program in which a pool of processes does five tasks.

package workload

import (
	"slices"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing"
)

// The calls of a pool.
const (
	callApply = "apply_async"
	callMap   = "map"
	callImap  = "imap_unordered"
)

// processPool is the tutorials' process pool.
func processPool() *Program {
	return &Program{
		Name:      "process-pool",
		Family:    "multiprocessing",
		Processes: true,
		Short:     "five tasks for a pool of four processes: the fifth waits until one is free",
		Doc: `Pool(4) is given five tasks by apply_async, each of which sleeps for some time and
then computes. The main program prints that it waits, closes the pool and joins it.
Four tasks begin at once; the fifth begins when one of the four is over, in the same
process.

The tutorials' run shows just that, with tasks of 0.14 to 2.7 s. It holds under every
version of Python: a worker is a process, and takes the next task when it is through
with one. With call=map the tasks come in chunks, and the results in order; the
metric "workers" is how many processes have done something. What they leave out: a
worker that is killed takes its task with it, and get() waits for ever.`,
		Try: []string{
			"gilsim --workload=process-pool --view=program  # task 4 begins when one of the others is over",
			"gilsim --workload=process-pool --param=tasks=40 --param=call=map  # chunks of three",
			"gilsim --workload=pool  # the same with threads",
		},
		Threads: 4,
		Params: []Param{
			{Name: "tasks", Default: "5", Doc: "how many tasks there are"},
			{Name: "sleep", Default: "100ms", Doc: "how long a task sleeps at most"},
			{Name: "rounds", Default: "1000000", Doc: "rounds of the loop that a task computes"},
			{Name: "call", Default: callApply, Words: []string{callApply, callMap, callImap}, Doc: "how the tasks are given to the pool"},
			methodParam(),
		},
		Run: runProcessPool,
	}
}

// runProcessPool has the pool do the tasks. Each must have been done, and by no more processes than the pool has.
func runProcessPool(t *sched.Thread, in Input) Outcome {
	useMethod(t, in)
	tasks, most := int(in.Int("tasks")), in.Duration("sleep")
	work := multiprocessing.NewFunc(t, "long_time_task", func(t *sched.Thread, args ...any) (any, error) {
		t.Print("Run task", args[0], "in", multiprocessing.CurrentName(t))
		t.Sleep(most * time.Duration(10+t.Random(91)) / 100)
		xor(t, in.Int("rounds"))
		t.Print("Task", args[0], "is over")
		return multiprocessing.Tuple{args[0], multiprocessing.CurrentName(t)}, nil
	})
	pool := multiprocessing.NewPool(t, multiprocessing.PoolConfig{Processes: in.Threads})
	results := inPool(t, pool, in.Word("call"), work, tasks)
	done, workers := make([]bool, tasks), []string(nil)
	for _, r := range results {
		task, worker := r.(multiprocessing.Tuple)[0].(int), r.(multiprocessing.Tuple)[1].(string)
		done[task] = true
		if !slices.Contains(workers, worker) {
			workers = append(workers, worker)
		}
	}
	n := 0
	for _, ok := range done {
		if ok {
			n++
		}
	}
	return Outcome{
		Result:  plural(n, "task", "tasks") + " done",
		OK:      n == tasks && len(workers) <= in.Threads,
		Want:    plural(tasks, "task", "tasks") + " done",
		Metrics: []Metric{{"workers", float64(len(workers))}},
	}
}

// inPool gives the tasks to the pool, waits until it is over, and returns what came of them.
func inPool(t *sched.Thread, pool *multiprocessing.Pool, call string, work *multiprocessing.Func, tasks int) (results []any) {
	numbers := make([]any, tasks)
	for i := range numbers {
		numbers[i] = i
	}
	var err error
	switch call {
	case callMap:
		results, err = pool.Map(t, work, numbers...)
		must(t, err)
	case callImap:
		it := pool.ImapUnordered(t, work, numbers...)
		for value, more, err := it.Next(t, sched.Forever); more; value, more, err = it.Next(t, sched.Forever) {
			must(t, err)
			results = append(results, value)
		}
	default:
		var waiting []*multiprocessing.AsyncResult
		for _, i := range numbers {
			waiting = append(waiting, pool.ApplyAsync(t, nil, work, i))
		}
		t.Print("Waiting for all subprocesses done...")
		for _, r := range waiting {
			value, err := r.Get(t, sched.Forever)
			must(t, err)
			results = append(results, value)
		}
	}
	pool.Close(t)
	pool.Join(t)
	t.Print("All subprocesses done.")
	return results
}
