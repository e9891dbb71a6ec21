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
		if p.pending() || p.permitted() != nobody {
			t.Error("a new one has a permit")
		}
		p.unpark(aThread)
		p.unpark(noThread)
		if !p.pending() || p.permitted() != aThread|noThread || p.pending() || p.permitted() != nobody {
			t.Error("two wake-ups are not one permit")
		}
		p.unpark(noThread)
		p.wait(-1)
		if !p.pending() || p.permitted() != noThread {
			t.Error("a wait uses the permit up: whoever looks cannot know that there was one")
		}
	})
}

// A spy is the parking of a thread that another one has just woken. It notes whether the thread still counts as one that waits
// for ever when it uses the permit up.
type spy struct {
	parker
	of     *thread
	at     int64 // how often the thread had begun and ended its waits then
	atWait int64 // and in its wait
}

func (s *spy) wait(time.Duration) { s.atWait = s.of.waits.Load() }

func (s *spy) permitted() givers {
	s.at = s.of.waits.Load()
	return aThread
}

// The watch takes threads that wait for ever without a permit for deadlocked: one that loses its core, on a busy computer, just
// when it has used its permit up must not look like that.
func TestAThreadThatUsesItsPermitUpNoLongerCountsAsWaiting(t *testing.T) {
	s := new(thread)
	p := &spy{of: s}
	s.parking = p
	if by := s.wait(1, -1); by != aThread || p.atWait%2 != 1 || p.at%2 != 0 {
		t.Errorf("it returns %v; the watch reads %d in its wait and %d when the permit is used up, want odd and even", by, p.atWait, p.at)
	}
}

func TestAWaitEndsAfterItsTimeAndNotBefore(t *testing.T) {
	both(t, func(t *testing.T, p parker) {
		for _, d := range []time.Duration{1, time.Microsecond, 300 * time.Microsecond, 5 * time.Millisecond} {
			began := time.Now()
			if p.wait(d); p.permitted() != nobody || time.Since(began) < d {
				t.Errorf("a wait of %v took %v", d, time.Since(began))
			}
		}
		if p.wait(0); p.permitted() != nobody {
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
					await(a)
					b.unpark(aThread)
				}
			})
			for range rounds {
				a.unpark(aThread)
				await(b)
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
				if p.wait(50 * time.Microsecond); p.permitted() != nobody {
					taken.Add(1)
				} else {
					timeouts.Add(1)
				}
			}
		})
		for end := time.Now().Add(100 * time.Millisecond); time.Now().Before(end); {
			p.unpark(aThread)
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
