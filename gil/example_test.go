package gil_test

import (
	"fmt"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
)

// The same program under each discipline: two threads compute for 10 ms each, on two cores.
func Example() {
	for _, d := range gil.Disciplines() {
		result, err := sched.Run(sched.Config{Cores: 2, GIL: gil.Config{Discipline: d}}, func(t *sched.Thread) {
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
