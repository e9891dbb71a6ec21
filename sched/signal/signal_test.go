package signal_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
	"github.com/gilsim/gilsim/sched/multiprocessing"
	"github.com/gilsim/gilsim/sched/signal"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/threading"
	"github.com/gilsim/gilsim/trace"
)

// A rule is a program that shows one, and what it prints on every machine: what the same program prints with CPython 3.11.
type rule struct {
	name    string
	program func(t *sched.Thread)
	prints  string
}

var rules = []rule{
	{"44: handlers run in the main thread", inMain, "handler in MainThread|ValueError: signal only works in main thread of the main interpreter|back"},
	{"45: what is sent while it is blocked comes once", once, "pending true|handler|after|pending false"},
	{"45: alarm replaces alarm, and a forked child has none", alarms, "0 5000|child 0|true|0 0s 0s"},
	{"46: a handler that returns lets a sleep, a join, an acquire and a read go on", goesOn, "sleep: handler|sleep: true|join: handler|join: true|acquire: handler|acquire: true|read: handler|read: x"},
	{"46: a handler that raises ends them, and what is started then has seen that", raises, "sleep: raised|join: raised|acquire: raised|read: raised|process: raised|child"},
	{"2: how a signal ends a process", ends, "-15|-14|-10|-12|-1|0|1|KeyboardInterrupt|0"},
	{"handlers are inherited by fork, and what is ignored by spawn, too", inherited, "fork: handler|fork: ignored|spawn: -10|spawn: ignored"},
	{"SIGCHLD", childEnds, "handler 17|3"},
	{"pause", pauses, "handler|back|raised"},
	{"a timer with an interval", intervals, "1|2|3|10ms|stopped true"},
	{"a handler is interrupted by another one", nested, "outer begins|inner|outer ends"},
	{"the parent is sent a signal by its child", toParent, "handler"},
	{"errors", mistakes, "ValueError: signal number out of range|OSError: [Errno 22] Invalid argument|OSError: [Errno 22] Invalid argument|" +
		"ProcessLookupError: [Errno 3] No such process|itimer_error: [Errno 22] Invalid argument|true false true|true"},
}

func TestRulesOfSignals(t *testing.T) {
	for _, r := range append(rules, afterHandler) {
		for _, d := range []gil.Discipline{gil.On, gil.Off, gil.Ticks} {
			t.Run(fmt.Sprint(r.name, ", lock ", d), func(t *testing.T) {
				if got := simulated(t, machinetest.Locked(d), r.program); got != r.prints {
					t.Errorf("it prints %s, want %s", got, r.prints)
				}
			})
		}
	}
}

// simulated runs a program, holds that its trace is in order and replays exactly, and returns what it prints.
func simulated(t *testing.T, cfg sim.Config, main func(t *sched.Thread)) string {
	t.Helper()
	tr := machinetest.Record(t, cfg, main)
	if err := trace.Check(tr); err != nil {
		t.Error(err)
	}
	machinetest.ReplaysExactly(t, main)
	return printed(tr.Events, tr.Names)
}

// printed returns what was printed, a line after the other.
func printed(events []trace.Event, names *trace.Names) string {
	var list []string
	for _, e := range events {
		if e.Kind == trace.Print {
			text, _ := names.Text(e.Arg)
			list = append(list, strings.TrimSuffix(text, "\n"))
		}
	}
	return strings.Join(list, "|")
}

// says returns a handler that prints.
func says(text string) signal.Handler {
	return signal.Func(func(t *sched.Thread, _ int) { t.Print(text) })
}

var errRaised = errors.New("raised")

// text returns what f raises, as Python tells it.
func text(t *sched.Thread, f func()) string {
	err := t.Catch(f)
	var misuse *sched.MisuseError
	if errors.As(err, &misuse) {
		return misuse.Class + ": " + misuse.Msg
	}
	return fmt.Sprint(err)
}

func inMain(t *sched.Thread) {
	ran := sched.NewVar(t, "ran", 0)
	signal.Signal(t, signal.SIGUSR1, signal.Func(func(t *sched.Thread, _ int) { t.Print("handler in", t.Name()); ran.Set(t, 1) }))
	t.Join(t.Spawn("", func(t *sched.Thread) {
		signal.Kill(t, t.Process().Pid(), signal.SIGUSR1)
		awaits(t, ran, 1)
		t.Print(text(t, func() { signal.Signal(t, signal.SIGUSR1, signal.Default) }))
	}))
	t.Print("back")
}

