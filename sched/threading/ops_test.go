// This file runs the same programs on threads that are functions and on threads that are plain data, over every primitive,
// and compares the traces.

package threading_test

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
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

// A world is what the threads of a program share.
type world struct {
	lock     *threading.Lock
	rlock    *threading.RLock
	cond     *threading.Condition
	plain    *threading.Condition // on a Lock
	sem      *threading.Semaphore
	bounded  *threading.BoundedSemaphore
	event    *threading.Event
	barrier  *threading.Barrier
	queue    *threading.Queue[int]
	lifo     *threading.Queue[int]
	priority *threading.Queue[string]
	simple   *threading.SimpleQueue[int]
	local    *threading.Local[int]
	v        *sched.Var[int]
	ref      *sched.Ref[string]
	sleeper  *sched.Thread
	handle   *threading.Thread
	timer    *threading.Timer
}

// newWorld makes it, in the main thread.
func newWorld(t *sched.Thread, data bool) *world {
	w := &world{
		lock: threading.NewLock(t, "lock"), rlock: threading.NewRLock(t, "rlock"), cond: threading.NewCondition(t, "cond"),
		plain: threading.NewConditionOn(t, threading.NewLock(t, "inner"), "plain"), sem: threading.NewSemaphore(t, "sem", 1),
		bounded: threading.NewBoundedSemaphore(t, "bounded", 2), event: threading.NewEvent(t, "event"),
		queue: threading.NewQueue[int](t, "queue", 2), lifo: threading.NewLifoQueue[int](t, "lifo", 0),
		priority: threading.NewPriorityQueue[string](t, "priority", 3), simple: threading.NewSimpleQueue[int](t, "simple"),
		local: threading.NewLocal[int](t, "local"), v: sched.NewVar(t, "v", 0), ref: sched.NewRef(t, "ref", "a"),
	}
	w.barrier = threading.NewBarrierOp(t, "barrier", 2, w.v.SetOp(7))
	w.sleeper = machinetest.Spawn(t, data, "sleeper", w.sleep(time.Millisecond))
	body := &machinetest.Actor{Acts: []machinetest.Act{w.sleep(time.Millisecond)}}
	if data {
		w.handle = threading.NewRunner(t, "handle", body)
		w.timer = threading.NewTimerOp(t, 50*time.Microsecond, w.v.SetOp(3))
	} else {
		w.handle = threading.New(t, "handle", body.Function)
		w.timer = threading.NewTimer(t, 50*time.Microsecond, func(t *sched.Thread) { w.v.Set(t, 3) })
	}
	return w
}

func (w *world) sleep(d time.Duration) machinetest.Act {
	return machinetest.Acting("sleep", func(t *sched.Thread) { t.Sleep(d) }, func() sched.Op { return sched.SleepOp(d) })
}

func (w *world) set(x int) machinetest.Act {
	return machinetest.Acting("set", func(t *sched.Thread) { w.v.Set(t, x) }, func() sched.Op { return w.v.SetOp(x) })
}

// locker returns the acts of a lock that are made one after the other.
func locker(name string, l threading.Locker, d time.Duration) (acquire, release machinetest.Act) {
	return machinetest.Asking(name+".acquire", func(t *sched.Thread) (bool, error) { return l.AcquireTimeout(t, d), nil },
			func() sched.Call[bool] { return l.AcquireOp(d) }),
		machinetest.Acting(name+".release", l.Release, l.ReleaseOp)
}

// isSet is a predicate: whether v is not 0.
type isSet struct {
	get sched.Call[int]
}

func (p isSet) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) { return p.get.Step(t, w) }

func (p isSet) Result() (bool, error) {
	n, err := p.get.Result()
	return n != 0, err
}

// enter and exit are a condition's with statement.
func enterAct(c *threading.Condition) machinetest.Act {
	return machinetest.Acting("enter", func(t *sched.Thread) { t.Finish(c.EnterOp().Step(t, sched.Begin)) }, c.EnterOp)
}

func exitAct(c *threading.Condition) machinetest.Act {
	return machinetest.Acting("exit", func(t *sched.Thread) { t.Finish(c.ExitOp().Step(t, sched.Begin)) }, c.ExitOp)
}

