// This file tests what is done with several futures: Map, Wait, AsCompleted.

package futures_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/sched/threading/futures"
)

// divide is a task that fails for 0.
func divide(_ *sched.Thread, n int) (int, error) {
	if n == 0 {
		return 0, errValue
	}
	return 10 / n, nil
}

// T25.
func TestMapKeepsTheOrderOfTheArguments(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		pool := futures.NewThreadPool(th, 3, "")
		var got []int
		for n, err := range futures.Map(th, pool, sleep, []int{6, 2, 4}) {
			must(th, err == nil, "%v", err)
			got = append(got, n)
		}
		must(th, slices.Equal(got, []int{6, 2, 4}), "%v", got)
	})
}

// T25.
func TestMapEndsWithTheFirstException(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		pool := futures.NewThreadPool(th, 3, "")
		var got []int
		var errs []error
		results := futures.Map(th, pool, divide, []int{1, 0, 2})
		for n, err := range results {
			got, errs = append(got, n), append(errs, err)
		}
		must(th, slices.Equal(got, []int{10, 0}) && slices.Equal(errs, []error{nil, errValue}), "%v, %v", got, errs)
		for range results {
			th.Fail("it can be used twice")
		}
	})
}

// All is submitted at once; what has not begun when the iterator is left is cancelled.
func TestMapCancelsTheRestWhenItIsLeft(t *testing.T) {
	_, err := simulated(t, exactly(2), func(th *sched.Thread) {
		pool, begun := futures.NewThreadPool(th, 1, ""), 0
		results := futures.Map(th, pool, func(t *sched.Thread, n int) (int, error) { begun++; return sleep(t, n) }, []int{2, 2, 2, 2})
		th.Sleep(time.Millisecond)
		must(th, begun == 1, "before the first result is asked for %d have begun", begun)
		for range results {
			break
		}
		pool.Shutdown(th, true)
		must(th, begun == 2, "%d have begun", begun)
	})
	if err != nil {
		t.Error(err)
	}
}

// What was waited for in vain is cancelled if it has not begun.
func TestMapEndsWhenItsTimeIsOver(t *testing.T) {
	_, err := simulated(t, exactly(2), func(th *sched.Thread) {
		pool := futures.NewThreadPool(th, 2, "")
		futures.Submit(th, pool, sleeps(9))
		var errs []error
		begun := 0
		task := func(t *sched.Thread, ms int) (int, error) { begun++; return sleep(t, ms) }
		for _, err := range futures.MapTimeout(th, pool, task, []int{2, 7, 0}, 5*time.Millisecond) {
			errs = append(errs, err)
		}
		now := th.Engine().Now()
		for range futures.MapTimeout(th, pool, task, []int{0}, time.Millisecond) {
		}
		pool.Shutdown(th, true)
		must(th, begun == 2, "%d have begun", begun)
		must(th, slices.Equal(errs, []error{nil, futures.ErrTimeout}), "%v", errs)
		must(th, now >= 5*time.Millisecond && now < 5100*time.Microsecond, "it ends at %v", now)
	})
	if err != nil {
		t.Error(err)
	}
}

// sleepers submits tasks that sleep for so many milliseconds.
func sleepers(t *sched.Thread, pool *futures.Executor, milliseconds ...int) (fs []*futures.Future[int]) {
	for _, ms := range milliseconds {
		fs = append(fs, futures.Submit(t, pool, sleeps(ms)))
	}
	return fs
}

// T25.
func TestAsCompletedFollowsTheOrderOfTheEnds(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		pool := futures.NewThreadPool(th, 3, "")
		var gates []*threading.Event
		var fs []*futures.Future[int]
		for i := range 3 {
			gate := threading.NewEvent(th, "gate")
			gates = append(gates, gate)
			fs = append(fs, futures.Submit(th, pool, func(t *sched.Thread) (int, error) { gate.Wait(t); return i, nil }))
		}
		order := []int{1, 2, 0, -1} // each may end when the one before it has been seen
		gates[order[0]].Set(th)
		for f := range futures.AsCompleted(th, append(fs, fs...)) {
			must(th, f == fs[order[0]], "another one than %d comes", order[0])
			if order = order[1:]; order[0] >= 0 {
				gates[order[0]].Set(th)
			}
		}
		must(th, len(order) == 1, "%v are missing", order)
		for f := range futures.AsCompleted(th, fs) {
			must(th, f == fs[0], "those that are done come in the order given")
			break
		}
	})
}

