package greenlet_test

import (
	"errors"
	"fmt"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
)

// Two greenlets that switch to each other. What the second one returns goes to its parent, the main greenlet.
func Example() {
	_, err := sim.Run(sim.Config{}, func(t *sched.Thread) {
		var ping, pong *greenlet.Greenlet
		ping = greenlet.New(t, "ping", func(t *sched.Thread, _ greenlet.Args) (any, error) {
			answer, err := pong.Switch(t, "a ball")
			fmt.Println("ping got", answer)
			return "never returned", err
		})
		pong = greenlet.New(t, "pong", func(t *sched.Thread, a greenlet.Args) (any, error) {
			fmt.Println("pong got", a.Pos[0])
			return "over", nil
		})
		fmt.Println(ping.Switch(t))
		fmt.Println(ping, pong)
	})
	fmt.Println(err)
	// Output:
	// pong got a ball
	// over <nil>
	// <greenlet "ping" suspended active started> <greenlet "pong" dead>
	// <nil>
}

// The first switch starts a greenlet with the values; a later one returns them from the switch that it is suspended in.
func ExampleGreenlet_Switch() {
	sim.Run(sim.Config{}, func(t *sched.Thread) {
		main := greenlet.Current(t)
		sum := greenlet.New(t, "sum", func(t *sched.Thread, a greenlet.Args) (any, error) {
			total := 0
			for value := a.Pos[0]; ; {
				total += value.(int)
				var err error
				if value, err = main.Switch(t, total); err != nil {
					return nil, err
				}
			}
		})
		for _, n := range []int{1, 20, 300} {
			fmt.Println(sum.Switch(t, n))
		}
	})
	// Output:
	// 1 <nil>
	// 21 <nil>
	// 321 <nil>
}

// An exception is thrown into a greenlet where it is suspended. It handles one, and dies of the other, which goes to its parent.
func ExampleGreenlet_Throw() {
	busy, broken := errors.New("busy"), errors.New("broken")
	sim.Run(sim.Config{}, func(t *sched.Thread) {
		main := greenlet.Current(t)
		g := greenlet.New(t, "careful", func(t *sched.Thread, _ greenlet.Args) (any, error) {
			_, err := main.Switch(t, "ready")
			for errors.Is(err, busy) {
				_, err = main.Switch(t, "handled")
			}
			return nil, err
		})
		fmt.Println(g.Switch(t))
		fmt.Println(g.Throw(t, busy))
		fmt.Println(g.Throw(t, broken))
		fmt.Println(g.Dead())
	})
	// Output:
	// ready <nil>
	// handled <nil>
	// <nil> broken
	// true
}

// A greenlet that is not needed any more is killed: its deferred calls run.
func ExampleGreenlet_Kill() {
	sim.Run(sim.Config{}, func(t *sched.Thread) {
		main := greenlet.Current(t)
		g := greenlet.New(t, "idle", func(t *sched.Thread, _ greenlet.Args) (any, error) {
			defer fmt.Println("cleaned up")
			return main.Switch(t)
		})
		g.Switch(t)
		fmt.Println(g.Kill(t))
		fmt.Println(g)
	})
	// Output:
	// cleaned up
	// <nil>
	// <greenlet "idle" dead>
}

// The tracer is told of each transfer of control, in the greenlet that goes on.
func ExampleSetTrace() {
	sim.Run(sim.Config{}, func(t *sched.Thread) {
		greenlet.SetTrace(t, func(_ *sched.Thread, event string, origin, target *greenlet.Greenlet) error {
			fmt.Printf("%s: %q to %q\n", event, origin.Name(), target.Name())
			return nil
		})
		fail := func(*sched.Thread, greenlet.Args) (any, error) { return nil, errors.New("no") }
		_, err := greenlet.New(t, "child", fail).Switch(t)
		fmt.Println(err)
	})
	// Output:
	// switch: "" to "child"
	// throw: "child" to ""
	// no
}

// Code that cannot return an error raises it.
func ExampleCatch() {
	sim.Run(sim.Config{}, func(t *sched.Thread) {
		err := greenlet.Catch(t, func() {
			defer fmt.Println("deferred calls run")
			greenlet.Raise(errors.New("no such account"))
		})
		fmt.Println(err)
	})
	// Output:
	// deferred calls run
	// no such account
}