// on returns what can be done with a condition.
func (w *world) on(c *threading.Condition, d time.Duration) [][]machinetest.Act {
	enter, exit := enterAct(c), exitAct(c)
	wait := machinetest.Asking("wait", func(t *sched.Thread) (bool, error) { return c.WaitTimeout(t, d), nil },
		func() sched.Call[bool] { return c.WaitOp(d) })
	waitFor := machinetest.Asking("wait_for", func(t *sched.Thread) (bool, error) {
		return c.WaitForTimeout(t, func() bool { return w.v.Get(t) != 0 }, d), nil
	}, func() sched.Call[bool] { return c.WaitForOp(isSet{w.v.GetOp()}, d) })
	notify := machinetest.Acting("notify", func(t *sched.Thread) { c.Notify(t, 2) }, func() sched.Op { return c.NotifyOp(2) })
	all := machinetest.Acting("notify_all", c.NotifyAll, c.NotifyAllOp)
	return [][]machinetest.Act{{enter, wait, exit}, {enter, waitFor, exit}, {enter, w.set(1), notify, exit}, {enter, w.set(0), all, exit}}
}

// groups returns all that a thread can do: groups of acts that belong together. Time-outs are d.
func (w *world) groups(d time.Duration) [][]machinetest.Act {
	var all [][]machinetest.Act
	add := func(acts ...machinetest.Act) { all = append(all, acts) }
	la, lr := locker("lock", w.lock, sched.Forever)
	ra, rr := locker("rlock", w.rlock, sched.Forever)
	add(la, w.set(2), lr)
	add(ra, ra, w.set(3), rr, rr)
	try := func(name string, l threading.Locker, d time.Duration) {
		add(machinetest.Act{
			Name: name,
			Call: func(t *sched.Thread) string {
				got := l.AcquireTimeout(t, d)
				if got {
					l.Release(t)
				}
				return fmt.Sprint(got)
			},
			Op: func() (sched.Op, func() string) {
				o := &tryThenRelease{acquire: l.AcquireOp(d), release: l.ReleaseOp()}
				return o, func() string { return fmt.Sprint(o.got) }
			},
		})
	}
	try("lock", w.lock, 0)
	try("lock", w.lock, d)
	try("rlock", w.rlock, d)
	all = append(all, w.on(w.cond, d)...)
	all = append(all, w.on(w.plain, d)...)
	add(machinetest.Asking("sem", func(t *sched.Thread) (bool, error) { return w.sem.AcquireTimeout(t, d), nil },
		func() sched.Call[bool] { return w.sem.AcquireOp(d) }))
	add(machinetest.Asking("sem", machinetest.Sure(w.sem.TryAcquire), w.sem.TryAcquireOp))
	add(machinetest.Acting("sem.release", func(t *sched.Thread) { w.sem.Release(t, 2) }, func() sched.Op { return w.sem.ReleaseOp(2) }))
	add(machinetest.Asking("bounded", func(t *sched.Thread) (bool, error) { w.bounded.Acquire(t); return true, nil },
		func() sched.Call[bool] { return w.bounded.AcquireOp(sched.Forever) }),
		machinetest.Acting("bounded", func(t *sched.Thread) { w.bounded.Release(t, 1) }, func() sched.Op { return w.bounded.ReleaseOp(1) }))
	add(machinetest.Acting("event", w.event.Set, w.event.SetOp))
	add(machinetest.Acting("event", w.event.Clear, w.event.ClearOp))
	add(machinetest.Asking("event", machinetest.Sure(w.event.IsSet), w.event.IsSetOp))
	add(machinetest.Asking("event", func(t *sched.Thread) (bool, error) { return w.event.WaitTimeout(t, d), nil },
		func() sched.Call[bool] { return w.event.WaitOp(d) }))
	add(machinetest.Asking("barrier", func(t *sched.Thread) (int, error) { return w.barrier.WaitTimeout(t, d) },
		func() sched.Call[int] { return w.barrier.WaitOp(d) }))
	add(machinetest.Acting("barrier", w.barrier.Reset, w.barrier.ResetOp))
	add(machinetest.Acting("barrier", w.barrier.Abort, w.barrier.AbortOp), machinetest.Acting("barrier", w.barrier.Reset, w.barrier.ResetOp))
	add(machinetest.Asking("barrier", machinetest.Sure(w.barrier.Broken), w.barrier.BrokenOp))
	add(machinetest.Asking("barrier", machinetest.Sure(w.barrier.NWaiting), w.barrier.NWaitingOp))
	for _, q := range []*threading.Queue[int]{w.queue, w.lifo} {
		add(machinetest.Asking("put", func(t *sched.Thread) (int, error) { return 5, q.PutTimeout(t, 5, d) },
			func() sched.Call[int] { return q.PutOp(5, d) }))
		add(machinetest.Asking("put", func(t *sched.Thread) (int, error) { return 6, q.PutNowait(t, 6) },
			func() sched.Call[int] { return q.PutNowaitOp(6) }))
		add(machinetest.Asking("get", func(t *sched.Thread) (int, error) { return q.GetTimeout(t, d) },
			func() sched.Call[int] { return q.GetOp(d) }))
		add(machinetest.Asking("get", q.GetNowait, q.GetNowaitOp))
		add(machinetest.Asking("qsize", machinetest.Sure(q.Qsize), q.QsizeOp))
		add(machinetest.Acting("put, done, join", func(t *sched.Thread) { q.Put(t, 1); q.TaskDone(t) },
			func() sched.Op { return &sequence{ops: []sched.Op{q.PutOp(1, sched.Forever), q.TaskDoneOp()}} }))
	}
	add(machinetest.Asking("priority", func(t *sched.Thread) (string, error) { return "z", w.priority.PutNowait(t, "z") },
		func() sched.Call[string] { return w.priority.PutNowaitOp("z") }))
	add(machinetest.Asking("priority", func(t *sched.Thread) (string, error) { return w.priority.GetTimeout(t, d) },
		func() sched.Call[string] { return w.priority.GetOp(d) }))
	add(machinetest.Acting("simple", func(t *sched.Thread) { w.simple.Put(t, 9) }, func() sched.Op { return w.simple.PutOp(9) }))
	add(machinetest.Asking("simple", func(t *sched.Thread) (int, error) { return w.simple.GetTimeout(t, d) },
		func() sched.Call[int] { return w.simple.GetOp(d) }))
	add(machinetest.Asking("simple", w.simple.GetNowait, func() sched.Call[int] { return w.simple.GetOp(0) }))
	add(machinetest.Acting("local", func(t *sched.Thread) { w.local.Set(t, 4) }, func() sched.Op { return w.local.SetOp(4) }))
	add(machinetest.Asking("local", func(t *sched.Thread) (int, error) {
		x, ok := w.local.Lookup(t)
		if !ok {
			return x, threading.ErrNoAttribute
		}
		return x, nil
	}, w.local.LookupOp))
	add(w.sleep(20*time.Microsecond), w.set(1))
	add(machinetest.Acting("yield", (*sched.Thread).Yield, sched.YieldOp))
	add(machinetest.Acting("io", func(t *sched.Thread) { t.IO("disk", time.Microsecond) }, func() sched.Op { return sched.IOOp("disk", time.Microsecond) }))
	add(machinetest.Acting("work", func(t *sched.Thread) { t.Loop(200, 5) }, func() sched.Op { return sched.Code{N: 1000, Round: 5} }))
	add(machinetest.Acting("allow", func(t *sched.Thread) { t.AllowThreads(500, nil) }, func() sched.Op { return &sched.Allowing{N: 500} }))
	add(machinetest.Acting("write", func(t *sched.Thread) { t.Write("w") }, func() sched.Op { return sched.WriteOp("w") }))
	add(machinetest.Asking("now", machinetest.Sure((*sched.Thread).Now), sched.NowOp))
	add(machinetest.Asking("random", func(t *sched.Thread) (int64, error) { return t.Random(10), nil }, func() sched.Call[int64] { return sched.RandomOp(10) }))
	add(machinetest.Acting("priority", func(t *sched.Thread) { t.SetPriority(0) }, func() sched.Op { return sched.SetPriorityOp(0) }))
	add(machinetest.Asking("v", machinetest.Sure(w.v.Get), w.v.GetOp))
	add(machinetest.Asking("ref", machinetest.Sure(w.ref.Get), w.ref.GetOp), machinetest.Acting("ref", func(t *sched.Thread) { w.ref.Set(t, "b") }, func() sched.Op { return w.ref.SetOp("b") }))
	add(machinetest.Asking("join", func(t *sched.Thread) (bool, error) { return t.JoinFor(w.sleeper, d), nil },
		func() sched.Call[bool] { return &sched.Joining{Other: w.sleeper, For: d} }))
	add(machinetest.Acting("cancel", w.timer.Cancel, w.timer.CancelOp))
	add(machinetest.Asking("finished", machinetest.Sure(w.timer.Finished), w.timer.FinishedOp))
	add(machinetest.Acting("join", func(t *sched.Thread) { w.timer.JoinTimeout(t, d) }, func() sched.Op { return w.timer.JoinOp(d) }))
	add(machinetest.Asking("alive", machinetest.Sure(w.handle.IsAlive), w.handle.IsAliveOp))
	add(machinetest.Asking("spawn", func(t *sched.Thread) (string, error) {
		return t.Spawn("", (&machinetest.Actor{Acts: []machinetest.Act{w.set(8)}}).Function).Name(), nil
	}, func() sched.Call[string] {
		return named{&sched.Spawning{Runner: &machinetest.Actor{Acts: []machinetest.Act{w.set(8)}}}}
	}))
	add(machinetest.Asking("current", func(t *sched.Thread) (string, error) { return threading.Current(t).Name(), nil },
		func() sched.Call[string] { return handleName{threading.CurrentOp()} }))
	add(machinetest.Asking("main", func(t *sched.Thread) (string, error) { return threading.Main(t).Name(), nil },
		func() sched.Call[string] { return handleName{threading.MainOp()} }))
	add(machinetest.Asking("count", machinetest.Sure(threading.ActiveCount), threading.ActiveCountOp))
	add(machinetest.Asking("enumerate", func(t *sched.Thread) (int, error) { return len(threading.Enumerate(t)), nil },
		func() sched.Call[int] { return length{threading.EnumerateOp()} }))
	return all
}

