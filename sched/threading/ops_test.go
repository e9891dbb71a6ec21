// This file runs the same programs on threads that are functions and on threads that are plain data, over every primitive,
// and compares the traces.

package threading_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

// An act is what a thread does, in both forms. What it comes to is printed.
type act struct {
	name string
	call func(t *sched.Thread) string
	op   func() (sched.Op, func() string)
}

// acting returns an act without a result.
func acting(name string, call func(t *sched.Thread), op func() sched.Op) act {
	return act{name, func(t *sched.Thread) string { call(t); return "" },
		func() (sched.Op, func() string) { return op(), func() string { return "" } }}
}

// asking returns an act with a result.
func asking[T any](name string, call func(t *sched.Thread) (T, error), op func() sched.Call[T]) act {
	return act{name,
		func(t *sched.Thread) string { v, err := call(t); return fmt.Sprint(v, err) },
		func() (sched.Op, func() string) {
			o := op()
			return o, func() string { v, err := o.Result(); return fmt.Sprint(v, err) }
		}}
}

// sure makes a call with a result one that has an error, too.
func sure[T any](call func(t *sched.Thread) T) func(t *sched.Thread) (T, error) {
	return func(t *sched.Thread) (T, error) { return call(t), nil }
}

// An actor is a thread of the program: what it does, one after the other. It is plain data.
type actor struct {
	acts   []act
	at     int
	op     sched.Op      // what it is in the middle of
	result func() string // of that
	prints bool          // it prints the result
}

// function is the actor as a function.
func (a *actor) function(t *sched.Thread) {
	for _, x := range a.acts {
		if text := x.call(t); text != "" {
			t.Print(x.name, text)
		}
	}
}

// Resume runs the actor as plain data.
func (a *actor) Resume(t *sched.Thread, w sched.Wake) sched.Request {
	for {
		if w == sched.Begin && !a.prints {
			if a.at == len(a.acts) {
				return sched.Request{Kind: sched.End}
			}
			a.op, a.result = a.acts[a.at].op()
		}
		r, done := a.op.Step(t, w)
		if !done {
			return r
		}
		w = sched.Begin
		if text := a.result(); text != "" {
			a.op, a.result, a.prints = sched.PrintOp(a.acts[a.at].name, text), func() string { return "" }, true
			continue
		}
		a.prints = false
		a.at++
	}
}

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
	data     bool // threads are plain data where they can be
}

// newWorld makes it, in the main thread.
func newWorld(t *sched.Thread, data bool) *world {
	w := &world{
		lock: threading.NewLock(t, "lock"), rlock: threading.NewRLock(t, "rlock"), cond: threading.NewCondition(t, "cond"),
		plain: threading.NewConditionOn(t, threading.NewLock(t, "inner"), "plain"), sem: threading.NewSemaphore(t, "sem", 1),
		bounded: threading.NewBoundedSemaphore(t, "bounded", 2), event: threading.NewEvent(t, "event"),
		queue: threading.NewQueue[int](t, "queue", 2), lifo: threading.NewLifoQueue[int](t, "lifo", 0),
		priority: threading.NewPriorityQueue[string](t, "priority", 3), simple: threading.NewSimpleQueue[int](t, "simple"),
		local: threading.NewLocal[int](t, "local"), v: sched.NewVar(t, "v", 0), ref: sched.NewRef(t, "ref", "a"), data: data,
	}
	w.barrier = threading.NewBarrierOp(t, "barrier", 2, w.v.SetOp(7))
	w.sleeper = w.spawn(t, "sleeper", w.sleep(time.Millisecond))
	if data {
		w.handle = threading.NewRunner(t, "handle", &actor{acts: []act{w.sleep(time.Millisecond)}})
	} else {
		w.handle = threading.New(t, "handle", (&actor{acts: []act{w.sleep(time.Millisecond)}}).function)
	}
	return w
}

// spawn starts a thread that does this, in one form or the other.
func (w *world) spawn(t *sched.Thread, name string, acts ...act) *sched.Thread {
	a := &actor{acts: acts}
	if w.data {
		return t.SpawnRunner(name, a)
	}
	return t.Spawn(name, a.function)
}

func (w *world) sleep(d time.Duration) act {
	return acting("sleep", func(t *sched.Thread) { t.Sleep(d) }, func() sched.Op { return sched.SleepOp(d) })
}

func (w *world) set(x int) act {
	return acting("set", func(t *sched.Thread) { w.v.Set(t, x) }, func() sched.Op { return w.v.SetOp(x) })
}

