package multiprocessing_test

import (
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	mp "github.com/gilsim/gilsim/sched/multiprocessing"
	"github.com/gilsim/gilsim/trace"
)

// run runs a program under the lock, holds that its trace is in order and that it replays exactly, and returns what it prints.
func run(t *testing.T, main func(t *sched.Thread)) (printed string) {
	t.Helper()
	tr := machinetest.Record(t, machinetest.Locked(gil.On), main)
	if err := trace.Check(tr); err != nil {
		t.Error(err)
	}
	machinetest.ReplaysExactly(t, main)
	for _, e := range machinetest.Events(tr, trace.Print) {
		text, _ := tr.Names.Text(e.Arg)
		printed += text
	}
	return printed
}

// raises fails the thread unless f raises an exception with this text.
func raises(t *sched.Thread, text string, f func()) {
	err := t.Catch(f)
	machinetest.Must(t, err != nil && strings.Contains(err.Error(), text), "the error is %v, want %q", err, text)
}

func must(t *sched.Thread, err error) {
	if err != nil {
		t.Fail("%v", err)
	}
}

// ended starts processes and joins them.
func ended(t *sched.Thread, targets ...func(t *sched.Thread)) (list []*mp.Process) {
	for _, target := range targets {
		p := mp.NewProcess(t, target)
		p.Start(t)
		list = append(list, p)
	}
	for _, p := range list {
		p.Join(t)
	}
	return list
}

// Rule 1: the child has what the parent had at start(), and not at Process(); spawned, what the module defines anew.
func TestRule1AChildHasWhatItsParentHadAtStart(t *testing.T) {
	for m, want := range map[mp.Method]int{mp.Fork: 5, mp.Spawn: 1, mp.ForkServer: 1} {
		run(t, func(th *sched.Thread) {
			mp.SetStartMethod(th, m)
			x, got := sched.NewVar(th, "x", 1), sched.NewSharedVar(th, "got", 0)
			p := mp.NewProcess(th, func(th *sched.Thread) { got.Set(th, x.Get(th)) })
			x.Set(th, 5)
			p.Start(th)
			x.Set(th, 7)
			p.Join(th)
			machinetest.Must(th, got.Get(th) == want, "by %v the child sees %d, want %d", m, got.Get(th), want)
		})
	}
}

// Rule 2: exit codes.
func TestRule2ExitCodes(t *testing.T) {
	run(t, func(th *sched.Thread) {
		codes := []struct {
			target func(th *sched.Thread)
			want   int
		}{
			{func(*sched.Thread) {}, 0},
			{func(*sched.Thread) { mp.Exit(3) }, 3},
			{func(*sched.Thread) { mp.Exit(256) }, 0},
			{func(*sched.Thread) { mp.Exit(-1) }, 255},
			{func(*sched.Thread) { mp.ExitWithText("text") }, 1},
			{func(th *sched.Thread) { th.Fail("an exception") }, 1},
			{func(th *sched.Thread) { th.Exit(7) }, 7},
			{func(th *sched.Thread) { th.Signal(th.Process(), mp.SIGKILL); th.Sleep(time.Hour) }, -9},
		}
		for _, c := range codes {
			code, ok := ended(th, c.target)[0].ExitCode(th)
			machinetest.Must(th, ok && code == c.want, "the exit code is %d, want %d", code, c.want)
		}
	})
}

// Rules 3, 4 and 5: what a process may be asked when.
func TestRule3Lifecycle(t *testing.T) {
	run(t, func(th *sched.Thread) {
		p := mp.NewProcess(th, func(th *sched.Thread) { th.Sleep(time.Second) })
		_, over := p.ExitCode(th)
		machinetest.Must(th, !over && p.Pid() == 0 && !p.IsAlive(th), "it has not been started, and is alive")
		machinetest.Must(th, p.String() == "<Process name='Process-1' parent=1000 initial>", "%v", p)
		raises(th, "can only join a started process", func() { p.Join(th) })
		p.Start(th)
		machinetest.Must(th, p.String() == "<Process name='Process-1' pid=1001 parent=1000 started>", "%v", p)
		raises(th, "cannot start a process twice", func() { p.Start(th) })
		raises(th, "process has already started", func() { p.SetDaemon(th, true) })
		raises(th, "Cannot close a process while it is still running.", func() { p.Close(th) })
		p.JoinTimeout(th, time.Millisecond)
		_, over = p.ExitCode(th)
		machinetest.Must(th, !over, "it is over")
		p.Terminate(th)
		machinetest.Must(th, p.IsAlive(th), "it is dead right after terminate()")
		p.Join(th)
		p.Join(th)
		code, _ := p.ExitCode(th)
		machinetest.Must(th, code == -15 && p.String() == "<Process name='Process-1' pid=1001 parent=1000 stopped exitcode=-SIGTERM>", "%v", p)
		p.Terminate(th)
		p.Close(th)
		raises(th, "process object is closed", func() { p.Join(th) })
		other := mp.NewProcess(th, func(*sched.Thread) {})
		ended(th, func(th *sched.Thread) {
			raises(th, "can only start a process object created by current process", func() { other.Start(th) })
			raises(th, "can only join a child process", func() { other.Join(th) })
		})
	})
}

