// This file defines the program in which one process writes to a queue that another one reads.

package workload

import (
	"fmt"
	"strings"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing"
)

// When the writers are joined.
const (
	joinAfter  = "after"
	joinBefore = "before"
)

// processQueue is the tutorials' producer and consumer in processes.
func processQueue() *Program {
	return &Program{
		Name:      "process-queue",
		Family:    "multiprocessing",
		Processes: true,
		Short:     "writers and a reader: what a queue between processes does, and how it hangs",
		Doc: `Processes put items into a multiprocessing.Queue, and another one gets them, until
the parent, which has joined the writers and knows that all have arrived, terminates
it. A put hands the item to a thread of its process, which pickles it and writes it
into a pipe. The pipe holds 65,536 bytes.

The tutorials' program prints each item on both sides, and ends. That holds under
every version. What they do not say: who joins a writer before anything is read
(join=before) waits for ever if the items do not fit into the pipe, as the writer
cannot end before its thread has written all. One text of 65,514 characters fits;
of 65,515 it does not, and the report tells who waits for whom.`,
		Try: []string{
			"gilsim --workload=process-queue --view=program  # put and got, in turn",
			"gilsim --workload=process-queue --threads=1 --param=items=1 --param=size=65514 --param=join=before  # just fits",
			"gilsim --workload=process-queue --threads=1 --param=items=1 --param=size=65515 --param=join=before  # hangs: exit 1",
		},
		Threads: 1,
		Params: []Param{
			{Name: "items", Default: "3", Doc: "how many items each writer puts"},
			{Name: "size", Default: "2", Doc: "of how many characters each is, if its name is not longer"},
			{Name: "join", Default: joinAfter, Words: []string{joinAfter, joinBefore}, Doc: "whether the writers are joined after the reader has begun, or before"},
			methodParam(),
		},
		Run: runProcessQueue,
	}
}

// runProcessQueue starts the writers and the reader. All items must arrive, those of each writer in their order.
func runProcessQueue(t *sched.Thread, in Input) Outcome {
	useMethod(t, in)
	items, size := int(in.Int("items")), int(in.Int("size"))
	q := multiprocessing.NewQueue(t, "q", 0)
	got := multiprocessing.NewSemaphore(t, "got", 0)
	right := sched.NewSharedVar(t, "right", 0)
	writers := startProcesses(t, in.Threads, func(t *sched.Thread, i int) {
		for n := range items {
			t.Print("put", label(i, n))
			q.Put(t, text(i, n, size))
		}
	}, q)
	if in.Word("join") == joinBefore {
		joinProcesses(t, writers)
	}
	reader := startProcesses(t, 1, func(t *sched.Thread, _ int) {
		next := make([]int, in.Threads)
		for {
			item, err := q.Get(t)
			must(t, err)
			for i, n := range next {
				if item == text(i, n, size) {
					t.Print("got", label(i, n))
					addTo(t, right, 1)
					next[i]++
					break
				}
			}
			got.Release(t)
		}
	}, q)[0]
	joinProcesses(t, writers)
	for range items * in.Threads {
		got.Acquire(t)
	}
	reader.Terminate(t)
	reader.Join(t)
	n := right.Get(t)
	return Outcome{
		Result: plural(n, "item", "items") + " received",
		OK:     n == items*in.Threads,
		Want:   plural(items*in.Threads, "item", "items") + " received",
	}
}

// text is that item, of so many characters.
func text(i, n, size int) string {
	name := label(i, n)
	return name + strings.Repeat(".", max(0, size-len(name)))
}

// label is what the item is called that the i-th writer puts as its n-th.
func label(i, n int) string {
	if n < 26 {
		return fmt.Sprintf("%c%d", 'A'+n, i+1)
	}
	return fmt.Sprintf("%d.%d", n+1, i+1)
}
