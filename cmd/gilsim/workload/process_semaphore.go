// This file defines the program in which a semaphore lets some processes in.

package workload

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing"
)

// processSemaphore is the tutorials' semaphore between processes.
func processSemaphore() *Program {
	return &Program{
		Name:      "process-semaphore",
		Family:    "multiprocessing",
		Processes: true,
		Short:     "a Semaphore(2) between processes: two insert at a time",
		Doc: `Several processes insert into a database that two may use at a time: each
acquires a multiprocessing.Semaphore(2), works for a while, and releases it. The
semaphore is one of the operating system's, and lies in memory that all share;
an interpreter lock has no part in it.

The tutorials define such an insert, and it holds. What they leave out: a
process that is killed while it is inside does not give its place back
(kill=true); nobody else does, either, and with as many killed as there are
places all others wait for ever.`,
		Try: []string{
			"gilsim --workload=process-semaphore --param=places=1  # a lock: one after the other",
			"gilsim --workload=process-semaphore --param=kill=true  # one place is lost: the others go in one by one",
			"gilsim --workload=process-semaphore --param=kill=true --param=places=1  # the only place: a deadlock, with who waits",
		},
		Threads: 6,
		Params: []Param{
			{Name: "places", Default: "2", Doc: "how many may be inside"},
			{Name: "work", Default: "10ms", Doc: "how long each stays"},
			{Name: "kill", Default: "false", Doc: "whether one more process is killed while it is inside"},
			methodParam(),
		},
		Run: runProcessSemaphore,
	}
}

// runProcessSemaphore lets the processes in. No more of them than there are places may have been inside at any time.
func runProcessSemaphore(t *sched.Thread, in Input) Outcome {
	useMethod(t, in)
	places := int(in.Int("places"))
	door := multiprocessing.NewSemaphore(t, "door", places)
	inside, most := multiprocessing.NewValue(t, "inside", int32(0)), multiprocessing.NewValue(t, "most", int32(0))
	change := func(t *sched.Thread, by int32) {
		inside.GetLock().With(t, func() {
			n := inside.Get(t) + by
			inside.Set(t, n)
			if n > most.Get(t) {
				most.Set(t, n)
			}
		})
	}
	if in.Bool("kill") {
		killInside(t, door)
		places--
	}
	began := t.Now()
	well := joinProcesses(t, startProcesses(t, in.Threads, func(t *sched.Thread, _ int) {
		door.Acquire(t)
		change(t, 1)
		t.Print(multiprocessing.CurrentName(t), "inserts")
		t.Sleep(in.Duration("work"))
		change(t, -1)
		door.Release(t)
	}))
	seen := int(most.Get(t))
	return Outcome{
		Result:  fmt.Sprintf("%d have inserted", well),
		OK:      well == in.Threads && seen <= places,
		Want:    fmt.Sprintf("%d have inserted, at most %d at a time", in.Threads, places),
		Metrics: []Metric{{"most", float64(seen)}, {"took_seconds", (t.Now() - began).Seconds()}},
	}.say(t)
}

// killInside has a process acquire the semaphore, and kills it there.
func killInside(t *sched.Thread, door *multiprocessing.Semaphore) {
	within := multiprocessing.NewSemaphore(t, "within", 0)
	victim := multiprocessing.NewProcess(t, func(t *sched.Thread) {
		door.Acquire(t)
		within.Release(t)
		t.Sleep(time.Hour)
	})
	victim.Start(t)
	within.Acquire(t)
	victim.Kill(t)
	victim.Join(t)
}
