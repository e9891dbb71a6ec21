// This file holds the server on the real machine: what it serves, what it uses, and what is left of it.

package workload

import (
	"context"
	"errors"
	"math"
	"runtime"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
)

// servedForReal runs the server in a model for real.
func servedForReal(
	ctx context.Context, t *testing.T, cfg native.Config, model string, given ...string,
) (o Outcome, r native.Result, err error) {
	t.Helper()
	p := Find("server")
	in := input(t, p, 0, params(append(given, "model", model)...))
	cfg.Loop = realLoop
	r, err = native.Run(ctx, cfg, func(t *sched.Thread) { o = p.Run(t, in) })
	return o, r, err
}

func TestEveryRequestIsServedOnceForReal(t *testing.T) {
	for _, model := range models() {
		for run := range 20 {
			lock := gil.Config{Discipline: []gil.Discipline{gil.On, gil.Off}[run%2]}
			cfg := native.Config{GIL: lock, Timeout: 20 * time.Second}
			o, _, err := servedForReal(context.Background(), t, cfg, model, "think", "100us", "cpu", "1", "spin", "100000")
			if err != nil || !o.OK {
				t.Fatalf("%s, lock %v: %s, want %s (%v)", model, lock.Discipline, o.Result, o.Want, err)
			}
		}
	}
}

// An idle server that polls wants a core all the time, one that waits wants none, as predicted. What a computer that is busy
// with something else keeps from it counts as used.
func TestAnIdleServerUsesForRealWhatIsPredicted(t *testing.T) {
	const tries, points = 5, 5
	for _, model := range models() {
		predicted, measured := busy(t, model), math.NaN()
		for range tries {
			if measured = wanted(t, model); math.Abs(measured-predicted) <= points {
				break
			}
		}
		if t.Logf("%s: %.1f %% predicted, %.1f %% measured", model, predicted, measured); math.Abs(measured-predicted) > points {
			t.Errorf("%s: an idle server wants %.1f %% of a core, predicted were %.1f %%", model, measured, predicted)
		}
	}
}

// wanted returns for how much of its life, in percent, the server was on a core, or ready and waited for one.
func wanted(t *testing.T, model string) float64 {
	cfg := native.Config{GIL: gil.Config{Discipline: gil.On}, Timeout: 20 * time.Second}
	_, r, err := servedForReal(context.Background(), t, cfg, model, "clients", "1", "requests", "3", "think", "50ms")
	if err != nil {
		t.Fatalf("%s: %v", model, err)
	}
	for i := range r.Threads {
		th := &r.Threads[i]
		if th.Name != "server" {
			continue
		}
		if !th.Usage.CPU.Known || !th.Usage.Queued.Known {
			t.Skip("the operating system does not tell how long a thread has run and waited for a core")
		}
		return 100 * float64(th.Usage.CPU.N+th.Usage.Queued.N) / float64(th.Life)
	}
	t.Fatalf("%s: there is no thread called server", model)
	return 0
}

// A request takes an interval with the lock beside a CPU-bound thread; without it a small part of that.
func TestTheConvoySlowsTheServerForReal(t *testing.T) {
	const tries, times = 5, 3
	for _, model := range []string{"blocking", "threads", "select"} {
		var with, without time.Duration
		for range tries {
			if with, without = tripForReal(t, model, gil.On), tripForReal(t, model, gil.Off); with >= times*without {
				break
			}
		}
		if t.Logf("%s: %v with the lock, %v without it", model, with, without); with < times*without {
			t.Errorf("%s: a request takes %v with the lock and %v without it, want %d times as long", model, with, without, times)
		}
	}
}

// tripForReal returns the median latency beside one CPU-bound thread.
func tripForReal(t *testing.T, model string, d gil.Discipline) time.Duration {
	o, _, err := servedForReal(context.Background(), t, native.Config{GIL: gil.Config{Discipline: d}, Timeout: 20 * time.Second}, model,
		"clients", "1", "requests", "20", "think", "1ms", "cpu", "1", "spin", "1000000000")
	if err != nil || !o.OK {
		t.Fatalf("%s: %s (%v)", model, o.Result, err)
	}
	return median(o.Latencies)
}

// A run that takes too long, or is interrupted, leaves no socket and no goroutine.
func TestNothingIsLeftOfAServerThatIsCutOff(t *testing.T) {
	for _, model := range models() {
		files, goroutines := machinetest.Descriptors(t), runtime.NumGoroutine()
		short := native.Config{Timeout: 30 * time.Millisecond}
		var late *native.TimeoutError
		if _, _, err := servedForReal(context.Background(), t, short, model, "requests", "1000000"); !errors.As(err, &late) {
			t.Errorf("%s: %v, want it to be cut off", model, err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
		if _, _, err := servedForReal(ctx, t, native.Config{}, model, "requests", "1000000"); !errors.Is(err, sched.ErrInterrupted) {
			t.Errorf("%s: %v, want it to be interrupted", model, err)
		}
		cancel()
		for end := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > goroutines && time.Now().Before(end); {
			time.Sleep(time.Millisecond)
		}
		if n := runtime.NumGoroutine(); n > goroutines || machinetest.Descriptors(t) > files {
			t.Errorf("%s: %d goroutines and %d descriptors, there were %d and %d", model, n, machinetest.Descriptors(t), goroutines, files)
		}
	}
}