// tryThenRelease acquires a lock, and releases it if it got it.
type tryThenRelease struct {
	acquire sched.Call[bool]
	release sched.Op
	line    sched.Line
	got     bool
}

func (o *tryThenRelease) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if o.line.Start(w); o.line == 0 {
		if r, done = o.acquire.Step(t, w); !done {
			return r, false
		}
		if o.got, _ = o.acquire.Result(); !o.got {
			return r, true
		}
		o.line, w = 1, sched.Begin
	}
	return o.release.Step(t, w)
}

// A sequence is ops one after the other.
type sequence struct {
	ops []sched.Op
	at  int
}

func (s *sequence) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	for ; s.at < len(s.ops); s.at++ {
		if r, done = s.ops[s.at].Step(t, w); !done {
			return r, false
		}
		w = sched.Begin
	}
	return r, true
}

// named is the start of a thread, whose result is its name.
type named struct{ *sched.Spawning }

func (n named) Result() (string, error) {
	child, err := n.Spawning.Result()
	return child.Name(), err
}

// handleName is a question after a handle, whose result is its name.
type handleName struct{ sched.Call[*threading.Thread] }

func (n handleName) Result() (string, error) {
	h, err := n.Call.Result()
	return h.Name(), err
}

// length is a question after handles, whose result is how many there are.
type length struct {
	sched.Call[[]*threading.Thread]
}

