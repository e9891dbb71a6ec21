package multiprocessing_test

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	mp "github.com/gilsim/gilsim/sched/multiprocessing"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// killSeeds is how many programs TestProcessesThatShareAreKilledAtAnyMoment draws under each lock.
var killSeeds = flag.Uint64("kill-seeds", 6, "how many programs have their processes killed at random moments")

// mayhem is a program whose processes share a lock, a queue, a condition and a pool, and are killed at random moments.
func mayhem(seed uint64) func(t *sched.Thread) {
	return func(th *sched.Thread) {
		random := rand.New(rand.NewPCG(seed, 0))
		q, in, l, c := mp.NewQueue(th, "q", 2), mp.NewSimpleQueue(th, "in"), mp.NewLock(th, "l"), mp.NewCondition(th, "c")
		targets := []func(th *sched.Thread){
			func(th *sched.Thread) {
				for i := 0; ; i++ {
					q.Put(th, i)
				}
			},
			func(th *sched.Thread) {
				for {
					get(th, q)
					must(th, in.Put(th, "x"))
				}
			},
			func(th *sched.Thread) {
				for {
					l.With(th, func() { th.Loop(1000, 10) })
					c.With(th, func() { c.WaitTimeout(th, 100*time.Microsecond) })
				}
			},
			func(th *sched.Thread) {
				for {
					l.With(th, func() { c.With(th, func() { c.NotifyAll(th) }) })
				}
			},
		}
		var list []*mp.Process
		for i := range 5 {
			p := mp.NewProcess(th, targets[(i+int(seed))%len(targets)])
			p.Start(th)
			list = append(list, p)
		}
		nap := naps(th)
		pool := mp.NewPool(th, mp.PoolConfig{Processes: 2})
		pool.ApplyAsync(th, nil, nap, 1)
		random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		for _, p := range list {
			th.Sleep(time.Duration(random.IntN(4000)) * time.Microsecond)
			p.Kill(th)
		}
		pool.Workers()[0].Kill(th)
		for _, p := range list {
			p.Join(th)
		}
		pool.Terminate(th)
	}
}

// Whatever is killed while it shares something, the trace is in order, and the same again, and so is its replay. It may be a
// deadlock: who dies with a lock keeps it.
func TestProcessesThatShareAreKilledAtAnyMoment(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine at a time, for long")
	}
	deadlocks := 0
	for seed := range *killSeeds {
		for _, d := range []gil.Discipline{gil.On, gil.Off} {
			cfg := machinetest.Locked(d)
			cfg.Seed = seed + 1
			main := mayhem(seed)
			tr, err := sim.Record(cfg, main)
			var deadlock *sched.DeadlockError
			if errors.As(err, &deadlock) {
				deadlocks++
			} else if err != nil {
				t.Fatalf("seed %d under %v: %v", seed, d, err)
			}
			if err := trace.Check(tr); err != nil {
				t.Fatalf("seed %d under %v: %v", seed, d, err)
			}
			cfg.Seed, cfg.Strategy = 99, choice.Exact(tr.Events)
			again, err2 := sim.Record(cfg, main)
			if !slices.Equal(again.Events, tr.Events) || fmt.Sprint(err) != fmt.Sprint(err2) {
				t.Fatalf("seed %d under %v: the replay differs: %v, %v", seed, d, err, err2)
			}
		}
	}
	t.Logf("%d of %d programs end in a deadlock", deadlocks, 2**killSeeds)
}
