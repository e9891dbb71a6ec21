// This file defines the program that lets three threads in at a time.

package workload

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// semaphore is the tutorials' room for three.
func semaphore() *Program {
	return &Program{
		Name:   "semaphore",
		Family: "threading",
		Short:  "twenty threads and a Semaphore(3): seven batches",
		Doc: `Twenty threads want into a room for three: each acquires the semaphore, says its
name, sleeps, and releases it. Three names come at once, and then, a sleep later,
the next three: seven batches, and the run lasts seven sleeps.

A semaphore is no queue. A release wakes who has waited longest, and hands nothing
over: a thread that comes just then takes the place, and the other one waits again.
In this program all have come before the first release, so they go in by turns.

The tutorials sleep a second and take 7.1 s. That holds under every interpreter: the
threads sleep, and the interpreter lock is free.`,
		Try: []string{
			"gilsim --workload=semaphore --view=program  # the names, in batches of three",
			"gilsim --workload=semaphore --param=permits=1  # a lock: twenty sleeps",
			"gilsim --workload=semaphore --param=permits=20  # no limit: one sleep",
		},
		Threads: 20,
		Params: []Param{
			{Name: "permits", Default: "3", Doc: "how many threads are let in at a time, 1 or more"},
			{Name: "sleep", Default: "100ms", Doc: "how long each stays"},
		},
		Run: runSemaphore,
	}
}

// A stay is when a thread was in the room.
type stay struct{ from, to time.Duration }

// runSemaphore lets everybody in. There must never have been more in the room than are let in at a time.
func runSemaphore(t *sched.Thread, in Input) Outcome {
	permits := int(in.Int("permits"))
	if permits < 1 {
		t.Fail("parameter permits is %d: it must be 1 or more, or nobody is ever let in", permits)
	}
	room := threading.NewSemaphore(t, "room", permits)
	stays := make([]stay, in.Threads)
	began := t.Now()
	joinAll(t, startInOrder(t, in.Threads, "", func(t *sched.Thread, i int) {
		room.With(t, func() {
			t.Print(t.Name())
			stays[i].from = t.Now()
			t.Sleep(in.Duration("sleep"))
			stays[i].to = t.Now()
		})
	}))
	took := t.Now() - began
	most := crowd(stays)
	return Outcome{
		Result: fmt.Sprintf("%s, never more than %d at a time", plural(in.Threads, "thread", "threads"), permits),
		OK:     most <= permits,
		Want:   fmt.Sprintf("never more than %d at a time", permits),
		Metrics: []Metric{
			{"most_at_a_time", float64(most)},
			{"sleeps_in_a_row", ratio(took, in.Duration("sleep"))},
		},
	}
}

// crowd returns the greatest number that were in the room at the same time. It was reached when one of them came.
func crowd(stays []stay) (most int) {
	for _, s := range stays {
		n := 0
		for _, other := range stays {
			if other.from <= s.from && s.from < other.to {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}
