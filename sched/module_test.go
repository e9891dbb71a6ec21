package sched_test

import (
	"slices"
	"testing"

	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
)

type keyA struct{}
type keyB struct{}

func TestAPackageKeepsItsStateForOneRun(t *testing.T) {
	for range 2 {
		machinetest.Record(t, machinetest.Exactly(1), func(th *sched.Thread) {
			state := func(key any) *int {
				return th.Process().Module(key, func() any { return new(int) }).(*int)
			}
			*state(keyA{})++
			*state(keyA{})++
			if *state(keyA{}) != 2 || *state(keyB{}) != 0 {
				th.Fail("%d and %d", *state(keyA{}), *state(keyB{}))
			}
		})
	}
}

// A door notes when it is closed.
type door struct {
	name string
	log  *[]string
}

func (d door) Close() error {
	*d.log = append(*d.log, d.name)
	return nil
}

func TestWhatIsKeptForARunIsClosedAtItsEnd(t *testing.T) {
	for _, fails := range []bool{false, true} {
		var closed []string
		_, err := sim.Run(machinetest.Exactly(1), func(th *sched.Thread) {
			for _, name := range []string{"first", "second", "first"} {
				th.Process().Module(name, func() any { return door{name, &closed} })
			}
			if fails {
				th.Fail("on purpose")
			}
		})
		if (err != nil) != fails || !slices.Equal(closed, []string{"second", "first"}) {
			t.Errorf("failing %t: %v, and %q were closed, want each once, the last one first", fails, err, closed)
		}
	}
}
