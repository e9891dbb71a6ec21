// This file defines the tutorials' first Process.

package workload

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing"
)

// process is a child process that is started and joined.
func process() *Program {
	return &Program{
		Name:      "process",
		Family:    "multiprocessing",
		Processes: true,
		Short:     "the first Process: it says who it is, and is joined",
		Doc: `The parent says its pid, makes a Process with a function and an argument, and
starts it. The child says its name and its pid. The parent joins it, and says
that it has ended. Without join (join=false) the parent says so at once, while
the child has not even begun: a process takes 5 ms to start. Python waits for it
even so, at its end.

The tutorials print "Parent process 928.", "Process will start.", "Run child
process test (929)..." and "Process end.", in this order, and it holds. Some of
them join a process that was never started: that is an AssertionError, "can only
join a started process".`,
		Try: []string{
			"gilsim --workload=process --view=program  # who says what",
			"gilsim --workload=process --param=join=false --view=program  # the end before the beginning",
			"gilsim --workload=process --param=method=spawn  # a child that takes 100 ms to begin",
		},
		Threads: 1,
		Params: []Param{
			{Name: "join", Default: "true", Doc: "whether the parent waits for its child before it says that it has ended"},
			methodParam(),
		},
		Run: runProcess,
	}
}

// runProcess starts the children. Joined, each must have run before the parent goes on.
func runProcess(t *sched.Thread, in Input) Outcome {
	useMethod(t, in)
	t.Print(fmt.Sprintf("Parent process %d.", multiprocessing.Getpid(t)))
	list, ran := make([]*multiprocessing.Process, in.Threads), make([]*sched.Var[int], in.Threads)
	for i := range list {
		ran[i] = sched.NewSharedVar(t, ordinal("ran", i), 0)
		list[i] = multiprocessing.NewProcess(t, func(t *sched.Thread) {
			t.Print(fmt.Sprintf("Run child process %s (%d)...", multiprocessing.CurrentName(t), multiprocessing.Getpid(t)))
			ran[i].Set(t, 1)
		})
		list[i].SetName(ordinal("test", i))
	}
	t.Print("Process will start.")
	for _, p := range list {
		p.Start(t)
	}
	if in.Bool("join") {
		joinProcesses(t, list)
	}
	t.Print("Process end.")
	done := 0
	for _, v := range ran {
		done += v.Get(t)
	}
	return Outcome{
		Result: fmt.Sprintf("%d of %d have run when the parent goes on", done, len(list)),
		OK:     done == len(list) || !in.Bool("join"),
		Want:   fmt.Sprintf("%d of %d have run when the parent goes on", len(list), len(list)),
	}
}
