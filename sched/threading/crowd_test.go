// This file lets threads crowd at each primitive: no wake-up is lost, and nobody gets what he must not get, whatever the
// seed, on both machines.

package threading_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
)

// crowds are programs in which some threads do something some times at each primitive. They fail if it goes wrong.
var crowds = map[string]func(t *sched.Thread, threads, rounds int){
	"lock": func(t *sched.Thread, threads, rounds int) {
		lock := threading.NewLock(t, "lock")
		counts(t, threads, rounds, lock.With)
	},
	"rlock": func(t *sched.Thread, threads, rounds int) {
		lock := threading.NewRLock(t, "lock")
		counts(t, threads, rounds, func(t *sched.Thread, f func()) {
			lock.With(t, func() { lock.With(t, f) })
		})
	},
	"semaphore": func(t *sched.Thread, threads, rounds int) {
		semaphore := threading.NewSemaphore(t, "semaphore", 1)
		counts(t, threads, rounds, semaphore.With)
	},
	"condition": pipes,
	"event":     relays,
	"barrier":   marches,
}

// counts lets threads count up what they share, one at a time.
func counts(t *sched.Thread, threads, rounds int, alone func(t *sched.Thread, f func())) {
	x := sched.NewVar(t, "x", 0)
	crew(t, threads, func(t *sched.Thread, i int) {
		for range rounds {
			alone(t, func() { x.Set(t, x.Get(t)+1) })
			t.Run(int64(20 * i))
		}
	})
	must(t, x.Get(t) == threads*rounds, "x is %d, want %d", x.Get(t), threads*rounds)
}

// pipes lets threads hand over as many things as they take, through a place for one.
func pipes(t *sched.Thread, threads, rounds int) {
	lock := threading.NewLock(t, "lock")
	free, filled := threading.NewConditionOn(t, lock, "free"), threading.NewConditionOn(t, lock, "filled")
	place, sum := 0, 0
	crew(t, 2*threads, func(t *sched.Thread, i int) {
		for k := 1; k <= rounds; k++ {
			if i < threads {
				free.With(t, func() {
					free.WaitFor(t, func() bool { return place == 0 })
					place = k
					filled.Notify(t, 1)
				})
			} else {
				filled.With(t, func() {
					filled.WaitFor(t, func() bool { return place != 0 })
					sum, place = sum+place, 0
					free.Notify(t, 1)
				})
			}
		}
	})
	must(t, sum == threads*rounds*(rounds+1)/2 && place == 0, "the sum is %d", sum)
}

// relays lets each thread start the next one, round after round.
func relays(t *sched.Thread, threads, rounds int) {
	var events []*threading.Event
	for range threads {
		events = append(events, threading.NewEvent(t, "event"))
	}
	turn := 0
	events[0].Set(t)
	crew(t, threads, func(t *sched.Thread, i int) {
		for k := range rounds {
			events[i].Wait(t)
			events[i].Clear(t)
			must(t, turn == k*threads+i, "turn %d comes after %d", k*threads+i, turn)
			turn++
			events[(i+1)%threads].Set(t)
		}
	})
	must(t, turn == threads*rounds, "%d turns", turn)
}

// marches lets threads wait for each other, round after round.
func marches(t *sched.Thread, threads, rounds int) {
	round := 0
	barrier := threading.NewBarrier(t, "barrier", threads, func(*sched.Thread) { round++ })
	crew(t, threads, func(t *sched.Thread, i int) {
		for k := range rounds {
			t.Run(int64(30 * i))
			_, err := barrier.Wait(t)
			must(t, err == nil && round == k+1, "round %d: it is round %d, %v", k+1, round, err)
		}
	})
	must(t, round == rounds && !barrier.Broken(t), "%d rounds", round)
}

func TestNoWakeUpIsLostOnTheSimulatedMachine(t *testing.T) {
	for name, crowd := range crowds {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				c := sim.Config{Cores: rapid.IntRange(1, 4).Draw(t, "cores"), Seed: rapid.Uint64Min(1).Draw(t, "seed"), Jitter: 100}
				c.GIL = gil.Config{Discipline: rapid.SampledFrom(gil.Disciplines()).Draw(t, "discipline"), Interval: 5000}
				threads, rounds := rapid.IntRange(2, 5).Draw(t, "threads"), rapid.IntRange(1, 5).Draw(t, "rounds")
				if _, err := sim.Run(c, func(t *sched.Thread) { crowd(t, threads, rounds) }); err != nil {
					t.Fatal(err)
				}
			})
		})
	}
}

// Every other four runs are not recorded: a lock takes shorter ways then.
func TestNoWakeUpIsLostOnTheRealMachine(t *testing.T) {
	runs := 100
	if testing.Short() {
		runs = 8
	}
	for name, crowd := range crowds {
		t.Run(name, func(t *testing.T) {
			for i := range runs {
				lock := gil.Config{Discipline: gil.Disciplines()[i%4], Checks: gil.Calls311, Interval: 20_000}
				run := really
				if i/4%2 == 1 {
					run = unrecorded
				}
				if err := run(t, lock, func(t *sched.Thread) { crowd(t, 3, 4) }); err != nil {
					t.Fatalf("run %d, %v: %v", i, lock.Discipline, err)
				}
			}
		})
	}
}
