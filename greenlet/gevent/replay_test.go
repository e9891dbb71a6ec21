// This file tests that runs with hubs can be replayed: exactly, and by order.

package gevent_test

import (
	"errors"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/greenlet/gevent"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace/diff"
)

// busy is a program in which two patched threads, of three greenlets each, and a thread share a lock and a queue, sleep and give up.
func busy(t *sched.Thread) {
	lock, queue := threading.NewLock(t, "lock"), threading.NewQueue[int](t, "queue", 2)
	worker := func(t *sched.Thread) {
		gevent.Patch(t)
		var all []*gevent.Greenlet
		for n := range 3 {
			all = append(all, gevent.Spawn(t, "", func(t *sched.Thread) (any, error) {
				for i := range 4 {
					lock.With(t, func() { t.Sleep(time.Duration(7*n+i) * time.Microsecond) })
					gevent.WithTimeout(t, 30*time.Microsecond, func() { queue.Put(t, i) })
					t.Run(int64(500 * (n + 1)))
				}
				return nil, nil
			}))
		}
		gevent.JoinAll(t, all)
	}
	a, b := t.Spawn("", worker), t.Spawn("", worker)
	for range 10 {
		if _, err := queue.GetTimeout(t, time.Millisecond); err != nil {
			break
		}
		lock.With(t, func() { t.Run(2000) })
	}
	t.Join(a)
	t.Join(b)
}

// calm is a program in which two patched threads, of three greenlets each, sleep, give up waiting, and hand on what a thread puts: each
// of them waits for something of its own, so that nobody is woken in vain.
func calm(t *sched.Thread) {
	var all []*sched.Thread
	for range 2 {
		in := []*threading.Event{threading.NewEvent(t, "first"), threading.NewEvent(t, "second")}
		all = append(all, t.Spawn("", func(t *sched.Thread) {
			gevent.Patch(t)
			last := gevent.NewEvent(t)
			for n, e := range in {
				gevent.Spawn(t, "", func(t *sched.Thread) (any, error) {
					t.Sleep(time.Duration(3*n+1) * 10 * time.Microsecond)
					e.Wait(t)
					t.Print("event", n)
					last.Set(t)
					return nil, nil
				})
			}
			g := gevent.Spawn(t, "", func(t *sched.Thread) (any, error) {
				t.Print(gevent.WithTimeout(t, 25*time.Microsecond, func() { t.Sleep(20 * time.Microsecond) }), last.WaitTimeout(t, 15*time.Microsecond))
				return nil, nil
			})
			g.Join(t)
			last.Wait(t)
			gevent.Sleep(t, time.Millisecond)
		}))
		for _, e := range in {
			t.Run(10_000)
			e.Set(t)
		}
	}
	for _, other := range all {
		t.Join(other)
	}
}

// times returns a machine with all its latencies.
func times(seed uint64) sim.Config {
	return sim.Config{Cores: 2, Seed: seed, GIL: gil.Config{Discipline: gil.On, Interval: 5 * time.Microsecond}}
}

// TestExactReplayOfAHub holds that a run repeats exactly what was recorded.
func TestExactReplayOfAHub(t *testing.T) {
	for seed := range uint64(20) {
		first, err := recorded(t, times(seed), busy)
		if err != nil {
			t.Fatal(err)
		}
		cfg := times(seed + 1000)
		cfg.Strategy = choice.Exact(first.Events)
		again, err := recorded(t, cfg, busy)
		if err != nil {
			t.Fatal(err)
		}
		if d := diff.Traces(first, again, diff.Exact); d != nil {
			t.Fatalf("seed %d: %v", seed, d)
		}
	}
}

// TestReplayOfAHubByOrder holds that the turns of a run and the times that the hubs have read are enough to repeat its steps, whatever
// the time.
func TestReplayOfAHubByOrder(t *testing.T) {
	for seed := range uint64(20) {
		first, err := recorded(t, times(seed), calm)
		if err != nil {
			t.Fatal(err)
		}
		cfg := times(0)
		if cfg.Strategy, err = choice.ByOrder(first); err != nil {
			t.Fatal(err)
		}
		again, err := recorded(t, cfg, calm)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if d := diff.Traces(first, again, diff.Steps); d != nil {
			t.Fatalf("seed %d: %v", seed, d)
		}
	}
}

// TestReplayByOrderNeverDepartsUnnoticed holds that a replay repeats the steps or says where it does not: where waiters of a lock were
// woken in vain, the turns alone do not tell in which order they queue up again.
func TestReplayByOrderNeverDepartsUnnoticed(t *testing.T) {
	for seed := range uint64(20) {
		first, err := recorded(t, times(seed), busy)
		if err != nil {
			t.Fatal(err)
		}
		cfg := times(0)
		if cfg.Strategy, err = choice.ByOrder(first); err != nil {
			t.Fatal(err)
		}
		again, err := recorded(t, cfg, busy)
		var diverged *choice.DivergenceError
		if d := diff.Traces(first, again, diff.Steps); d != nil && !errors.As(err, &diverged) {
			t.Fatalf("seed %d: the run ends with %v, but differs: %v", seed, err, d)
		}
	}
}
