// This file measures what the real machine costs, each time beside the bare thing in the same run: ratios hold, times do not.

package native_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
)

// paired measures a and b in turn, so that what disturbs one disturbs the other, and reports the median of a's time over
// b's.
func paired(b *testing.B, name string, first, second func() time.Duration) {
	var ratios []float64
	for b.Loop() {
		x, y := first(), second()
		ratios = append(ratios, float64(x)/float64(y))
	}
	slices.Sort(ratios)
	b.ReportMetric(ratios[len(ratios)/2], name)
	b.ReportMetric(0, "ns/op")
}

// alone returns how long a thread that runs alone takes to execute code under a lock.
func alone(b *testing.B, cfg native.Config, code sched.Code) time.Duration {
	var took time.Duration
	_, err := native.Run(context.Background(), cfg, func(t *sched.Thread) {
		began := time.Now()
		t.Execute(code)
		took = time.Since(began)
	})
	if err != nil {
		b.Fatal(err)
	}
	return took
}

// stretch is about 20 ms of work.
const stretch = 10_000_000

// The whole lock, never contended, let go and taken again after each 100 bytecodes, over no lock: at most 1.05.
func BenchmarkLockPer100Bytecodes(b *testing.B) {
	for _, ps := range []int64{1822, 2000} {
		loop := native.Calibrate(ps, 101)
		locked := native.Config{Loop: loop, GIL: gil.Config{Discipline: gil.Ticks}}
		paired(b, "x", func() time.Duration { return alone(b, locked, sched.Code{N: stretch}) },
			func() time.Duration { return alone(b, native.Config{Loop: loop}, sched.Code{N: stretch}) })
		b.ReportMetric(float64(loop.Cost()), "ps/bytecode")
		break
	}
}
