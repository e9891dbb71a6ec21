// This file holds the server on the real machine: what it serves, what it uses, and what is left of it.

package workload

import (
	"context"
	"errors"
	"math"
	"runtime"
	"slices"
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

// An idle server that polls wants a core all the time, one that waits wants none, as predicted. What a busy computer kept from it may have
// been computing or waiting for its turn to go back to sleep: nobody can tell.
func TestAnIdleServerUsesForRealWhatIsPredicted(t *testing.T) {
	const tries, points = 10, 5
	for _, model := range models() {
		predicted := busy(t, model)
		var used, wanted float64
		for range tries {
			if used, wanted = idleServer(t, model); used-points <= predicted && predicted <= wanted+points {
				break
			}
		}
		if t.Logf("%s: %.1f %% predicted, %.1f to %.1f %% measured", model, predicted, used, wanted); predicted < used-points || predicted > wanted+points {
			t.Errorf("%s: an idle server uses %.1f %% of a core and wants %.1f %%, predicted were %.1f %%", model, used, wanted, predicted)
		}
	}
}

// idleServer returns for how much of its life, in percent, the server was on a core, and for how much it was there or ready for one.
func idleServer(t *testing.T, model string) (used, wanted float64) {
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
		share := func(n int64) float64 { return 100 * float64(n) / float64(th.Life) }
		return share(th.Usage.CPU.N), share(th.Usage.CPU.N + th.Usage.Queued.N)
	}
	t.Fatalf("%s: there is no thread called server", model)
	return 0, 0
}

// With the lock requests wait an interval for a CPU-bound thread, unless it has just been switched out; without it they take a small
// part of that. A busy computer makes some of them late, but not all.
func TestTheConvoySlowsTheServerForReal(t *testing.T) {
	const tries, interval = 5, 5 * time.Millisecond
	for _, model := range []string{"blocking", "threads", "select"} {
		var with time.Duration
		for i := 0; i < tries && with < interval; i++ { // who computes may get its core when the requests are over
			with = max(with, slices.Max(tripsForReal(t, model, gil.On)))
		}
		if with < interval {
			t.Errorf("%s: with the lock no request takes more than %v, want some of %v or more", model, with, interval)
		}
		without := time.Duration(math.MaxInt64)
		for i := 0; i < tries && without >= interval/3; i++ {
			without = min(without, slices.Min(tripsForReal(t, model, gil.Off)))
		}
		if without >= interval/3 {
			t.Errorf("%s: without the lock no request takes less than %v, want some below %v", model, without, interval/3)
		}
	}
}

// tripsForReal returns the latencies beside one CPU-bound thread.
func tripsForReal(t *testing.T, model string, d gil.Discipline) []time.Duration {
	o, _, err := servedForReal(context.Background(), t, native.Config{GIL: gil.Config{Discipline: d}, Timeout: 20 * time.Second}, model,
		"clients", "1", "requests", "20", "think", "1ms", "cpu", "1", "spin", "1000000000")
	if err != nil || !o.OK {
		t.Fatalf("%s: %s (%v)", model, o.Result, err)
	}
	return o.Latencies
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
