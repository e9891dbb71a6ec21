package multiprocessing_test

import (
	"math/rand/v2"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	mp "github.com/gilsim/gilsim/sched/multiprocessing"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// A strategy without time that chooses by chance finds the lost updates of a Value, loses none with its lock, and sees every item of
// a queue arrive.
func TestAnyOrderOfProcesses(t *testing.T) {
	lost := 0
	for seed := range uint64(30) {
		for _, whole := range []bool{false, true} {
			cfg := machinetest.Locked(gil.On)
			cfg.Strategy = machinetest.Gambler{Rand: rand.New(rand.NewPCG(seed, 1))}
			n := 0
			tr, err := sim.Record(cfg, func(th *sched.Thread) {
				v, q := mp.NewValue(th, "v", 0), mp.NewSimpleQueue(th, "q")
				add := func(th *sched.Thread) { v.Set(th, v.Get(th)+1) }
				adds := func(th *sched.Thread) {
					for range 3 {
						if whole {
							v.GetLock().With(th, func() { add(th) })
						} else {
							add(th)
						}
					}
					must(th, q.Put(th, "done"))
				}
				list := ended(th, adds, adds)
				for range list {
					_, err := q.Get(th)
					must(th, err)
				}
				n = v.Get(th)
			})
			if err == nil {
				err = trace.Check(tr)
			}
			switch {
			case err != nil:
				t.Fatalf("seed %d: %v", seed, err)
			case whole && n != 6:
				t.Errorf("seed %d: with the lock they count to %d", seed, n)
			case n < 6:
				lost++
			}
		}
	}
	if lost == 0 {
		t.Error("no run loses an update")
	}
}
