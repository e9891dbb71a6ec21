// This file tests the barrier.

package threading_test

import (
	"errors"
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// T16: 0 for the first that comes, n-1 for the last, which runs the action; reusable.
func TestABarrierNumbersThoseWhoComeAndTheLastOneActs(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		acted, actor := sched.NewVar(th, "acted", 0), (*sched.Thread)(nil)
		b := threading.NewBarrier(th, "b", 3, func(th *sched.Thread) {
			actor = th
			acted.Set(th, acted.Get(th)+1)
		})
		for round := range 2 {
			come := func(th *sched.Thread) int {
				if acted.Get(th) > round {
					return 3
				}
				return b.NWaiting(th)
			}
			all := queued(th, 3, come, func(th *sched.Thread, i int) {
				if n := b.NWaiting(th); n != i {
					t.Errorf("%d wait when thread %d comes", n, i)
				}
				if index, err := b.Wait(th); index != i || err != nil {
					t.Errorf("thread %d is number %d, error %v", i, index, err)
				}
			})
			join(th, all)
			if acted.Get(th) != round+1 || actor != all[2] {
				t.Errorf("%d actions after round %d, or not by the last one", acted.Get(th), round)
			}
		}
		if b.NWaiting(th) != 0 || b.Parties() != 3 || b.Broken(th) {
			t.Errorf("at the end %d wait, %d parties, broken: %v", b.NWaiting(th), b.Parties(), b.Broken(th))
		}
	})
}

// breaks fails unless the wait, for at most d, ends with an error.
func breaks(t *testing.T, th *sched.Thread, b *threading.Barrier, d time.Duration) {
	t.Helper()
	if _, err := b.WaitTimeout(th, d); !errors.Is(err, threading.ErrBrokenBarrier) {
		t.Errorf("error %v, want that the barrier is broken", err)
	}
}

// T17
func TestATimeoutBreaksABarrierUntilItIsReset(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		b := threading.NewBarrier(th, "b", 2, nil)
		breaks(t, th, b, time.Millisecond)
		if !b.Broken(th) {
			t.Error("it is not broken")
		}
		breaks(t, th, b, sched.Forever)
		if b.Reset(th); b.Broken(th) {
			t.Error("it is still broken")
		}
		crew(th, 2, func(th *sched.Thread, _ int) {
			if _, err := b.Wait(th); err != nil {
				t.Error(err)
			}
		})
	})
}

// T17
func TestAbortAndResetEndTheWaitsAtABarrier(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		b := threading.NewBarrier(th, "b", 3, nil)
		wait := func(th *sched.Thread, _ int) { breaks(t, th, b, sched.Forever) }
		all := queued(th, 2, b.NWaiting, wait)
		b.Abort(th)
		join(th, all)
		breaks(t, th, b, sched.Forever)
		b.Reset(th)
		all = queued(th, 2, b.NWaiting, wait)
		b.Reset(th)
		join(th, all)
		if b.Broken(th) || b.NWaiting(th) != 0 {
			t.Error("a reset leaves it broken")
		}
	})
}

// Lib/threading.py, Barrier.reset: while anybody is there a broken barrier becomes ready when the last one has left.
func TestAResetMendsABarrierThatHasJustBroken(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		b := threading.NewBarrier(th, "b", 3, nil)
		threads := queued(th, 2, b.NWaiting, func(th *sched.Thread, _ int) { breaks(t, th, b, sched.Forever) })
		b.Abort(th)
		b.Reset(th) // they have been woken, and may not have left
		join(th, threads)
		if b.Broken(th) {
			t.Fatal("the barrier stays broken")
		}
		pass := func(th *sched.Thread, _ int) {
			if _, err := b.Wait(th); err != nil {
				t.Error(err)
			}
		}
		threads = queued(th, 2, b.NWaiting, pass)
		pass(th, 0)
		join(th, threads)
	})
}

// T17
func TestAnActionThatPanicsBreaksTheBarrier(t *testing.T) {
	onBoth(t, func(th *sched.Thread) {
		b := threading.NewBarrier(th, "b", 2, func(*sched.Thread) { panic("division by zero") })
		all := queued(th, 1, b.NWaiting, func(th *sched.Thread, _ int) { breaks(t, th, b, sched.Forever) })
		func() {
			defer func() {
				if recover() != "division by zero" {
					t.Error("the panic is lost")
				}
			}()
			_, _ = b.Wait(th)
		}()
		join(th, all)
		breaks(t, th, b, sched.Forever)
	})
}

// T17; 3.13 says so, and before that a barrier for none could be made, and was never open.
func TestABarrierForNobodyIsPythonsError(t *testing.T) {
	failsWith(t, "parties must be > 0", func(th *sched.Thread) { threading.NewBarrier(th, "b", 0, nil) })
}
