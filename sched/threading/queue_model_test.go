// This file holds queues against a plain sequential model, in random programs.

package threading_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

// A queueing is a random program of producers and consumers. All that is put is got in the end, so that it always ends.
type queueing struct {
	kind      string
	maxsize   int
	producers [][]put
	consumers [][]get
	order     []int // in which they are started, the producers counted first
}

// A put is what a producer does: it computes, and puts an item, maybe with a time-out.
type put struct {
	work  int64
	value int
	limit time.Duration
}

// A get is what a consumer does: it computes, and gets an item: with a time-out, maybe over and over.
type get struct {
	work  int64
	limit time.Duration
}

// drawQueueing draws a program of 2 to 5 threads beside the main one.
func drawQueueing(t *rapid.T) queueing {
	p := queueing{
		kind:    rapid.SampledFrom([]string{"fifo", "lifo", "priority", "simple"}).Draw(t, "kind"),
		maxsize: rapid.IntRange(0, 3).Draw(t, "maxsize"),
	}
	limits := rapid.SampledFrom([]time.Duration{sched.Forever, sched.Forever, 0, time.Microsecond, 50 * time.Microsecond})
	work := rapid.Int64Range(0, 20_000)
	n := 0
	for i := range rapid.IntRange(1, 3).Draw(t, "producers") {
		p.producers = append(p.producers, nil)
		for range rapid.IntRange(0, 6).Draw(t, "puts") {
			value := rapid.IntRange(0, 9).Draw(t, "priority")*100 + n // no two are equal
			p.producers[i] = append(p.producers[i], put{work.Draw(t, "work"), value, limits.Draw(t, "limit")})
			n++
		}
	}
	p.consumers = make([][]get, rapid.IntRange(1, 2).Draw(t, "consumers"))
	for range n {
		i := rapid.IntRange(0, len(p.consumers)-1).Draw(t, "consumer")
		p.consumers[i] = append(p.consumers[i], get{work.Draw(t, "work"), limits.Draw(t, "limit")})
	}
	p.order = make([]int, len(p.producers)+len(p.consumers))
	for i := range p.order {
		p.order[i] = i
	}
	p.order = rapid.Permutation(p.order).Draw(t, "order")
	return p
}

// A queueUnderTest is what the queues have in common.
type queueUnderTest interface {
	GetTimeout(t *sched.Thread, d time.Duration) (int, error)
}

// queue returns the program's queue, and how to put an item there.
func (p *queueing) queue(t *sched.Thread) (q queueUnderTest, put func(t *sched.Thread, value int, limit time.Duration) error) {
	var bounded *threading.Queue[int]
	switch p.kind {
	case "simple":
		simple := threading.NewSimpleQueue[int](t, "q")
		return simple, func(t *sched.Thread, value int, _ time.Duration) error { simple.Put(t, value); return nil }
	case "fifo":
		bounded = threading.NewQueue[int](t, "q", p.maxsize)
	case "lifo":
		bounded = threading.NewLifoQueue[int](t, "q", p.maxsize)
	case "priority":
		bounded = threading.NewPriorityQueue[int](t, "q", p.maxsize)
	}
	return bounded, bounded.PutTimeout
}

// run is the program. What the consumers got it leaves in got, by their numbers.
func (p *queueing) run(t *sched.Thread, got [][]int) {
	q, put := p.queue(t)
	var crew []*threading.Thread
	for _, puts := range p.producers {
		crew = append(crew, threading.New(t, "", func(t *sched.Thread) {
			for _, one := range puts {
				t.Run(one.work)
				for put(t, one.value, one.limit) != nil {
					t.Sleep(time.Microsecond)
				}
			}
		}))
	}
	for i, gets := range p.consumers {
		crew = append(crew, threading.New(t, "", func(t *sched.Thread) {
			for _, one := range gets {
				t.Run(one.work)
				value, err := q.GetTimeout(t, one.limit)
				for err != nil {
					t.Sleep(time.Microsecond)
					value, err = q.GetTimeout(t, one.limit)
				}
				got[i] = append(got[i], value)
			}
		}))
	}
	for _, i := range p.order {
		crew[i].Start(t)
	}
	for _, h := range crew {
		h.Join(t)
	}
}

