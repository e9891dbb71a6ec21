// This file defines the program whose threads are cut off.

package workload

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// daemon is the tutorials' thread that does not get to its second line.
func daemon() *Program {
	return &Program{
		Name:   "daemon",
		Family: "threading",
		Short:  "daemon threads are cut off when the main thread ends",
		Doc: `A thread says that it is running, sleeps, and would say that it has ended. It is
a daemon thread: the main thread says "over" and ends, nobody else is left but
daemon threads, and Python ends the process without them. An ordinary thread
(daemon=false) gets to its last line, and the process waits for it.

The tutorials print "Thread-1 (task) is running....over", and an empty line
after it. That is two threads in one line: print writes the text first and then
the newline, and a write that is not buffered lets the interpreter lock go. The
main thread gets it just then. It holds for Python 3; the "(task)" in the name
has been there since 3.10.`,
		Try: []string{
			"gilsim --workload=daemon --view=program  # two threads in one line",
			"gilsim --workload=daemon --param=daemon=false --view=program  # the thread gets to its end",
			"gilsim --workload=daemon --param=write=0s --view=program  # buffered: each line is whole",
		},
		Threads: 1,
		Params: []Param{
			{Name: "daemon", Default: "true", Doc: "whether the threads are daemon threads"},
			{Name: "sleep", Default: "300ms", Doc: "how long a thread sleeps between its two lines; the tutorials' is 3 s"},
			{Name: "write", Default: "20us", Doc: "how long a write takes, with the lock let go; 0s: it is buffered"},
		},
		Run: runDaemon,
	}
}

// runDaemon starts the threads, and ends before they do: all of them must be alive then.
func runDaemon(t *sched.Thread, in Input) Outcome {
	write := in.Duration("write")
	crew := make([]*threading.Thread, in.Threads)
	for i := range crew {
		crew[i] = threading.NewFor(t, "task", func(t *sched.Thread) {
			printUnbuffered(t, threading.Current(t).Name()+" is running....", write)
			t.Sleep(in.Duration("sleep"))
			printUnbuffered(t, threading.Current(t).Name()+" has ended", write)
		})
		crew[i].SetDaemon(t, in.Bool("daemon"))
		crew[i].Start(t)
	}
	printUnbuffered(t, "over", write)
	alive := living(t, crew)
	return Outcome{
		Result: fmt.Sprintf("%d of %d threads are alive when the main thread ends", alive, len(crew)),
		OK:     alive == len(crew),
		Want:   "all threads are alive when the main thread ends",
	}
}

// printUnbuffered prints a line as Python does, a write of the text and one of the newline. A write takes so long, with the
// interpreter lock let go; 0: both go into a buffer at once.
func printUnbuffered(t *sched.Thread, line string, write time.Duration) {
	if write == 0 {
		t.Print(line)
		return
	}
	t.Write(line)
	t.IO("stdout", write)
	t.Write("\n")
	t.IO("stdout", write)
}
