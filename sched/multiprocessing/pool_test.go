package multiprocessing_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	mp "github.com/gilsim/gilsim/sched/multiprocessing"
)

// The functions that the tests send to workers.
func naps(t *sched.Thread) *mp.Func {
	return mp.NewFunc(t, "nap", func(t *sched.Thread, args ...any) (any, error) {
		t.Sleep(time.Duration(args[0].(int)) * time.Millisecond)
		return args[0], nil
	})
}

func divides(t *sched.Thread) *mp.Func {
	return mp.NewFunc(t, "divide", func(_ *sched.Thread, args ...any) (any, error) {
		if args[0] == 0 {
			return nil, errors.New("integer division or modulo by zero")
		}
		return 10 / args[0].(int), nil
	})
}

// A map returns its results in the order of the arguments.
func TestMapAndStarmap(t *testing.T) {
	run(t, func(th *sched.Thread) {
		nap := naps(th)
		mp.NewPool(th, mp.PoolConfig{Processes: 4}).With(th, func(p *mp.Pool) {
			got, err := p.Map(th, nap, 250, 100, 200, 50, 150)
			machinetest.Must(th, err == nil && slices.Equal(got, []any{250, 100, 200, 50, 150}), "map: %v %v", got, err)
			sums, err := p.Starmap(th, mp.NewFunc(th, "add", func(_ *sched.Thread, args ...any) (any, error) {
				return args[0].(int) + args[1].(int), nil
			}), mp.Tuple{1, 2}, mp.Tuple{3, 4})
			machinetest.Must(th, err == nil && slices.Equal(sums, []any{3, 7}), "starmap: %v %v", sums, err)
			empty, err := p.Map(th, nap)
			machinetest.Must(th, err == nil && len(empty) == 0, "map of nothing: %v %v", empty, err)
		})
	})
}

// Rule 38: imap keeps the order, imap_unordered that of completion.
func TestRule38Imap(t *testing.T) {
	run(t, func(th *sched.Thread) {
		nap := naps(th)
		mp.NewPool(th, mp.PoolConfig{Processes: 5}).With(th, func(p *mp.Pool) {
			collect := func(it *mp.Iterator) (all []any) {
				for value, more, err := it.Next(th, sched.Forever); more; value, more, err = it.Next(th, sched.Forever) {
					must(th, err)
					all = append(all, value)
				}
				return all
			}
			machinetest.Must(th, slices.Equal(collect(p.Imap(th, nap, 200, 100)), []any{200, 100}), "imap loses the order")
			got := collect(p.ImapUnordered(th, nap, 300, 100, 200, 20, 50))
			machinetest.Must(th, slices.Equal(got, []any{20, 50, 100, 200, 300}), "imap_unordered: %v", got)
			_, _, err := p.Imap(th, nap, 100).Next(th, time.Millisecond)
			machinetest.Must(th, err == mp.ErrTimeout, "%v", err)
		})
	})
}

// Rule 33: five tasks on four workers, chunks of a map, and workers that are replaced.
func TestRule33Workers(t *testing.T) {
	run(t, func(th *sched.Thread) {
		who := mp.NewFunc(th, "who", func(t *sched.Thread, _ ...any) (any, error) {
			t.Sleep(10 * time.Millisecond)
			return mp.CurrentName(t), nil
		})
		distinct := func(names []any) (list []string) {
			for _, n := range names {
				if !slices.Contains(list, n.(string)) {
					list = append(list, n.(string))
				}
			}
			slices.Sort(list)
			return list
		}
		p := mp.NewPool(th, mp.PoolConfig{Processes: 4})
		got, err := p.Map(th, who, 1, 2, 3, 4, 5)
		must(th, err)
		names := distinct(got)
		machinetest.Must(th, slices.Equal(names, []string{"ForkPoolWorker-1", "ForkPoolWorker-2", "ForkPoolWorker-3", "ForkPoolWorker-4"}), "%v", names)
		got, err = p.Map(th, who, make([]any, 17)...)
		must(th, err)
		machinetest.Must(th, got[0] == got[1] && got[16] != nil, "the chunks of 17 items are not of 2: %v", got)
		raises(th, "Pool is still running", func() { p.Join(th) })
		p.Close(th)
		raises(th, "Pool not running", func() { p.ApplyAsync(th, nil, who) })
		p.Join(th)

		p = mp.NewPool(th, mp.PoolConfig{Processes: 1, MaxTasks: 2})
		got, err = list(p.MapAsync(th, who, 1, 1, 2, 3, 4, 5, 6).Get(th, sched.Forever))
		must(th, err)
		machinetest.Must(th, len(distinct(got)) == 3, "%v", got)
		p.Terminate(th)
		raises(th, "must be at least 1", func() { mp.NewPool(th, mp.PoolConfig{}) })
	})
}

func list(value any, err error) ([]any, error) {
	if err != nil {
		return nil, err
	}
	return value.([]any), nil
}