// A model is a queue as plain as can be: the values that it holds, in the order in which they were put.
type model struct {
	kind   string
	values []int
}

// pop takes out what the queue must give next.
func (m *model) pop() (value int, ok bool) {
	if len(m.values) == 0 {
		return 0, false
	}
	i := 0
	switch m.kind {
	case "lifo":
		i = len(m.values) - 1
	case "priority":
		i = slices.Index(m.values, slices.Min(m.values))
	}
	value = m.values[i]
	m.values = slices.Delete(m.values, i, i+1)
	return value, true
}

// verify replays what a trace says of the queue on the model, and compares it with what the threads got.
func (p *queueing) verify(tr *trace.Trace, got [][]int) error {
	m := model{kind: p.kind}
	puts, want := map[int32]int{}, make([][]int, len(p.consumers))
	owed := map[int32]bool{} // who has got an item by a try, which its get will tell
	member := func(e trace.Event) int { return p.order[e.Thread-2] }
	for i, e := range tr.Events {
		info, _ := tr.Names.Object(e.Obj)
		takes := e.Kind == trace.Get && !owed[e.Thread] || e.Kind == trace.Try && e.Arg == trace.Got
		switch {
		case info.Class != trace.ClassQueue:
			continue
		case e.Kind == trace.Put:
			m.values = append(m.values, p.producers[member(e)][puts[e.Thread]].value)
			puts[e.Thread]++
			if p.kind != "simple" && p.maxsize > 0 && len(m.values) > p.maxsize {
				return fmt.Errorf("event %d: it holds %d items, more than its bound", i+1, len(m.values))
			}
		case takes:
			value, ok := m.pop()
			if !ok {
				return fmt.Errorf("event %d: it is empty", i+1)
			}
			i := member(e) - len(p.producers)
			want[i] = append(want[i], value)
			owed[e.Thread] = e.Kind == trace.Try
		case e.Kind == trace.Get:
			owed[e.Thread] = false
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		return fmt.Errorf("the consumers got %v, want %v", got, want)
	}
	return nil
}

func TestQueuesAreThoseOfASequentialModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawQueueing(t)
		got := make([][]int, len(p.consumers))
		cfg := sim.Config{
			Cores: rapid.IntRange(1, 3).Draw(t, "cores"),
			Seed:  rapid.Uint64Range(1, 1<<20).Draw(t, "seed"),
			GIL: gil.Config{
				Discipline: rapid.SampledFrom(gil.Disciplines()).Draw(t, "discipline"),
				Interval:   rapid.SampledFrom([]time.Duration{time.Microsecond, 20 * time.Microsecond}).Draw(t, "interval"),
			},
		}
		tr, err := sim.Record(cfg, func(th *sched.Thread) { p.run(th, got) })
		if err != nil {
			t.Fatal(err) // a lost wake-up would be a deadlock
		}
		if err := trace.Check(tr); err != nil {
			t.Fatal(err)
		}
		if err := p.verify(tr, got); err != nil {
			t.Fatal(err)
		}
	})
}

// The same programs on OS threads. What comes first is told by time stamps there, so that the order of the items is
// compared where one consumer gets what one producer puts.
func TestQueuesOnOSThreadsGiveEachItemOnce(t *testing.T) {
	for i := range 40 {
		p := rapid.Custom(drawQueueing).Example(i)
		got := make([][]int, len(p.consumers))
		if err := really(t, machine.Locks[i%2], func(th *sched.Thread) { p.run(th, got) }); err != nil {
			t.Fatalf("program %d: %v", i, err)
		}
		var want []int
		for _, puts := range p.producers {
			for _, one := range puts {
				want = append(want, one.value)
			}
		}
		all := slices.Concat(got...)
		if len(p.producers) > 1 || len(p.consumers) > 1 || p.kind == "lifo" || p.kind == "priority" {
			slices.Sort(all)
			slices.Sort(want)
		}
		if !slices.Equal(all, want) {
			t.Errorf("program %d (%s): they got %v, want %v", i, p.kind, all, want)
		}
	}
}
