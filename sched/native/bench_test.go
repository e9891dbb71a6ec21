// This file measures what the real machine costs, each time beside the bare thing in the same run: ratios hold, times do
// not.

package native_test

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// pairs measures two things in turn, so that what disturbs one disturbs the other, and reports the median of the first
// one's time over the second one's.
func pairs(b *testing.B, first, second func() time.Duration) {
	var ratios []float64
	for b.Loop() {
		x, y := first(), second()
		ratios = append(ratios, float64(x)/float64(y))
	}
	slices.Sort(ratios)
	b.ReportMetric(ratios[len(ratios)/2], "x")
	b.ReportMetric(0, "ns/op")
}

// used returns the processor time that a thread which runs alone takes for f: where it is not known, its life.
func used(b *testing.B, cfg native.Config, f func(t *sched.Thread)) time.Duration {
	b.Helper()
	r, err := native.Run(context.Background(), cfg, f)
	if err != nil {
		b.Fatal(err)
	}
	if cpu := r.Threads[0].Usage.CPU; cpu.Known {
		return time.Duration(cpu.N)
	}
	return r.Threads[0].Life
}

// measured returns how long the main thread takes for f.
func measured(b *testing.B, cfg native.Config, f func(t *sched.Thread)) time.Duration {
	b.Helper()
	var took time.Duration
	_, err := native.Run(context.Background(), cfg, func(t *sched.Thread) {
		began := time.Now()
		f(t)
		took = time.Since(began)
	})
	if err != nil {
		b.Fatal(err)
	}
	return took
}

// stretch is about 20 ms of work.
const stretch = 10_000_000

// The look for an interrupt, after each round of 9 bytecodes and after each bytecode, over none: at most 1.05.
func BenchmarkCheck(b *testing.B) {
	loop := native.Calibrate(2000, 9)
	for _, round := range []int64{9, 1} {
		b.Run(fmt.Sprintf("round=%d", round), func(b *testing.B) {
			looking := native.Config{Loop: loop, GIL: gil.Config{Discipline: gil.On, Checks: gil.Calls311}}
			code := sched.Code{N: stretch, Round: round}
			pairs(b, func() time.Duration { return used(b, looking, func(t *sched.Thread) { t.Execute(code) }) },
				func() time.Duration {
					return used(b, native.Config{Loop: loop}, func(t *sched.Thread) { t.Execute(code) })
				})
		})
	}
}

// The whole lock, never contended, let go and taken again after each 100 bytecodes, over no lock: at most 1.05.
func BenchmarkLockPer100Bytecodes(b *testing.B) {
	loop := native.Calibrate(2000, 101)
	locked := native.Config{Loop: loop, GIL: gil.Config{Discipline: gil.Ticks}}
	run := func(t *sched.Thread) { t.Run(stretch) }
	pairs(b, func() time.Duration { return used(b, locked, run) },
		func() time.Duration { return used(b, native.Config{Loop: loop}, run) })
}

