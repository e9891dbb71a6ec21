// This file measures the lock beside the bare thing, in the same run.

package threading_test

import (
	"context"
	"iter"
	"sync"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

// discard is a recorder that keeps nothing: the events are made and handed over.
type discard struct{}

func (discard) Record([]trace.Event) {}

// costless is a machine of one core on which nothing but bytecodes takes time.
func costless(lock sched.Locking) sched.Config {
	return sched.Config{Cores: 1, GIL: lock, Bytecode: 1000, WakeIdle: -1, WakeBusy: -1, WakeCost: -1, WakeEmpty: -1, Switch: -1,
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
			_, err := sched.Run(costless(lock), func(t *sched.Thread) {
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
	b.Run("mutex", func(b *testing.B) {
		var mu sync.Mutex
		for range b.N {
			mu.Lock()
			mu.Unlock() //nolint:staticcheck // nothing is to be done in between
		}
	})
	b.Run("real", func(b *testing.B) {
		b.ReportAllocs()
		_, err := native.Run(context.Background(), native.Config{Loop: loop()}, func(t *sched.Thread) {
			l := threading.NewLock(t, "lock")
			b.ResetTimer()
			pairs(t, l, b.N)
			b.StopTimer()
		})
		if err != nil {
			b.Fatal(err)
		}
	})
}

// A lock that goes to and fro between two threads: each operation is one hand-over.
func BenchmarkLockHandOver(b *testing.B) {
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
		_, err := sched.Run(costless(nil), func(t *sched.Thread) {
			l := threading.NewLock(t, "lock")
			b.ResetTimer()
			crew(t, 2, func(t *sched.Thread, _ int) {
				for left > 0 {
					l.Acquire(t)
					left--
					t.Yield() // the other one begins to wait
					l.Release(t)
					t.Yield() // and has it
				}
			})
		})
		if err != nil {
			b.Fatal(err)
		}
	})
}