func once(t *sched.Thread) {
	signal.Signal(t, signal.SIGUSR1, says("handler"))
	signal.Block(t, signal.SIGUSR1)
	for range 5 {
		signal.Raise(t, signal.SIGUSR1)
	}
	t.Print("pending", signal.Pending(t).Has(signal.SIGUSR1))
	signal.Unblock(t, signal.SIGUSR1)
	t.Print("after")
	t.Print("pending", signal.Pending(t).Has(signal.SIGUSR1))
}

func alarms(t *sched.Thread) {
	t.Print(signal.Alarm(t, 5000), signal.Alarm(t, 3000))
	p := multiprocessing.NewProcess(t, func(t *sched.Thread) { t.Print("child", signal.Alarm(t, 0)) })
	p.Start(t)
	p.Join(t)
	t.Print(signal.Alarm(t, 0) > 2900)
	left, interval := signal.GetITimer(t)
	t.Print(signal.Alarm(t, 0), left, interval)
}

// A wait is something that a signal comes in the midst of.
type wait struct {
	name string
	f    func(t *sched.Thread) any
}

// long is how long a wait takes, and early when the signal comes. A real machine may be late by more than that: what must not be over
// before the signal has come waits for it, or for ever.
const long, early, ever = 100 * time.Millisecond, 10 * time.Millisecond, time.Hour

// waits returns the waits: a sleep of this length, and what ends when the function has returned that another thread calls.
func waits(sleep time.Duration, passes func(t *sched.Thread)) []wait {
	return []wait{
		{"sleep", func(t *sched.Thread) any { t.Sleep(sleep); return true }},
		{"join", func(t *sched.Thread) any { t.Join(t.Spawn("", passes)); return true }},
		{"acquire", func(t *sched.Thread) any {
			lock := threading.NewLock(t, "lock")
			lock.Acquire(t)
			t.Spawn("", func(t *sched.Thread) { passes(t); lock.Release(t) })
			return lock.AcquireTimeout(t, time.Minute)
		}},
		{"read", func(t *sched.Thread) any {
			r, w := ipc.NewPipe(t, "pipe")
			t.Spawn("", func(t *sched.Thread) {
				passes(t)
				if err := w.Write(t, []byte("x")); err != nil {
					t.Fail("%v", err)
				}
			})
			data, err := r.Read(t, 1)
			if err != nil {
				t.Fail("%v", err)
			}
			return string(data)
		}},
	}
}

func goesOn(t *sched.Thread) {
	ran := sched.NewVar(t, "ran", 0)
	for _, w := range waits(long, func(t *sched.Thread) { awaits(t, ran, 1) }) {
		ran.Set(t, 0)
		signal.Signal(t, signal.SIGALRM, signal.Func(func(t *sched.Thread, _ int) {
			t.Print(w.name + ": handler")
			ran.Set(t, 1)
		}))
		began := t.Now()
		signal.SetITimer(t, early, 0)
		result := w.f(t)
		if took := t.Now() - began; w.name == "sleep" && took < long {
			t.Fail("%s took %v only", w.name, took)
		}
		awaits(t, ran, 1)
		t.Print(w.name+":", result)
	}
}

// awaits waits until a number is so high, and a little longer.
func awaits(t *sched.Thread, v *sched.Var[int], n int) {
	for v.Get(t) < n {
		t.Sleep(time.Millisecond)
	}
	t.Sleep(5 * time.Millisecond)
}

func raises(t *sched.Thread) {
	ran := sched.NewVar(t, "ran", 0)
	signal.Signal(t, signal.SIGALRM, signal.Func(func(t *sched.Thread, _ int) {
		ran.Set(t, 1)
		sched.Raise(errRaised)
	}))
	p := multiprocessing.NewProcess(t, func(t *sched.Thread) { t.Sleep(ever) })
	p.Start(t)
	all := waits(ever, func(t *sched.Thread) { awaits(t, ran, 1) })
	for _, w := range append(all, wait{"process", func(t *sched.Thread) any { p.Join(t); return true }}) {
		ran.Set(t, 0)
		t.Print(w.name+":", text(t, func() {
			signal.SetITimer(t, early, 0)
			w.f(t)
		}))
	}
	p.Terminate(t)
	// on the real machine this one executes all of that again
	after := multiprocessing.NewProcess(t, func(t *sched.Thread) { t.Print("child") })
	after.Start(t)
	after.Join(t)
}

