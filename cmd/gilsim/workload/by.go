// This file defines who does the work of programs that compute: threads, processes, a pool of them, greenlets, or nobody beside the main
// thread.

package workload

import (
	"time"

	"github.com/gilsim/gilsim/greenlet/gevent"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing"
	"github.com/gilsim/gilsim/trace"
)

// Who does the work.
const (
	byProcesses  = "processes"
	byThreads    = "threads"
	byPool       = "pool"
	byGreenlets  = "greenlets"
	bySequential = "sequential"
)

// paramBy is the name of the parameter that says who does the work.
const paramBy = "by"

// byParam is that parameter of a program whose threads compute. Recordings that were made before there was one are still those of the
// same program.
func byParam() Param {
	return Param{Name: paramBy, Default: byThreads, Words: []string{byThreads, byProcesses, byPool}, Silent: true, Doc: "who does the work; a pool has as many processes as there are threads"}
}

// StartsProcesses reports whether the program starts processes with a memory of their own, when it is run with these parameters.
func (p *Program) StartsProcesses(params []trace.Param) bool {
	by, _ := trace.Lookup(params, paramBy)
	return p.Processes || by == byProcesses || by == byPool
}

// Workers are who does tasks.
type workers struct {
	by   string
	pool int // how many processes a pool has
}

// do has n tasks done, numbered from 0, and returns when all of them are. What they give back must lie in shared memory. The name is that of the task, for
// the processes of a pool: each call needs its own.
func (w workers) do(t *sched.Thread, name string, n int, task func(t *sched.Thread, i int)) {
	switch w.by {
	case bySequential:
		for i := range n {
			task(t, i)
		}
	case byThreads:
		join(t, start(t, n, "", task))
	case byProcesses:
		joinProcesses(t, startProcesses(t, n, task))
	case byPool:
		inNewPool(t, w.pool, name, n, task)
	case byGreenlets:
		all := make([]*gevent.Greenlet, n)
		for i := range all {
			all[i] = gevent.Spawn(t, "", func(t *sched.Thread) (any, error) {
				task(t, i)
				return nil, nil
			})
		}
		for _, g := range all {
			g.Join(t)
		}
	}
}

// inNewPool has a pool of so many processes do n tasks, and ends it.
func inNewPool(t *sched.Thread, processes int, name string, n int, task func(t *sched.Thread, i int)) {
	call := numbered(t, name, task)
	pool := multiprocessing.NewPool(t, multiprocessing.PoolConfig{Processes: processes})
	mapNumbers(t, pool, call, n)
	pool.Close(t)
	pool.Join(t)
}

// numbered returns a task as a function that is known in processes which are started from now on.
func numbered(t *sched.Thread, name string, task func(t *sched.Thread, i int)) *multiprocessing.Func {
	return multiprocessing.NewFunc(t, name, func(t *sched.Thread, args ...any) (any, error) {
		task(t, args[0].(int))
		return nil, nil
	})
}

// mapNumbers has the pool do n tasks, and returns when all of them are done.
func mapNumbers(t *sched.Thread, pool *multiprocessing.Pool, call *multiprocessing.Func, n int) {
	numbers := make([]any, n)
	for i := range numbers {
		numbers[i] = i
	}
	_, err := pool.Map(t, call, numbers...)
	must(t, err)
}

// apart has n tasks done, and returns how long it takes to start those who do them with nothing to do, and how long all takes, with the
// tasks. Who starts others for each task does so twice; a pool is started once, and its end is not counted: nobody has to wait for it.
func (w workers) apart(t *sched.Thread, n int, task func(t *sched.Thread, i int)) (start, all time.Duration) {
	nothing := func(*sched.Thread, int) {}
	if w.by != byPool {
		return took(t, func() { w.do(t, "nothing", n, nothing) }), took(t, func() { w.do(t, "work", n, task) })
	}
	idle, work := numbered(t, "nothing", nothing), numbered(t, "work", task)
	var pool *multiprocessing.Pool
	start = took(t, func() {
		pool = multiprocessing.NewPool(t, multiprocessing.PoolConfig{Processes: w.pool})
		mapNumbers(t, pool, idle, w.pool)
	})
	all = start + took(t, func() { mapNumbers(t, pool, work, n) })
	pool.Close(t)
	pool.Join(t)
	return start, all
}

// took returns how long a call takes.
func took(t *sched.Thread, call func()) time.Duration {
	began := t.Now()
	call()
	return t.Now() - began
}

// A sharedTally is a number for each task, in shared memory.
type sharedTally []*sched.Var[int64]

// newSharedTally returns one of zeros.
func newSharedTally(t *sched.Thread, name string, n int) sharedTally {
	list := make(sharedTally, n)
	for i := range list {
		list[i] = sched.NewSharedVar[int64](t, ordinal(name, i), 0)
	}
	return list
}

// all returns the numbers.
func (s sharedTally) all(t *sched.Thread) []int64 {
	list := make([]int64, len(s))
	for i, v := range s {
		list[i] = v.Get(t)
	}
	return list
}

// bytecodesBy has n tasks done by processes, and returns how many bytecodes each of them has executed.
func bytecodesBy(t *sched.Thread, by string, n int, task func(t *sched.Thread, i int)) []int64 {
	spent := newSharedTally(t, "bytecodes", n)
	workers{by, n}.do(t, "task", n, func(t *sched.Thread, i int) {
		before := t.Bytecodes()
		task(t, i)
		spent[i].Set(t, t.Bytecodes()-before)
	})
	return spent.all(t)
}

// threadsDo has n tasks done by threads or as by says, and returns how many bytecodes each of them has executed.
func threadsDo(t *sched.Thread, by string, n int, task func(t *sched.Thread, i int)) []int64 {
	if by != byThreads {
		return bytecodesBy(t, by, n, task)
	}
	crew := start(t, n, "", task)
	join(t, crew)
	spent := make([]int64, n)
	for i, other := range crew {
		spent[i] = other.Bytecodes()
	}
	return spent
}

// crewOf names who does the work: one of them, and many.
func crewOf(in Input) [2]string {
	if in.Word(paramBy) == byThreads {
		return [2]string{"thread", "threads"}
	}
	return [2]string{"process", "processes"}
}
