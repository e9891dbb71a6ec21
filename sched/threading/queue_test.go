// This file tests Queue and its variants.

package threading_test

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
)

// T18.
func TestAQueueWithABoundIsFullThenAndEmptyAtFirst(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		q := threading.NewQueue[int](th, "q", 2)
		must(th, q.Empty(th) && !q.Full(th), "it is not empty")
		q.Put(th, 1)
		q.Put(th, 2)
		must(th, q.PutNowait(th, 3) == threading.ErrFull, "there is room for a third at once")
		must(th, q.PutTimeout(th, 3, 0) == threading.ErrFull, "there is room for a third")
		must(th, q.PutTimeout(th, 3, time.Millisecond) == threading.ErrFull, "there is room for a third in the end")
		must(th, q.Full(th) && q.Qsize(th) == 2, "it is not full")
		a, b := q.Get(th), q.Get(th)
		must(th, a == 1 && b == 2, "%d and %d", a, b)
		_, err := q.GetNowait(th)
		must(th, err == threading.ErrEmpty, "error %v", err)
		_, err = q.GetTimeout(th, time.Millisecond)
		must(th, err == threading.ErrEmpty, "error %v", err)
	})
}

// T18.
func TestAQueueWithoutABoundIsNeverFull(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		for _, maxsize := range []int{0, -1} {
			q := threading.NewQueue[int](th, "q", maxsize)
			for i := range 50 {
				must(th, q.PutTimeout(th, i, -5) == nil && q.PutNowait(th, i) == nil && !q.Full(th), "it is full")
			}
			must(th, q.Qsize(th) == 100, "size %d", q.Qsize(th))
		}
	})
}

// T18, T19.
func TestTheErrorsOfAQueueArePythons(t *testing.T) {
	for _, tc := range []struct {
		text string
		main func(th *sched.Thread, q *threading.Queue[int])
	}{
		{"'timeout' must be a non-negative number", func(th *sched.Thread, q *threading.Queue[int]) { q.GetTimeout(th, -5) }},
		{"'timeout' must be a non-negative number", func(th *sched.Thread, q *threading.Queue[int]) { _ = q.PutTimeout(th, 1, -5) }},
		{"task_done() called too many times", func(th *sched.Thread, q *threading.Queue[int]) { q.TaskDone(th) }},
		{"task_done() called too many times", func(th *sched.Thread, q *threading.Queue[int]) {
			q.Put(th, 1)
			q.Get(th)
			q.TaskDone(th)
			q.TaskDone(th)
		}},
	} {
		failsWith(t, tc.text, func(th *sched.Thread) { tc.main(th, threading.NewQueue[int](th, "q", 1)) })
	}
}

// T19.
func TestJoinWaitsUntilAllTasksAreDoneNotUntilTheyAreGot(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		q := threading.NewQueue[int](th, "q", 0)
		q.Join(th)
		done := sched.NewVar(th, "done", 0)
		h := threading.New(th, "", func(th *sched.Thread) {
			for range 3 {
				q.Get(th)
				th.Sleep(100 * time.Microsecond)
				done.Set(th, done.Get(th)+1)
				q.TaskDone(th)
			}
		})
		for i := range 3 {
			q.Put(th, i)
		}
		h.Start(th)
		q.Join(th)
		must(th, done.Get(th) == 3, "%d tasks are done", done.Get(th))
		h.Join(th)
	})
}

// T20.
func TestALifoQueueGivesTheLastItemFirst(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		q := threading.NewLifoQueue[int](th, "q", 0)
		for i := range 3 {
			q.Put(th, i)
		}
		got := []int{q.Get(th), q.Get(th), q.Get(th)}
		must(th, slices.Equal(got, []int{2, 1, 0}), "%v", got)
	})
}

// A job is an item with a priority, as tutorials have it in tuples.
type job struct {
	priority int
	name     string
}

// T20.
func TestAPriorityQueueGivesTheLeastItemFirst(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		numbers := threading.NewPriorityQueue[int](th, "numbers", 0)
		for _, n := range []int{3, 1, 2} {
			numbers.Put(th, n)
		}
		got := []int{numbers.Get(th), numbers.Get(th), numbers.Get(th)}
		must(th, slices.Equal(got, []int{1, 2, 3}), "%v", got)
		jobs := threading.NewPriorityQueueFunc(th, "jobs", 0, func(a, b job) bool {
			return cmp.Or(cmp.Compare(a.priority, b.priority), strings.Compare(a.name, b.name)) < 0
		})
		for _, j := range []job{{2, "b"}, {1, "z"}, {1, "a"}} {
			jobs.Put(th, j)
		}
		order := []job{jobs.Get(th), jobs.Get(th), jobs.Get(th)}
		must(th, slices.Equal(order, []job{{1, "a"}, {1, "z"}, {2, "b"}}), "%v", order)
	})
}

