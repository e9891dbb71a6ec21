// This file has programs in which several threads change data.

package corpus

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// account is a bank account (CS/account): deposit and withdrawal are each under the lock, and so is the check, which takes the sum for
// another one.
func account(t *sched.Thread) ([]func(t *sched.Thread), func(t *sched.Thread) string) {
	l := threading.NewLock(t, "lock")
	balance, deposited, withdrawn := sched.NewVar(t, "balance", 1), sched.NewVar(t, "deposited", 0), sched.NewVar(t, "withdrawn", 0)
	return []func(t *sched.Thread){
		func(t *sched.Thread) { l.With(t, func() { add(t, balance, 2); deposited.Set(t, 1) }) },
		func(t *sched.Thread) { l.With(t, func() { add(t, balance, -4); withdrawn.Set(t, 1) }) },
		func(t *sched.Thread) {
			l.With(t, func() {
				if deposited.Get(t) == 1 && withdrawn.Get(t) == 1 && balance.Get(t) != 1-2-4 {
					t.Fail("the balance is not what it should be")
				}
			})
		},
	}, nil
}

// lazy01 (CS/lazy01) fails if both additions come before the look.
func lazy01(t *sched.Thread) ([]func(t *sched.Thread), func(t *sched.Thread) string) {
	l, data := threading.NewLock(t, "lock"), sched.NewVar(t, "data", 0)
	adds := func(n int) func(t *sched.Thread) {
		return func(t *sched.Thread) { l.With(t, func() { add(t, data, n) }) }
	}
	return []func(t *sched.Thread){adds(1), adds(2), func(t *sched.Thread) {
		l.With(t, func() {
			if data.Get(t) >= 3 {
				t.Fail("data is 3")
			}
		})
	}}, nil
}

// tokenRing (CS/token_ring) passes a value on from variable to variable.
func tokenRing(t *sched.Thread) ([]func(t *sched.Thread), func(t *sched.Thread) string) {
	l := threading.NewLock(t, "lock")
	x1, x2, x3 := sched.NewVar(t, "x1", 0), sched.NewVar(t, "x2", 0), sched.NewVar(t, "x3", 0)
	under := func(f func(t *sched.Thread)) func(t *sched.Thread) {
		return func(t *sched.Thread) { l.With(t, func() { f(t) }) }
	}
	return []func(t *sched.Thread){
		under(func(t *sched.Thread) { x1.Set(t, (x3.Get(t)+1)%4) }),
		under(func(t *sched.Thread) { x2.Set(t, x1.Get(t)) }),
		under(func(t *sched.Thread) { x3.Set(t, x2.Get(t)) }),
		under(func(t *sched.Thread) {
			if x1.Get(t) == 1 && x2.Get(t) == 0 && x3.Get(t) == 0 {
				t.Fail("the ring is broken")
			}
		}),
	}, nil
}

// reorder (CS/reorder_n) has n-1 threads that write two variables, and one that must not see one written and the other one not.
func reorder(n int) start {
	return func(t *sched.Thread) (list []func(t *sched.Thread), check func(t *sched.Thread) string) {
		a, b := sched.NewVar(t, "a", 0), sched.NewVar(t, "b", 0)
		for range n - 1 {
			list = append(list, func(t *sched.Thread) { a.Set(t, 1); b.Set(t, -1) })
		}
		return append(list, func(t *sched.Thread) {
			if a.Get(t)+b.Get(t) != 0 {
				t.Fail("only one of the two is written")
			}
		}), nil
	}
}

// twoStage (CS/twostage_n) writes the second stage under another lock than the first one, so that one can be seen without the other.
func twoStage(n int) start {
	return func(t *sched.Thread) (list []func(t *sched.Thread), check func(t *sched.Thread) string) {
		first, second := threading.NewLock(t, "first lock"), threading.NewLock(t, "second lock")
		x, y := sched.NewVar(t, "first", 0), sched.NewVar(t, "second", 0)
		for range n - 1 {
			list = append(list, func(t *sched.Thread) {
				first.With(t, func() { x.Set(t, 1) })
				second.With(t, func() { y.Set(t, x.Get(t)+1) })
			})
		}
		return append(list, func(t *sched.Thread) {
			seen := 0
			first.With(t, func() { seen = x.Get(t) })
			if seen == 0 {
				return
			}
			second.With(t, func() {
				if y.Get(t) != seen+1 {
					t.Fail("the second stage is behind the first one")
				}
			})
		}), nil
	}
}
