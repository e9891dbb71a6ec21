// This file has programs with the wrong lock, or with locks in the wrong order.

package corpus

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// deadlock01 (CS/deadlock01) takes two locks in both orders.
func deadlock01(t *sched.Thread) ([]func(t *sched.Thread), func(t *sched.Thread) string) {
	a, b, x := threading.NewLock(t, "a"), threading.NewLock(t, "b"), sched.NewVar(t, "x", 0)
	takes := func(p, q *threading.Lock) func(t *sched.Thread) {
		return func(t *sched.Thread) { p.With(t, func() { q.With(t, func() { add(t, x, 1) }) }) }
	}
	return []func(t *sched.Thread){takes(a, b), takes(b, a)}, nil
}

// carter01 (CS/carter01) has two threads of which the first one to come takes a lock for its kind, as readers do.
func carter01(t *sched.Thread) ([]func(t *sched.Thread), func(t *sched.Thread) string) {
	m, l := threading.NewLock(t, "m"), threading.NewLock(t, "l")
	kind := func(name string) func(t *sched.Thread) {
		x := sched.NewVar(t, name, 0)
		return func(t *sched.Thread) {
			m.With(t, func() {
				if add(t, x, 1) == 1 {
					l.Acquire(t)
				}
			})
			m.With(t, func() {
				if add(t, x, -1) == 0 {
					l.Release(t)
				}
			})
		}
	}
	return []func(t *sched.Thread){kind("A"), kind("B")}, nil
}

// wrongLock (CS/wronglock) guards a variable in one thread by another lock than in n others.
func wrongLock(n int) start {
	return func(t *sched.Thread) ([]func(t *sched.Thread), func(t *sched.Thread) string) {
		a, b, data := threading.NewLock(t, "a"), threading.NewLock(t, "b"), sched.NewVar(t, "data", 0)
		list := []func(t *sched.Thread){func(t *sched.Thread) {
			a.With(t, func() {
				x := data.Get(t)
				add(t, data, 1)
				if data.Get(t) != x+1 {
					t.Fail("somebody else has changed data")
				}
			})
		}}
		for range n {
			list = append(list, func(t *sched.Thread) { b.With(t, func() { add(t, data, 1) }) })
		}
		return list, nil
	}
}

// philosophers each take the fork at their left, and then that at their right; the last one the other way round if it is right.
func philosophers(n int, right bool) start {
	return func(t *sched.Thread) (list []func(t *sched.Thread), check func(t *sched.Thread) string) {
		forks := make([]*threading.Lock, n)
		for i := range forks {
			forks[i] = threading.NewLock(t, fmt.Sprint("fork ", i))
		}
		for i := range n {
			a, b := forks[i], forks[(i+1)%n]
			if right && i == n-1 {
				a, b = b, a
			}
			list = append(list, func(t *sched.Thread) { a.With(t, func() { b.With(t, func() {}) }) })
		}
		return list, nil
	}
}
