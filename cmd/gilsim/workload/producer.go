// This file defines the programs in which some threads make what others use.

package workload

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// producer is the tutorials' producer and consumer.
func producer() *Program {
	return &Program{
		Name:   "producer",
		Family: "threading",
		Short:  "producer and consumers, with a buffer between and without",
		Doc: `One thread makes items, the others use them. Between them lies a queue that
holds two items: while it is full the producer waits, while it is empty the
consumers do. So both work at the same time, and the run lasts as long as the
slower side. Without a buffer (buffer=0) the producer waits until each item has
been used: the run lasts as long as both one after the other. The metric
"overlap" is the time of all the making and using over the time of the run.

A greater buffer helps only if the sides are uneven by turns (vary=true): what is
made quickly now can be used while the next item takes long. At the end the
producer puts a sentinel for each consumer.

The tutorials call the buffer what evens out the speeds of both sides. That
holds as long as they are the same on average. In Python Queue(0) is not the
absence of a buffer, but one without a bound: it evens out everything until the
memory is full.`,
		Try: []string{
			"gilsim --workload=producer --param=buffer=0  # one after the other",
			"gilsim --workload=producer --param=vary=true --param=buffer=1  # compare the overlap with that of buffer=8",
			"gilsim --workload=producer --threads=4 --param=use=30ms  # three consumers, each three times as slow",
		},
		Threads: 2,
		Least:   2, // one that makes, one that uses
		Params: []Param{
			{Name: "items", Default: "10", Doc: "how many items are made"},
			{Name: "buffer", Default: "2", Doc: "how many items the queue holds; 0: the producer waits for each to be used"},
			{Name: "make", Default: "10ms", Doc: "how long it takes to make one"},
			{Name: "use", Default: "10ms", Doc: "how long it takes to use one"},
			{Name: "vary", Default: "false", Doc: "whether each takes from nothing to twice as long"},
		},
		Run: runProducer,
	}
}

// runProducer runs one producer beside the consumers. Each item must have been used once.
func runProducer(t *sched.Thread, in Input) Outcome {
	items, buffer, vary := in.Int("items"), int(in.Int("buffer")), in.Bool("vary")
	q := threading.NewQueue[int64](t, "buffer", max(1, buffer))
	used := make([]int64, in.Threads-1)
	var busy time.Duration // making
	began := t.Now()
	maker := threading.New(t, "producer", func(t *sched.Thread) {
		for i := range items {
			busy += work(t, in.Duration("make"), vary)
			t.Print("producer makes", i+1)
			q.Put(t, i+1)
			if buffer == 0 {
				q.Join(t)
			}
		}
		for range used {
			q.Put(t, 0)
		}
	})
	using := make([]time.Duration, in.Threads-1)
	consumers := startInOrder(t, in.Threads-1, "consumer", func(t *sched.Thread, i int) {
		for item := q.Get(t); item > 0; item = q.Get(t) {
			using[i] += work(t, in.Duration("use"), vary)
			t.Print(t.Name(), "uses", item)
			used[i]++
			q.TaskDone(t)
		}
	})
	maker.Start(t)
	maker.Join(t)
	joinAll(t, consumers)
	var total int64
	for i := range used {
		total += used[i]
		busy += using[i]
	}
	return Outcome{
		Result:  fmt.Sprintf("%s made, %d used", plural(items, "item", "items"), total),
		OK:      total == items,
		Want:    fmt.Sprintf("%s made, %d used", plural(items, "item", "items"), items),
		Metrics: []Metric{{"overlap", ratio(busy, t.Now()-began)}},
	}
}

// work sleeps for d, or from nothing to twice that if it varies, and returns for how long.
func work(t *sched.Thread, d time.Duration, vary bool) time.Duration {
	if vary {
		d = time.Duration(t.Random(int64(2*d) + 1))
	}
	t.Sleep(d)
	return d
}

