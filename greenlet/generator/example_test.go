// This file shows generators as its documentation has them.

package generator_test

import (
	"fmt"

	"github.com/gilsim/gilsim/greenlet/generator"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
)

// A generator is resumed for each value, by hand or by a loop.
func Example() {
	_, err := sim.Run(sim.Config{}, func(t *sched.Thread) {
		squares := generator.New("squares", func(_ *sched.Thread, y *generator.Yielder[int]) (any, error) {
			for i := range 4 {
				if _, err := y.Yield(i * i); err != nil {
					return nil, err // what was thrown: a *GeneratorExit of Close
				}
			}
			return "done", nil
		})
		first, err := squares.Next(t)
		fmt.Println(first, err)
		for v := range squares.All(t) {
			fmt.Println(v)
			if v == 4 {
				break
			}
		}
		fmt.Println(squares.State())
	})
	fmt.Println(err)
	// Output:
	// 0 <nil>
	// 1
	// 4
	// GEN_CLOSED
	// <nil>
}

// What is sent to a generator is what its Yield returns; From delegates to another one, and returns the result of that.
func ExampleYielder_From() {
	_, err := sim.Run(sim.Config{}, func(t *sched.Thread) {
		adder := generator.New("adder", func(_ *sched.Thread, y *generator.Yielder[int]) (any, error) {
			sum := 0
			for {
				switch n, err := y.Yield(sum); {
				case err != nil:
					return nil, err
				case n == nil:
					return sum, nil
				default:
					sum += n.(int)
				}
			}
		})
		outer := generator.New("outer", func(_ *sched.Thread, y *generator.Yielder[int]) (any, error) { return y.From(adder) })
		fmt.Println(outer.Next(t))
		fmt.Println(outer.Send(t, 3))
		fmt.Println(outer.Send(t, 4))
		fmt.Println(outer.Next(t))
	})
	fmt.Println(err)
	// Output:
	// 0 <nil>
	// 3 <nil>
	// 7 <nil>
	// 0 StopIteration: 7
	// <nil>
}
