// This file defines the programs that show what a queue is: its three orders, and a queue that holds a number.

package workload

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// queues is the tutorials' three kinds of queue.
func queues() *Program {
	return &Program{
		Name:   "queues",
		Family: "threading",
		Short:  "Queue, LifoQueue, PriorityQueue: what comes out first",
		Doc: `The main thread puts 1 and 2 into a Queue and into a LifoQueue, and 3 and 2 into
a PriorityQueue, and another thread gets an item from each: 1, which was put
first, 2, which was put last, and 2, which is the least. With more threads there
are more items, and each gets its own.

The tutorials print 1 2 2. That holds under every interpreter. Each queue is a
Lock and three Conditions written in Python: a put or a get is some twenty
calls, and each of them is a place where the interpreter may switch, with the
queue's lock held.`,
		Try: []string{
			"gilsim --workload=queues --view=program  # 1 2 2",
			"gilsim --workload=queues --view=columns  # a put and a get, step by step",
			"gilsim --workload=queues --threads=3 --view=program  # three threads, one after another",
		},
		Threads: 1,
		Run:     runQueues,
	}
}

// runQueues fills the queues, and has each thread in turn get an item from each. Each must get the next in order.
func runQueues(t *sched.Thread, in Input) Outcome {
	fifo := threading.NewQueue[int](t, "fifo", 0)
	lifo := threading.NewLifoQueue[int](t, "lifo", 0)
	priority := threading.NewPriorityQueue[int](t, "priority", 0)
	last := in.Threads + 1
	for i := 1; i <= last; i++ {
		fifo.Put(t, i)
		lifo.Put(t, i)
		priority.Put(t, last+2-i)
	}
	right := 0
	for i := range in.Threads {
		getter := threading.New(t, "", func(t *sched.Thread) {
			a, b, c := fifo.Get(t), lifo.Get(t), priority.Get(t)
			t.Print(a, b, c)
			if a == 1+i && b == last-i && c == 2+i {
				right++
			}
		})
		getter.Start(t)
		getter.Join(t)
	}
	return Outcome{
		Result: fmt.Sprintf("%d of %d threads get the first, the last and the least", right, in.Threads),
		OK:     right == in.Threads,
		Want:   "each thread gets the first, the last and the least",
	}
}

// queuedNumber is the tutorials' stock in a queue.
func queuedNumber() *Program {
	return &Program{
		Name:   "queued-number",
		Family: "threading",
		Short:  "a number kept in a queue: a queue of one item is a lock",
		Doc: `A queue holds one number, as many as there are threads. Each thread gets it,
computes a while, and puts back one less. In the end it is 0: while a thread has
the number the queue is empty, and the others wait. A queue with one item is a
lock, with the item as what it protects.

The tutorials do it with three processes, and print 0. That holds everywhere:
there is no moment in which two have the number. The sleep-race program has the
same threads around a plain variable.`,
		Try: []string{
			"gilsim --workload=queued-number --view=columns  # get, compute, put",
			"gilsim --workload=queued-number --gil=off --threads=20  # 0 without the interpreter lock, too",
			"gilsim --workload=sleep-race  # the same without the queue",
		},
		Threads: 3,
		Params:  []Param{{Name: "work", Default: "1000", Doc: "rounds of work between the get and the put"}},
		Run:     runQueuedNumber,
	}
}

// runQueuedNumber has each thread count down by one. In the end the number must be 0.
func runQueuedNumber(t *sched.Thread, in Input) Outcome {
	q := threading.NewQueue[int](t, "q", 1)
	q.Put(t, in.Threads)
	joinAll(t, startInOrder(t, in.Threads, "", func(t *sched.Thread, _ int) {
		n := q.Get(t)
		xor(t, in.Int("work"))
		q.Put(t, n-1)
	}))
	left := q.Get(t)
	return Outcome{Result: fmt.Sprint(left), OK: left == 0, Want: "0"}.say(t)
}
