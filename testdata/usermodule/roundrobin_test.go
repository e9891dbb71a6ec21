package bank

import (
	"fmt"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
)

// roundRobin is a strategy of one's own: the threads that can go on take turns, a step each. A time-out fires only where
// nobody else can go on.
type roundRobin struct{ last int32 }

func (*roundRobin) Timed() bool { return false }

func (r *roundRobin) Pick(d *choice.Decision) (int64, error) {
	if d.Kind != choice.Next {
		return d.Low, nil
	}
	best := 0
	for i := range d.Options {
		if r.wait(&d.Options[i]) < r.wait(&d.Options[best]) {
			best = i
		}
	}
	r.last = d.Options[best].Thread
	return int64(best), nil
}

// wait tells how many others come before an option.
func (r *roundRobin) wait(o *choice.Option) int32 {
	turn := (o.Thread - r.last - 1 + 1<<20) % (1 << 20)
	if o.Timer() {
		turn += 1 << 20
	}
	return turn
}

func Example_roundRobin() {
	for _, lock := range []gil.Config{{Discipline: gil.Off}, {Discipline: gil.On, Checks: gil.Calls311}} {
		_, err := sim.Run(sim.Config{GIL: lock, Strategy: new(roundRobin)}, func(t *sched.Thread) {
			balance := sched.NewVar(t, "balance", 0)
			add := func(t *sched.Thread) { balance.Set(t, balance.Get(t)+1) }
			one, two := t.Spawn("", add), t.Spawn("", add)
			t.Join(one)
			t.Join(two)
			fmt.Println(lock.Discipline, balance.Get(t))
		})
		if err != nil {
			fmt.Println(err)
		}
	}
	// Output:
	// off 1
	// interval 2
}
