// This file holds rules of CPython's multiprocessing on processes of the operating system. The numbers are those of the tests on
// the simulated machine, and the expected values are CPython's.

package multiprocessing_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/trace"
)

// A realRule is a program, by the number of its rule, and what it prints, or how its run ends.
type realRule struct {
	name    string
	program func(t *sched.Thread)
	prints  string
	ends    string // the beginning of the error; empty: it ends well
}

var realRules = []realRule{
	{"2: exit codes", exitCodes, "0 true|0 true|7 true|255 true|0 true|1 true|1 true|-9 true|-15 true", ""},
	{"3 and 4: the life of a process", lifeOfOne, "0 false|true|0 false|true false 0 true|stopped", ""},
	{"6: names", namesOfAll, "MainProcess|Process-1|Process-1:1|Process-2", ""},
	{"7 and 8: daemons are terminated, others joined", endOfParent, "daemon|ordinary|joined", ""},
	{"11: Process flushes before it forks", unflushed, "no line|child|", ""},
	{"13: what spawn sees", spawned, "1|2|1", ""},
	{"16: a lock whose holder dies stays locked", lockOfTheDead, "true -9|false|false|ValueError: semaphore or lock released too many times", ""},
	{"17: value.value += 1 with the lock", lockedValue, "5000", ""},
	{"18: shared numbers", sharedNumbers, "-2147483648|IndexError: invalid index|ValueError: Can only assign sequence of same size|[4 5 6]", ""},
	{"20: a put is pickled later", lateItems, "10 items, of type string", ""},
	{"23: a writer is joined before its item is read, which fits", joinFirst(65_514), "got 65514", ""},
	{"23: a writer is joined before its item is read, which does not fit", joinFirst(65_515), "", "deadlock: 3 threads wait, and nobody can wake them\n" +
		`  MainThread waits for process "Process-1", held by Process-1`},
	{"24: cancel_join_thread", cancelled, "0 true", ""},
	{"25: full and empty", fullAndEmpty, "queue.Full|queue.Empty|ValueError: task_done() called too many times|1", ""},
	{"26: a reader that is terminated inside get keeps the lock", readerGone, "-15 true|queue.Empty", ""},
	{"28 and 29: pipes", pipes, "hello|EOFError|[Errno 32] Broken pipe", ""},
	{"33: a pool", fiveTasks, "[0 1 4 9 16] <nil>|2 workers|3 processes", ""},
	{"35: a worker that is killed loses its task", lostTask, "TimeoutError|[1] <nil>", ""},
	{"36: an initializer that fails", initializerFails, "many", ""},
	{"19: shared memory by name", sharedMemory, sharedMemorySays, ""},
	{"a barrier, an event, a condition", meetings, "3 passed|set", ""},
}

var realProgram = native.NewProgram("multiprocessing", func(args string) (native.Config, func(t *sched.Thread), error) {
	name, discipline, _ := strings.Cut(args, "|")
	lock := gil.Config{Discipline: gil.On}
	if discipline == "off" {
		lock = gil.Config{}
	}
	cfg := native.Config{GIL: lock}
	for _, r := range realRules {
		if r.name == name {
			return cfg, r.program, nil
		}
	}
	return cfg, nil, fmt.Errorf("no rule is called %q", name)
})

// realLoop executes bytecodes as cheaply as it can: what they cost does not matter here.
var realLoop = sync.OnceValue(func() *native.Loop { return native.Calibrate(1, 9) })

func TestRulesOfRealProcesses(t *testing.T) {
	for _, r := range realRules {
		for _, lock := range []string{"on", "off"} {
			t.Run(r.name+", lock "+lock, func(t *testing.T) { r.holds(t, lock) })
		}
	}
}

