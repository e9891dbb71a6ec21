// This file defines the program in which processes change a manager's dictionary.

package workload

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing"
	"github.com/gilsim/gilsim/sched/multiprocessing/managers"
)

// managerDict is the tutorials' Manager().dict().
func managerDict() *Program {
	return &Program{
		Name:      "manager-dict",
		Family:    "multiprocessing",
		Processes: true,
		Short:     "d['year'] += 1 in a manager's dict: two round trips, and updates are lost",
		Doc: `A Manager is a process of its own, and keeps a dict; others have proxies of it.
Five processes do d["year"] += 1: that is a call to read and another one to
write, each a round trip to the manager, and between the two another process
reads the same number. With lock=true the line is done under a Lock, and nothing
is lost.

The tutorials show both, and it holds under every version of Python. A list in
the dict is a copy: d["list"].append(1) changes the copy that the read has
brought, and not what the manager has. What they leave out is the price: a round
trip takes 15 to 20 µs, three hundred times as long as a dict of one's own.`,
		Try: []string{
			"gilsim --workload=manager-dict --param=lock=true  # nothing is lost, and it takes longer",
			"gilsim --workload=process-lock  # the same in shared memory",
			"gilsim --workload=process-ipc --param=kind=manager  # what a call to a manager takes",
		},
		Threads: 5,
		Params: []Param{
			{Name: "count", Default: "50", Doc: "how often each adds 1"},
			{Name: "lock", Default: "false", Doc: "whether a lock is held from the read to the write"},
		},
		Simulated: func(Input) string {
			return "the program starts processes after its first one has connected to a manager, which those of the real machine cannot do again"
		},
		Run: runManagerDict,
	}
}

// runManagerDict has the processes add. With the lock nothing may be lost.
func runManagerDict(t *sched.Thread, in Input) Outcome {
	m, err := managers.Manager(t)
	must(t, err)
	d, err := m.Dict(t, nil)
	must(t, err)
	must(t, d.Set(t, "year", 0))
	lock := multiprocessing.NewLock(t, "lock")
	count := in.Int("count")
	joinProcesses(t, startProcesses(t, in.Threads, func(t *sched.Thread, _ int) {
		for range count {
			if in.Bool("lock") {
				lock.With(t, func() { addToYear(t, d) })
			} else {
				addToYear(t, d)
			}
		}
	}))
	year := yearOf(t, d)
	m.Shutdown(t)
	want := int(count) * in.Threads
	return Outcome{
		Result:  fmt.Sprintf("d['year'] = %d", year),
		OK:      year == want,
		Want:    fmt.Sprintf("d['year'] = %d", want),
		Metrics: []Metric{{"lost", float64(want - year)}},
	}.say(t)
}

// addToYear is d["year"] += 1.
func addToYear(t *sched.Thread, d managers.DictProxy) { must(t, d.Set(t, "year", yearOf(t, d)+1)) }

func yearOf(t *sched.Thread, d managers.DictProxy) int {
	value, ok, err := d.Get(t, "year")
	must(t, err)
	n, is := value.(int)
	if !ok || !is {
		t.Fail("d['year'] is %v", value)
	}
	return n
}