// sleeper starts a process that sleeps, sends it a signal, and returns how it ends.
func sleeper(t *sched.Thread, number int, f func(t *sched.Thread)) int {
	ready := multiprocessing.NewSemaphore(t, "ready", 0)
	p := multiprocessing.NewProcess(t, func(t *sched.Thread) { ready.Release(t); f(t) })
	p.Start(t)
	ready.Acquire(t)
	signal.Kill(t, p.Pid(), number)
	p.Join(t)
	code, _ := p.ExitCode(t)
	return code
}

func ends(t *sched.Thread) {
	for _, number := range []int{signal.SIGTERM, signal.SIGALRM, signal.SIGUSR1, signal.SIGUSR2, signal.SIGHUP, signal.SIGCHLD, signal.SIGINT} {
		asleep := ever
		if number == signal.SIGCHLD { // it ends nobody
			asleep = long
		}
		t.Print(sleeper(t, number, func(t *sched.Thread) { t.Sleep(asleep) }))
	}
	t.Print(sleeper(t, signal.SIGINT, func(t *sched.Thread) {
		err := t.Catch(func() { t.Loop(2_000_000_000, 7) })
		t.Print(err)
		if !signal.IsKeyboardInterrupt(err) {
			t.Fail("%v", err)
		}
	}))
}

func inherited(t *sched.Thread) {
	ran := sched.NewVar(t, "ran", 0)
	for m, name := range []string{"fork", "spawn"} {
		multiprocessing.SetStartMethod(t, multiprocessing.Method(m))
		signal.Signal(t, signal.SIGUSR1, signal.Func(func(t *sched.Thread, _ int) { t.Print(name + ": handler"); ran.Set(t, 1) }))
		signal.Signal(t, signal.SIGUSR2, signal.Ignore)
		if code := sleeper(t, signal.SIGUSR1, func(t *sched.Thread) { awaits(t, ran, 1) }); code != 0 {
			t.Print(name+":", code)
		}
		if sleeper(t, signal.SIGUSR2, func(t *sched.Thread) { t.Sleep(early) }) == 0 {
			t.Print(name + ": ignored")
		}
	}
}

func childEnds(t *sched.Thread) {
	ran := sched.NewVar(t, "ran", 0)
	signal.Signal(t, signal.SIGCHLD, signal.Func(func(t *sched.Thread, number int) { t.Print("handler", number); ran.Set(t, 1) }))
	p := multiprocessing.NewProcess(t, func(t *sched.Thread) { multiprocessing.Exit(3) })
	p.Start(t)
	awaits(t, ran, 1)
	code, _ := p.ExitCode(t)
	t.Print(code)
}

// pauses pauses for a timer that comes again and again: one that came once could come before.
func pauses(t *sched.Thread) {
	said := false
	signal.Signal(t, signal.SIGALRM, signal.Func(func(t *sched.Thread, _ int) {
		if !said {
			t.Print("handler")
		}
		said = true
	}))
	signal.SetITimer(t, early, early)
	signal.Pause(t)
	t.Print("back")
	t.Print(text(t, func() {
		raised := false
		signal.Signal(t, signal.SIGALRM, signal.Func(func(t *sched.Thread, _ int) {
			if !raised { // the next one may come before the timer is stopped
				raised = true
				sched.Raise(errRaised)
			}
		}))
		signal.Pause(t)
	}))
	signal.SetITimer(t, 0, 0)
}

func intervals(t *sched.Thread) {
	n := 0
	signal.Signal(t, signal.SIGALRM, signal.Func(func(t *sched.Thread, _ int) {
		if n++; n <= 3 { // where it runs late, the next signal has come already
			t.Print(n)
		}
		if n == 3 {
			_, interval := signal.SetITimer(t, 0, 0)
			t.Print(interval)
		}
	}))
	signal.SetITimer(t, 30*time.Millisecond, 10*time.Millisecond)
	for n < 3 {
		t.Sleep(time.Millisecond)
	}
	t.Sleep(30 * time.Millisecond)
	before := n
	t.Sleep(30 * time.Millisecond)
	t.Print("stopped", n == before)
}