func TestAsCompletedEndsWhenItsTimeIsOver(t *testing.T) {
	_, err := simulated(t, exactly(2), func(th *sched.Thread) {
		fs := sleepers(th, futures.NewThreadPool(th, 3, ""), 2, 7, 9)
		var ended []*futures.Future[int]
		for f, err := range futures.AsCompletedTimeout(th, fs, 5*time.Millisecond) {
			if err == nil {
				ended = append(ended, f)
				continue
			}
			now := th.Engine().Now()
			must(th, errors.Is(err, futures.ErrTimeout) && err.Error() == "TimeoutError: 2 (of 3) futures unfinished", "%v", err)
			must(th, now >= 5*time.Millisecond && now < 5100*time.Microsecond, "it ends at %v", now)
		}
		must(th, slices.Equal(ended, fs[:1]), "%d have ended", len(ended))
	})
	if err != nil {
		t.Error(err)
	}
}

func TestWaitReturnsWhenItIsTold(t *testing.T) {
	for _, c := range []struct {
		when    futures.When
		timeout time.Duration
		done    []int // their indices
		at      time.Duration
	}{
		{futures.FirstCompleted, sched.Forever, []int{1}, 1},
		{futures.FirstException, sched.Forever, []int{1, 3}, 3},
		{futures.AllCompleted, sched.Forever, []int{0, 1, 2, 3}, 7},
		{futures.AllCompleted, 4 * time.Millisecond, []int{1, 3}, 4},
		{futures.FirstCompleted, 0, nil, 0},
	} {
		_, err := simulated(t, exactly(2), func(th *sched.Thread) {
			pool := futures.NewThreadPool(th, 4, "")
			fs := sleepers(th, pool, 7, 1, 5)
			fs = append(fs, futures.Submit(th, pool, func(t *sched.Thread) (int, error) { sleep(t, 3); return 0, errValue }))
			done, notDone := futures.WaitTimeout(th, append(fs, fs[0]), c.when, c.timeout)
			now, at := th.Engine().Now(), c.at*time.Millisecond
			must(th, now >= at && now < at+100*time.Microsecond, "%v, %v: it returns at %v, want %v", c.when, c.timeout, now, at)
			var want []*futures.Future[int]
			for _, i := range c.done {
				want = append(want, fs[i])
			}
			must(th, slices.Equal(done, want) && len(notDone) == 4-len(want), "%v, %v: %d are done and %d are not", c.when, c.timeout, len(done), len(notDone))
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// With nothing to wait for it does not wait.
func TestWaitDoesNotWaitForWhatIsDone(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		raised, pending := futures.NewFuture[int](th), futures.NewFuture[int](th)
		raised.SetException(th, errValue)
		for _, when := range []futures.When{futures.FirstCompleted, futures.FirstException} {
			done, notDone := futures.Wait(th, []*futures.Future[int]{pending, raised}, when)
			must(th, slices.Equal(done, []*futures.Future[int]{raised}) && slices.Equal(notDone, []*futures.Future[int]{pending}), "%v", when)
		}
		done, notDone := futures.Wait(th, []*futures.Future[int]{}, futures.AllCompleted)
		must(th, len(done)+len(notDone) == 0, "there are some")
	})
}

// A future that was cancelled is done for those who wait for it only when a worker has come by.
func TestWaitIsToldOfACancelledFutureByTheWorker(t *testing.T) {
	_, err := simulated(t, exactly(2), func(th *sched.Thread) {
		fs := sleepers(th, futures.NewThreadPool(th, 1, ""), 5, 5)
		fs[1].Cancel(th)
		done, _ := futures.WaitTimeout(th, fs[1:], futures.AllCompleted, time.Millisecond)
		must(th, len(done) == 0 && fs[1].Done(th), "it is notified at once")
		done, _ = futures.Wait(th, fs[1:], futures.AllCompleted)
		now := th.Engine().Now()
		must(th, len(done) == 1 && now >= 5*time.Millisecond && now < 5100*time.Microsecond, "it is notified at %v", now)
	})
	if err != nil {
		t.Error(err)
	}
}
