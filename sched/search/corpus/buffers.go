// This file has programs in which threads hand things over.

package corpus

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// stack (CS/stack) pops if something has ever been pushed.
func stack(n int) start {
	return func(t *sched.Thread) ([]func(t *sched.Thread), func(t *sched.Thread) string) {
		l, top, flag := threading.NewLock(t, "lock"), sched.NewVar(t, "top", 0), sched.NewVar(t, "flag", 0)
		return []func(t *sched.Thread){
			func(t *sched.Thread) {
				for range n {
					l.With(t, func() { add(t, top, 1); flag.Set(t, 1) })
				}
			},
			func(t *sched.Thread) {
				for range n {
					l.With(t, func() {
						if flag.Get(t) == 1 && add(t, top, -1) < 0 {
							t.Fail("the stack is empty")
						}
					})
				}
			},
		}, nil
	}
}

// queue (CS/queue) takes turns by two flags, which a first item that is put without them upsets.
func queue(n int) start {
	return func(t *sched.Thread) ([]func(t *sched.Thread), func(t *sched.Thread) string) {
		l := threading.NewLock(t, "lock")
		head, tail, puts, gets := sched.NewVar(t, "head", 0), sched.NewVar(t, "tail", 0), sched.NewVar(t, "puts", 1), sched.NewVar(t, "gets", 0)
		return []func(t *sched.Thread){
			func(t *sched.Thread) {
				l.With(t, func() { add(t, tail, 1) })
				for range n {
					l.With(t, func() {
						if puts.Get(t) == 1 {
							add(t, tail, 1)
							puts.Set(t, 0)
							gets.Set(t, 1)
						}
					})
				}
			},
			func(t *sched.Thread) {
				for i := range n {
					l.With(t, func() {
						if gets.Get(t) != 1 {
							return
						}
						if head.Get(t) != 0 && i == 0 || tail.Get(t) != 2 {
							t.Fail("the ends are out of step")
						}
						add(t, head, 1)
						gets.Set(t, 0)
						puts.Set(t, 1)
					})
				}
			},
		}, nil
	}
}

// circularBuffer (CS/circular_buffer) takes without waiting for what was put.
func circularBuffer(n int) start {
	return func(t *sched.Thread) ([]func(t *sched.Thread), func(t *sched.Thread) string) {
		l, put := threading.NewLock(t, "lock"), sched.NewVar(t, "put", 0)
		return []func(t *sched.Thread){
			func(t *sched.Thread) {
				for range n {
					l.With(t, func() { add(t, put, 1) })
				}
			},
			func(t *sched.Thread) {
				for i := range n {
					l.With(t, func() {
						if there := put.Get(t); there != i+1 && there > 0 {
							t.Fail("another item is there than the next one")
						}
					})
				}
			},
		}, nil
	}
}

// boundedBuffer has two consumers that wait with if, where it must be while: who is woken may find that the other one was faster.
func boundedBuffer(right bool) start {
	return func(t *sched.Thread) ([]func(t *sched.Thread), func(t *sched.Thread) string) {
		l := threading.NewLock(t, "lock")
		filled := threading.NewConditionOn(t, l, "filled")
		count := sched.NewVar(t, "count", 0)
		consumer := func(t *sched.Thread) {
			l.With(t, func() {
				for empty := count.Get(t) == 0; empty; empty = right && count.Get(t) == 0 {
					filled.Wait(t)
				}
				if add(t, count, -1) < 0 {
					t.Fail("the buffer is empty")
				}
			})
		}
		return []func(t *sched.Thread){consumer, consumer, func(t *sched.Thread) {
			for range 2 {
				l.With(t, func() { add(t, count, 1); filled.Notify(t, 1) })
			}
		}}, nil
	}
}
