// This file measures the machine beside the raw thing: iter.Pull, goroutines and channels, in the same run.

package sched_test

import (
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// sink is a recorder that keeps nothing: the events are made and handed over, as for a writer that costs nothing.
type sink struct{ events int64 }

func (s *sink) Record(events []trace.Event) { s.events += int64(len(events)) }

// bare is a machine on which nothing but bytecodes takes time, as the raw models know none.
func bare(cores int) sim.Config {
	return sim.Config{Cores: cores, Bytecode: 1000, WakeIdle: -1, WakeBusy: -1, WakeCost: -1, WakeEmpty: -1, Switch: -1, Lateness: -1,
		SpawnCost: -1, Jitter: -1, SpeedJitter: -1, Granularity: time.Hour, Recorder: new(sink), MaxSteps: 1 << 60}
}

// pull is a raw coroutine that yields for ever.
func pull() (next func() (struct{}, bool), stop func()) {
	return iter.Pull(func(yield func(struct{}) bool) {
		for yield(struct{}{}) {
		}
	})
}

func BenchmarkSwitch(b *testing.B) {
	for _, n := range []int{2, 100, 1000, 10_000, 100_000} {
		b.Run(fmt.Sprintf("raw/%d", n), func(b *testing.B) {
			nexts := make([]func() (struct{}, bool), n)
			for i := range nexts {
				next, stop := pull()
				defer stop()
				next()
				nexts[i] = next
			}
			b.ResetTimer()
			for i := 0; i < b.N; i++ {
				nexts[i%n]()
			}
		})
		b.Run(fmt.Sprintf("kernel/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			ring(b, n)
		})
	}
}

// ring lets n threads offer their core in turn, b.N times in all: nothing but the switch, whose step of the program
// BenchmarkStep measures.
func ring(b *testing.B, n int) {
	left := b.N
	_, err := sim.Run(bare(1), func(t *sched.Thread) {
		for range n {
			t.Spawn("", func(t *sched.Thread) {
				for t.Yield(); left > 0; left-- {
					if t.Offers() && t.Suspend() {
						t.Unwind()
					}
				}
			})
		}
		t.Yield()
		b.ResetTimer()
	})
	if err != nil {
		b.Fatal(err)
	}
}

func BenchmarkStep(b *testing.B) {
	b.ReportAllocs()
	_, err := sim.Run(bare(1), func(t *sched.Thread) {
		v := sched.NewVar(t, "v", 0)
		b.ResetTimer()
		for range b.N {
			v.Get(t)
		}
	})
	if err != nil {
		b.Fatal(err)
	}
}
