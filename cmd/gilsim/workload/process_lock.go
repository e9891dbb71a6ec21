// This file defines the program in which processes add to a number in shared memory.

package workload

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing"
)

// The starts of the processes that add.
const (
	startTogether = "together"
	startApart    = "apart"
)

// processLock is the tutorials' shared Value.
func processLock() *Program {
	return &Program{
		Name:      "process-lock",
		Family:    "multiprocessing",
		Processes: true,
		Short:     "value.value += 1 from five processes: updates are lost under every Python",
		Doc: `Five processes do "value.value += 1" on a multiprocessing.Value, 1000 times each. A
Value has a lock, and reading it is a step under that lock, and writing it is, too;
between the two another process reads the same number, and one of the updates is
lost. With lock=true the whole line is "with value.get_lock():", and the result is
5000.

The tutorials print 2153 where 5000 is expected. It holds under every version of
Python, for an interpreter lock does not reach from one process to another. How much
is lost depends on the start: processes that begin one after the other are through
before the next one comes, and nothing is lost (start=apart). So a run that is right
says little.`,
		Try: []string{
			"gilsim --workload=process-lock --param=lock=true  # 5000, and slower",
			"gilsim --workload=process-lock --param=start=apart  # 5000 as well, by luck",
			"gilsim --workload=process-lock --threads=2 --param=count=5 --view=columns --library  # two get, and both set",
		},
		Threads: 5,
		Params: []Param{
			{Name: "count", Default: "1000", Doc: "how often each adds 1"},
			{Name: "lock", Default: "false", Doc: "whether the lock is held from the get to the set"},
			{Name: "start", Default: startTogether, Words: []string{startTogether, startApart}, Doc: "whether all wait for an event before they begin"},
			methodParam(),
		},
		Run: runProcessLock,
	}
}

// runProcessLock has the processes add:
//
//	for _ in range(count):
//	    value.value += 1
func runProcessLock(t *sched.Thread, in Input) Outcome {
	useMethod(t, in)
	count := in.Int("count")
	value := multiprocessing.NewValue(t, "value", int32(0))
	begin := multiprocessing.NewEvent(t, "begin")
	ready := multiprocessing.NewSemaphore(t, "ready", 0)
	together := in.Word("start") == startTogether
	add := func(t *sched.Thread) { value.Set(t, value.Get(t)+1) }
	list := startProcesses(t, in.Threads, func(t *sched.Thread, _ int) {
		if together {
			ready.Release(t)
			begin.Wait(t)
		}
		for range count {
			if in.Bool("lock") {
				value.GetLock().With(t, func() { add(t) })
			} else {
				add(t)
			}
			t.Loop(1, 2)
		}
	})
	if together {
		for range list {
			ready.Acquire(t)
		}
		begin.Set(t)
	}
	joinProcesses(t, list)
	got, want := int64(value.Get(t)), count*int64(in.Threads)
	return Outcome{
		Result:  fmt.Sprintf("value = %d", got),
		OK:      got == want,
		Want:    fmt.Sprintf("value = %d", want),
		Metrics: []Metric{{"lost", float64(want - got)}},
	}.say(t)
}