// holds runs the program, and looks at what it prints.
func (r *realRule) holds(t *testing.T, lock string) {
	t.Setenv("GORACE", "atexit_sleep_ms=0 halt_on_error=1") // a child's race is its end, and an end without one takes no second
	var buffer trace.Buffer
	names := new(trace.Names)
	_, err := realProgram.Run(context.Background(), r.name+"|"+lock, func(c *native.Config) {
		c.Recorder, c.Names, c.Timeout, c.Loop = &buffer, names, time.Minute, realLoop()
	})
	tr := &trace.Trace{Names: names, Events: buffer.Events, Header: trace.Header{Config: []trace.Param{{Key: "machine", Value: "real"}}}}
	if broken := trace.Check(tr); broken != nil && !r.kills() {
		t.Error(broken)
	}
	var printed []string
	for _, e := range tr.Events {
		if e.Kind == trace.Print {
			text, _ := names.Text(e.Arg)
			printed = append(printed, strings.TrimSuffix(text, "\n"))
		}
	}
	if got := strings.Join(printed, "|"); got != r.prints {
		t.Errorf("it prints %s, want %s", got, r.prints)
	}
	switch {
	case err == nil && r.ends == "":
	case err == nil || r.ends == "" || !strings.HasPrefix(err.Error(), r.ends):
		t.Errorf("the run ends with %v, want %q", err, r.ends)
	}
}

// kills reports whether a process is killed by SIGKILL, which cannot tell what it has recorded: the trace lacks it.
func (r *realRule) kills() bool {
	return strings.Contains(r.prints, "-9") || strings.Contains(r.name, "killed")
}

func exitCodes(t *sched.Thread) {
	for _, f := range []func(t *sched.Thread){
		func(*sched.Thread) {},
		func(*sched.Thread) { multiprocessing.Exit(0) },
		func(*sched.Thread) { multiprocessing.Exit(7) },
		func(*sched.Thread) { multiprocessing.Exit(-1) },
		func(*sched.Thread) { multiprocessing.Exit(256) },
		func(t *sched.Thread) { t.Fail("unforeseen") },
		func(t *sched.Thread) { panic(errors.New("any exception")) },
	} {
		t.Print(ran(t, f).ExitCode(t))
	}
	for _, end := range []func(p *multiprocessing.Process, t *sched.Thread){(*multiprocessing.Process).Kill, (*multiprocessing.Process).Terminate} {
		p := begun(t, func(t *sched.Thread) { t.Sleep(time.Hour) })
		end(p, t)
		p.Join(t)
		t.Print(p.ExitCode(t))
	}
}

func lifeOfOne(t *sched.Thread) {
	p := multiprocessing.NewProcess(t, func(t *sched.Thread) { t.Sleep(time.Hour) })
	t.Print(p.ExitCode(t))
	p.Start(t)
	t.Print(p.IsAlive(t))
	p.JoinTimeout(t, time.Millisecond)
	t.Print(p.ExitCode(t))
	p.Terminate(t)
	p.Join(t)
	p.Join(t)
	p.Terminate(t)
	code, ended := p.ExitCode(t)
	t.Print(code == -15, p.IsAlive(t), len(multiprocessing.ActiveChildren(t)), ended)
	if strings.Contains(p.String(), " stopped exitcode=-SIGTERM") {
		t.Print("stopped")
	}
}

func namesOfAll(t *sched.Thread) {
	t.Print(multiprocessing.CurrentName(t))
	for range 2 {
		first := multiprocessing.CurrentName
		p := multiprocessing.NewProcess(t, func(t *sched.Thread) {
			t.Print(first(t))
			if first(t) == "Process-1" {
				ran(t, func(t *sched.Thread) { t.Print(first(t)) })
			}
		})
		p.Start(t)
		p.Join(t)
	}
}

func endOfParent(t *sched.Thread) {
	said := multiprocessing.NewSemaphore(t, "said", 0)
	parent := begun(t, func(t *sched.Thread) {
		p := multiprocessing.NewProcess(t, func(t *sched.Thread) {
			t.Print("ordinary")
			said.Release(t)
			t.Sleep(20 * time.Millisecond)
		})
		d := multiprocessing.NewProcess(t, func(t *sched.Thread) {
			defer t.Print("never")
			t.Print("daemon")
			said.Release(t)
			t.Sleep(time.Hour)
		})
		d.SetDaemon(t, true)
		d.Start(t)
		said.Acquire(t)
		p.Start(t)
		said.Acquire(t)
	})
	parent.Join(t)
	t.Print("joined")
}

func spawned(t *sched.Thread) {
	num := sched.NewVar(t, "num", 1)
	for _, m := range []multiprocessing.Method{multiprocessing.Spawn, multiprocessing.Fork, multiprocessing.ForkServer} {
		multiprocessing.SetStartMethod(t, m)
		num.Set(t, 2)
		ran(t, func(t *sched.Thread) { t.Print(num.Get(t)) })
	}
}

