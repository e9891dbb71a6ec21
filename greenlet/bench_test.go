// This file measures greenlets beside bare coroutines (iter.Pull), in the same run: ratios hold, times do not.

package greenlet_test

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// discard is a recorder that keeps nothing: the events are made and handed over.
type discard struct{}

func (discard) Record([]trace.Event) {}

// costless is a machine of one core on which nothing but bytecodes takes time.
func costless() sim.Config {
	return sim.Config{Cores: 1, Bytecode: 1000, WakeIdle: -1, WakeBusy: -1, WakeCost: -1, WakeEmpty: -1, Switch: -1, Lateness: -1,
		SpawnCost: -1, Jitter: -1, SpeedJitter: -1, Granularity: time.Hour, Recorder: discard{}, MaxSteps: 1 << 60}
}

// versus does n of one thing and n of another in turn, so that what disturbs one disturbs the other, and reports how long a
// single one takes, and the median of the ratios. The first is done in the main thread of a recorded run.
func versus(b *testing.B, n int, first func(t *sched.Thread, n int), second func(n int)) {
	b.Helper()
	on(b, costless(), n, first, second)
}

// on is versus for a run of this configuration.
func on(b *testing.B, cfg sim.Config, n int, first func(t *sched.Thread, n int), second func(n int)) {
	b.Helper()
	var ours, raw time.Duration
	var ratios []float64
	_, err := sim.Run(cfg, func(t *sched.Thread) {
		for b.Loop() {
			began := time.Now()
			first(t, n)
			between := time.Now()
			second(n)
			x, y := between.Sub(began), time.Since(between)
			ours, raw = ours+x, raw+y
			ratios = append(ratios, float64(x)/float64(y))
		}
	})
	if err != nil {
		b.Fatal(err)
	}
	slices.Sort(ratios)
	b.ReportMetric(ratios[len(ratios)/2], "x")
	b.ReportMetric(float64(ours)/float64(len(ratios)*n), "ns/ours")
	b.ReportMetric(float64(raw)/float64(len(ratios)*n), "ns/raw")
	b.ReportMetric(0, "ns/op")
}

// coroutines returns that many bare coroutines, which yield for ever and have begun.
func coroutines(b *testing.B, count int) []func() (struct{}, bool) {
	nexts := make([]func() (struct{}, bool), count)
	for i := range nexts {
		next, stop := iter.Pull(func(yield func(struct{}) bool) {
			for yield(struct{}{}) {
			}
		})
		b.Cleanup(stop)
		next()
		nexts[i] = next
	}
	return nexts
}

// roundTrips resumes bare coroutines in turn, n times in all: a call of next, and the yield that ends it.
func roundTrips(b *testing.B, count int) func(n int) {
	nexts := coroutines(b, count)
	return func(n int) {
		for i := range n {
			nexts[i%count]()
		}
	}
}

// partner returns a greenlet that answers every switch with the same arguments.
func partner(t *sched.Thread, args ...any) *greenlet.Greenlet {
	main := greenlet.Current(t)
	return greenlet.New(t, "partner", func(t *sched.Thread, _ greenlet.Args) (any, error) {
		for {
			if _, err := main.Switch(t, args...); err != nil {
				return nil, err
			}
		}
	})
}

// A switch from one greenlet to another, one way, over a round trip of a bare coroutine, which is as many switches of stacks: at
// most 1.5.
func BenchmarkSwitch(b *testing.B) {
	const n = 20_000
	b.Run("nothing", func(b *testing.B) {
		var other *greenlet.Greenlet
		versus(b, n, func(t *sched.Thread, n int) {
			if other == nil {
				other = partner(t)
			}
			for range n / 2 {
				other.Switch(t)
			}
		}, roundTrips(b, 2))
	})
	b.Run("pointer", func(b *testing.B) {
		var other *greenlet.Greenlet
		value := new(int)
		versus(b, n, func(t *sched.Thread, n int) {
			if other == nil {
				other = partner(t, value)
			}
			for range n / 2 {
				other.Switch(t, value)
			}
		}, roundTrips(b, 2))
	})
	b.Run("among-1000", func(b *testing.B) {
		var first *greenlet.Greenlet
		versus(b, n, func(t *sched.Thread, n int) {
			if first == nil {
				first = ring(t, 1000)
			}
			for range n / 1001 {
				first.Switch(t)
			}
		}, roundTrips(b, 1001))
	})
}

