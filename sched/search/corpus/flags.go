// This file has algorithms that do without locks, or nearly.

package corpus

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// bluetooth is the stop of a driver (Qadeer, Wu: KISS, PLDI 2004): whether it stops is looked at before the request is counted, so that it
// may have stopped in between. The right one counts first.
func bluetooth(right bool) start {
	return func(t *sched.Thread) ([]func(t *sched.Thread), func(t *sched.Thread) string) {
		pending, stopping := sched.NewVar(t, "pending", 1), sched.NewVar(t, "stopping", 0)
		event, stopped := sched.NewVar(t, "event", 0), sched.NewVar(t, "stopped", 0)
		l := threading.NewLock(t, "interlocked")
		count := func(t *sched.Thread, n int) (now int) {
			l.With(t, func() { now = add(t, pending, n) })
			return now
		}
		leave := func(t *sched.Thread) {
			if count(t, -1) == 0 {
				event.Set(t, 1)
			}
		}
		return []func(t *sched.Thread){
			func(t *sched.Thread) {
				if right {
					count(t, 1)
				}
				if stopping.Get(t) != 0 {
					if right {
						leave(t)
					}
					return
				}
				if !right {
					count(t, 1)
				}
				if stopped.Get(t) != 0 {
					t.Fail("a request is served after the stop")
				}
				leave(t)
			},
			func(t *sched.Thread) {
				stopping.Set(t, 1)
				leave(t)
				if event.Get(t) == 1 {
					stopped.Set(t, 1)
				}
			},
		}, nil
	}
}

// inside fails if two threads are at the same place at once.
func inside(t *sched.Thread, in *sched.Var[int]) {
	if in.Get(t) != 0 {
		t.Fail("two are inside")
	}
	in.Set(t, 1)
	in.Set(t, 0)
}

// peterson is Peterson's lock, whose threads try twice and then give up. In the wrong one they give way before they say that they come.
func peterson(right bool) start {
	return func(t *sched.Thread) (list []func(t *sched.Thread), check func(t *sched.Thread) string) {
		comes := [2]*sched.Var[int]{sched.NewVar(t, "comes 0", 0), sched.NewVar(t, "comes 1", 0)}
		turn, in := sched.NewVar(t, "turn", 0), sched.NewVar(t, "inside", 0)
		for i := range 2 {
			list = append(list, func(t *sched.Thread) {
				if right {
					comes[i].Set(t, 1)
				}
				turn.Set(t, 1-i)
				if !right {
					comes[i].Set(t, 1)
				}
				for range 2 {
					if comes[1-i].Get(t) == 0 || turn.Get(t) == i {
						inside(t, in)
						break
					}
				}
				comes[i].Set(t, 0)
			})
		}
		return list, nil
	}
}

// dekker is the entry of Dekker's lock, whose threads give up where they would have to wait. In the wrong one they look before they say that
// they come.
func dekker(right bool) start {
	return func(t *sched.Thread) (list []func(t *sched.Thread), check func(t *sched.Thread) string) {
		comes := [2]*sched.Var[int]{sched.NewVar(t, "comes 0", 0), sched.NewVar(t, "comes 1", 0)}
		in := sched.NewVar(t, "inside", 0)
		for i := range 2 {
			list = append(list, func(t *sched.Thread) {
				if !right && comes[1-i].Get(t) != 0 {
					return
				}
				comes[i].Set(t, 1)
				if !right || comes[1-i].Get(t) == 0 {
					inside(t, in)
				}
				comes[i].Set(t, 0)
			})
		}
		return list, nil
	}
}

// workStealing is a queue after Cilk's THE protocol (Frigo, Leiserson, Randall, PLDI 1998): its owner takes at the tail, a thief at the
// head. In the wrong one the owner looks where the head is before it says that it takes.
func workStealing(right bool) start {
	return func(t *sched.Thread) ([]func(t *sched.Thread), func(t *sched.Thread) string) {
		head, tail, l := sched.NewVar(t, "head", 0), sched.NewVar(t, "tail", 2), threading.NewLock(t, "lock")
		var taken [2]*sched.Var[int]
		for i := range taken {
			taken[i] = sched.NewVar(t, fmt.Sprint("taken ", i), 0)
		}
		take := func(t *sched.Thread, i int) {
			if taken[i].Get(t) != 0 {
				t.Fail("an item is taken twice")
			}
			taken[i].Set(t, 1)
		}
		pop := func(t *sched.Thread) {
			x, h := tail.Get(t)-1, 0
			if !right {
				h = head.Get(t)
			}
			tail.Set(t, x)
			if right {
				h = head.Get(t)
			}
			if h <= x {
				take(t, x)
				return
			}
			tail.Set(t, x+1)
			l.With(t, func() {
				if head.Get(t) <= x {
					tail.Set(t, x)
					take(t, x)
				}
			})
		}
		steal := func(t *sched.Thread) {
			l.With(t, func() {
				h := head.Get(t)
				head.Set(t, h+1)
				if h+1 <= tail.Get(t) {
					take(t, h)
				} else {
					head.Set(t, h)
				}
			})
		}
		return []func(t *sched.Thread){func(t *sched.Thread) { pop(t); pop(t) }, func(t *sched.Thread) { steal(t); steal(t) }}, nil
	}
}
