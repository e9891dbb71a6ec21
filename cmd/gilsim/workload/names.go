// This file defines the program that starts a thread and waits for it.

package workload

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// names is the first thread of every tutorial.
func names() *Program {
	return &Program{
		Name:   "names",
		Family: "threading",
		Short:  "the first thread: it says its name, counts, and is joined",
		Doc: `The main thread says that it is running, starts a thread called LoopThread, and
joins it. The thread says its name, counts to five with a sleep after each
number, and says that it has ended; then the main thread does. Without the join
(join=false) the main thread ends first, and the run lasts until the other one has
ended all the same: Python waits for every thread that is no daemon thread.

The tutorials print nine lines in 5 s. They come in this order under every
interpreter: while one thread sleeps or is joined, there is only the other one.
Who speaks first when nobody waits is another matter: Thread.start returns when
the new thread has begun, but begun is not ahead.`,
		Try: []string{
			"gilsim --workload=names --view=program  # the lines of the tutorials",
			"gilsim --workload=names --param=join=false --view=program  # the main thread ends first",
			"gilsim --workload=names --param=rounds=1 --view=columns  # what start and join are made of",
		},
		Threads: 1,
		Params: []Param{
			{Name: "rounds", Default: "5", Doc: "how far each thread counts"},
			{Name: "sleep", Default: "100ms", Doc: "how long it sleeps after each number; the tutorials' is 1 s"},
			{Name: "join", Default: "true", Doc: "whether the main thread joins the others"},
		},
		Run: runNames,
	}
}

// runNames runs the threads. When the main thread ends nobody must be alive, or everybody if they are not joined.
func runNames(t *sched.Thread, in Input) Outcome {
	say := func(t *sched.Thread, what string) { t.Print("thread", threading.Current(t).Name(), what) }
	say(t, "is running...")
	crew := make([]*threading.Thread, in.Threads)
	for i := range crew {
		crew[i] = threading.New(t, loopName(i), func(t *sched.Thread) {
			say(t, "is running...")
			for n := range in.Int("rounds") {
				say(t, fmt.Sprint(">>> ", n+1))
				t.Sleep(in.Duration("sleep"))
			}
			say(t, "ended.")
		})
		crew[i].Start(t)
	}
	want := len(crew)
	if in.Bool("join") {
		want = 0
		joinAll(t, crew)
	}
	alive := living(t, crew)
	say(t, "ended.")
	return Outcome{
		Result: plural(alive, "thread is", "threads are") + " alive when the main thread ends",
		OK:     alive == want,
		Want:   plural(want, "thread is", "threads are") + " alive then",
	}
}

// loopName returns the name of the i-th thread.
func loopName(i int) string {
	if i == 0 {
		return "LoopThread"
	}
	return ordinal("LoopThread", i)
}

// living counts those that are alive.
func living(t *sched.Thread, crew []*threading.Thread) int {
	n := 0
	for _, other := range crew {
		if other.IsAlive(t) {
			n++
		}
	}
	return n
}