func lockOfTheDead(t *sched.Thread) {
	lock, has := multiprocessing.NewLock(t, "lock"), multiprocessing.NewSemaphore(t, "has", 0)
	p := begun(t, func(t *sched.Thread) {
		lock.Acquire(t)
		has.Release(t)
		t.Sleep(time.Hour)
	})
	has.Acquire(t)
	p.Kill(t)
	p.Join(t)
	code, _ := p.ExitCode(t)
	t.Print(true, code)
	t.Print(lock.AcquireTimeout(t, 0))
	t.Print(lock.AcquireTimeout(t, time.Millisecond))
	lock.Release(t) // anybody may
	t.Print(text(t, func() { lock.Release(t) }))
}

func lockedValue(t *sched.Thread) {
	value := multiprocessing.NewValue(t, "value", int32(0))
	var list []*multiprocessing.Process
	for range 5 {
		list = append(list, begun(t, func(t *sched.Thread) {
			for range 1000 {
				value.GetLock().With(t, func() { value.Set(t, value.Get(t)+1) })
			}
		}))
	}
	for _, p := range list {
		p.Join(t)
	}
	t.Print(value.Get(t))
}

func sharedNumbers(t *sched.Thread) {
	v, a := multiprocessing.NewValue(t, "v", int32(2147483647)), multiprocessing.NewArray(t, "a", 1, 2, 3)
	ran(t, func(t *sched.Thread) {
		v.Set(t, v.Get(t)+1)
		a.SetSlice(t, 4, 5, 6)
	})
	t.Print(v.Get(t))
	t.Print(text(t, func() { a.Get(t, 3) }))
	t.Print(text(t, func() { a.SetSlice(t, 1) }))
	t.Print(a.Slice(t))
}

func lateItems(t *sched.Thread) {
	q := multiprocessing.NewQueue(t, "q", 0)
	begun(t, func(t *sched.Thread) {
		for range 10 {
			q.Put(t, "x")
		}
	}, q)
	kind := ""
	for range 10 {
		item, err := q.Get(t)
		if err != nil {
			t.Fail("%v", err)
		}
		kind = fmt.Sprintf("%T", item)
	}
	t.Print("10 items, of type", kind)
}

func joinFirst(characters int) func(t *sched.Thread) {
	return func(t *sched.Thread) {
		q := multiprocessing.NewQueue(t, "q", 0)
		p := begun(t, func(t *sched.Thread) { q.Put(t, strings.Repeat("x", characters)) }, q)
		p.Join(t)
		item, err := q.Get(t)
		if err != nil {
			t.Fail("%v", err)
		}
		t.Print("got", len(item.(string)))
	}
}

func cancelled(t *sched.Thread) {
	q := multiprocessing.NewQueue(t, "q", 0)
	p := begun(t, func(t *sched.Thread) {
		q.Put(t, strings.Repeat("x", 200_000))
		q.CancelJoinThread(t)
	}, q)
	p.Join(t)
	t.Print(p.ExitCode(t))
}

func fullAndEmpty(t *sched.Thread) {
	q := multiprocessing.NewJoinableQueue(t, "q", 1)
	q.Put(t, 1)
	t.Print(q.PutTimeout(t, 2, time.Millisecond))
	empty := multiprocessing.NewQueue(t, "empty", 0)
	_, err := empty.GetTimeout(t, time.Millisecond)
	t.Print(err)
	item, _ := q.Get(t)
	q.TaskDone(t)
	q.Join(t)
	t.Print(text(t, func() { q.TaskDone(t) }))
	t.Print(item)
}

func readerGone(t *sched.Thread) {
	q := multiprocessing.NewQueue(t, "q", 0)
	p := begun(t, func(t *sched.Thread) { _, _ = q.Get(t) }, q)
	for !q.ReaderLocked() {
		t.Sleep(time.Millisecond)
	}
	p.Terminate(t)
	p.Join(t)
	t.Print(p.ExitCode(t))
	q.Put(t, 1)
	_, err := q.GetTimeout(t, 20*time.Millisecond)
	t.Print(err)
}