// A hand-over between two OS threads that compute, over the same algorithm in C with a pthread mutex and condition
// variables: at most 1.3.
func BenchmarkHandoff(b *testing.B) {
	model := filepath.Join(b.TempDir(), "handover")
	if out, err := exec.Command("cc", "-O2", "-pthread", "-o", model, "testdata/handover/handover.c").CombinedOutput(); err != nil {
		b.Skipf("the model in C cannot be built: %v %s", err, out)
	}
	for _, tc := range []struct {
		interval time.Duration
		switches int
	}{{5 * time.Millisecond, 20}, {100 * time.Microsecond, 500}, {time.Microsecond, 1000}} {
		b.Run(tc.interval.String(), func(b *testing.B) {
			var ours, theirs []time.Duration
			for b.Loop() {
				ours = append(ours, period(b, tc.interval, tc.switches))
				theirs = append(theirs, periodInC(b, model, tc.interval, tc.switches))
			}
			slices.Sort(ours)
			slices.Sort(theirs)
			x, y := ours[len(ours)/2], theirs[len(theirs)/2]
			b.ReportMetric(float64(x)/float64(y), "x")
			b.ReportMetric(float64(x), "ns/handover")
			b.ReportMetric(float64(y), "ns/handover-in-C")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// period returns the time from one hand-over to the next, of so many, between two threads that compute.
func period(b *testing.B, interval time.Duration, switches int) time.Duration {
	cfg := native.Config{Loop: loop(), GIL: gil.Config{Discipline: gil.On, Checks: gil.Calls311, Interval: interval}}
	var holder *sched.Thread
	count := 0
	spin := func(t *sched.Thread) {
		for count < switches {
			t.Loop(5, 9)
			if holder != t { // under the lock
				holder = t
				count++
			}
		}
	}
	r, err := native.Run(context.Background(), cfg, func(t *sched.Thread) {
		t.Spawn("", spin)
		spin(t)
	})
	if err != nil {
		b.Fatal(err)
	}
	return r.Wall / time.Duration(count)
}

// periodInC returns the same of the model in C.
func periodInC(b *testing.B, model string, interval time.Duration, switches int) time.Duration {
	out, err := exec.Command(model, strconv.FormatInt(interval.Microseconds(), 10), strconv.Itoa(switches)).Output()
	if err != nil {
		b.Fatal(err)
	}
	ns, err := strconv.ParseInt(strings.TrimSpace(string(out)), 10, 64)
	if err != nil {
		b.Fatal(err)
	}
	return time.Duration(ns)
}

// forget is a recorder that keeps nothing.
type forget struct{}

// Record does nothing.
func (forget) Record([]trace.Event) {}

// Recording an event, in nanoseconds, on the thread that records; and a locked run of two threads at the 5 ms interval
// that is recorded, over one that is not: at most 100 ns, and 1.03.
func BenchmarkRecording(b *testing.B) {
	silent := native.Config{Loop: loop(), GIL: gil.Config{Discipline: gil.On, Checks: gil.Calls311}}
	recording := silent
	recording.Recorder = forget{}
	b.Run("event", func(b *testing.B) {
		const events = 100_000
		record := func(t *sched.Thread) {
			for range events {
				t.Engine().Record(t, trace.Now, 0, 0)
			}
		}
		var took []time.Duration
		for b.Loop() {
			took = append(took, (measured(b, recording, record)-measured(b, silent, record))/events)
		}
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)/2]), "ns/event")
		b.ReportMetric(0, "ns/op")
	})
	b.Run("run", func(b *testing.B) {
		two := func(t *sched.Thread) { crew(t, 2, func(t *sched.Thread, _ int) { t.Loop(stretch/9, 9) }) }
		pairs(b, func() time.Duration { return measured(b, recording, two) },
			func() time.Duration { return measured(b, silent, two) })
	})
}

// Simulating eight threads that compute, in processor time over that of running them: at most 0.1 under interval and
// off, 0.33 under ticks.
func BenchmarkSimulatingOverRunning(b *testing.B) {
	for _, lock := range []gil.Config{{Discipline: gil.On, Checks: gil.Calls311}, {}, {Discipline: gil.Ticks}} {
		b.Run(lock.Discipline.String(), func(b *testing.B) {
			spin := func(t *sched.Thread) {
				crew(t, 8, func(t *sched.Thread, _ int) { t.Execute(sched.Code{N: stretch / 8, Round: 7, Ticks: 3}) })
			}
			pairs(b, func() time.Duration {
				began := time.Now()
				if _, err := sim.Run(sim.Config{Cores: native.Cores(), GIL: lock}, spin); err != nil {
					b.Fatal(err)
				}
				return time.Since(began)
			}, func() time.Duration {
				r, err := native.Run(context.Background(), native.Config{Loop: loop(), GIL: lock}, spin)
				if err != nil {
					b.Fatal(err)
				}
				return r.Wall
			})
		})
	}
}