func nested(t *sched.Thread) {
	signal.Signal(t, signal.SIGUSR2, says("inner"))
	signal.Signal(t, signal.SIGUSR1, signal.Func(func(t *sched.Thread, _ int) {
		t.Print("outer begins")
		signal.Raise(t, signal.SIGUSR2)
		t.Print("outer ends")
	}))
	signal.Raise(t, signal.SIGUSR1)
	t.Loop(100, 7)
}

func toParent(t *sched.Thread) {
	ran := sched.NewVar(t, "ran", 0)
	signal.Signal(t, signal.SIGUSR1, signal.Func(func(t *sched.Thread, _ int) { t.Print("handler"); ran.Set(t, 1) }))
	p := multiprocessing.NewProcess(t, func(t *sched.Thread) { signal.Kill(t, multiprocessing.Getppid(t), signal.SIGUSR1) })
	p.Start(t)
	awaits(t, ran, 1)
	p.Join(t)
}

func mistakes(t *sched.Thread) {
	for _, f := range []func(){
		func() { signal.Signal(t, 99, signal.Ignore) },
		func() { signal.Signal(t, signal.SIGKILL, signal.Ignore) },
		func() { signal.Kill(t, t.Process().Pid(), 99) },
		func() { signal.Kill(t, 999_999, signal.SIGTERM) },
		func() { signal.SetITimer(t, -1, 0) },
	} {
		t.Print(text(t, f))
	}
	pipe, term, intr := signal.GetSignal(t, signal.SIGPIPE), signal.GetSignal(t, signal.SIGTERM), signal.GetSignal(t, signal.SIGINT)
	t.Print(pipe.Ignored, term.Ignored || term.Handler != nil, intr.Handler != nil)
	signal.Signal(t, signal.SIGUSR1, signal.Ignore)
	t.Print(signal.Signal(t, signal.SIGUSR1, signal.Default).Ignored)
}

// afterHandler starts a process once a handler has run: on the real machine the child executes that again, up to its own start.
var afterHandler = rule{"a process that is started after a handler has run", func(t *sched.Thread) {
	count := sched.NewVar(t, "count", 0)
	signal.Signal(t, signal.SIGUSR1, signal.Func(func(t *sched.Thread, _ int) { count.Set(t, count.Get(t)+1) }))
	signal.Raise(t, signal.SIGUSR1)
	signal.Signal(t, signal.SIGALRM, signal.Func(func(t *sched.Thread, _ int) { count.Set(t, count.Get(t)+10) }))
	signal.SetITimer(t, 10*time.Millisecond, 0)
	for count.Get(t) < 11 {
		t.Loop(100_000, 7)
	}
	signal.SetITimer(t, 10*time.Millisecond, 0)
	t.Sleep(30 * time.Millisecond)
	awaits(t, count, 21)
	p := multiprocessing.NewProcess(t, func(t *sched.Thread) { t.Print("child", count.Get(t)) })
	p.Start(t)
	p.Join(t)
	t.Print("parent", count.Get(t))
}, "child 21|parent 21"}

// Rule 47: a signal has to win the lock: with threads that compute, the handler of a main thread that sleeps runs late.
func TestRule47ASignalHasToWinTheLock(t *testing.T) {
	delay := func(threads int) (ran time.Duration) {
		machinetest.Record(t, machinetest.Locked(gil.On), func(t *sched.Thread) {
			signal.Signal(t, signal.SIGALRM, signal.Func(func(t *sched.Thread, _ int) { ran = t.Now() }))
			for range threads {
				t.SpawnDaemon("", func(t *sched.Thread) { t.Loop(100_000_000, 7) })
			}
			set := t.Now()
			signal.SetITimer(t, early, 0)
			t.Sleep(100 * time.Millisecond)
			ran -= set + early
		})
		return ran
	}
	if alone, busy := delay(0), delay(4); alone <= 0 || alone > time.Millisecond || busy < 5*time.Millisecond || busy > 137*time.Millisecond {
		t.Errorf("the handler runs after %v, and after %v beside 4 threads that compute", alone, busy)
	}
}

