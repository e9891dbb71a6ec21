// This file defines the program in which tasks of a pool talk through a queue.

package workload

import (
	"fmt"
	"strings"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing"
)

// How the queue comes to the tasks.
const (
	passInitializer = "initializer"
	passArgument    = "argument"
)

// poolInitializer is the tutorials' queue for a pool.
func poolInitializer() *Program {
	return &Program{
		Name:      "pool-initializer",
		Family:    "multiprocessing",
		Processes: true,
		Short:     "a queue for the tasks of a pool: by the initializer, and not as an argument",
		Doc: `Two tasks of a pool talk through a queue: one puts two lines into it, the other
one gets them. The queue comes to the workers by the initializer of the pool,
which puts it into a global of each.

The tutorials do it like that because it does not work as an argument, and it
holds: tasks are pickled, and a Queue may be pickled only while a process is
being started. With pass=argument get() raises "Queue objects should only be
shared between processes through inheritance". What they leave out: an
initializer that fails ends its worker, and the pool starts a new one, for ever.`,
		Try: []string{
			"gilsim --workload=pool-initializer --view=program  # who writes and who reads",
			"gilsim --workload=pool-initializer --param=pass=argument  # the error",
			"gilsim --workload=process-pool  # what else a pool does",
		},
		Threads: 2,
		Params: []Param{
			{Name: "pass", Default: passInitializer, Words: []string{passInitializer, passArgument}, Doc: "how the queue comes to the tasks"},
		},
		Run: runPoolInitializer,
	}
}

// inheritanceOnly is what a queue as an argument raises.
const inheritanceOnly = "Queue objects should only be shared between processes through inheritance"

// runPoolInitializer has the tasks talk. The reader must get both lines, in their order, or the error must be Python's.
func runPoolInitializer(t *sched.Thread, in Input) Outcome {
	queue := multiprocessing.NewQueue(t, "q", 0)
	lines := []string{"hello", "world"}
	ready := sched.NewVar(t, "ready", 0) // in each worker: whether its initializer has run
	c := multiprocessing.PoolConfig{Processes: in.Threads}
	if in.Word("pass") == passInitializer {
		c.Initializer = func(t *sched.Thread) { ready.Set(t, 1) }
	}
	mustBeReady := func(t *sched.Thread) {
		if ready.Get(t) == 0 {
			t.FailWith("NameError", "name 'q' is not defined")
		}
	}
	write := multiprocessing.NewFunc(t, "write", func(t *sched.Thread, _ ...any) (any, error) {
		mustBeReady(t)
		for _, line := range lines {
			t.Print(multiprocessing.CurrentName(t), "writes", line)
			queue.Put(t, line)
		}
		return nil, nil
	})
	read := multiprocessing.NewFunc(t, "read", func(t *sched.Thread, _ ...any) (any, error) {
		mustBeReady(t)
		var got []string
		for range lines {
			line, err := queue.Get(t)
			must(t, err)
			t.Print(multiprocessing.CurrentName(t), "reads", line)
			got = append(got, fmt.Sprint(line))
		}
		return strings.Join(got, " "), nil
	})
	var args []any
	if in.Word("pass") == passArgument {
		args = append(args, queue)
	}
	pool := multiprocessing.NewPool(t, c)
	writing, reading := pool.ApplyAsync(t, nil, write, args...), pool.ApplyAsync(t, nil, read, args...)
	result := talked(t, writing, reading)
	pool.Close(t)
	pool.Join(t)
	want := strings.Join(lines, " ")
	if in.Word("pass") == passArgument {
		want = "RuntimeError: " + inheritanceOnly
	}
	return Outcome{Result: result, OK: result == want, Want: want}.say(t)
}

// talked returns what the reader has got, or what either has raised.
func talked(t *sched.Thread, writing, reading *multiprocessing.AsyncResult) string {
	for _, r := range []*multiprocessing.AsyncResult{writing, reading} {
		value, err := r.Get(t, sched.Forever)
		switch {
		case err != nil:
			return err.Error()
		case r == reading:
			return fmt.Sprint(value)
		}
	}
	return ""
}