// joinable is the tutorials' JoinableQueue.
func joinable() *Program {
	return &Program{
		Name:   "joinable",
		Family: "threading",
		Short:  "task_done and join: the workers never end, and the work does",
		Doc: `Workers get tasks in an endless loop, and say task_done after each. They are
daemon threads: nobody tells them to stop. The main thread puts the tasks and
joins the queue, which waits until as many tasks are done as were put, not until
the queue is empty: the last ones have been got by then, and are being worked
on. Then the main thread ends, and the workers, who wait for a next task, are
cut off. That is no deadlock.

The tutorials' JoinableQueue is multiprocessing's; queue.Queue has had task_done
and join since Python 2.5. What they say holds under every interpreter: a
task_done too many is an error, one too few a join that never returns.`,
		Try: []string{
			"gilsim --workload=joinable --view=program  # who does which task",
			"gilsim --workload=joinable --param=wait=empty  # asks until the queue is empty: some tasks are not done",
			"gilsim --workload=joinable --threads=6  # one worker a task",
		},
		Threads: 2,
		Params: []Param{
			{Name: "tasks", Default: "6", Doc: "how many tasks there are"},
			{Name: "task", Default: "10ms", Doc: "how long each takes"},
			{Name: "wait", Default: "join", Words: []string{"join", "empty"}, Doc: "what the main thread waits for"},
		},
		Run: runJoinable,
	}
}

// runJoinable has the workers do the tasks. All must be done when the main thread goes on.
func runJoinable(t *sched.Thread, in Input) Outcome {
	tasks := in.Int("tasks")
	q, done := threading.NewQueue[int64](t, "tasks", 0), threading.NewLock(t, "done")
	var count int64
	for i := range in.Threads {
		w := threading.New(t, ordinal("worker", i), func(t *sched.Thread) {
			for {
				task := q.Get(t)
				t.Sleep(in.Duration("task"))
				t.Print(t.Name(), "has done task", task)
				done.With(t, func() { count++ })
				q.TaskDone(t)
			}
		})
		w.SetDaemon(t, true)
		w.Start(t)
	}
	for i := range tasks {
		q.Put(t, i+1)
	}
	if in.Word("wait") == "join" {
		q.Join(t)
	}
	for !q.Empty(t) {
		t.Sleep(in.Duration("task") / 10)
	}
	var result int64
	done.With(t, func() { result = count })
	return Outcome{
		Result: fmt.Sprintf("%d of %d tasks are done", result, tasks),
		OK:     result == tasks,
		Want:   "all tasks are done when the main thread goes on",
	}
}

// fullQueue is the tutorials' third put.
func fullQueue() *Program {
	return &Program{
		Name:   "full-queue",
		Family: "deadlock",
		Short:  "the third put into a Queue(2) that nobody empties",
		Doc: `A producer puts items into a queue that holds two. There is no consumer: the
third put waits for the queue not to be full, the main thread waits for the
producer, and nobody is left who could change that. The report says what each of
them waits for, and where; there is no circle, for nobody holds what they wait
for.

The tutorials say that the third put blocks. That holds under every interpreter,
and it hangs without a word. With a limit to the wait (limit=10ms) the put
raises queue.Full.`,
		Try: []string{
			"gilsim --workload=full-queue --param=limit=10ms  # queue.Full",
			"gilsim --workload=full-queue --param=items=2  # as many as the queue holds",
			"gilsim --workload=producer  # the same with a consumer",
		},
		Threads: 1,
		Params: []Param{
			{Name: "items", Default: "3", Doc: "how many items each producer puts"},
			{Name: "buffer", Default: "2", Doc: "how many items the queue holds"},
			{Name: "limit", Default: "0s", Doc: "how long a put waits; 0s: for ever"},
		},
		Run: runFullQueue,
	}
}

// runFullQueue runs the producers. If it returns at all the queue holds what there is room for.
func runFullQueue(t *sched.Thread, in Input) Outcome {
	q := threading.NewQueue[int64](t, "q", int(in.Int("buffer")))
	limit := in.Duration("limit")
	if limit == 0 {
		limit = sched.Forever
	}
	joinAll(t, startInOrder(t, in.Threads, "producer", func(t *sched.Thread, _ int) {
		for i := range in.Int("items") {
			if err := q.PutTimeout(t, i, limit); err != nil {
				t.Print(t.Name(), "cannot put", i+1, "-", err)
			}
		}
	}))
	n, want := int64(q.Qsize(t)), in.Int("items")*int64(in.Threads)
	if in.Int("buffer") > 0 {
		want = min(want, in.Int("buffer"))
	}
	return Outcome{
		Result: "the queue holds " + plural(n, "item", "items"),
		OK:     n == want,
		Want:   "the queue holds " + plural(want, "item", "items"),
	}.say(t)
}
