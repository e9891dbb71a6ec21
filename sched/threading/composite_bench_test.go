// This file measures the primitives that are Python code in CPython, alone and between two threads.

package threading_test

import (
	"testing"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
)

// Each primitive where nobody waits, and where two threads hand on to each other.
func BenchmarkComposite(b *testing.B) {
	alone := func(setup func(t *sched.Thread) func()) func(b *testing.B) {
		return func(b *testing.B) {
			b.ReportAllocs()
			_, err := sim.Run(costless(nil), func(t *sched.Thread) {
				f := setup(t)
				b.ResetTimer()
				for range b.N {
					f()
				}
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.Run("semaphore", alone(func(t *sched.Thread) func() {
		s := threading.NewSemaphore(t, "s", 1)
		return func() { s.Acquire(t); s.Release(t, 1) }
	}))
	b.Run("event", alone(func(t *sched.Thread) func() {
		e := threading.NewEvent(t, "e")
		return func() { e.Set(t); e.Wait(t); e.Clear(t) }
	}))
	b.Run("condition", alone(func(t *sched.Thread) func() {
		c := threading.NewCondition(t, "c")
		return func() { c.With(t, func() { c.WaitTimeout(t, 0); c.Notify(t, 1) }) }
	}))
	b.Run("queue", alone(func(t *sched.Thread) func() {
		q := threading.NewQueue[int](t, "q", 1)
		return func() { q.Put(t, 1); q.Get(t); q.TaskDone(t) }
	}))
	b.Run("simplequeue", alone(func(t *sched.Thread) func() {
		q := threading.NewSimpleQueue[int](t, "q")
		return func() { q.Put(t, 1); q.Get(t) }
	}))
	b.Run("rlock", alone(func(t *sched.Thread) func() {
		l := threading.NewRLock(t, "l")
		return func() { l.Acquire(t); l.Acquire(t); l.Release(t); l.Release(t) }
	}))
	b.Run("barrier", alone(func(t *sched.Thread) func() {
		w := threading.NewBarrier(t, "b", 1, nil)
		return func() { _, _ = w.Wait(t) }
	}))
	b.Run("thread", alone(func(t *sched.Thread) func() {
		return func() { h := threading.New(t, "", func(*sched.Thread) {}); h.Start(t); h.Join(t) }
	}))
	b.Run("semaphores", func(b *testing.B) {
		b.ReportAllocs()
		left := b.N
		_, err := sim.Run(costless(nil), func(t *sched.Thread) {
			all := [2]*threading.Semaphore{threading.NewSemaphore(t, "ping", 1), threading.NewSemaphore(t, "pong", 0)}
			b.ResetTimer()
			crew(t, 2, func(t *sched.Thread, i int) {
				for ; left > 0; left-- {
					all[i].Acquire(t)
					all[1-i].Release(t, 1)
				}
			})
		})
		if err != nil {
			b.Fatal(err)
		}
	})
}
