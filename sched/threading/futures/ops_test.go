// This file runs the same programs on threads that are functions and on threads that are plain data, over futures and pools,
// and compares the traces.

package futures_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading/futures"
)

// A pooled is what the threads of a program share.
type pooled struct {
	data  bool
	pool  *futures.Executor
	other *futures.Executor // is shut down early
	free  []*futures.Future[int]
	tasks []*futures.Future[int]
	v     *sched.Var[int]
}

// newPooled makes it, in the main thread.
func newPooled(t *sched.Thread, data bool) *pooled {
	p := &pooled{data: data, v: sched.NewVar(t, "v", 0)}
	newPool := futures.NewThreadPool
	if data {
		newPool = futures.NewRunnerPool
	}
	p.pool, p.other = newPool(t, 2, ""), newPool(t, 1, "other")
	for range 3 {
		p.free = append(p.free, futures.NewFuture[int](t))
	}
	for range 4 {
		p.tasks = append(p.tasks, p.submit(t, p.pool, 10))
		p.submit(t, p.other, 40)
	}
	return p
}

// taskOp sleeps for so many microseconds, stores and returns that. Of 7 it fails.
type taskOp struct {
	us    int
	sleep sched.Op
	set   sched.Op
	line  sched.Line
}

func (o *taskOp) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if o.line.Start(w); o.line == 0 {
		if r, done = o.sleep.Step(t, w); !done {
			return r, false
		}
		o.line, w = 1, sched.Begin
	}
	return o.set.Step(t, w)
}

func (o *taskOp) Result() (int, error) { return o.us, fails(o.us) }

func fails(us int) error {
	if us == 7 {
		return errValue
	}
	return nil
}

func (p *pooled) task(us int) func(t *sched.Thread) (int, error) {
	return func(t *sched.Thread) (int, error) {
		t.Sleep(time.Duration(us) * time.Microsecond)
		p.v.Set(t, us)
		return us, fails(us)
	}
}

func (p *pooled) taskOp(us int) sched.Call[int] {
	return &taskOp{us: us, sleep: sched.SleepOp(time.Duration(us) * time.Microsecond), set: p.v.SetOp(us)}
}

// submit submits a task to a pool, in the main thread.
func (p *pooled) submit(t *sched.Thread, pool *futures.Executor, us int) *futures.Future[int] {
	if !p.data {
		return futures.Submit(t, pool, p.task(us))
	}
	op := futures.SubmitOp(pool, p.taskOp(us))
	t.Finish(op.Step(t, sched.Begin))
	f, _ := op.Result()
	return f
}

// shown is a call whose result is shown in another way.
type shown[T any] struct {
	sched.Call[T]
	show func(T, error) (string, error)
}

func (s shown[T]) Result() (string, error) { return s.show(s.Call.Result()) }

// waited shows what Wait returns.
func waited(all futures.DoneAndNotDone[int], err error) (string, error) {
	return fmt.Sprint(len(all.Done), len(all.NotDone)), err
}

// A collecting is an iterator gone through, for so many values at most, and left.
type collecting[T any] struct {
	make  func() sched.Call[futures.Iterator[T]]
	most  int
	iter  sched.Call[futures.Iterator[T]]
	over  futures.Iterator[T]
	close sched.Op
	n     int
	err   error
	line  sched.Line
}

func (o *collecting[T]) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if o.line.Start(w); w == sched.Begin {
		o.iter, o.n, o.err = o.make(), 0, nil
	}
	for o.line < 3 {
		switch o.line {
		case 0:
			if r, done = o.iter.Step(t, w); done {
				o.over, _ = o.iter.Result()
				o.line = 1
			}
		case 1:
			if r, done = o.over.Step(t, w); done {
				if _, o.err = o.over.Result(); o.err == nil {
					o.n++
				}
				if o.err != nil || o.n == o.most {
					o.line, o.close = 2, o.over.CloseOp()
				}
			}
		case 2:
			if r, done = o.close.Step(t, w); done {
				o.line = 3
			}
		}
		if !done {
			return r, false
		}
		w = sched.Begin
	}
	return r, true
}

func (o *collecting[T]) Result() (string, error) {
	if errors.Is(o.err, futures.ErrStopIteration) {
		return fmt.Sprint(o.n), nil
	}
	return fmt.Sprint(o.n), o.err
}

