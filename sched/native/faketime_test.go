// This file tests the real lock on real threads in fake time.

package native_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/trace"
)

// Two threads compute, 1 us a bytecode; the second one begins to wait when the first one has executed one of them, so its
// first request comes at 5.001 ms, and each next one an interval after the lock has gone to the other.
func TestRequestsComeExactlyAfterAnIntervalInFakeTime(t *testing.T) {
	want := []time.Duration{5001, 10001, 15001, 20001}
	for i := range want {
		want[i] *= time.Microsecond
	}
	for range 2 {
		synctest.Test(t, func(t *testing.T) {
			cfg := native.Config{GIL: gil.Config{Discipline: gil.On}, Loop: native.PretendLoop(1, synctest.Wait), Portable: true}
			tr, err := recorded(t, cfg, func(t *sched.Thread) {
				t.Spawn("", func(t *sched.Thread) { t.Run(11_000) })
				t.Run(11_000)
			})
			var got []time.Duration
			for _, e := range tr.Events {
				if e.Kind == trace.Request {
					got = append(got, time.Duration(e.Time))
				}
			}
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("requests at %v, want %v; error %v", got, want, err)
			}
		})
	}
}

// The watch looks every 20 ms, and finds a deadlock at its second look.
func TestADeadlockIsFoundAtTheSecondLook(t *testing.T) {
	for name, program := range map[string]func(t *sched.Thread){
		"of one thread": func(t *sched.Thread) { t.IO("x", sched.Forever) },
		"in a circle":   dinner,
	} {
		synctest.Test(t, func(t *testing.T) {
			cfg := native.Config{GIL: gil.Config{Discipline: gil.On}, Loop: native.PretendLoop(1, synctest.Wait), Portable: true}
			began := time.Now()
			tr, err := recorded(t, cfg, program)
			if took := time.Since(began); err == nil || took != 40*time.Millisecond {
				t.Fatalf("%s: after %v, error %v; want one after 40 ms", name, took, err)
			}
			if last := tr.Events[len(tr.Events)-1]; last.Kind != trace.Halt {
				t.Errorf("%s: the last event is %v", name, last.Kind)
			}
		})
	}
}
