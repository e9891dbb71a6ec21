// This file defines the tutorials' story of why there is an interpreter lock.

package workload

import "github.com/gilsim/gilsim/sched"

// collector is the story.
func collector() *Program {
	return &Program{
		Name:   "collector",
		Family: "race",
		Short:  "why the lock exists: freed between allocation and binding",
		Doc: `A thread makes an object and binds a name to it, "a = [10]", uses it, and drops it
again. Making it takes the interpreter two steps: the object is in the heap, and
then the name refers to it. A collector thread frees every object that is in the
heap and that nothing refers to. If it looks between the two steps it frees an
object that is about to be used: memory is corrupt. With the lock each of them does
its work in one call of C code, which nobody interrupts.

The tutorials tell it like this to explain what the lock is for. The point holds:
the interpreter's own data need protection from its threads, and one lock for all of
it is the cheapest way. The details do not: CPython has no collector thread, an
object is born with a reference count of 1, and what goes wrong without a lock is
the count itself, which two threads change at the same time. Free-threaded CPython
has atomic and biased counts in its place, and pauses all threads to collect.`,
		Try: []string{
			"gilsim --workload=collector --gil=off --seeds=20  # objects are used after they were freed",
			"gilsim --workload=collector --python=3.9 --switch-interval=50us --seeds=20  # never with a lock, wherever it looks",
			"gilsim --workload=collector --gil=off --param=count=20 --view=columns  # look for the free between allocation and binding",
		},
		Threads: 2,
		Params:  []Param{{Name: "count", Default: "20000", Doc: "how many objects are made"}},
		Run:     runCollector,
	}
}

// A heap has room for one object.
type heap struct {
	object *sched.Var[int] // 1: it is there
	refs   *sched.Var[int] // how many names refer to it
	done   *sched.Var[int]
}

// runCollector runs a collector, and threads that make objects. None may be used after it has been freed.
func runCollector(t *sched.Thread, in Input) Outcome {
	h := &heap{sched.NewVar(t, "object", 0), sched.NewVar(t, "refs", 0), sched.NewVar(t, "done", 0)}
	looks := 100 * in.Int("count")
	collector := t.Spawn("collector", func(t *sched.Thread) { h.collect(t, looks) })
	lost := make([]int, in.Threads-1)
	join(t, start(t, in.Threads-1, "", func(t *sched.Thread, i int) {
		for range in.Int("count") {
			lost[i] += h.use(t)
			t.Loop(1, 1)
		}
	}))
	h.done.Set(t, 1)
	t.Join(collector)
	sum := 0
	for _, n := range lost {
		sum += n
	}
	result := "no object is used after it was freed"
	if sum > 0 {
		result = "objects are used after they were freed"
	}
	return Outcome{
		Result:  result,
		OK:      sum == 0,
		Want:    "no object is used after it was freed",
		Metrics: []Metric{{"used_after_free", float64(sum)}},
	}.say(t)
}

// use makes an object, uses it and drops it, and returns 1 if it was gone when it was used.
//
//	a = [10]
//	a[0]
//	del a
func (h *heap) use(t *sched.Thread) (gone int) {
	t.CallC(func() { // BUILD_LIST and STORE_FAST, as the story has it
		h.object.Set(t, 1)
		h.refs.Set(t, h.refs.Get(t)+1)
	})
	gone = 1 - h.object.Get(t)
	t.CallC(func() { h.refs.Set(t, h.refs.Get(t)-1) })
	return gone
}

// collect frees the object whenever nothing refers to it, until there will be no more. It looks at most so many times: green
// threads are never interrupted, and nobody else would ever run.
func (h *heap) collect(t *sched.Thread, looks int64) {
	for ; looks > 0 && h.done.Get(t) == 0; looks-- {
		t.CallC(func() {
			if h.object.Get(t) == 1 && h.refs.Get(t) == 0 {
				h.object.Set(t, 0)
			}
		})
		t.Loop(1, 1)
	}
}