// atOnce is an iterator that is there without a call.
type atOnce[T any] struct{ i futures.Iterator[T] }

func (atOnce[T]) Step(*sched.Thread, sched.Wake) (r sched.Request, done bool) { return r, true }

func (a atOnce[T]) Result() (futures.Iterator[T], error) { return a.i, nil }

// collect goes through an iterator as a function does.
func collect[T any](seq func(yield func(T, error) bool), most int) (string, error) {
	n, err := 0, error(nil)
	seq(func(_ T, e error) bool {
		if err = e; err == nil {
			n++
		}
		return err == nil && n < most
	})
	return fmt.Sprint(n), err
}

// groups returns all that a thread can do. Time-outs are d.
func (p *pooled) groups(d time.Duration) [][]machinetest.Act {
	var all [][]machinetest.Act
	add := func(acts ...machinetest.Act) { all = append(all, acts) }
	for _, f := range slices.Concat(p.free, p.tasks[:2]) {
		add(machinetest.Asking("cancel", machinetest.Sure(f.Cancel), f.CancelOp))
		add(machinetest.Asking("cancelled", machinetest.Sure(f.Cancelled), f.CancelledOp))
		add(machinetest.Asking("running", machinetest.Sure(f.Running), f.RunningOp))
		add(machinetest.Asking("done", machinetest.Sure(f.Done), f.DoneOp))
		add(machinetest.Asking("repr", machinetest.Sure(f.Repr), f.ReprOp))
		add(machinetest.Asking("result", func(t *sched.Thread) (int, error) { return f.ResultTimeout(t, d) },
			func() sched.Call[int] { return f.ResultOp(d) }))
		add(machinetest.Asking("exception", func(t *sched.Thread) (error, error) { return f.ExceptionTimeout(t, d) },
			func() sched.Call[error] { return f.ExceptionOp(d) }))
		add(machinetest.Acting("callback",
			func(t *sched.Thread) {
				f.AddDoneCallback(t, func(t *sched.Thread, f *futures.Future[int]) error { t.Yield(); return errValue })
			},
			func() sched.Op {
				return f.AddDoneCallbackOp(func(f *futures.Future[int]) sched.Call[struct{}] { return failing{sched.YieldOp()} })
			}))
	}
	for i, f := range p.free[1:] {
		add(machinetest.Asking("set", func(t *sched.Thread) (int, error) { return i, f.SetResult(t, i) },
			func() sched.Call[int] { return f.SetResultOp(i) }))
		add(machinetest.Asking("raise", func(t *sched.Thread) (int, error) { return 0, f.SetException(t, errValue) },
			func() sched.Call[int] { return f.SetExceptionOp(errValue) }))
	}
	for us := 5; us < 8; us++ {
		add(machinetest.Asking("submit", func(t *sched.Thread) (int, error) { return futures.Submit(t, p.pool, p.task(us)).ResultTimeout(t, d) },
			func() sched.Call[int] { return &submitAndWait{submit: futures.SubmitOp(p.pool, p.taskOp(us)), d: d} }))
	}
	some := slices.Concat(p.free, p.tasks, p.tasks[:1])
	for when := futures.AllCompleted; when <= futures.FirstException; when++ {
		for _, fs := range [][]*futures.Future[int]{some, p.tasks, p.free} {
			add(machinetest.Asking("wait",
				func(t *sched.Thread) (string, error) {
					done, notDone := futures.WaitTimeout(t, fs, when, d)
					return waited(futures.DoneAndNotDone[int]{Done: done, NotDone: notDone}, nil)
				},
				func() sched.Call[string] {
					return shown[futures.DoneAndNotDone[int]]{futures.WaitOp(fs, when, d), waited}
				}))
		}
	}
	for _, most := range []int{2, 100} {
		for _, limit := range []time.Duration{d, 10 * d, sched.Forever} {
			some := some
			if limit == sched.Forever {
				some = p.tasks // the others are never done
			}
			add(machinetest.Asking("as_completed",
				func(t *sched.Thread) (string, error) {
					return collect(futures.AsCompletedTimeout(t, some, limit), most)
				},
				func() sched.Call[string] {
					return &collecting[*futures.Future[int]]{most: most, make: func() sched.Call[futures.Iterator[*futures.Future[int]]] {
						return atOnce[*futures.Future[int]]{futures.AsCompletedOp(some, limit)}
					}}
				}))
			args := []int{3, 4, 7, 3}[:1+most%4]
			add(machinetest.Asking("map",
				func(t *sched.Thread) (string, error) {
					task := func(t *sched.Thread, us int) (int, error) { return p.task(us)(t) }
					return collect(futures.MapTimeout(t, p.pool, task, args, limit), most)
				},
				func() sched.Call[string] {
					return &collecting[int]{most: most, make: func() sched.Call[futures.Iterator[int]] { return futures.MapOp(p.pool, p.taskOp, args, limit) }}
				}))
		}
	}
	add(machinetest.Acting("shutdown", func(t *sched.Thread) { p.other.Shutdown(t, false) }, func() sched.Op { return p.other.ShutdownOp(false) }))
	add(machinetest.Acting("shutdown", func(t *sched.Thread) { p.other.ShutdownCancel(t, true) }, func() sched.Op { return p.other.ShutdownCancelOp(true) }))
	return all
}

