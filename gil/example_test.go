package gil_test

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
)

// The same program under each discipline: two threads compute for 10 ms each, on two cores.
func Example() {
	for _, d := range gil.Disciplines() {
		result, err := sim.Run(sim.Config{Cores: 2, GIL: gil.Config{Discipline: d}}, func(t *sched.Thread) {
			compute := func(t *sched.Thread) { t.Loop(1_000_000, 5) }
			one, two := t.Spawn("", compute), t.Spawn("", compute)
			t.Join(one)
			t.Join(two)
		})
		fmt.Printf("%-8v one after the other: %v, %v\n", d, result.Wall.Milliseconds() > 15, err)
	}
	// Output:
	// off      one after the other: false, <nil>
	// ticks    one after the other: true, <nil>
	// interval one after the other: true, <nil>
	// coop     one after the other: true, <nil>
}

// Two threads change one balance, under four versions of CPython: 3.10 does not look between load and store whether to let
// go, and loses no update. A short switch interval stands in for a long run.
func ExampleCPython() {
	for _, name := range []string{"2.7", "3.9", "3.10", "3.13t", "4.0"} {
		era, err := gil.CPython(name)
		if err != nil {
			fmt.Println(err)
			continue
		}
		era.Lock.Interval = 20 * time.Microsecond
		_, err = sim.Run(sim.Config{Cores: 2, GIL: era.Lock, Bytecode: era.Bytecode}, func(t *sched.Thread) {
			balance := sched.NewVar(t, "balance", 0)
			change := func(t *sched.Thread) {
				for range 100_000 {
					balance.Set(t, balance.Get(t)+1)
					t.Loop(1, 2)
				}
			}
			one, two := t.Spawn("", change), t.Spawn("", change)
			t.Join(one)
			t.Join(two)
			fmt.Printf("%-5s %-8v checks %-8v right: %v\n", name, era.Lock.Discipline, era.Lock.Checks, balance.Get(t) == 200_000)
		})
		if err != nil {
			fmt.Println(err)
		}
	}
	// Output:
	// 2.7   ticks    checks every    right: false
	// 3.9   interval checks every    right: false
	// 3.10  interval checks calls    right: true
	// 3.13t off      checks calls311 right: false
	// gil: no CPython is called "4.0": there are [2.7 3.6 3.7 3.8 3.9 3.10 3.11 3.12 3.13 3.13t 3.14 3.14t 3.15 3.15t]
}
