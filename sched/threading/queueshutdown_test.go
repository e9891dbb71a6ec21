// This file tests Queue.shutdown: the values are those of CPython 3.13.0.

package threading_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
)

// S14: what a queue holds when it is shut down can be got, and nothing be put.
func TestS14AQueueThatIsShutDownGivesWhatItHolds(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		q := threading.NewQueue[int](th, "q", 0)
		q.Put(th, 1)
		q.Shutdown(th, false)
		must(th, q.PutNowait(th, 2) == threading.ErrShutDown, "it takes an item")
		must(th, q.PutTimeout(th, 2, -5) == threading.ErrShutDown, "a wrong time-out comes first")
		item, err := q.GetNowait(th)
		must(th, item == 1 && err == nil, "it gives %d, %v", item, err)
		_, err = q.GetTimeout(th, time.Second)
		must(th, err == threading.ErrShutDown, "error %v", err)
		q.TaskDone(th)
		q.Join(th)
	})
}

// S14: who waits when the queue is shut down is woken, and queue.ShutDown is raised there.
func TestS14WhoWaitsForAQueueThatIsShutDownIsWoken(t *testing.T) {
	for _, immediate := range []bool{false, true} {
		onBoth(t, func(th *sched.Thread) {
			empty, full := threading.NewQueue[int](th, "empty", 0), threading.NewQueue[int](th, "full", 1)
			full.Put(th, 1)
			var errs [4]error
			waits := []func(th *sched.Thread){
				func(th *sched.Thread) { _, errs[0] = empty.GetTimeout(th, sched.Forever) },
				func(th *sched.Thread) { errs[1] = full.PutTimeout(th, 2, sched.Forever) },
				func(th *sched.Thread) { errs[2] = full.PutTimeout(th, 2, time.Hour) },
				func(th *sched.Thread) { errs[3] = th.Catch(func() { empty.Get(th) }) },
			}
			var all []*sched.Thread
			for _, f := range waits {
				all = append(all, th.Spawn("", f))
			}
			th.Sleep(20 * time.Millisecond)
			empty.Shutdown(th, immediate)
			full.Shutdown(th, immediate)
			for _, other := range all {
				th.Join(other)
			}
			for i, err := range errs[:3] {
				must(th, err == threading.ErrShutDown, "wait %d: error %v", i, err)
			}
			var raised *sched.MisuseError
			must(th, errors.As(errs[3], &raised) && raised.Class == "queue.ShutDown", "error %v", errs[3])
		})
	}
}

// S14: with immediate what the queue holds is thrown away, and no task is left of it: who joins goes on.
func TestS14AnImmediateShutdownLeavesNothing(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		q := threading.NewQueue[int](th, "q", 0)
		for i := range 3 {
			q.Put(th, i)
		}
		joiner := th.Spawn("joiner", q.Join)
		th.Sleep(20 * time.Millisecond)
		q.Shutdown(th, true)
		th.Join(joiner)
		must(th, q.Qsize(th) == 0, "it holds %d", q.Qsize(th))
		_, err := q.GetNowait(th)
		must(th, err == threading.ErrShutDown, "error %v", err)
	})
}

// A shutdown as an op leaves the trace of one that is a call.
func TestAShutdownAsAnOpIsThatOfACall(t *testing.T) {
	for _, immediate := range []bool{false, true} {
		for _, d := range []gil.Discipline{gil.Off, gil.On, gil.Ticks} {
			trace := func(shut func(th *sched.Thread, q *threading.Queue[int])) []string {
				tr, err := sim.Record(sim.Config{Cores: 2, GIL: gil.Config{Discipline: d}}, func(th *sched.Thread) {
					q := threading.NewQueue[int](th, "q", 1)
					q.Put(th, 1)
					waits := th.Spawn("", func(th *sched.Thread) { _ = q.PutTimeout(th, 2, sched.Forever) })
					th.Sleep(time.Millisecond)
					shut(th, q)
					th.Join(waits)
				})
				if err != nil {
					t.Fatal(err)
				}
				var list []string
				for _, e := range tr.Events {
					list = append(list, fmt.Sprint(e))
				}
				return list
			}
			call := trace(func(th *sched.Thread, q *threading.Queue[int]) { q.Shutdown(th, immediate) })
			op := trace(func(th *sched.Thread, q *threading.Queue[int]) { th.Perform(q.ShutdownOp(immediate)) })
			if !slices.Equal(call, op) {
				t.Errorf("under %v, immediate %t: the traces differ", d, immediate)
			}
		}
	}
}

// S14: queue.mutex is the program's, too: nobody puts anything as long as it is held.
func TestS14AQueuesMutexIsTheProgramsToo(t *testing.T) {
	everywhere(t, func(th *sched.Thread) {
		q := threading.NewQueue[int](th, "q", 0)
		var put *sched.Thread
		q.Mutex().With(th, func() {
			put = th.Spawn("put", func(th *sched.Thread) { q.Put(th, 1) })
			th.Sleep(10 * time.Millisecond)
			if th.JoinFor(put, 0) {
				t.Error("an item is put while the mutex is held")
			}
		})
		th.Join(put)
		if n := q.Get(th); n != 1 {
			t.Errorf("got %d", n)
		}
	})
}
