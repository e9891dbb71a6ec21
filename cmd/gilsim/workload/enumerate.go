// This file defines the program that asks which threads there are.

package workload

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// enumerate is the tutorials' look around.
func enumerate() *Program {
	return &Program{
		Name:   "enumerate",
		Family: "threading",
		Short:  "current_thread, active_count, enumerate: which threads exist",
		Doc: `The main thread prints the name of the current thread, how many there are, and
which: first alone, then beside threads that wait for an event, then alone
again, when they have ended. At last it makes a thread called aaa and does not
start it: that one has a name, is not alive, and is no daemon thread.

The tutorials print "MainThread 1 [<_MainThread(MainThread, started ...)>]" and
"aaa False False". That holds under every interpreter; the number is the
thread's, here 1 for the main one. A thread is listed from its start to its end,
so that the count is never wrong, and out of date as soon as it is told: another
thread may have ended since.`,
		Try: []string{
			"gilsim --workload=enumerate --view=program  # the lines of the tutorials",
			"gilsim --workload=enumerate --threads=10 --view=program  # more of them",
		},
		Threads: 3,
		Run:     runEnumerate,
	}
}

// runEnumerate looks around three times. Each time exactly those must be there who have been started and not ended.
func runEnumerate(t *sched.Thread, in Input) Outcome {
	finish := threading.NewEvent(t, "finish")
	counts := []int{look(t)}
	crew := startInOrder(t, in.Threads, "", func(t *sched.Thread, _ int) { finish.Wait(t) })
	counts = append(counts, look(t))
	finish.Set(t)
	joinAll(t, crew)
	counts = append(counts, look(t))
	idle := threading.New(t, "aaa", nil)
	t.Print(idle.Name(), truth(idle.IsAlive(t)), truth(idle.Daemon()))
	return Outcome{
		Result: fmt.Sprintf("%s active, then %d, then %d", plural(counts[0], "thread is", "threads are"), counts[1], counts[2]),
		OK:     slices.Equal(counts, []int{1, 1 + in.Threads, 1}),
		Want:   fmt.Sprintf("1 thread is active, then %d, then 1", 1+in.Threads),
	}
}

// look prints which threads there are, and returns how many.
func look(t *sched.Thread) int {
	n := threading.ActiveCount(t)
	var list []string
	for _, h := range threading.Enumerate(t) {
		list = append(list, h.String())
	}
	t.Print(threading.Current(t).Name(), n, "["+strings.Join(list, ", ")+"]")
	return n
}

// truth returns what Python prints.
func truth(b bool) string {
	if b {
		return "True"
	}
	return "False"
}
