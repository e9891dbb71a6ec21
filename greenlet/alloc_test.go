// This file tests that a switch allocates nothing.

package greenlet_test

import (
	"testing"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
)

func TestASwitchAllocatesNothing(t *testing.T) {
	value := new(int)
	for _, c := range []struct {
		name string
		args []any
	}{
		{"nothing", nil},
		{"pointer", []any{value}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var allocated float64
			_, err := sim.Run(costless(), func(th *sched.Thread) {
				other := partner(th, c.args...)
				allocated = testing.AllocsPerRun(1000, func() { other.Switch(th, c.args...) })
			})
			if err != nil || allocated != 0 {
				t.Errorf("there and back: %v allocations, %v; want none", allocated, err)
			}
		})
	}
}