// What CPython 2.7.18 prints: a sleep is over when its handler has run, a read fails, and a lock waits for its release first.
func TestSignalsBeforePEP475(t *testing.T) {
	era, err := gil.CPython("2.7")
	if err != nil {
		t.Fatal(err)
	}
	cfg := machinetest.Locked(gil.Ticks)
	cfg.Library = era.Library
	got := simulated(t, cfg, func(t *sched.Thread) {
		for _, w := range waits(long, func(t *sched.Thread) { t.Sleep(long) }) {
			ran := time.Duration(0)
			signal.Signal(t, signal.SIGALRM, signal.Func(func(t *sched.Thread, _ int) { ran = t.Now() }))
			began := t.Now()
			signal.SetITimer(t, early, 0)
			result := text(t, func() { w.f(t) })
			t.Call(func() {})
			t.Print(w.name, result, "handler early:", ran-began < long/2, "back early:", t.Now()-began < long/2)
			t.Sleep(long)
		}
	})
	want := "sleep <nil> handler early: true back early: true|join <nil> handler early: false back early: false|" +
		"acquire <nil> handler early: false back early: false|read OSError: [Errno 4] Interrupted system call handler early: true back early: true"
	if got != want {
		t.Errorf("it prints %s, want %s", got, want)
	}
}

// Who ignores SIGCHLD has no zombies, and nothing to wait for.
func TestChildrenOfWhoIgnoresTheirEnd(t *testing.T) {
	got := simulated(t, machinetest.Locked(gil.On), func(t *sched.Thread) {
		signal.Signal(t, signal.SIGCHLD, signal.Ignore)
		multiprocessing.NewProcess(t, func(*sched.Thread) {}).Start(t)
		t.Sleep(50 * time.Millisecond)
		_, _, err := ipc.WaitPid(t, -1, sched.Forever)
		t.Print(err, len(t.Process().Children()))
	})
	if want := "[Errno 10] No child processes 0"; got != want {
		t.Errorf("it prints %s, want %s", got, want)
	}
}

// A pause without anybody who could send a signal is a deadlock. A first process that a signal ends fails the run.
func TestRunsThatFail(t *testing.T) {
	_, err := sim.Record(machinetest.Locked(gil.On), func(t *sched.Thread) { signal.Pause(t) })
	if err == nil || !strings.HasPrefix(err.Error(), "deadlock: 1 thread waits for input that never comes\n  MainThread waits for io \"signal\"") {
		t.Error(err)
	}
	_, err = sim.Record(machinetest.Locked(gil.On), func(t *sched.Thread) {
		signal.Alarm(t, 1)
		t.Sleep(time.Hour)
	})
	var signalled *sched.SignalledError
	if !errors.As(err, &signalled) || signalled.Number != signal.SIGALRM {
		t.Error(err)
	}
}

// Whatever a process is in the middle of when a signal comes, its handler runs once, and what it did goes on: with the lock, by ticks and
// without it.
func TestSignalsComeAtAnyMoment(t *testing.T) {
	for _, d := range []gil.Discipline{gil.On, gil.Off, gil.Ticks} {
		for after := range 25 {
			simulated(t, machinetest.Locked(d), func(t *sched.Thread) {
				lock, ran := threading.NewLock(t, "lock"), 0
				other := t.Spawn("", func(t *sched.Thread) {
					for range 20 {
						lock.With(t, func() { t.Loop(500, 7) })
					}
				})
				signal.Signal(t, signal.SIGALRM, signal.Func(func(t *sched.Thread, _ int) { ran++; t.Loop(100, 7) }))
				signal.SetITimer(t, time.Duration(after+1)*5*time.Microsecond, 0)
				for range 20 {
					lock.With(t, func() { t.Loop(500, 7) })
					t.Sleep(time.Microsecond)
				}
				t.Join(other)
				if ran != 1 || lock.Locked(t) {
					t.Fail("the handler has run %d times, and the lock is taken: %v", ran, lock.Locked(t))
				}
			})
		}
	}
}