// failing is an op that ends with an exception.
type failing struct{ sched.Op }

func (failing) Result() (struct{}, error) { return struct{}{}, errValue }

// submitAndWait is Submit, and Result of the future.
type submitAndWait struct {
	submit sched.Call[*futures.Future[int]]
	d      time.Duration
	wait   sched.Call[int]
}

func (o *submitAndWait) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if w == sched.Begin {
		o.wait = nil
	}
	if o.wait == nil {
		if r, done = o.submit.Step(t, w); !done {
			return r, false
		}
		f, _ := o.submit.Result()
		o.wait, w = f.ResultOp(o.d), sched.Begin
	}
	return o.wait.Step(t, w)
}

func (o *submitAndWait) Result() (int, error) { return o.wait.Result() }

// someActs returns a program of some threads, each of which does so many groups of acts, chosen at random.
func someActs(seed uint64, threads, groups int, data bool) func(t *sched.Thread) {
	return func(t *sched.Thread) {
		p := newPooled(t, data)
		choose := rand.New(rand.NewPCG(seed, 0))
		all := p.groups(30 * time.Microsecond)
		var started []*sched.Thread
		for range threads {
			var acts []machinetest.Act
			for range groups {
				acts = append(acts, all[choose.IntN(len(all))]...)
			}
			started = append(started, machinetest.Spawn(t, data, "", acts...))
		}
		for _, other := range started {
			t.Join(other)
		}
	}
}

func TestPlainDataDoesEveryActAsAFunctionDoes(t *testing.T) {
	machinetest.UnderConfigs(func(c sim.Config) {
		for seed := range uint64(3) {
			c.Seed = seed
			machinetest.SameTraces(t, c, func(data bool) func(t *sched.Thread) {
				return func(t *sched.Thread) {
					p := newPooled(t, data)
					t.Join(machinetest.Spawn(t, data, "", slices.Concat(p.groups(30*time.Microsecond)...)...))
				}
			})
		}
	})
}

func TestPlainDataDoesRandomActsAsFunctionsDo(t *testing.T) {
	seeds := uint64(20)
	if testing.Short() {
		seeds = 3
	}
	machinetest.UnderConfigs(func(c sim.Config) {
		for seed := range seeds {
			c.Seed = seed
			machinetest.SameTraces(t, c, func(data bool) func(t *sched.Thread) { return someActs(seed, 3, 10, data) })
		}
	})
}

func TestPlainDataIsSearchedAsFunctionsAre(t *testing.T) {
	for _, d := range gil.Disciplines() {
		for seed := range uint64(10) {
			config := func() sim.Config {
				return sim.Config{GIL: gil.Config{Discipline: d}, Strategy: machinetest.Gambler{Rand: rand.New(rand.NewPCG(seed, 1))}}
			}
			machinetest.SameForms(t, config, func(data bool) func(t *sched.Thread) { return someActs(seed, 3, 6, data) })
		}
	}
}

func TestPlainDataRunsOnARealMachine(t *testing.T) {
	for _, lock := range []sched.Locking{nil, gil.Config{Discipline: gil.On}} {
		for seed := range uint64(3) {
			ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
			_, err := native.Run(ctx, native.Config{Loop: machine.Loop(), GIL: lock}, someActs(seed, 3, 10, true))
			cancel()
			if err != nil {
				t.Errorf("seed %d: %v", seed, err)
			}
		}
	}
}
