// This file runs programs with hubs under a strategy that decides who goes on: time is the engine's then, too.

package gevent_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/greenlet/gevent"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

// anyone is a strategy that chooses among the options with equal chances.
type anyone struct{ source *rand.Rand }

func (anyone) Timed() bool { return false }

func (s anyone) Pick(d *choice.Decision) (int64, error) {
	if d.Kind == choice.Next {
		return s.source.Int64N(int64(len(d.Options))), nil
	}
	return d.Low + s.source.Int64N(d.High-d.Low+1), nil
}

// resting is a patched program in which greenlets and a thread sleep, meet in a queue, and give up waiting.
func resting(t *sched.Thread) {
	gevent.Patch(t)
	items := threading.NewQueue[int](t, "items", 1)
	producer := gevent.Spawn(t, "producer", func(t *sched.Thread) (any, error) {
		for i := range 3 {
			t.Sleep(time.Millisecond)
			items.Put(t, i)
		}
		return nil, nil
	})
	consumer := gevent.Spawn(t, "consumer", func(t *sched.Thread) (any, error) {
		for range 3 {
			items.Get(t)
			_ = gevent.WithTimeout(t, 2*time.Millisecond, func() { t.Sleep(time.Second) })
		}
		return nil, nil
	})
	other := t.SpawnOrdinary("other", func(t *sched.Thread) { t.Sleep(3 * time.Millisecond) })
	gevent.JoinAll(t, []*gevent.Greenlet{producer, consumer})
	t.Join(other)
}

// The strategy was once asked what time it is, and at random answers many of these programs never ended.
func TestPatchedProgramsEndWhoeverGoesOn(t *testing.T) {
	for _, lock := range []gil.Config{{}, {Discipline: gil.On}} {
		for seed := range uint64(100) {
			strategy := anyone{rand.New(rand.NewPCG(seed, 0))}
			_, err := sim.Run(sim.Config{GIL: lock, Strategy: strategy, MaxSteps: 1_000_000}, resting)
			if err != nil {
				t.Errorf("under %v, seed %d: %v", lock.Discipline, seed, err)
			}
		}
	}
}

// watching is anyone who counts how often the main thread is about to try to get the lock.
type watching struct {
	anyone
	tries *int
}

func (s watching) Pick(d *choice.Decision) (int64, error) {
	for _, o := range d.Options {
		if info, _ := d.Names.Object(o.Obj); o.Thread == 1 && o.Step == trace.Try && info.Name == "lock" {
			*s.tries++
		}
	}
	return s.anyone.Pick(d)
}

// TestAnAttemptUnderAHubIsAnnounced holds that a strategy is asked before a patched thread tries to get what one of its greenlets
// waits for, as it is for any other thread: who else wants it may come first.
func TestAnAttemptUnderAHubIsAnnounced(t *testing.T) {
	for seed := range uint64(20) {
		tries := 0
		strategy := watching{anyone{rand.New(rand.NewPCG(seed, 0))}, &tries}
		_, err := sim.Run(sim.Config{Strategy: strategy, MaxSteps: 1_000_000}, func(t *sched.Thread) {
			gevent.Patch(t)
			lock, taken := threading.NewLock(t, "lock"), gevent.NewEvent(t)
			owner := gevent.Spawn(t, "owner", func(t *sched.Thread) (any, error) {
				lock.With(t, func() { taken.Set(t); t.Sleep(time.Millisecond) })
				return nil, nil
			})
			taken.Wait(t)
			lock.Acquire(t)
			lock.Release(t)
			owner.Join(t)
		})
		if err != nil || tries < 2 {
			t.Errorf("seed %d: %d attempts are announced, one before the wait and one after it must be; error %v", seed, tries, err)
		}
	}
}
