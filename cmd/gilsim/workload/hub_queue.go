// This file defines the program in which greenlets make what other greenlets use, through a queue of their hub.

package workload

import (
	"time"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/greenlet/gevent"
	"github.com/gilsim/gilsim/sched"
)

// hubProducer is producer and consumer with greenlets.
func hubProducer() *Program {
	return &Program{
		Name:   "hub-producer-consumer",
		Family: "coroutines",
		Short:  "greenlets that make, greenlets that use, and a bounded queue",
		Doc: `Producers make items and put them into a queue of gevent, consumers get and use them.
All are greenlets of one thread, whose sleeps are patched. With more threads each
does the same, with a hub and a queue of its own.

A put into a queue that has room, and a get from one that has items, go on at once. A
full queue parks the producer, an empty one the consumer, and a turn of the hub wakes
it: every switch goes through the hub, none from a task to another one. So a task is
interrupted only where it waits, and the queue needs no lock. The metric "hub_turns"
counts the turns, "turns_per_item" is the same for each item, and "overlap" is the
time of all the making and using over the time of the run.

The tutorials have this program with threads (--workload=producer), and it takes as
long here: as long as the slower side. What greenlets change is where a switch can
fall, and what one costs: the thread itself waits only when all of them do.
Neither a second core nor the lock makes a difference.`,
		Try: []string{
			"gilsim --workload=hub-producer-consumer --view=timeline  # who sleeps, who waits for the queue",
			"gilsim --workload=hub-producer-consumer --param=consumers=1  # the consumer is the slower side, and the queue full",
			"gilsim --workload=hub-producer-consumer --param=make=0s --param=use=0s  # a sleep of 0 lets the others go first",
			"gilsim --workload=producer  # the same with threads",
		},
		Threads: 1,
		Params: []Param{
			{Name: "producers", Default: "1", Doc: "how many greenlets make items, 1 to 1000"},
			{Name: "consumers", Default: "2", Doc: "how many greenlets use them, 1 to 1000"},
			{Name: "items", Default: "10", Doc: "how many items each producer makes"},
			{Name: "buffer", Default: "2", Doc: "how many items the queue holds; 0: no bound"},
			{Name: "make", Default: "10ms", Doc: "how long it takes to make one"},
			{Name: "use", Default: "20ms", Doc: "how long it takes to use one"},
		},
		Run: runHubProducer,
	}
}

// A product is the n-th item of a producer, from 1. The zero value tells a consumer that there are no more.
type product struct {
	producer int // from 0
	n        int64
}

// A hubQueue is a queue with those who put and get in one thread, and what is seen there.
type hubQueue struct {
	in    Input
	items *gevent.Queue[product]
	used  []int64       // by producer: which item was got last
	mixed bool          // an item was lost, got twice or got out of order
	busy  time.Duration // making and using
	turns int64         // of the hub
	past  int64         // switches that did not go through the hub
}

// run makes and uses all items.
func (q *hubQueue) run(t *sched.Thread) {
	gevent.Patch(t)
	greenlet.SetTrace(t, q.watch(gevent.GetHub(t).Greenlet()))
	var producers, consumers []*gevent.Greenlet
	for i := range q.in.Int("consumers") {
		consumers = append(consumers, gevent.Spawn(t, ordinal("consumer", int(i)), q.consume))
	}
	for i := range q.used {
		producers = append(producers, gevent.Spawn(t, ordinal("producer", i), q.producer(i)))
	}
	gevent.JoinAll(t, producers)
	for range consumers {
		q.items.Put(t, product{})
	}
	gevent.JoinAll(t, consumers)
}

// producer returns what the producer of this number does.
func (q *hubQueue) producer(i int) gevent.Func {
	return func(t *sched.Thread) (any, error) {
		for n := range q.in.Int("items") {
			q.busy += work(t, q.in.Duration("make"), false)
			q.items.Put(t, product{i, n + 1})
			t.Print(ordinal("producer", i), "has put", n+1)
		}
		return nil, nil
	}
}

// consume is what each consumer does.
func (q *hubQueue) consume(t *sched.Thread) (any, error) {
	name := gevent.Current(t).Name()
	for p := q.items.Get(t); p.n > 0; p = q.items.Get(t) {
		q.mixed = q.mixed || p.n != q.used[p.producer]+1
		q.used[p.producer] = p.n
		t.Print(name, "uses", p.n, "of", ordinal("producer", p.producer))
		q.busy += work(t, q.in.Duration("use"), false)
	}
	return nil, nil
}

// watch returns the tracer that counts the turns of the hub, and the switches that do not go through it.
func (q *hubQueue) watch(hub *greenlet.Greenlet) greenlet.TraceFunc {
	return func(_ *sched.Thread, _ string, origin, target *greenlet.Greenlet) error {
		switch hub {
		case target:
			q.turns++
		case origin:
		default:
			q.past++
		}
		return nil
	}
}

// right reports whether each item was used once, those of a producer in their order, and the hub did all switches.
func (q *hubQueue) right() bool {
	for _, last := range q.used {
		if last != q.in.Int("items") {
			return false
		}
	}
	return !q.mixed && q.past == 0
}

// runHubProducer has each thread make and use the items.
func runHubProducer(t *sched.Thread, in Input) Outcome {
	for _, name := range []string{"producers", "consumers"} {
		if n := in.Int(name); n < 1 || n > 1000 {
			t.Fail("parameter %s is %d: it must be 1 to 1000", name, n)
		}
	}
	queues := make([]hubQueue, in.Threads)
	began := t.Now()
	join(t, start(t, in.Threads, "", func(t *sched.Thread, i int) {
		q := &queues[i]
		*q = hubQueue{in: in, used: make([]int64, in.Int("producers"))}
		q.items = gevent.NewQueue[product](t, int(in.Int("buffer")))
		q.run(t)
	}))
	return usedUp(queues, t.Now()-began)
}

// usedUp returns what came of all items.
func usedUp(queues []hubQueue, took time.Duration) Outcome {
	var used, turns int64
	var busy time.Duration
	right := true
	for i := range queues {
		q := &queues[i]
		for _, last := range q.used {
			used += last
		}
		turns += q.turns
		busy += q.busy
		right = right && q.right()
	}
	return Outcome{
		Result: plural(used, "item", "items") + " used",
		OK:     right,
		Want:   "each item is used once, in the order of its producer, and each switch goes through the hub",
		Metrics: []Metric{
			{"overlap", ratio(busy, took)},
			{"hub_turns", float64(turns)},
			{"turns_per_item", float64(turns) / float64(max(1, used))},
		},
	}
}
