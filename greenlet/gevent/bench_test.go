// This file measures the hub beside bare coroutines (iter.Pull), in the same run: ratios hold, times do not.

package gevent_test

import (
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/greenlet/gevent"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// discard is a recorder that keeps nothing: the events are made and handed over.
type discard struct{}

func (discard) Record([]trace.Event) {}

// batch is how much is done of one thing, and then of the other, so that what disturbs one disturbs the other.
const batch = 10_000

// versus measures what a thread does beside a bare thing, each a batch at a time, and reports how long a single one takes, and the
// median of the ratios.
func versus(b *testing.B, ours func(t *sched.Thread), raw func()) {
	b.Helper()
	cfg := exactly()
	cfg.Recorder, cfg.Granularity, cfg.MaxSteps = discard{}, time.Hour, 1<<60
	var times [2]time.Duration
	var ratios []float64
	_, err := sim.Run(cfg, func(t *sched.Thread) {
		for b.Loop() {
			began := time.Now()
			ours(t)
			between := time.Now()
			raw()
			x, y := between.Sub(began), time.Since(between)
			times[0], times[1] = times[0]+x, times[1]+y
			ratios = append(ratios, float64(x)/float64(y))
		}
	})
	if err != nil {
		b.Fatal(err)
	}
	slices.Sort(ratios)
	b.ReportMetric(ratios[len(ratios)/2], "x")
	b.ReportMetric(float64(times[0])/float64(len(ratios)*batch), "ns/ours")
	b.ReportMetric(float64(times[1])/float64(len(ratios)*batch), "ns/raw")
	b.ReportMetric(0, "ns/op")
}

// roundTrips returns a batch of calls of next, each with the yield that ends it.
func roundTrips(b *testing.B) func() {
	next, stop := iter.Pull(func(yield func(struct{}) bool) {
		for yield(struct{}{}) {
		}
	})
	b.Cleanup(stop)
	return func() {
		for range batch {
			next()
		}
	}
}

// BenchmarkTurn is a turn of the hub: two greenlets sleep for 0 in turn, and each time the hub comes between. Gevent 22.10.2 under
// CPython 3.11 takes 1,360 ns.
func BenchmarkTurn(b *testing.B) {
	rounds := func(t *sched.Thread, n int) {
		sleep := func(t *sched.Thread) (any, error) {
			for range n / 2 {
				gevent.Sleep(t, 0)
			}
			return nil, nil
		}
		gevent.JoinAll(t, []*gevent.Greenlet{gevent.Spawn(t, "a", sleep), gevent.Spawn(t, "b", sleep)})
	}
	versus(b, func(t *sched.Thread) { rounds(t, batch) }, roundTrips(b))
}

// BenchmarkSpawn is a greenlet that is spawned, runs and ends, and is joined.
func BenchmarkSpawn(b *testing.B) {
	nothing := func(*sched.Thread) (any, error) { return nil, nil }
	versus(b, func(t *sched.Thread) {
		for range batch {
			gevent.Spawn(t, "", nothing).Join(t)
		}
	}, func() {
		for range batch {
			next, stop := iter.Pull(func(func(struct{}) bool) {})
			next()
			stop()
		}
	})
}
