// This file defines the program whose greenlets take turns, each by naming the next one.

package workload

import (
	"fmt"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
)

// greenlets is the tutorials' first program with greenlet.
func greenlets() *Program {
	return &Program{
		Name:   "greenlet",
		Family: "coroutines",
		Short:  "two greenlets of one thread take turns, and pass a number on",
		Doc: `Two greenlets, task1 and task2, print a line and switch to each other. They are
coroutines inside one thread: no lock changes hands and no scheduler is asked. A
switch names who goes on and takes a value along, here how many lines there are; what
task2 returns in the end goes to its parent, the main greenlet. task1 is still
suspended then, and is abandoned with its thread.

The tutorials print task1 run1, task2 run1, task1 run2, task2 run2, and the order is
always the same: nobody goes on who was not switched to. With several threads each
has greenlets of its own. The threads are preempted in the midst of theirs, and their
lines mix; the greenlets of one thread still take turns.`,
		Try: []string{
			"gilsim --workload=greenlet --view=program  # the lines of the tutorials",
			"gilsim --workload=greenlet --view=columns  # a column for each greenlet, and who switches to whom",
			"gilsim --workload=greenlet --threads=2 --gil=off --view=columns  # two threads, each with its own greenlets",
		},
		Threads: 1,
		Params:  []Param{{Name: "rounds", Default: "2", Doc: "how many lines each greenlet prints"}},
		Run:     runGreenlets,
	}
}

// runGreenlets runs the greenlets in every thread. The number that they pass on must have arrived.
//
//	def task1(): print("task1 run1"); g2.switch(); print("task1 run2"); g2.switch()
//	def task2(): print("task2 run1"); g1.switch(); print("task2 run2")
//	g1.switch()
func runGreenlets(t *sched.Thread, in Input) Outcome {
	rounds := in.Int("rounds")
	lines := make([]int64, in.Threads)
	join(t, start(t, in.Threads, "", func(t *sched.Thread, i int) { lines[i] = taskLines(t, rounds) }))
	sum := int64(0)
	for _, n := range lines {
		sum += n
	}
	want := 2 * rounds * int64(in.Threads)
	return Outcome{
		Result: fmt.Sprintf("%d lines counted", sum),
		OK:     sum == want,
		Want:   fmt.Sprintf("%d lines counted", want),
	}
}

// taskLines runs the two greenlets in t, and returns how many lines they have counted, from switch to switch.
func taskLines(t *sched.Thread, rounds int64) int64 {
	var tasks [2]*greenlet.Greenlet
	for i := range tasks {
		name := fmt.Sprintf("task%d", i+1)
		tasks[i] = greenlet.New(t, name, func(t *sched.Thread, a greenlet.Args) (lines any, err error) {
			lines = a.Pos[0]
			for run := range rounds {
				t.Print("jerry", name, fmt.Sprint("run", run+1))
				lines = lines.(int64) + 1
				if i == 1 && run == rounds-1 {
					break
				}
				if lines, err = tasks[1-i].Switch(t, lines); err != nil {
					return nil, err
				}
			}
			return lines, nil
		})
	}
	lines, err := tasks[0].Switch(t, int64(0))
	if err != nil {
		greenlet.Raise(err)
	}
	return lines.(int64)
}
