// This file defines Pool: worker processes, and the three threads that serve them.

package multiprocessing

import (
	"slices"
	"strings"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// The states of a pool.
const (
	poolRuns uint8 = iota
	poolCloses
	poolTerminates
)

// A PoolConfig says which pool is to be made.
type PoolConfig struct {
	Processes   int                   // how many workers
	Initializer func(t *sched.Thread) // what each calls first; nil: nothing. Where it fails, the worker ends, and is replaced for ever
	MaxTasks    int                   // after so many a worker is replaced; 0: never
}

// A Pool is multiprocessing.Pool (Lib/multiprocessing/pool.py). One thread looks after the workers, every 100 ms, as CPython
// does up to 3.7; one hands tasks to them, and one takes their results, and calls callbacks.
type Pool struct {
	size        int
	initializer func(t *sched.Thread)
	maxTasks    int
	in, out     *SimpleQueue
	tasks       *threading.SimpleQueue[sequence]
	threads     [3]*sched.Thread

	mu       sched.Mutex // guards what follows
	jobs     map[int]job
	made     int // jobs
	workers  []*Process
	state    uint8
	stopping bool // the tasks that are left are not handed out
}

// A sequence is what the task thread hands out: the tasks of one call. The empty one is the last.
type sequence []Tuple

// patrol is how often the pool looks after its workers.
const patrol = 100 * time.Millisecond

// NewPool returns a pool, whose workers it starts.
func NewPool(t *sched.Thread, c PoolConfig) *Pool {
	if c.Processes < 1 {
		t.FailWith("ValueError", "Number of processes must be at least 1")
	}
	p := &Pool{size: c.Processes, initializer: c.Initializer, maxTasks: c.MaxTasks, jobs: map[int]job{},
		in: NewSimpleQueue(t, "inqueue"), out: NewSimpleQueue(t, "outqueue"), tasks: threading.NewSimpleQueue[sequence](t, "taskqueue")}
	p.repopulate(t)
	for i, h := range []struct {
		name string
		f    func(t *sched.Thread)
	}{{"_handle_workers", p.handleWorkers}, {"_handle_tasks", p.handleTasks}, {"_handle_results", p.handleResults}} {
		p.threads[i] = t.SpawnDaemon(t.Process().DefaultName()+" ("+h.name+")", h.f)
	}
	stateOf(t).finalize(t, poolPriority, p, p.terminate)
	return p
}

// poolPriority is that of the end of a pool at the end of its process.
const poolPriority = 15

// repopulate starts as many workers as are missing.
func (p *Pool) repopulate(t *sched.Thread) {
	kind := map[Method]string{Fork: "Fork", Spawn: "Spawn", ForkServer: "ForkServer"}[stateOf(t).method]
	for len(p.all(t)) < p.size {
		w := NewProcess(t, p.work, p.in, p.out)
		w.SetName(strings.Replace(w.Name(), "Process", kind+"PoolWorker", 1))
		w.SetDaemon(t, true)
		p.setWorkers(t, append(p.all(t), w))
		w.Start(t)
	}
}

// all returns the workers.
func (p *Pool) all(t *sched.Thread) []*Process {
	p.mu.Lock(t)
	defer p.mu.Unlock(t)
	return slices.Clone(p.workers)
}

func (p *Pool) setWorkers(t *sched.Thread, list []*Process) {
	p.mu.Lock(t)
	defer p.mu.Unlock(t)
	p.workers = list
}

// is reports whether the pool is in this state.
func (p *Pool) is(t *sched.Thread, state uint8) bool {
	p.mu.Lock(t)
	defer p.mu.Unlock(t)
	return p.state == state
}

// become brings the pool into a state.
func (p *Pool) become(t *sched.Thread, state uint8, stopping bool) {
	p.mu.Lock(t)
	defer p.mu.Unlock(t)
	p.state, p.stopping = state, stopping
}

// goesOn reports whether the pool has jobs, and is not terminated.
func (p *Pool) goesOn(t *sched.Thread) bool {
	p.mu.Lock(t)
	defer p.mu.Unlock(t)
	return len(p.jobs) > 0 && p.state != poolTerminates
}

// stops reports whether no more tasks are handed out.
func (p *Pool) stops(t *sched.Thread) bool {
	p.mu.Lock(t)
	defer p.mu.Unlock(t)
	return p.stopping
}

// handleWorkers replaces workers that have ended, until the pool is over.
func (p *Pool) handleWorkers(t *sched.Thread) {
	for p.is(t, poolRuns) || p.goesOn(t) {
		p.setWorkers(t, slices.DeleteFunc(p.all(t), func(w *Process) bool {
			_, over := w.ExitCode(t)
			return over
		}))
		p.repopulate(t)
		t.Sleep(patrol)
	}
	p.tasks.Put(t, nil)
}

// handleTasks hands tasks to the workers, and in the end tells them, and the thread of results, that there are no more.
func (p *Pool) handleTasks(t *sched.Thread) {
	for seq := p.tasks.Get(t); seq != nil; seq = p.tasks.Get(t) {
		for _, task := range seq {
			if p.stops(t) {
				break
			}
			if err := p.in.Put(t, task); err != nil {
				p.done(t, task[taskJob].(int), task[taskPart].(int), nil, &RemoteError{err.Error()})
			}
		}
	}
	_ = p.out.Put(t, nil) // the process itself reads there
	for range p.all(t) {
		_ = p.in.Put(t, nil)
	}
}

// handleResults takes results as long as some are to come.
func (p *Pool) handleResults(t *sched.Thread) {
	for open := true; open || p.goesOn(t); {
		item, err := p.out.Get(t)
		if err != nil {
			return
		}
		answer, ok := item.(Tuple)
		if !ok {
			open = false
			continue
		}
		var failed error
		if text, _ := answer[3].(string); answer[2] == false {
			answer[3], failed = nil, &RemoteError{text}
		}
		p.done(t, answer[0].(int), answer[1].(int), answer[3], failed)
	}
}

// done hands an answer to its job.
func (p *Pool) done(t *sched.Thread, number, part int, value any, err error) {
	if j := p.job(t, number); j != nil && j.set(t, part, value, err) {
		p.mu.Lock(t)
		defer p.mu.Unlock(t)
		delete(p.jobs, number)
	}
}

// job returns the job of a number; nil if it is over.
func (p *Pool) job(t *sched.Thread, number int) job {
	p.mu.Lock(t)
	defer p.mu.Unlock(t)
	return p.jobs[number]
}

// submit gives a job its number, and its tasks to the thread that hands them out.
func (p *Pool) submit(t *sched.Thread, j job, tasks sequence) {
	if !p.is(t, poolRuns) {
		t.FailWith("ValueError", "Pool not running")
	}
	number := p.number(t, j)
	for _, task := range tasks {
		task[taskJob] = number
	}
	p.tasks.Put(t, tasks)
}

// number gives a job its number.
func (p *Pool) number(t *sched.Thread, j job) int {
	p.mu.Lock(t)
	defer p.mu.Unlock(t)
	number := p.made
	p.made++
	p.jobs[number] = j
	return number
}

// Apply calls f(*args) in a worker, and returns what that returns.
func (p *Pool) Apply(t *sched.Thread, f *Func, args ...any) (any, error) {
	return p.ApplyAsync(t, nil, f, args...).Get(t, sched.Forever)
}

// ApplyAsync has f(*args) called in a worker. The callback, if it is not nil, is called with what comes of it in the thread that
// handles results: no other result is handled meanwhile.
func (p *Pool) ApplyAsync(t *sched.Thread, callback func(t *sched.Thread, value any, err error), f *Func, args ...any) *AsyncResult {
	r := newResult(t, callback)
	p.submit(t, r, sequence{{0, 0, callsOnce, f, append([]any{}, args...)}})
	return r
}

// Map returns [f(x) for x in items], each called in a worker.
func (p *Pool) Map(t *sched.Thread, f *Func, items ...any) ([]any, error) {
	return list(p.MapAsync(t, f, 0, items...).Get(t, sched.Forever))
}

// Starmap returns [f(*x) for x in items], each called in a worker.
func (p *Pool) Starmap(t *sched.Thread, f *Func, items ...Tuple) ([]any, error) {
	all := make([]any, len(items))
	for i, x := range items {
		all[i] = x
	}
	return list(p.mapAsync(t, callsStar, f, 0, all).Get(t, sched.Forever))
}

func list(value any, err error) ([]any, error) {
	if err != nil {
		return nil, err
	}
	return value.([]any), nil
}

// MapAsync is Map that does not wait, with so many items in a task; 0: so many that each worker gets four.
func (p *Pool) MapAsync(t *sched.Thread, f *Func, chunk int, items ...any) *AsyncResult {
	return p.mapAsync(t, callsEach, f, chunk, items)
}

func (p *Pool) mapAsync(t *sched.Thread, kind int, f *Func, chunk int, items []any) *AsyncResult {
	if chunk <= 0 {
		chunk = max(1, (len(items)+4*p.size-1)/(4*p.size))
	}
	r := newResult(t, nil)
	var tasks sequence
	for some := range slices.Chunk(items, chunk) {
		tasks = append(tasks, Tuple{0, len(tasks), kind, f, slices.Clone(some)})
	}
	r.results, r.chunk, r.left = make([]any, len(items)), chunk, len(tasks)
	if len(tasks) == 0 {
		r.value = r.results
		r.event.Set(t)
		return r
	}
	p.submit(t, r, tasks)
	return r
}

// Imap returns an iterator over f(x) for x in items, each called in a worker, in order.
func (p *Pool) Imap(t *sched.Thread, f *Func, items ...any) *Iterator {
	return p.imap(t, false, f, items)
}

// ImapUnordered is Imap in the order of completion.
func (p *Pool) ImapUnordered(t *sched.Thread, f *Func, items ...any) *Iterator {
	return p.imap(t, true, f, items)
}

func (p *Pool) imap(t *sched.Thread, unordered bool, f *Func, items []any) *Iterator {
	i := &Iterator{cond: threading.NewConditionOn(t, threading.NewLock(t, "imap"), "imap"), unordered: unordered, early: map[int]answered{}, length: len(items)}
	tasks := make(sequence, len(items))
	for part, x := range items {
		tasks[part] = Tuple{0, part, callsOnce, f, []any{x}}
	}
	if len(tasks) > 0 {
		p.submit(t, i, tasks)
	}
	return i
}

// Close says that nothing more is submitted: the workers end when they have done what was.
func (p *Pool) Close(t *sched.Thread) {
	if p.is(t, poolRuns) {
		p.become(t, poolCloses, false)
	}
}

// Terminate ends the workers at once.
func (p *Pool) Terminate(t *sched.Thread) {
	p.become(t, poolTerminates, false)
	stateOf(t).cancel(t, poolPriority, p)
	p.terminate(t)
}

// Join waits until the pool, which has been closed or terminated, is over.
func (p *Pool) Join(t *sched.Thread) {
	if p.is(t, poolRuns) {
		t.FailWith("ValueError", "Pool is still running")
	}
	for _, h := range p.threads {
		t.Join(h)
	}
	for _, w := range p.all(t) {
		w.Join(t)
	}
}

// With calls f and terminates the pool, also when f panics: the with statement.
func (p *Pool) With(t *sched.Thread, f func(p *Pool)) {
	defer p.Terminate(t)
	f(p)
}

// terminate is Pool._terminate_pool.
func (p *Pool) terminate(t *sched.Thread) {
	p.become(t, poolTerminates, true)
	p.in.rlock.Acquire(t) // no worker may be inside get() when it is terminated
	for p.threads[1].Alive() && !p.in.Empty(t) {
		if _, err := p.in.reader.RecvBytes(t); err != nil {
			break
		}
		t.Sleep(0)
	}
	_ = p.out.Put(t, nil)
	t.Join(p.threads[0])
	for _, w := range p.all(t) {
		if _, over := w.ExitCode(t); !over {
			w.Terminate(t)
		}
	}
	t.Join(p.threads[1])
	t.Join(p.threads[2])
	for _, w := range p.all(t) {
		if w.IsAlive(t) {
			w.Join(t)
		}
	}
}

// Workers returns the processes that work for the pool just now.
func (p *Pool) Workers() []*Process { return slices.Clone(p.workers) }
