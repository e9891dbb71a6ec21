// This file tests many greenlets in one thread.

package greenlet_test

import (
	"testing"

	"go.uber.org/goleak"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
)

// many is how many greenlets are suspended at once. The race detector allows some 8,000 goroutines.
func many() int {
	if raceEnabled {
		return 5000
	}
	return 100_000
}

// TestARingOfManyGreenlets holds that control and a value pass around a ring twice, and that nothing is left when the run ends with
// all of them suspended.
func TestARingOfManyGreenlets(t *testing.T) {
	for _, on := range machines {
		sum, n := 0, many()
		err := on.run(func(t *sched.Thread) {
			main := greenlet.Current(t)
			next := main
			for range n {
				to := next
				next = greenlet.New(t, "", func(t *sched.Thread, a greenlet.Args) (any, error) {
					v, err := a.Pos[0], error(nil)
					for err == nil {
						v, err = to.Switch(t, v.(int)+1)
					}
					return nil, err
				})
			}
			for range 2 {
				v, err := next.Switch(t, 0)
				if err != nil {
					greenlet.Raise(err)
				}
				sum += v.(int)
			}
		})
		if err != nil || sum != 2*n {
			t.Errorf("%s: %d switches, want %d; the run ends with %v", on.name, sum, 2*n, err)
		}
	}
	goleak.VerifyNone(t)
}

// TestAMillionGreenletsAreMadeAndEnd holds that those that have ended leave nothing behind, while one is suspended all along.
func TestAMillionGreenletsAreMadeAndEnd(t *testing.T) {
	n := 1_000_000
	if testing.Short() {
		n /= 20
	}
	sum := 0
	_, err := sim.Run(sim.Config{Cores: 1}, func(t *sched.Thread) {
		greenlet.New(t, "waits", twice).Switch(t)
		for range n {
			v, err := greenlet.New(t, "", func(*sched.Thread, greenlet.Args) (any, error) { return 1, nil }).Switch(t)
			if err != nil {
				greenlet.Raise(err)
			}
			sum += v.(int)
		}
	})
	if err != nil || sum != n {
		t.Errorf("%d of %d have returned; the run ends with %v", sum, n, err)
	}
	goleak.VerifyNone(t)
}
