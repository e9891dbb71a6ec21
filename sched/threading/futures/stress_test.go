// This file puts the pool to the test: several clients of one pool do what they like, and nothing is lost.

package futures_test

import (
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading/futures"
)

// A plan is what several clients do with one pool: each has a list of numbers, which are drawn and mean something.
type plan struct {
	workers int
	clients [][]int
}

// A client is a thread that uses the pool.
type client struct {
	pool   *futures.Executor
	fs     []*futures.Future[int]
	begun  []int          // how often each task was begun
	called []atomic.Int32 // how often each callback was called
}

// carryOut lets the clients do what is planned. In the end every task must have been done once, or cancelled.
func (p plan) carryOut(t *sched.Thread) {
	pool := futures.NewThreadPool(t, p.workers, "")
	var clients []*sched.Thread
	for i, acts := range p.clients {
		clients = append(clients, t.Spawn(fmt.Sprintf("client-%d", i+1), func(t *sched.Thread) {
			c := client{pool: pool, begun: make([]int, len(acts)), called: make([]atomic.Int32, len(acts))}
			for _, n := range acts {
				c.act(t, n)
			}
			c.check(t)
		}))
	}
	for _, other := range clients {
		t.Join(other)
	}
	pool.Shutdown(t, true)
}

// act does what the number says.
func (c *client) act(t *sched.Thread, n int) {
	what, which := n%10, n/10
	if what < 5 || len(c.fs) == 0 {
		c.submit(t, which)
		return
	}
	f := c.fs[which%len(c.fs)]
	switch what {
	case 5:
		f.Cancel(t)
	case 6:
		f.ResultTimeout(t, time.Duration(which)*10*time.Microsecond)
	case 7:
		when := futures.When(which % 3)
		done, notDone := futures.WaitTimeout(t, c.fs, when, time.Duration(which)*10*time.Microsecond)
		must(t, len(done)+len(notDone) == len(c.fs), "%d futures are done, %d not, of %d", len(done), len(notDone), len(c.fs))
	case 8:
		done, _ := futures.Wait(t, c.fs, futures.When(which%3))
		must(t, len(done) > 0, "none is done")
	case 9:
		left := which % 3 // how many are left in the iterator
		for range futures.AsCompleted(t, c.fs) {
			if left--; left == 0 {
				break
			}
		}
	}
}

// submit submits a task with a callback. Every third one fails.
func (c *client) submit(t *sched.Thread, which int) {
	i := len(c.fs)
	f := futures.Submit(t, c.pool, func(t *sched.Thread) (int, error) {
		c.begun[i]++
		t.Sleep(time.Duration(which) * 5 * time.Microsecond)
		if which%3 == 0 {
			return 0, errValue
		}
		return i, nil
	})
	f.AddDoneCallback(t, func(*sched.Thread, *futures.Future[int]) error { c.called[i].Add(1); return nil })
	c.fs = append(c.fs, f)
}

// check waits for all tasks of the client, and holds that each was done once, or cancelled.
func (c *client) check(t *sched.Thread) {
	seen := map[*futures.Future[int]]bool{}
	for f := range futures.AsCompleted(t, c.fs) {
		must(t, !seen[f] && f.Done(t), "a future is completed twice, or not done")
		seen[f] = true
	}
	must(t, len(seen) == len(c.fs), "%d futures are completed of %d", len(seen), len(c.fs))
	c.drain(t)
	for i, f := range c.fs {
		got, err := f.Result(t)
		must(t, c.called[i].Load() == 1, "the callback of task %d is called %d times", i, c.called[i].Load())
		if err == futures.ErrCancelled {
			must(t, c.begun[i] == 0, "task %d is cancelled and done", i)
			continue
		}
		must(t, c.begun[i] == 1 && (err == errValue || err == nil && got == i), "task %d is done %d times: %d, %v", i, c.begun[i], got, err)
	}
}

// drain waits until the worker that has done the client's last task is through with its callbacks: they are called after
// those who wait have been told.
func (c *client) drain(t *sched.Thread) {
	for i := range c.fs {
		for c.called[i].Load() == 0 {
			t.Sleep(50 * time.Microsecond)
		}
	}
}

// Under every lock, whatever the interleaving, no wake-up is lost and no task is done twice; and the order of a run is enough
// to do it again.
func TestNothingIsLostBetweenSeveralClients(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := plan{workers: rapid.IntRange(1, 3).Draw(rt, "workers")}
		for range rapid.IntRange(1, 3).Draw(rt, "clients") {
			p.clients = append(p.clients, rapid.SliceOfN(rapid.IntRange(0, 199), 1, 8).Draw(rt, "acts"))
		}
		lock := gil.Config{
			Discipline: rapid.SampledFrom(gil.Disciplines()).Draw(rt, "discipline"),
			Checks:     rapid.SampledFrom(gil.AllChecks()).Draw(rt, "checks"),
			Interval:   20 * time.Microsecond,
		}
		cfg := sim.Config{Cores: rapid.IntRange(1, 3).Draw(rt, "cores"), Seed: rapid.Uint64().Draw(rt, "seed"), GIL: lock}
		tr, err := simulated(t, cfg, p.carryOut)
		if err != nil {
			rt.Fatalf("%+v: %v", p, err)
		}
		if lock.Discipline != gil.Off {
			replay(t, tr, lock, p.carryOut)
		}
	})
}

// The same on OS threads.
func TestNothingIsLostBetweenSeveralClientsOnTheRealMachine(t *testing.T) {
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 1))
		p := plan{workers: 1 + random.IntN(3)}
		for range 1 + random.IntN(3) {
			acts := make([]int, 1+random.IntN(8))
			for i := range acts {
				acts[i] = random.IntN(200)
			}
			p.clients = append(p.clients, acts)
		}
		lock := machine.Locks[seed%2]
		tr, err := recorded(t, lock, p.carryOut)
		if err != nil {
			t.Errorf("seed %d, %+v: %v", seed, p, err)
		}
		if lock.Discipline != gil.Off {
			replay(t, tr, lock, p.carryOut)
		}
	}
}
