// This file shows the hub as its documentation has it.

package gevent_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/gilsim/gilsim/greenlet/gevent"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
)

// Two greenlets sleep at the same time, for the thread is patched.
func Example() {
	_, err := sim.Run(sim.Config{}, func(t *sched.Thread) {
		gevent.Patch(t) // from now on Sleep parks the greenlet, and not its thread
		nap := func(d time.Duration) gevent.Func {
			return func(t *sched.Thread) (any, error) { t.Sleep(d); return d, nil }
		}
		long := gevent.Spawn(t, "long", nap(3*time.Second))
		short := gevent.Spawn(t, "short", nap(time.Second))
		for _, g := range gevent.JoinAll(t, []*gevent.Greenlet{long, short}) {
			fmt.Println(g.Name(), g.Value())
		}
		fmt.Println("after", t.Now().Round(time.Second))
	})
	fmt.Println(err)
	// Output:
	// short 1s
	// long 3s
	// after 3s
	// <nil>
}

// A pool has room for two greenlets: who spawns a third one waits until another one is over. Each tells a link of its end.
func ExamplePool() {
	_, err := sim.Run(sim.Config{}, func(t *sched.Thread) {
		pool := gevent.NewPool(t, 2)
		for n := 3; n > 0; n-- {
			g := pool.Spawn(t, fmt.Sprint("page ", n), func(t *sched.Thread) (any, error) {
				gevent.Sleep(t, time.Duration(n)*time.Second)
				return n * n, nil
			})
			g.LinkValue(t, func(t *sched.Thread) { fmt.Println(g.Name(), g.Value()) })
		}
		fmt.Println("all are spawned, after", t.Now().Round(time.Second))
		pool.Join(t)
	})
	fmt.Println(err)
	// Output:
	// page 2 4
	// all are spawned, after 2s
	// page 3 9
	// page 1 1
	// <nil>
}

// When nobody can ever wake anybody, the main greenlet gets a LoopExit.
func ExampleErrLoopExit() {
	_, err := sim.Run(sim.Config{}, func(t *sched.Thread) {
		gevent.NewQueue[int](t, 0).Get(t)
	})
	fmt.Println(errors.Is(err, gevent.ErrLoopExit))
	// Output: true
}
