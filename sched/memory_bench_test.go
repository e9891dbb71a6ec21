// This file measures what a parked thread costs in memory, beside a raw coroutine.

package sched_test

import (
	"runtime"
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
)

// inUse returns the bytes of heap and stacks in use, once the garbage is gone.
func inUse() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse + m.MSpanInuse + m.OtherSys
}

// BenchmarkParked parks b.N threads at once; run it with -benchtime 1000000x.
func BenchmarkParked(b *testing.B) {
	b.Run("raw", func(b *testing.B) {
		nexts := make([]func() (struct{}, bool), b.N)
		stops := make([]func(), b.N)
		before := inUse()
		for i := range nexts {
			nexts[i], stops[i] = pull()
			nexts[i]()
		}
		b.ReportMetric(float64(inUse()-before)/float64(b.N), "B/thread")
		for _, stop := range stops {
			stop()
		}
	})
	b.Run("kernel", func(b *testing.B) {
		before := inUse()
		_, err := sim.Run(bare(1), func(t *sched.Thread) {
			for range b.N {
				t.Spawn("", func(t *sched.Thread) { t.IO("nothing", time.Hour) })
			}
			t.Yield() // now all of them are parked
			b.ReportMetric(float64(inUse()-before)/float64(b.N), "B/thread")
		})
		if err != nil {
			b.Fatal(err)
		}
	})
}
