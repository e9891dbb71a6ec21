// This file tests both kinds of parking.

package native

import (
	"sync/atomic"
	"testing"
	"time"
)

// parkers are the kinds of parking that there are here.
var parkers = map[string]func() parker{parking: newParker, "portable": newChannel}

// both runs a test with each kind of parking.
func both(t *testing.T, test func(t *testing.T, p parker)) {
	for name, make := range parkers {
		t.Run(name, func(t *testing.T) { test(t, make()) })
	}
}

func TestAPermitIsKeptAndUsedUpOnce(t *testing.T) {
	both(t, func(t *testing.T, p parker) {
		if p.pending() || p.permitted() {
			t.Error("a new one has a permit")
		}
		p.unpark()
		p.unpark()
		if !p.pending() || !p.permitted() || p.pending() || p.permitted() {
			t.Error("two wake-ups are not one permit")
		}
		p.unpark()
		if p.wait(-1) || p.pending() {
			t.Error("a wait does not use the permit up")
		}
	})
}

func TestAWaitEndsAfterItsTimeAndNotBefore(t *testing.T) {
	both(t, func(t *testing.T, p parker) {
		for _, d := range []time.Duration{1, time.Microsecond, 300 * time.Microsecond, 5 * time.Millisecond} {
			began := time.Now()
			if !p.wait(d) || time.Since(began) < d {
				t.Errorf("a wait of %v took %v", d, time.Since(began))
			}
		}
		if !p.wait(0) {
			t.Error("a yield is a wake-up")
		}
	})
}

// Two threads wake each other in turn: a lost wake-up would be the end of it.
func TestNoWakeUpIsLost(t *testing.T) {
	const rounds = 5000
	for name, make := range parkers {
		t.Run(name, func(t *testing.T) {
			a, b := make(), make()
			done := ended(func() {
				for range rounds {
					a.wait(-1)
					b.unpark()
				}
			})
			for range rounds {
				a.unpark()
				b.wait(-1)
			}
			finished(t, done)
		})
	}
}

// A wake-up that comes when the time is over is either what the wait reports, or a permit afterwards: never both, never
// neither.
func TestAWakeUpAtTheTimeOutIsNeitherLostNorTwice(t *testing.T) {
	both(t, func(t *testing.T, p parker) {
		var given, taken, timeouts atomic.Int64
		var over atomic.Bool
		done := ended(func() {
			for !over.Load() {
				if p.wait(50 * time.Microsecond) {
					timeouts.Add(1)
				} else {
					taken.Add(1)
				}
			}
		})
		for end := time.Now().Add(100 * time.Millisecond); time.Now().Before(end); {
			p.unpark()
			given.Add(1)
			for want := time.Now().Add(50 * time.Microsecond); time.Now().Before(want) || taken.Load() < given.Load(); {
				if time.Since(want) > time.Second {
					t.Fatalf("%d wake-ups given, %d taken", given.Load(), taken.Load())
				}
			}
		}
		over.Store(true)
		finished(t, done)
		if taken.Load() != given.Load() || timeouts.Load() == 0 {
			t.Errorf("%d wake-ups given, %d taken, %d time-outs", given.Load(), taken.Load(), timeouts.Load())
		}
	})
}

// ended calls f on a goroutine, and returns what is closed when it is done.
func ended(f func()) chan struct{} {
	done := make(chan struct{})
	go func() { f(); close(done) }()
	return done
}

// finished fails the test if it is not done within 10 s.
func finished(t *testing.T, done chan struct{}) {
	t.Helper()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Fatal("it hangs")
	}
}
