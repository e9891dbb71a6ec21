// This file measures generators beside iter.Pull, in the same run.

package generator_test

import (
	"iter"
	"runtime"
	"testing"
	"time"

	"github.com/gilsim/gilsim/greenlet/generator"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// sink is a recorder that keeps nothing: the events are made and handed over, as for a writer that costs nothing.
type sink struct{ events int64 }

func (s *sink) Record(events []trace.Event) { s.events += int64(len(events)) }

// bare is a machine with a recorder on which nothing but bytecodes takes time, as iter.Pull knows none.
func bare() sim.Config {
	return sim.Config{Cores: 1, Bytecode: 1000, WakeIdle: -1, WakeBusy: -1, WakeCost: -1, WakeEmpty: -1, Switch: -1, Lateness: -1,
		SpawnCost: -1, Jitter: -1, SpeedJitter: -1, Granularity: time.Hour, Recorder: new(sink), MaxSteps: 1 << 60}
}

// measure runs a benchmark in a thread.
func measure(b *testing.B, program func(t *sched.Thread)) {
	b.ReportAllocs()
	if _, err := sim.Run(bare(), program); err != nil {
		b.Fatal(err)
	}
}

// endless yields the same value for ever.
func endless[T any](v T) generator.Body[T] {
	return func(_ *sched.Thread, y *generator.Yielder[T]) (any, error) {
		for {
			if _, err := y.Yield(v); err != nil {
				return nil, err
			}
		}
	}
}

// repeat is endless for iter.Pull.
func repeat[T any](v T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for yield(v) {
		}
	}
}

// BenchmarkNext is a round trip to the next yield.
func BenchmarkNext(b *testing.B) {
	value := new(int)
	b.Run("raw/int", func(b *testing.B) { pull(b, 7) })
	b.Run("generator/int", func(b *testing.B) { next(b, 7) })
	b.Run("raw/pointer", func(b *testing.B) { pull(b, value) })
	b.Run("generator/pointer", func(b *testing.B) { next(b, value) })
}

func pull[T any](b *testing.B, v T) {
	b.ReportAllocs()
	next, stop := iter.Pull(repeat(v))
	defer stop()
	next()
	for b.Loop() {
		next()
	}
}

func next[T any](b *testing.B, v T) {
	measure(b, func(t *sched.Thread) {
		g := generator.New("", endless(v))
		_, _ = g.Next(t)
		for b.Loop() {
			_, _ = g.Next(t)
		}
	})
}

// BenchmarkLife is a generator made, run to its end over one yield, and forgotten.
func BenchmarkLife(b *testing.B) {
	b.Run("raw", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			next, stop := iter.Pull(func(yield func(int) bool) { yield(1) })
			for ok := true; ok; {
				_, ok = next()
			}
			stop()
		}
	})
	b.Run("generator", func(b *testing.B) {
		measure(b, func(t *sched.Thread) {
			once := func(_ *sched.Thread, y *generator.Yielder[int]) (any, error) { return y.Yield(1) }
			for b.Loop() {
				g := generator.New("g", once)
				for err := error(nil); err == nil; {
					_, err = g.Next(t)
				}
			}
		})
	})
}

// BenchmarkMemory reports the bytes of a suspended generator.
func BenchmarkMemory(b *testing.B) {
	b.Run("raw", func(b *testing.B) {
		suspended(b, func() any {
			next, stop := iter.Pull(repeat(1))
			next()
			b.Cleanup(stop)
			return next
		})
	})
	b.Run("generator", func(b *testing.B) {
		measure(b, func(t *sched.Thread) {
			suspended(b, func() any {
				g := generator.New("g", endless(1))
				_, _ = g.Next(t)
				return g
			})
		})
	})
}

// suspended keeps b.N of what is made, and reports the memory of one.
func suspended(b *testing.B, one func() any) {
	var before, after runtime.MemStats
	all := make([]any, b.N)
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := range all {
		all[i] = one()
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	held := after.HeapAlloc + after.StackInuse - before.HeapAlloc - before.StackInuse
	b.ReportMetric(float64(held)/float64(b.N), "B/generator")
	runtime.KeepAlive(all)
}