func (n length) Result() (int, error) {
	all, err := n.Call.Result()
	return len(all), err
}

// someActs returns a program of some threads, each of which does so many groups of acts, chosen at random.
func someActs(seed uint64, threads, groups int, data bool) func(t *sched.Thread) {
	return func(t *sched.Thread) {
		w := newWorld(t, data)
		choose := rand.New(rand.NewPCG(seed, 0))
		all := w.groups(30 * time.Microsecond)
		w.handle.Start(t)
		w.timer.Start(t)
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

// everyAct is a program whose only other thread does all there is to do, once.
func everyAct(data bool) func(t *sched.Thread) {
	return func(t *sched.Thread) {
		w := newWorld(t, data)
		w.handle.Start(t)
		w.timer.Start(t)
		other := machinetest.Spawn(t, data, "", slices.Concat(w.groups(30*time.Microsecond)...)...)
		t.Join(other)
		w.handle.Join(t)
	}
}

func TestPlainDataDoesEveryActAsAFunctionDoes(t *testing.T) {
	machinetest.UnderConfigs(func(c sim.Config) {
		for seed := range uint64(5) {
			c.Seed = seed
			machinetest.SameTraces(t, c, everyAct)
		}
	})
}

func TestPlainDataDoesRandomActsAsFunctionsDo(t *testing.T) {
	seeds := uint64(40)
	if testing.Short() {
		seeds = 5
	}
	machinetest.UnderConfigs(func(c sim.Config) {
		for seed := range seeds {
			c.Seed = seed
			machinetest.SameTraces(t, c, func(data bool) func(t *sched.Thread) { return someActs(seed, 4, 12, data) })
		}
	})
}

func TestPlainDataIsSearchedAsFunctionsAre(t *testing.T) {
	for _, d := range gil.Disciplines() {
		for seed := range uint64(20) {
			config := func() sim.Config {
				return sim.Config{GIL: gil.Config{Discipline: d}, Strategy: machinetest.Gambler{Rand: rand.New(rand.NewPCG(seed, 1))}}
			}
			machinetest.SameForms(t, config, func(data bool) func(t *sched.Thread) { return someActs(seed, 3, 8, data) })
		}
	}
}

func TestPlainDataRunsOnARealMachine(t *testing.T) {
	for _, lock := range []sched.Locking{nil, gil.Config{Discipline: gil.On}} {
		for seed := range uint64(5) {
			ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
			_, err := native.Run(ctx, native.Config{Loop: machine.Loop(), GIL: lock}, someActs(seed, 4, 12, true))
			cancel()
			var deadlock *sched.DeadlockError
			if err != nil && !errors.As(err, &deadlock) {
				t.Errorf("seed %d: %v", seed, err)
			}
		}
	}
}

// A main thread that makes a queue, starts a thread, gets from it what the thread puts, joins it, and says good-bye at its
// end: as plain data.
type mainData struct {
	queue *threading.Queue[int]
	child sched.Spawning
	line  int
	op    sched.Op
}

func (m *mainData) Resume(t *sched.Thread, w sched.Wake) sched.Request {
	for {
		if w == sched.Begin && !m.next(t) {
			return sched.Request{Kind: sched.End}
		}
		r, done := m.op.Step(t, w)
		if !done {
			return r
		}
		w = sched.Begin
		m.line++
	}
}

// next makes the op of the next line, and reports whether there is one.
func (m *mainData) next(t *sched.Thread) bool {
	switch m.line {
	case 0:
		m.queue = threading.NewQueue[int](t, "queue", 1)
		t.Process().AtThreadingExitOp(t, sched.PrintOp("bye"))
		m.child.Runner = &machinetest.Actor{Acts: []machinetest.Act{machinetest.Acting("put", nil, func() sched.Op { return m.queue.PutOp(7, sched.Forever) })}}
		m.op = &m.child
	case 1:
		m.op = m.queue.GetOp(sched.Forever)
	case 2:
		child, _ := m.child.Result()
		m.op = &sched.Joining{Other: child, For: sched.Forever}
	default:
		return false
	}
	return true
}

// mainFunction is the same as a function.
func mainFunction(t *sched.Thread) {
	queue := threading.NewQueue[int](t, "queue", 1)
	t.Process().AtThreadingExit(t, func(t *sched.Thread) { t.Print("bye") })
	child := t.Spawn("", func(t *sched.Thread) { queue.Put(t, 7) })
	queue.Get(t)
	t.Join(child)
}

func TestTheMainThreadCanBePlainData(t *testing.T) {
	machinetest.UnderConfigs(func(c sim.Config) {
		function, err := sim.Record(c, mainFunction)
		data, err2 := sim.RecordRunner(c, new(mainData))
		if err != nil || err2 != nil || machinetest.TextOf(t, function) != machinetest.TextOf(t, data) {
			t.Errorf("%v, %v: the traces part:\n%s\n%s", err, err2, machinetest.TextOf(t, function), machinetest.TextOf(t, data))
		}
	})
	var buffer trace.Buffer
	names := new(trace.Names)
	_, err := native.RunRunner(context.Background(), native.Config{Loop: machine.Loop(), Recorder: &buffer, Names: names}, new(mainData))
	if text, _ := names.Text(1); err != nil || text != "bye\n" {
		t.Errorf("error %v, and at its end the main thread says %q", err, text)
	}
}

func TestAThreadThatIsPlainDataCannotWaitInACall(t *testing.T) {
	_, err := sim.Run(sim.Config{}, func(t *sched.Thread) {
		lock := threading.NewLock(t, "lock")
		lock.Acquire(t)
		t.Join(t.SpawnRunner("data", &machinetest.Actor{Acts: []machinetest.Act{machinetest.Acting("", nil, func() sched.Op { return sched.Func(lock.Acquire) })}}))
	})
	if got := misuse(err); got != "data is plain data, and cannot wait in the middle of a call: it must step an op" {
		t.Errorf("error %v", err)
	}
}