func pipes(t *sched.Thread) {
	a, b := multiprocessing.NewPipe(t, "pipe")
	p := begun(t, func(t *sched.Thread) {
		a.Close(t)
		_ = b.Send(t, "hello")
	}, a, b)
	b.Close(t)
	item, _ := a.Recv(t)
	t.Print(item)
	_, err := a.Recv(t)
	t.Print(err)
	p.Join(t)
	t.Print(a.Send(t, "to nobody"))
}

func fiveTasks(t *sched.Thread) {
	ended := multiprocessing.NewArray(t, "pids", 0, 0, 0, 0, 0)
	square := multiprocessing.NewFunc(t, "square", func(t *sched.Thread, args ...any) (any, error) {
		n := args[0].(int)
		ended.Set(t, n, multiprocessing.Getpid(t))
		return n * n, nil
	})
	pool := multiprocessing.NewPool(t, multiprocessing.PoolConfig{Processes: 2, MaxTasks: 2})
	t.Print(pool.MapAsync(t, square, 1, 0, 1, 2, 3, 4).Get(t, sched.Forever))
	t.Print(len(pool.Workers()), "workers")
	pool.Close(t)
	pool.Join(t)
	distinct := map[int]bool{}
	for _, pid := range ended.Slice(t) {
		distinct[pid] = true
	}
	t.Print(min(3, len(distinct)), "processes")
}

func lostTask(t *sched.Thread) {
	victim := multiprocessing.NewValue(t, "victim", 0)
	task := multiprocessing.NewFunc(t, "task", func(t *sched.Thread, args ...any) (any, error) {
		if args[0] == 0 {
			victim.Set(t, multiprocessing.Getpid(t))
			t.Sleep(time.Hour)
		}
		return args[0], nil
	})
	pool := multiprocessing.NewPool(t, multiprocessing.PoolConfig{Processes: 1})
	r := pool.ApplyAsync(t, nil, task, 0)
	for victim.Get(t) == 0 {
		t.Sleep(time.Millisecond)
	}
	for _, w := range pool.Workers() {
		w.Kill(t)
	}
	_, err := r.Get(t, 300*time.Millisecond)
	t.Print(err)
	t.Print(pool.Map(t, task, 1)) // the pool has replaced the worker
	pool.Terminate(t)
	pool.Join(t)
}

func initializerFails(t *sched.Thread) {
	tries := multiprocessing.NewValue(t, "tries", 0)
	pool := multiprocessing.NewPool(t, multiprocessing.PoolConfig{Processes: 2, Initializer: func(t *sched.Thread) {
		tries.GetLock().With(t, func() { tries.Set(t, tries.Get(t)+1) })
		t.Fail("no")
	}})
	for tries.Get(t) < 6 {
		t.Sleep(time.Millisecond)
	}
	t.Print("many")
	pool.Terminate(t)
	pool.Join(t)
}

func meetings(t *sched.Thread) {
	barrier, event := multiprocessing.NewBarrier(t, "barrier", 3), multiprocessing.NewEvent(t, "event")
	cond, passed := multiprocessing.NewCondition(t, "cond"), multiprocessing.NewValue(t, "passed", 0)
	var list []*multiprocessing.Process
	for range 3 {
		list = append(list, begun(t, func(t *sched.Thread) {
			event.Wait(t)
			barrier.Wait(t)
			cond.With(t, func() {
				passed.Set(t, passed.Get(t)+1)
				cond.NotifyAll(t)
			})
		}))
	}
	event.Set(t)
	cond.With(t, func() { cond.WaitFor(t, func() bool { return passed.Get(t) == 3 }, sched.Forever) })
	for _, p := range list {
		p.Join(t)
	}
	t.Print(passed.Get(t), "passed")
	if event.IsSet(t) {
		t.Print("set")
	}
}

// Every rule that is listed as one of the table is a row of it.
func TestRowsOfTheTable(t *testing.T) {
	for number, l := range list48 {
		if l.real != table {
			continue
		}
		found := false
		for _, r := range realRules {
			numbers, _, _ := strings.Cut(r.name, ":")
			found = found || slices.Contains(strings.Fields(numbers), fmt.Sprint(number))
		}
		if !found {
			t.Errorf("rule %d (%s) is no row", number, l.rule)
		}
	}
}
