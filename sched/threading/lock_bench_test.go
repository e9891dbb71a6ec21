// This file measures the lock beside the bare thing, in the same run.

package threading_test

import (
	"context"
	"iter"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

// discard is a recorder that keeps nothing: the events are made and handed over.
type discard struct{}

func (discard) Record([]trace.Event) {}

// costless is a machine of one core on which nothing but bytecodes takes time.
func costless(lock sched.Locking) sim.Config {
	return sim.Config{Cores: 1, GIL: lock, Bytecode: 1000, WakeIdle: -1, WakeBusy: -1, WakeCost: -1, WakeEmpty: -1, Switch: -1,
		Lateness: -1, SpawnCost: -1, Jitter: -1, SpeedJitter: -1, Granularity: time.Hour, Recorder: discard{}, MaxSteps: 1 << 60}
}

// pairs acquires and releases a lock n times.
func pairs(t *sched.Thread, lock *threading.Lock, n int) {
	for range n {
		lock.Acquire(t)
		lock.Release(t)
	}
}

// An acquire and a release of a lock that nobody else wants.
func BenchmarkLock(b *testing.B) {
	simulated := func(lock sched.Locking) func(b *testing.B) {
		return func(b *testing.B) {
			b.ReportAllocs()
			_, err := sim.Run(costless(lock), func(t *sched.Thread) {
				l := threading.NewLock(t, "lock")
				b.ResetTimer()
				pairs(t, l, b.N)
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.Run("simulated", simulated(nil))
	b.Run("simulated-on", simulated(gil.Config{Discipline: gil.On}))
}

// An acquire and a release of a lock on the real machine, without interpreter lock, that nobody else wants, over those of
// a sync.Mutex: at most 2, of which the two bytecodes that they are come to 0.3.
func BenchmarkRealLock(b *testing.B) {
	const n = 100_000
	var ratios []float64
	_, err := native.Run(context.Background(), native.Config{Loop: machine.Loop()}, func(t *sched.Thread) {
		lock := threading.NewLock(t, "lock")
		var mu sync.Mutex
		var done int // a critical section
		for range max(b.N/n, 10) {
			began := time.Now()
			pairs(t, lock, n)
			between := time.Now()
			for i := range n {
				mu.Lock()
				done = i
				mu.Unlock()
			}
			ratios = append(ratios, float64(between.Sub(began))/float64(time.Since(between)))
			if done != n-1 {
				b.Errorf("%d sections, want %d", done+1, n)
			}
		}
	})
	if err != nil {
		b.Fatal(err)
	}
	slices.Sort(ratios)
	b.ReportMetric(ratios[len(ratios)/2], "x")
}

// A thread that waits for a lock gets it: each operation is one such hand-over, beside the round trip of a bare coroutine,
// of which it may cost two.
func BenchmarkLockHandoff(b *testing.B) {
	b.Run("pull", func(b *testing.B) {
		next, stop := iter.Pull(func(yield func(struct{}) bool) {
			for yield(struct{}{}) {
			}
		})
		defer stop()
		for range b.N {
			next()
		}
	})
	b.Run("simulated", func(b *testing.B) {
		b.ReportAllocs()
		left := b.N
		_, err := sim.Run(costless(nil), func(t *sched.Thread) {
			locks := [2]*threading.Lock{threading.NewLock(t, "ping"), threading.NewLock(t, "pong")}
			locks[1].Acquire(t)
			b.ResetTimer()
			crew(t, 2, func(t *sched.Thread, i int) {
				for ; left > 0; left-- {
					locks[i].Acquire(t)
					locks[1-i].Release(t)
				}
			})
		})
		if err != nil {
			b.Fatal(err)
		}
	})
}