// Rule 6: names.
func TestRule6Names(t *testing.T) {
	printed := run(t, func(th *sched.Thread) {
		th.Print(mp.CurrentName(th))
		ended(th, func(th *sched.Thread) {
			th.Print(mp.CurrentName(th), mp.Getppid(th) == 1000)
			ended(th, func(th *sched.Thread) { th.Print(mp.CurrentName(th), mp.Getppid(th) == 1001) })
		})
		ended(th, func(th *sched.Thread) { th.Print(mp.CurrentName(th)) })
	})
	if want := "MainProcess\nProcess-1 true\nProcess-1:1 true\nProcess-2\n"; printed != want {
		t.Errorf("printed %q, want %q", printed, want)
	}
}

// Rules 7 and 8: at the end of a process the daemonic ones of its children are terminated, and the others joined. One that is
// killed leaves them all.
func TestRule7Daemons(t *testing.T) {
	lives := func(name string, d time.Duration) func(th *sched.Thread) {
		return func(th *sched.Thread) {
			defer th.Print("finally", name)
			th.Sleep(d)
		}
	}
	family := func(th *sched.Thread) {
		mp.NewProcess(th, lives("normal", 20*time.Millisecond)).Start(th)
		d := mp.NewProcess(th, lives("daemon", time.Second))
		d.SetDaemon(th, true)
		d.Start(th)
		th.Print("main ends")
		th.Sleep(10 * time.Millisecond)
	}
	if printed := run(t, family); printed != "main ends\nfinally normal\n" {
		t.Errorf("printed %q", printed)
	}
	printed := run(t, func(th *sched.Thread) {
		p := mp.NewProcess(th, func(th *sched.Thread) { family(th); th.Sleep(time.Hour) })
		p.Start(th)
		th.Sleep(500 * time.Millisecond)
		p.Kill(th)
	})
	if want := "main ends\nfinally normal\nfinally daemon\n"; printed != want {
		t.Errorf("printed %q, want %q: the children of a killed process live on", printed, want)
	}
	run(t, func(th *sched.Thread) {
		d := mp.NewProcess(th, func(th *sched.Thread) {
			raises(th, "daemonic processes are not allowed to have children", func() { mp.NewProcess(th, nil).Start(th) })
		})
		d.SetDaemon(th, true)
		d.Start(th)
		d.Join(th)
		code, _ := d.ExitCode(th)
		machinetest.Must(th, code == 0, "the exit code is %d", code)
	})
}

// Rule 9: the next start reaps a zombie, and so does active_children.
func TestRule9Zombies(t *testing.T) {
	run(t, func(th *sched.Thread) {
		p, q := mp.NewProcess(th, func(*sched.Thread) {}), mp.NewProcess(th, func(*sched.Thread) {})
		p.Start(th)
		th.Sleep(100 * time.Millisecond)
		machinetest.Must(th, len(th.Process().Children()) == 1 && th.Process().Children()[0].Over(), "it is no zombie")
		p.Kill(th)
		q.Start(th)
		machinetest.Must(th, len(th.Process().Children()) == 1, "start() has not reaped it")
		th.Sleep(100 * time.Millisecond)
		machinetest.Must(th, len(mp.ActiveChildren(th)) == 0 && len(th.Process().Children()) == 0, "active_children() has not reaped it")
	})
}

// Rule 14: what start and join take.
func TestRule14StartAndJoin(t *testing.T) {
	for m, limits := range map[mp.Method][2]time.Duration{
		mp.Fork:       {4 * time.Millisecond, 6500 * time.Microsecond},
		mp.Spawn:      {83 * time.Millisecond, 122 * time.Millisecond},
		mp.ForkServer: {32 * time.Millisecond, 50 * time.Millisecond},
	} {
		run(t, func(th *sched.Thread) {
			mp.SetStartMethod(th, m)
			began := th.Now()
			ended(th, func(*sched.Thread) {})
			took := th.Now() - began
			machinetest.Must(th, took >= limits[0] && took <= limits[1], "by %v it takes %v", m, took)
		})
	}
}

func TestWaitForSentinels(t *testing.T) {
	run(t, func(th *sched.Thread) {
		var list []*mp.Process
		for i := range 3 {
			p := mp.NewProcess(th, func(th *sched.Thread) { th.Sleep(time.Duration(100*(i+1)) * time.Millisecond) })
			p.Start(th)
			list = append(list, p)
		}
		machinetest.Must(th, len(mp.Wait(th, list, 0)) == 0, "one has ended")
		first := mp.Wait(th, list, sched.Forever)
		machinetest.Must(th, len(first) == 1 && first[0] == list[0], "%v have ended", first)
	})
}