// locker returns the acts of a lock that are made one after the other.
func locker(name string, l threading.Locker, d time.Duration) (acquire, release act) {
	return asking(name+".acquire", func(t *sched.Thread) (bool, error) { return l.AcquireTimeout(t, d), nil },
			func() sched.Call[bool] { return l.AcquireOp(d) }),
		acting(name+".release", l.Release, l.ReleaseOp)
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
func enterAct(c *threading.Condition) act {
	return acting("enter", func(t *sched.Thread) { t.Finish(c.EnterOp().Step(t, sched.Begin)) }, c.EnterOp)
}

func exitAct(c *threading.Condition) act {
	return acting("exit", func(t *sched.Thread) { t.Finish(c.ExitOp().Step(t, sched.Begin)) }, c.ExitOp)
}

// on returns what can be done with a condition.
func (w *world) on(c *threading.Condition, d time.Duration) [][]act {
	enter, exit := enterAct(c), exitAct(c)
	wait := asking("wait", func(t *sched.Thread) (bool, error) { return c.WaitTimeout(t, d), nil },
		func() sched.Call[bool] { return c.WaitOp(d) })
	waitFor := asking("wait_for", func(t *sched.Thread) (bool, error) {
		return c.WaitForTimeout(t, func() bool { return w.v.Get(t) != 0 }, d), nil
	}, func() sched.Call[bool] { return c.WaitForOp(isSet{w.v.GetOp()}, d) })
	notify := acting("notify", func(t *sched.Thread) { c.Notify(t, 2) }, func() sched.Op { return c.NotifyOp(2) })
	all := acting("notify_all", c.NotifyAll, c.NotifyAllOp)
	return [][]act{{enter, wait, exit}, {enter, waitFor, exit}, {enter, w.set(1), notify, exit}, {enter, w.set(0), all, exit}}
}

// groups returns all that a thread can do: groups of acts that belong together. Time-outs are d.
func (w *world) groups(d time.Duration) [][]act {
	var all [][]act
	add := func(acts ...act) { all = append(all, acts) }
	la, lr := locker("lock", w.lock, sched.Forever)
	ra, rr := locker("rlock", w.rlock, sched.Forever)
	add(la, w.set(2), lr)
	add(ra, ra, w.set(3), rr, rr)
	try := func(name string, l threading.Locker, d time.Duration) {
		add(act{name,
			func(t *sched.Thread) string {
				got := l.AcquireTimeout(t, d)
				if got {
					l.Release(t)
				}
				return fmt.Sprint(got)
			},
			func() (sched.Op, func() string) {
				o := &tryThenRelease{acquire: l.AcquireOp(d), release: l.ReleaseOp()}
				return o, func() string { return fmt.Sprint(o.got) }
			}})
	}
	try("lock", w.lock, 0)
	try("lock", w.lock, d)
	try("rlock", w.rlock, d)
	all = append(all, w.on(w.cond, d)...)
	all = append(all, w.on(w.plain, d)...)
	add(asking("sem", func(t *sched.Thread) (bool, error) { return w.sem.AcquireTimeout(t, d), nil },
		func() sched.Call[bool] { return w.sem.AcquireOp(d) }))
	add(asking("sem", sure(w.sem.TryAcquire), w.sem.TryAcquireOp))
	add(acting("sem.release", func(t *sched.Thread) { w.sem.Release(t, 2) }, func() sched.Op { return w.sem.ReleaseOp(2) }))
	add(asking("bounded", func(t *sched.Thread) (bool, error) { w.bounded.Acquire(t); return true, nil },
		func() sched.Call[bool] { return w.bounded.AcquireOp(sched.Forever) }),
		acting("bounded", func(t *sched.Thread) { w.bounded.Release(t, 1) }, func() sched.Op { return w.bounded.ReleaseOp(1) }))
	add(acting("event", w.event.Set, w.event.SetOp))
	add(acting("event", w.event.Clear, w.event.ClearOp))
	add(asking("event", sure(w.event.IsSet), w.event.IsSetOp))
	add(asking("event", func(t *sched.Thread) (bool, error) { return w.event.WaitTimeout(t, d), nil },
		func() sched.Call[bool] { return w.event.WaitOp(d) }))
	add(asking("barrier", func(t *sched.Thread) (int, error) { return w.barrier.WaitTimeout(t, d) },
		func() sched.Call[int] { return w.barrier.WaitOp(d) }))
	add(acting("barrier", w.barrier.Reset, w.barrier.ResetOp))
	add(acting("barrier", w.barrier.Abort, w.barrier.AbortOp), acting("barrier", w.barrier.Reset, w.barrier.ResetOp))
	add(asking("barrier", sure(w.barrier.Broken), w.barrier.BrokenOp))
	add(asking("barrier", sure(w.barrier.NWaiting), w.barrier.NWaitingOp))
	for _, q := range []*threading.Queue[int]{w.queue, w.lifo} {
		add(asking("put", func(t *sched.Thread) (int, error) { return 5, q.PutTimeout(t, 5, d) },
			func() sched.Call[int] { return q.PutOp(5, d) }))
		add(asking("put", func(t *sched.Thread) (int, error) { return 6, q.PutNowait(t, 6) },
			func() sched.Call[int] { return q.PutNowaitOp(6) }))
		add(asking("get", func(t *sched.Thread) (int, error) { return q.GetTimeout(t, d) },
			func() sched.Call[int] { return q.GetOp(d) }))
		add(asking("get", q.GetNowait, q.GetNowaitOp))
		add(asking("qsize", sure(q.Qsize), q.QsizeOp))
		add(acting("put, done, join", func(t *sched.Thread) { q.Put(t, 1); q.TaskDone(t) },
			func() sched.Op { return &sequence{ops: []sched.Op{q.PutOp(1, sched.Forever), q.TaskDoneOp()}} }))
	}
	add(asking("priority", func(t *sched.Thread) (string, error) { return "z", w.priority.PutNowait(t, "z") },
		func() sched.Call[string] { return w.priority.PutNowaitOp("z") }))
	add(asking("priority", func(t *sched.Thread) (string, error) { return w.priority.GetTimeout(t, d) },
		func() sched.Call[string] { return w.priority.GetOp(d) }))
	add(acting("simple", func(t *sched.Thread) { w.simple.Put(t, 9) }, func() sched.Op { return w.simple.PutOp(9) }))
	add(asking("simple", func(t *sched.Thread) (int, error) { return w.simple.GetTimeout(t, d) },
		func() sched.Call[int] { return w.simple.GetOp(d) }))
	add(asking("simple", w.simple.GetNowait, func() sched.Call[int] { return w.simple.GetOp(0) }))
	add(acting("local", func(t *sched.Thread) { w.local.Set(t, 4) }, func() sched.Op { return w.local.SetOp(4) }))
	add(asking("local", func(t *sched.Thread) (int, error) {
		x, ok := w.local.Lookup(t)
		if !ok {
			return x, threading.ErrNoAttribute
		}
		return x, nil
	}, w.local.LookupOp))
	add(w.sleep(20*time.Microsecond), w.set(1))
	add(acting("yield", (*sched.Thread).Yield, sched.YieldOp))
	add(acting("io", func(t *sched.Thread) { t.IO("disk", time.Microsecond) }, func() sched.Op { return sched.IOOp("disk", time.Microsecond) }))
	add(acting("work", func(t *sched.Thread) { t.Loop(200, 5) }, func() sched.Op { return sched.Code{N: 1000, Round: 5} }))
	add(acting("allow", func(t *sched.Thread) { t.AllowThreads(500, nil) }, func() sched.Op { return sched.AllowThreadsOp(500, nil) }))
	add(acting("write", func(t *sched.Thread) { t.Write("w") }, func() sched.Op { return sched.WriteOp("w") }))
	add(asking("now", sure((*sched.Thread).Now), sched.NowOp))
	add(asking("random", func(t *sched.Thread) (int64, error) { return t.Random(10), nil }, func() sched.Call[int64] { return sched.RandomOp(10) }))
	add(acting("priority", func(t *sched.Thread) { t.SetPriority(0) }, func() sched.Op { return sched.SetPriorityOp(0) }))
	add(asking("v", sure(w.v.Get), w.v.GetOp))
	add(asking("ref", sure(w.ref.Get), w.ref.GetOp), acting("ref", func(t *sched.Thread) { w.ref.Set(t, "b") }, func() sched.Op { return w.ref.SetOp("b") }))
	add(asking("join", func(t *sched.Thread) (bool, error) { return t.JoinFor(w.sleeper, d), nil },
		func() sched.Call[bool] { return &sched.Joining{Other: w.sleeper, For: d} }))
	add(asking("alive", sure(w.handle.IsAlive), w.handle.IsAliveOp))
	add(asking("spawn", func(t *sched.Thread) (string, error) {
		return t.Spawn("", (&actor{acts: []act{w.set(8)}}).function).Name(), nil
	}, func() sched.Call[string] {
		return named{&sched.Spawning{Runner: &actor{acts: []act{w.set(8)}}}}
	}))
	add(asking("current", func(t *sched.Thread) (string, error) { return threading.Current(t).Name(), nil },
		func() sched.Call[string] { return handleName{threading.CurrentOp()} }))
	add(asking("main", func(t *sched.Thread) (string, error) { return threading.Main(t).Name(), nil },
		func() sched.Call[string] { return handleName{threading.MainOp()} }))
	add(asking("count", sure(threading.ActiveCount), threading.ActiveCountOp))
	add(asking("enumerate", func(t *sched.Thread) (int, error) { return len(threading.Enumerate(t)), nil },
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
		var started []*sched.Thread
		for range threads {
			var acts []act
			for range groups {
				acts = append(acts, all[choose.IntN(len(all))]...)
			}
			started = append(started, w.spawn(t, "", acts...))
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
		other := w.spawn(t, "", slices.Concat(w.groups(30*time.Microsecond)...)...)
		t.Join(other)
		w.handle.Join(t)
	}
}

// bothForms compares a program's traces in both forms.
func bothForms(t *testing.T, c sim.Config, program func(data bool) func(t *sched.Thread)) {
	t.Helper()
	sameForms(t, func() sim.Config { return c }, program)
}

// sameForms is bothForms for a configuration that each run needs anew, because of its strategy.
func sameForms(t *testing.T, config func() sim.Config, program func(data bool) func(t *sched.Thread)) {
	t.Helper()
	functions, err := sim.Record(config(), program(false))
	data, err2 := sim.Record(config(), program(true))
	if textOf(t, functions) != textOf(t, data) {
		i := 0
		for i < min(len(functions.Events), len(data.Events)) && functions.Events[i] == data.Events[i] {
			i++
		}
		t.Fatalf("%v\n%v\nthe traces of %d and %d events part at %d:\n%s", err, err2, len(functions.Events), len(data.Events), i, around(functions, data, i))
	}
	var deadlock *sched.DeadlockError
	if err != nil && !errors.As(err, &deadlock) {
		t.Errorf("the program fails: %v", err)
	}
	if (err == nil) != (err2 == nil) {
		t.Errorf("functions: %v, plain data: %v", err, err2)
	}
}

// textOf returns a trace as it is written.
func textOf(t *testing.T, tr *trace.Trace) string {
	t.Helper()
	var text strings.Builder
	if err := tr.Write(&text); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// around shows the events where two traces part.
func around(a, b *trace.Trace, i int) (text string) {
	for _, tr := range []*trace.Trace{a, b} {
		for _, e := range tr.Events[max(0, i-3):min(len(tr.Events), i+3)] {
			text += fmt.Sprintln(e, e.Kind)
		}
		text += "\n"
	}
	return text
}

// underConfigs calls f for several machines and locks.
func underConfigs(f func(c sim.Config)) {
	for _, cores := range []int{1, 2} {
		f(sim.Config{Cores: cores})
		for _, d := range gil.Disciplines() {
			f(sim.Config{Cores: cores, GIL: gil.Config{Discipline: d, Interval: 20 * time.Microsecond}})
		}
	}
}

func TestPlainDataDoesEveryActAsAFunctionDoes(t *testing.T) {
	underConfigs(func(c sim.Config) {
		for seed := range uint64(5) {
			c.Seed = seed
			bothForms(t, c, everyAct)
		}
	})
}

func TestPlainDataDoesRandomActsAsFunctionsDo(t *testing.T) {
	seeds := uint64(40)
	if testing.Short() {
		seeds = 5
	}
	underConfigs(func(c sim.Config) {
		for seed := range seeds {
			c.Seed = seed
			bothForms(t, c, func(data bool) func(t *sched.Thread) { return someActs(seed, 4, 12, data) })
		}
	})
}

// A gambler is an untimed strategy that chooses with equal chances.
type gambler struct{ *rand.Rand }

func (g gambler) Timed() bool { return false }

func (g gambler) Pick(d *choice.Decision) (int64, error) {
	if len(d.Options) > 0 {
		return int64(g.IntN(len(d.Options))), nil
	}
	return d.Low + g.Int64N(min(d.High-d.Low, 1e6)+1), nil
}

func TestPlainDataIsSearchedAsFunctionsAre(t *testing.T) {
	for _, d := range gil.Disciplines() {
		for seed := range uint64(20) {
			config := func() sim.Config {
				return sim.Config{GIL: gil.Config{Discipline: d}, Strategy: gambler{rand.New(rand.NewPCG(seed, 1))}}
			}
			sameForms(t, config, func(data bool) func(t *sched.Thread) { return someActs(seed, 3, 8, data) })
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
		m.child.Runner = &actor{acts: []act{acting("put", nil, func() sched.Op { return m.queue.PutOp(7, sched.Forever) })}}
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
	underConfigs(func(c sim.Config) {
		function, err := sim.Record(c, mainFunction)
		data, err2 := sim.RecordRunner(c, new(mainData))
		if err != nil || err2 != nil || textOf(t, function) != textOf(t, data) {
			t.Errorf("%v, %v: the traces part:\n%s\n%s", err, err2, textOf(t, function), textOf(t, data))
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
		t.Join(t.SpawnRunner("data", &actor{acts: []act{acting("", nil, func() sched.Op { return sched.Func(lock.Acquire) })}}))
	})
	if got := misuse(err); got != "data is plain data, and cannot wait in the middle of a call: it must step an op" {
		t.Errorf("error %v", err)
	}
}
