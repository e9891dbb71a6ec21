package bank

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
)

// roundRobin is a strategy: threads take turns, a step each. A time-out fires only where nobody else can go on.
type roundRobin struct{ last int32 }

func (*roundRobin) Timed() bool { return false }

func (r *roundRobin) Pick(d *choice.Decision) (best int64, err error) {
	if d.Kind != choice.Next {
		return d.Low, nil
	}
	for i := range d.Options {
		if r.turn(&d.Options[i]) < r.turn(&d.Options[best]) {
			best = int64(i)
		}
	}
	r.last = d.Options[best].Thread
	return best, nil
}

func (r *roundRobin) turn(o *choice.Option) int64 {
	n := int64(uint32(o.Thread - r.last - 1))
	if o.Timer() {
		n += 1 << 32
	}
	return n
}

func Example_roundRobin() {
	_, err := sim.Run(sim.Config{Strategy: new(roundRobin)}, func(t *sched.Thread) {
		balance := sched.NewVar(t, "balance", 0)
		deposit := t.Spawn("deposit", func(t *sched.Thread) { balance.Set(t, balance.Get(t)+50) })
		balance.Set(t, balance.Get(t)-30)
		t.Join(deposit)
		fmt.Println("balance =", balance.Get(t)) // what was withdrawn is lost
	})
	fmt.Println(err)
	// Output:
	// balance = 50
	// <nil>
}
