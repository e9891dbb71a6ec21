// This file tests the future.

package futures_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading/futures"
)

var errValue = errors.New("v")

// T23.
func TestAPendingFutureHasNoResultInTimeAndCanBeCancelled(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		f := futures.NewFuture[int](th)
		must(th, f.Repr(th) == "<Future at 0x1 state=pending>", "%s", f.Repr(th))
		_, err := f.ResultTimeout(th, time.Millisecond)
		must(th, err == futures.ErrTimeout, "result: %v", err)
		_, err = f.ExceptionTimeout(th, 0)
		must(th, err == futures.ErrTimeout, "exception: %v", err)
		must(th, !f.Done(th) && !f.Cancelled(th), "it is done")
		must(th, f.Cancel(th), "it cannot be cancelled")
		must(th, f.Cancel(th), "it cannot be cancelled twice")
		must(th, f.Cancelled(th) && f.Done(th) && !f.Running(th), "it is not cancelled")
		must(th, f.Repr(th) == "<Future at 0x1 state=cancelled>", "%s", f.Repr(th))
		_, err = f.Result(th)
		must(th, err == futures.ErrCancelled, "result: %v", err)
		_, err = f.Exception(th)
		must(th, err == futures.ErrCancelled, "exception: %v", err)
		err = f.SetResult(th, 1)
		must(th, errors.Is(err, futures.ErrInvalidState) && err.Error() ==
			"InvalidStateError: CANCELLED: <Future at 0x1 state=cancelled>", "%v", err)
	})
}

// T23.
func TestAFutureHasOneResultOrException(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		f := futures.NewFuture[int](th)
		must(th, f.SetResult(th, 5) == nil, "it has a result")
		must(th, f.Repr(th) == "<Future at 0x1 state=finished returned int>", "%s", f.Repr(th))
		err := f.SetException(th, errValue)
		must(th, errors.Is(err, futures.ErrInvalidState) && err.Error() ==
			"InvalidStateError: FINISHED: <Future at 0x1 state=finished returned int>", "%v", err)
		exception, err := f.Exception(th)
		must(th, !f.Cancel(th) && exception == nil && err == nil, "exception %v, %v", exception, err)
		got, err := f.Result(th)
		must(th, got == 5 && err == nil, "%d, %v", got, err)

		g := futures.NewFuture[int](th)
		must(th, g.SetException(th, errValue) == nil, "it has an exception")
		must(th, g.Repr(th) == "<Future at 0x2 state=finished raised *errors.errorString>", "%s", g.Repr(th))
		_, err = g.Result(th)
		must(th, err == errValue, "result: %v", err)
		exception, err = g.Exception(th)
		must(th, exception == errValue && err == nil, "exception %v, %v", exception, err)
	})
}

func TestATaskBeginsOnce(t *testing.T) {
	failsWith(t, "Future in unexpected state", func(th *sched.Thread) {
		f := futures.NewFuture[int](th)
		must(th, f.SetRunningOrNotifyCancel(th) && f.Running(th) && !f.Cancel(th), "it does not run")
		f.SetRunningOrNotifyCancel(th)
	})
}

// A time-out ends exactly when the time is over, and a result that comes before that ends the wait.
func TestAResultIsWaitedForExactlySoLong(t *testing.T) {
	_, err := simulated(t, exactly(2), func(th *sched.Thread) {
		f := futures.NewFuture[string](th)
		th.Spawn("", func(th *sched.Thread) {
			th.Sleep(5 * time.Millisecond)
			f.SetResult(th, "late")
		})
		for _, c := range []struct {
			d, until time.Duration
			err      error
		}{{3 * time.Millisecond, 3 * time.Millisecond, futures.ErrTimeout}, {time.Hour, 5 * time.Millisecond, nil}} {
			_, err := f.ResultTimeout(th, c.d)
			now := th.Engine().Now()
			must(th, err == c.err && now >= c.until && now < c.until+10*time.Microsecond, "at %v: %v", now, err)
		}
	})
	if err != nil {
		t.Error(err)
	}
}

// T24.
func TestCallbacksAreCalledInTheirOrderByTheThreadThatCompletesTheFuture(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		var calls []string
		note := func(what string, err error) func(*sched.Thread, *futures.Future[int]) error {
			return func(th *sched.Thread, f *futures.Future[int]) error {
				n, _ := f.Result(th)
				calls = append(calls, fmt.Sprintf("%s %s %d", what, th.Name(), n))
				return err
			}
		}
		f := futures.NewFuture[int](th)
		f.AddDoneCallback(th, note("first", nil))
		f.AddDoneCallback(th, note("raises", errValue))
		f.AddDoneCallback(th, note("last", nil))
		th.Join(th.Spawn("worker", func(th *sched.Thread) { f.SetResult(th, 7) }))
		f.AddDoneCallback(th, note("late", errValue))
		want := []string{"first worker 7", "raises worker 7", "last worker 7", "late MainThread 7"}
		must(th, slices.Equal(calls, want), "%q", calls)
	})
}

// T24: it is logged.
func TestACallbackThatRaisesPrintsALine(t *testing.T) {
	tr, err := simulated(t, sim.Config{}, func(th *sched.Thread) {
		f := futures.NewFuture[int](th)
		f.AddDoneCallback(th, func(*sched.Thread, *futures.Future[int]) error { return errValue })
		f.SetResult(th, 7)
	})
	if want := []string{"exception calling callback for <Future at 0x1 state=finished returned int>: v\n"}; err != nil || !slices.Equal(printed(tr), want) {
		t.Errorf("it prints %q, want %q; error %v", printed(tr), want, err)
	}
}

// The thread that cancels a future completes it.
func TestCancelCallsTheCallbacksOnce(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		calls := 0
		f := futures.NewFuture[int](th)
		f.AddDoneCallback(th, func(caller *sched.Thread, f *futures.Future[int]) error {
			must(th, caller == th && f.Cancelled(caller), "called by %s", caller.Name())
			calls++
			return nil
		})
		f.Cancel(th)
		f.Cancel(th)
		must(th, !f.SetRunningOrNotifyCancel(th) && calls == 1, "called %d times", calls)
	})
}

func TestCancelWakesThoseWhoWaitForTheResult(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		f := futures.NewFuture[int](th)
		var errs [2]error
		var waiting []*sched.Thread
		for i := range errs {
			waiting = append(waiting, th.Spawn("", func(th *sched.Thread) { _, errs[i] = f.Result(th) }))
		}
		th.Sleep(time.Millisecond)
		f.Cancel(th)
		for _, other := range waiting {
			th.Join(other)
		}
		must(th, errs[0] == futures.ErrCancelled && errs[1] == futures.ErrCancelled, "%v", errs)
	})
}
