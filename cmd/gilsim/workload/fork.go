// This file defines the program that forks, and what becomes of a child that is not waited for.

package workload

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

// forks is the tutorials' first process.
func forks() *Program {
	return &Program{
		Name:      "fork",
		Family:    "multiprocessing",
		Processes: true,
		Short:     "os.fork returns twice: 0 in the child, and the child's pid in the parent",
		Doc: `The parent says its pid and forks. In the child fork returns 0: it says its own
pid, and its parent's. In the parent it returns the child's pid, which the
parent says, and waits for the child (os.waitpid). Both have the variable num,
with the value that it had at the fork; the child adds 1 to its own.

The tutorials print three lines: "Process (876) start...", "I (876) just created
a child process (877)." and "I am child process (877) and my parent is 876." It
holds wherever there is fork, which Windows lacks. Which of the last two lines
comes first nobody says. What they leave out: the child is a copy of the thread
that has forked alone, and where the parent does not wait for it, it stays a
zombie when it has ended, until its parent has ended, too (wait=false).`,
		Try: []string{
			"gilsim --workload=fork --view=program  # three lines, and who says them",
			"gilsim --workload=fork --threads=3 --view=program  # one parent, three children",
			"gilsim --workload=fork --param=wait=false  # each child is left a zombie",
			"gilsim --workload=process-no-sharing  # what each of them sees of a global",
		},
		Threads: 1,
		Params:  []Param{{Name: "wait", Default: "true", Doc: "whether the parent waits for its children by waitpid"}},
		Run:     runFork,
	}
}

// runFork forks. Each child must have the pid that fork has returned, the parent who has forked it, and a variable of its own.
func runFork(t *sched.Thread, in Input) Outcome {
	me := t.Process().Pid()
	t.Print(fmt.Sprintf("Process (%d) start...", me))
	num := sched.NewVar(t, "num", 1)
	list, said := make([]*sched.Process, in.Threads), make([]*sched.Var[int], in.Threads)
	for i := range list {
		said[i] = sched.NewSharedVar(t, ordinal("pid", i), 0)
		list[i] = forked(t, ordinal("child", i), func(t *sched.Thread) {
			addTo(t, num, 1)
			pid, parent := t.Process().Pid(), t.Process().Ppid()
			t.Print(fmt.Sprintf("I am child process (%d) and my parent is %d.", pid, parent))
			if parent == me && num.Get(t) == 2 {
				said[i].Set(t, pid)
			}
		})
		t.Print(fmt.Sprintf("I (%d) just created a child process (%d).", me, list[i].Pid()))
	}
	well, zombies := 0, 0
	for i, p := range list {
		t.WaitAny([]*sched.Process{p}, sched.Forever)
		if in.Bool("wait") {
			t.Wait(p, sched.Forever)
		}
		if p.Over() && !p.Reaped() {
			zombies++
		}
		if said[i].Get(t) == p.Pid() {
			well++
		}
	}
	left := 0
	if !in.Bool("wait") {
		left = len(list)
	}
	has := num.Get(t)
	return Outcome{
		Result: fmt.Sprintf("%s, %s, and the parent has %d", plural(well, "child", "children"), plural(zombies, "zombie", "zombies"), has),
		OK:     well == len(list) && zombies == left && has == 1,
		Want:   fmt.Sprintf("%s, %s, and the parent has 1", plural(len(list), "child", "children"), plural(left, "zombie", "zombies")),
	}.say(t)
}

// forked starts a process as os.fork does: a copy of this one that goes on at once, in a function.
func forked(t *sched.Thread, name string, child func(t *sched.Thread)) *sched.Process {
	cost := ipc.BareForkCost()
	return t.StartProcess(sched.StartedProcess{Name: name, Parent: cost.Parent, Child: cost.Child, Signal: ipc.SignalTime, Function: child})
}