// What CPython's heapq does with items of the priorities 0 to 3 that are otherwise not compared: a priority is put, -1 gets,
// and the items that are got are told by the order in which they were put.
func TestAmongEqualPrioritiesTheOrderIsThatOfHeapq(t *testing.T) {
	deeds := []int{2, 3, 0, 0, -1, -1, 0, -1, 1, -1, 0, 0, 3, -1, -1, 1, -1, -1, -1, -1, 1, -1, 1, -1, 0, 1, 3, 3, 3, -1, -1, -1, 0, 3, 3, -1, 0, 1, 1, 3,
		-1, 2, -1, -1, 3, -1, -1, -1, 0, -1, 3, -1, -1, 0, 2, -1, -1, -1, 1, 3, -1, -1, -1, -1}
	want := []int{3, 4, 5, 6, 7, 8, 10, 1, 2, 9, 11, 12, 13, 14, 15, 18, 21, 22, 23, 25, 24, 20, 27, 19, 17, 29, 30, 16, 31, 26, 28, 32}
	_, err := simulated(t, sim.Config{}, func(th *sched.Thread) {
		type item struct{ priority, number int }
		q := threading.NewPriorityQueueFunc(th, "q", 0, func(a, b item) bool { return a.priority < b.priority })
		var got []int
		puts := 0
		for _, deed := range deeds {
			if deed < 0 {
				got = append(got, q.Get(th).number)
				continue
			}
			puts++
			q.Put(th, item{deed, puts})
		}
		must(th, slices.Equal(got, want), "%v, want %v", got, want)
	})
	if err != nil {
		t.Error(err)
	}
}

// T21.
func TestThreeWorkersTakeEachItemOnceUpToTheirSentinel(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		q := threading.NewQueue[int](th, "q", 0)
		lock := threading.NewLock(th, "lock")
		var seen []int
		var workers []*threading.Thread
		for range 3 {
			w := threading.New(th, "", func(th *sched.Thread) {
				for {
					x := q.Get(th)
					if x < 0 {
						break
					}
					lock.With(th, func() { seen = append(seen, x) })
					q.TaskDone(th)
				}
				q.TaskDone(th)
			})
			w.Start(th)
			workers = append(workers, w)
		}
		for i := range 10 {
			q.Put(th, i)
		}
		for range workers {
			q.Put(th, -1)
		}
		q.Join(th)
		for _, w := range workers {
			w.Join(th)
		}
		slices.Sort(seen)
		must(th, slices.Equal(seen, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}), "%v", seen)
	})
}

// In virtual time a put or get gives up when its time is over, and the time is that of all its waits together.
func TestTheTimeoutOfAQueueIsThatOfAllItsWaits(t *testing.T) {
	cfg := exactly(1)
	cfg.Granularity = time.Second // who is woken does not get the core at once
	_, err := simulated(t, cfg, func(th *sched.Thread) {
		q := threading.NewQueue[int](th, "q", 1)
		thief := threading.New(th, "thief", func(th *sched.Thread) {
			for range 4 { // each put wakes somebody; this one is faster
				th.Sleep(time.Millisecond)
				_ = q.PutNowait(th, 1)
				_, _ = q.GetNowait(th)
			}
		})
		thief.Start(th)
		began := th.Now()
		_, err := q.GetTimeout(th, 10*time.Millisecond)
		took := th.Now() - began
		must(th, err == threading.ErrEmpty && took > 10*time.Millisecond && took < 10*time.Millisecond+200, "it took %v, error %v", took, err)
		thief.Join(th)
	})
	if err != nil {
		t.Error(err)
	}
}

// A full queue that nobody empties, and an empty one that nobody fills: found at once, with the condition and the line.
func TestAQueueWithNobodyAtTheOtherEndIsADeadlock(t *testing.T) {
	for _, tc := range []struct {
		object string
		main   func(th *sched.Thread)
	}{
		{`condition "q.not_full"`, func(th *sched.Thread) {
			q := threading.NewQueue[int](th, "q", 2)
			for i := range 3 {
				q.Put(th, i)
			}
		}},
		{`condition "q.not_empty"`, func(th *sched.Thread) { threading.NewQueue[int](th, "q", 2).Get(th) }},
		{`condition "q.all_tasks_done"`, func(th *sched.Thread) {
			q := threading.NewQueue[int](th, "q", 2)
			q.Put(th, 1)
			q.Join(th)
		}},
		{`queue "s"`, func(th *sched.Thread) { threading.NewSimpleQueue[int](th, "s").Get(th) }},
	} {
		_, err := simulated(t, sim.Config{}, tc.main)
		for _, err := range []error{err, really(t, gil.Config{}, tc.main)} {
			var deadlock *sched.DeadlockError
			if !errors.As(err, &deadlock) || len(deadlock.Waits) != 1 {
				t.Fatalf("error %v, want a deadlock of one", err)
			}
			if w := deadlock.Waits[0]; w.Object != tc.object || w.Thread != "MainThread" || !strings.HasPrefix(w.Where, "queue_test.go:") {
				t.Errorf("%+v, want one that waits for %s", w, tc.object)
			}
		}
	}
}