// Rules 34 and 37: exceptions, time-outs, results that cannot be sent, callbacks.
func TestRule34ErrorsAndCallbacks(t *testing.T) {
	printed := run(t, func(th *sched.Thread) {
		divide, nap := divides(th), naps(th)
		closure := mp.NewFunc(th, "closure", func(*sched.Thread, ...any) (any, error) { return func() {}, nil })
		mp.NewPool(th, mp.PoolConfig{Processes: 2}).With(th, func(p *mp.Pool) {
			_, err := p.Map(th, divide, 1, 0, 2)
			machinetest.Must(th, err != nil && err.Error() == "integer division or modulo by zero", "map: %v", err)
			r := p.ApplyAsync(th, func(t *sched.Thread, value any, err error) {
				t.Sleep(20 * time.Millisecond)
				t.Print("cb", value, t.Name())
			}, divide, 5)
			began := th.Now()
			got, err := r.Get(th, sched.Forever)
			machinetest.Must(th, got == 2 && err == nil && r.Ready(th) && r.Successful(th) && th.Now()-began > 20*time.Millisecond, "%v %v", got, err)
			_, err = p.ApplyAsync(th, nil, nap, 1000).Get(th, 10*time.Millisecond)
			machinetest.Must(th, err == mp.ErrTimeout, "%v", err)
			_, err = p.Apply(th, closure)
			machinetest.Must(th, err != nil && err.Error() == "MaybeEncodingError: Error sending result: '<func() object>'. "+
				`Reason: 'TypeError("cannot pickle 'func()' object")'`, "%v", err)
			_, err = p.Apply(th, divide, func() {})
			machinetest.Must(th, err != nil && strings.Contains(err.Error(), "cannot pickle"), "%v", err)
			raises(th, "not ready", func() { p.ApplyAsync(th, nil, nap, 100).Successful(th) })
		})
	})
	if want := "cb 2 Thread-3 (_handle_results)\n"; printed != want {
		t.Errorf("printed %q, want %q", printed, want)
	}
}

// Rule 35: with a killed worker its task is lost, and get() waits for ever; the pool replaces it and goes on.
func TestRule35AKilledWorker(t *testing.T) {
	run(t, func(th *sched.Thread) {
		nap, leave := naps(th), mp.NewFunc(th, "leave", func(*sched.Thread, ...any) (any, error) { mp.Exit(1); return nil, nil })
		mp.NewPool(th, mp.PoolConfig{Processes: 1}).With(th, func(p *mp.Pool) {
			r := p.ApplyAsync(th, nil, nap, 1000)
			th.Sleep(100 * time.Millisecond)
			p.Workers()[0].Kill(th)
			got, err := p.Apply(th, nap, 1)
			machinetest.Must(th, got == 1 && err == nil, "%v %v", got, err)
			_, err = r.Get(th, time.Minute)
			machinetest.Must(th, err == mp.ErrTimeout, "a lost task has a result: %v", err)
			_, err = p.ApplyAsync(th, nil, leave).Get(th, time.Second)
			machinetest.Must(th, err == mp.ErrTimeout, "a task that has exited has a result: %v", err)
			got, err = p.Apply(th, nap, 2)
			machinetest.Must(th, got == 2 && err == nil, "%v %v", got, err)
		})
	})
}

// Rule 36: where the initializer fails, workers are started again for ever.
func TestRule36AFailingInitializer(t *testing.T) {
	run(t, func(th *sched.Thread) {
		starts := sched.NewSharedVar(th, "starts", 0)
		nap := naps(th)
		p := mp.NewPool(th, mp.PoolConfig{Processes: 1, Initializer: func(t *sched.Thread) {
			starts.Set(t, starts.Get(t)+1)
			t.Fail("no")
		}})
		_, err := p.ApplyAsync(th, nil, nap, 1).Get(th, 2*time.Second)
		machinetest.Must(th, err == mp.ErrTimeout && starts.Get(th) > 10, "%v after %d starts", err, starts.Get(th))
		p.Terminate(th)
	})
}

// Two processes do twice as much as one on two cores, whichever the lock.
func TestAPoolUsesTheCores(t *testing.T) {
	for _, d := range []gil.Discipline{gil.On, gil.Off} {
		took := map[int]time.Duration{}
		for _, n := range []int{1, 2} {
			c := machinetest.Locked(d)
			c.Balance = 100 * time.Microsecond // both workers are woken while both cores are busy, and wait for the same one
			machinetest.Record(t, c, func(th *sched.Thread) {
				work := mp.NewFunc(th, "work", func(t *sched.Thread, _ ...any) (any, error) { t.Loop(500_000, 10); return nil, nil })
				mp.NewPool(th, mp.PoolConfig{Processes: n}).With(th, func(p *mp.Pool) {
					th.Sleep(10 * time.Millisecond) // the workers have started
					began := th.Now()
					_, err := p.Map(th, work, 1, 2, 3, 4)
					must(th, err)
					took[n] = th.Now() - began
				})
			})
		}
		if ratio := float64(took[1]) / float64(took[2]); ratio < 1.9 || ratio > 2.1 {
			t.Errorf("under %v: %v, and with two workers %v: %s times as fast", d, took[1], took[2], fmt.Sprintf("%.2f", ratio))
		}
	}
}