// ring returns the first of that many greenlets, each of which switches to the next one, and the last one to the caller.
func ring(t *sched.Thread, count int) *greenlet.Greenlet {
	next := greenlet.Current(t)
	for range count {
		to := next
		next = greenlet.New(t, "", func(t *sched.Thread, _ greenlet.Args) (any, error) {
			for {
				if _, err := to.Switch(t); err != nil {
					return nil, err
				}
			}
		})
	}
	return next
}

// An exception that is thrown into a greenlet, and caught there, one way, over a round trip of a bare coroutine.
func BenchmarkThrow(b *testing.B) {
	thrown := errors.New("thrown")
	var other *greenlet.Greenlet
	versus(b, 20_000, func(t *sched.Thread, n int) {
		main := greenlet.Current(t)
		if other == nil {
			other = greenlet.New(t, "other", func(t *sched.Thread, _ greenlet.Args) (any, error) {
				for {
					main.Throw(t, thrown)
				}
			})
			other.Switch(t)
		}
		for range n / 2 {
			other.Throw(t, thrown)
		}
	}, roundTrips(b, 2))
}

// The whole life of a greenlet that returns at once, its making, first switch and end, over that of a bare coroutine: at most 2.
// In a recorded run each greenlet has a number and a name in the trace.
func BenchmarkLife(b *testing.B) {
	unrecorded := costless()
	unrecorded.Recorder = nil
	b.Run("recorded", func(b *testing.B) { on(b, costless(), 2000, lives, rawLives) })
	b.Run("unrecorded", func(b *testing.B) { on(b, unrecorded, 2000, lives, rawLives) })
}

// lives makes that many greenlets, one after another, which return at once.
func lives(t *sched.Thread, n int) {
	for range n {
		greenlet.New(t, "short", nothing).Switch(t)
	}
}

// rawLives is lives with bare coroutines.
func rawLives(n int) {
	for range n {
		next, _ := iter.Pull(func(func(struct{}) bool) {})
		next()
	}
}

// BenchmarkSuspended suspends b.N greenlets of one thread at once, a ring that control has passed around: run it with
// -benchtime 100000x.
func BenchmarkSuspended(b *testing.B) {
	b.Run("raw", func(b *testing.B) {
		before := memory(b)
		nexts := coroutines(b, b.N)
		before.report(b, b.N)
		runtime.KeepAlive(nexts)
	})
	b.Run("greenlet", func(b *testing.B) {
		before := memory(b)
		_, err := sim.Run(costless(), func(t *sched.Thread) {
			ring(t, b.N).Switch(t)
			before.report(b, b.N)
		})
		if err != nil {
			b.Fatal(err)
		}
	})
}

// A footprint is the memory of this process, in bytes: what is used of heap and stacks, and what is resident; 0 where the
// system does not tell.
type footprint struct{ used, resident uint64 }

// memory returns what is in use once the garbage is gone.
func memory(b *testing.B) footprint {
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	f := footprint{used: m.HeapInuse + m.StackInuse + m.MSpanInuse + m.OtherSys}
	if statm, err := os.ReadFile("/proc/self/statm"); err == nil {
		var size, pages uint64
		if _, err := fmt.Sscan(string(statm), &size, &pages); err != nil {
			b.Fatal(err)
		}
		f.resident = pages * uint64(os.Getpagesize())
	}
	return f
}

// report reports how much more there is for each of n.
func (before footprint) report(b *testing.B, n int) {
	now := memory(b)
	b.ReportMetric((float64(now.used)-float64(before.used))/float64(n), "B/each")
	b.ReportMetric((float64(now.resident)-float64(before.resident))/float64(n), "resident-B/each")
}
