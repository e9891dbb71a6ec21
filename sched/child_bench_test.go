package sched_test

import (
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
)

// BenchmarkChild is the start, the end and the wait for one process, which reads a variable of its parent; and beside it those of a
// thread.
func BenchmarkChild(b *testing.B) {
	bench := func(begin func(t *sched.Thread, f func(t *sched.Thread))) func(b *testing.B) {
		return func(b *testing.B) {
			b.ReportAllocs()
			_, err := sim.Run(machinetest.Locked(gil.On), func(t *sched.Thread) {
				v := sched.NewVar(t, "v", 1)
				for range b.N {
					begin(t, func(t *sched.Thread) { v.Get(t) })
					v.Set(t, v.Get(t)+1)
				}
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.Run("thread", bench(func(t *sched.Thread, f func(t *sched.Thread)) { t.Join(t.Spawn("", f)) }))
	b.Run("process", bench(func(t *sched.Thread, f func(t *sched.Thread)) { t.Wait(child(t, "child", f), sched.Forever) }))
}
