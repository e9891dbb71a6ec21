// This file tests the processes of the operating system. Rules are those of facts that CPython 3.8 to 3.13 were seen to obey; their
// numbers are those under which package multiprocessing names them.

package native_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/trace"
)

// families are the programs of these tests, by name: each of their processes finds its own there.
var families = map[string]func(t *sched.Thread){
	"memory":   memoryProgram,
	"ends":     endsProgram,
	"anyof":    anyOfProgram,
	"nested":   nestedProgram,
	"threads":  threadsProgram,
	"told":     toldProgram,
	"departs":  departsProgram,
	"orphan":   orphanProgram,
	"deadlock": deadlockProgram,
	"sleeps":   sleepsProgram,
	"busy":     busyProgram,
	"alarms":   alarmsProgram,
}

var family = native.NewProgram("test", func(args string) (native.Config, func(t *sched.Thread), error) {
	name, discipline, _ := strings.Cut(args, " ")
	lock := gil.Config{Discipline: gil.On, Interval: time.Millisecond}
	if discipline == "off" {
		lock = gil.Config{}
	}
	return native.Config{GIL: lock}, families[name], nil
})

// runFamily runs a program whose processes are real, and holds that its trace is in order. It returns what was printed.
func runFamily(t *testing.T, args string) (printed []string, r native.Result, err error) {
	t.Helper()
	t.Setenv("GORACE", "atexit_sleep_ms=0 halt_on_error=1") // a child's race is its end, and an end without one takes no second
	var buffer trace.Buffer
	tr := &trace.Trace{Names: new(trace.Names), Header: trace.Header{Config: []trace.Param{{Key: "machine", Value: "real"}}}}
	r, err = family.Run(context.Background(), args, func(c *native.Config) {
		c.Recorder, c.Names, c.Timeout, c.Loop = &buffer, tr.Names, time.Minute, loop()
	})
	tr.Events = buffer.Events
	if broken := trace.Check(tr); broken != nil {
		t.Errorf("%s: %v", args, broken)
	}
	for _, e := range tr.Events {
		if e.Kind == trace.Print {
			text, _ := tr.Names.Text(e.Arg)
			printed = append(printed, strings.TrimSuffix(text, "\n"))
		}
	}
	return printed, r, err
}

// child starts a process by fork.
func child(t *sched.Thread, name string, f func(t *sched.Thread)) *sched.Process {
	return t.StartProcess(sched.StartedProcess{Name: name, Function: f})
}

// Rule 1: a forked child has what its parent had at the start; a spawned one has what was defined. Neither sees the other's changes;
// shared memory is shared.
func memoryProgram(t *sched.Thread) {
	own, seen := sched.NewVar(t, "own", 1), sched.NewSharedVar(t, "seen", 0)
	plain := 1 // a Go variable is copied, too, as a fork copies all memory
	own.Set(t, 100)
	plain = 100
	for _, anew := range []bool{false, true} {
		p := t.StartProcess(sched.StartedProcess{Name: "child", Anew: anew, Function: func(t *sched.Thread) {
			own.Set(t, own.Get(t)+1)
			plain++
			seen.Set(t, own.Get(t)*1000+plain)
		}})
		t.Wait(p, sched.Forever)
		t.Print(own.Get(t), plain, seen.Get(t))
	}
}

func TestMemoryOfRealProcesses(t *testing.T) {
	for _, lock := range []string{"on", "off"} {
		printed, _, err := runFamily(t, "memory "+lock)
		if want := []string{"100 100 101101", "100 100 2101"}; err != nil || fmt.Sprint(printed) != fmt.Sprint(want) {
			t.Errorf("lock %s: %v, %v; want %v", lock, printed, err, want)
		}
	}
}

// Rule 2: exit codes, and minus the signal. Rule 9: who has ended is a zombie until waited for; a signal to it is no error.
func endsProgram(t *sched.Thread) {
	ends := []func(t *sched.Thread){
		func(t *sched.Thread) { t.Process().SetStatus(7) },
		func(t *sched.Thread) { t.Exit(9) },
		func(t *sched.Thread) { panic("unforeseen") },
		func(t *sched.Thread) { t.Sleep(time.Hour) },
		func(t *sched.Thread) { t.Loop(1<<40, 5) },
		func(t *sched.Thread) {},
	}
	for i, end := range ends {
		p := child(t, fmt.Sprint("p", i), end)
		switch i {
		case 3:
			t.Signal(p, 15)
		case 4:
			t.Signal(p, 9)
		}
		got := t.WaitAny([]*sched.Process{p}, sched.Forever)
		zombie := p.Over() && !p.Reaped()
		t.Signal(p, 9)
		ended := t.Wait(p, sched.Forever)
		t.Print(p.Status(), got == p, zombie, ended, p.Reaped(), t.Process().Children())
	}
}

func TestEndsOfRealProcesses(t *testing.T) {
	printed, r, err := runFamily(t, "ends")
	if err != nil {
		t.Error(err)
	}
	want := []string{"7", "9", "1", "-15", "-9", "0"}
	for i := range max(len(want), len(printed)) {
		if i >= len(printed) || i >= len(want) || printed[i] != want[i]+" true true true true []" {
			t.Fatalf("the ends are told as %q, want the codes %v", printed, want)
		}
	}
	if r.Processes != len(want) {
		t.Errorf("%d processes are counted", r.Processes)
	}
}

func anyOfProgram(t *sched.Thread) {
	slow := child(t, "slow", func(t *sched.Thread) { t.Sleep(time.Hour) })
	t.Print(t.Wait(slow, 0), t.Wait(slow, time.Millisecond), t.WaitAny([]*sched.Process{slow}, time.Millisecond) == nil)
	quick := child(t, "quick", func(t *sched.Thread) {})
	t.Print(t.WaitAny([]*sched.Process{slow, quick}, sched.Forever) == quick)
	t.Signal(slow, 9)
	t.Print(t.Wait(slow, sched.Forever), t.Wait(quick, sched.Forever))
}

func TestWaitForAnyRealProcess(t *testing.T) {
	printed, _, err := runFamily(t, "anyof")
	if want := "[false false true true true true]"; err != nil || fmt.Sprint(printed) != want {
		t.Errorf("%v, %v; want %s", printed, err, want)
	}
}

// A child's child executes the program up to its parent's start, and then its parent's function up to its own.
func nestedProgram(t *sched.Thread) {
	n := sched.NewSharedVar(t, "n", 0)
	first := os.Getpid()
	p := child(t, "a", func(t *sched.Thread) {
		got := n.Get(t)
		p := child(t, "b", func(t *sched.Thread) {
			n.Set(t, n.Get(t)+got+10)
			t.Print(t.Process().Ppid() != first, t.Process().Pid() == os.Getpid(), t.Process().Ppid() == os.Getppid())
		})
		n.Set(t, 1)
		t.Wait(p, sched.Forever)
		t.Print(t.Process().Ppid() == first)
	})
	t.Wait(p, sched.Forever)
	t.Print(n.Get(t) >= 10, p.Status())
}

func TestNestedRealProcesses(t *testing.T) {
	// first is a ghost's own number in a child: it is another one there
	printed, _, err := runFamily(t, "nested")
	if err != nil || len(printed) != 3 || printed[2] != "true 0" {
		t.Errorf("%q, %v", printed, err)
	}
}

// Rule 10: a fork copies the calling thread alone, which is the main thread of the child. What it has been told by others it knows.
func threadsProgram(t *sched.Thread) {
	x := sched.NewVar(t, "x", 0)
	other := t.Spawn("other", func(t *sched.Thread) {
		for range 100 {
			x.Set(t, x.Get(t)+1)
		}
		p := child(t, "from a thread", func(t *sched.Thread) { t.Print("child has", x.Get(t), t == t.Process().Main()) })
		t.Wait(p, sched.Forever)
	})
	t.Join(other)
	x.Set(t, x.Get(t)*2)
	p := child(t, "from main", func(t *sched.Thread) { t.Print("child has", x.Get(t), len(t.Process().Children())) })
	t.Wait(p, sched.Forever)
}

func TestRealProcessesOfAProgramWithThreads(t *testing.T) {
	printed, _, err := runFamily(t, "threads")
	if want := "[child has 100 true child has 200 0]"; err != nil || fmt.Sprint(printed) != want {
		t.Errorf("%v, %v; want %s", printed, err, want)
	}
}

// A child knows what its parent knew: the time, random numbers, how waits ended.
func toldProgram(t *sched.Thread) {
	now, n := t.Now(), t.Random(1_000_000)
	t.Sleep(time.Millisecond)
	p := child(t, "a", func(t *sched.Thread) { t.Exit(3) })
	t.Wait(p, sched.Forever)
	status := p.Status()
	p = child(t, "b", func(t *sched.Thread) { t.Print(now, n, status) })
	t.Wait(p, sched.Forever)
	t.Print(now, n, status)
}

func TestARealProcessKnowsWhatItsParentWasTold(t *testing.T) {
	printed, _, err := runFamily(t, "told")
	if err != nil || len(printed) != 2 || printed[0] != printed[1] || !strings.HasSuffix(printed[0], " 3") {
		t.Errorf("the child has %q: %v", printed, err)
	}
}

// A program that does not do the same again fails, and says what differs.
func departsProgram(t *sched.Thread) {
	if os.Getpid() == t.Process().Pid() { // in the first process only, and so in no ghost
		t.Random(5)
	}
	t.Wait(child(t, "p", func(*sched.Thread) {}), sched.Forever)
}

func TestAProgramThatDiffersIsToldSo(t *testing.T) {
	_, _, err := runFamily(t, "departs")
	if err == nil || !strings.Contains(err.Error(), "must do the same each time") {
		t.Errorf("the run ends with %v", err)
	}
}

// deadlockProgram has its processes wait for each other.
func deadlockProgram(t *sched.Thread) {
	p := child(t, "child", func(t *sched.Thread) {
		t.Wait(child(t, "grandchild", func(t *sched.Thread) { t.IO("nothing", sched.Forever) }), sched.Forever)
	})
	t.Wait(p, sched.Forever)
}

func TestADeadlockOfRealProcesses(t *testing.T) {
	_, _, err := runFamily(t, "deadlock")
	var d *sched.DeadlockError
	if !errors.As(err, &d) || len(d.Waits) != 3 {
		t.Fatalf("the run ends with %v", err)
	}
	for i, want := range []string{`MainThread waits for process "child", held by child`, `child waits for process "grandchild", held by grandchild`,
		`grandchild waits for io "nothing"`} {
		if !strings.HasPrefix(d.Waits[i].String(), want) {
			t.Errorf("wait %d is %q, want %q", i, d.Waits[i], want)
		}
	}
}

func sleepsProgram(t *sched.Thread) {
	for i := range 2 {
		child(t, fmt.Sprint("p", i), func(t *sched.Thread) {
			child(t, "q", func(t *sched.Thread) { t.Sleep(time.Hour) })
			t.Loop(1<<40, 5)
		})
	}
	t.Print("started")
	t.Sleep(time.Hour)
}

// A run that is interrupted, or takes too long, leaves no process and no descriptor.
func TestARunThatIsEndedLeavesNoProcess(t *testing.T) {
	before := machinetest.Descriptors(t)
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	if _, err := family.Run(ctx, "sleeps", func(c *native.Config) { c.Loop = loop() }); !errors.Is(err, sched.ErrInterrupted) {
		t.Errorf("the run ends with %v", err)
	}
	mustBeAlone(t)
	var late *native.TimeoutError
	if _, err := family.Run(context.Background(), "sleeps", func(c *native.Config) { c.Timeout = 300 * time.Millisecond }); !errors.As(err, &late) {
		t.Errorf("the run ends with %v", err)
	}
	mustBeAlone(t)
	if left := machinetest.Descriptors(t) - before; left > 0 {
		t.Errorf("%d descriptors are left", left)
	}
}

var endRuns = flag.Int("end-runs", 8, "how many runs of real processes are ended, in turn by themselves, by an interrupt, by a failure, and with a child killed")

// However and whenever a run ends, it leaves no process and no descriptor.
func TestRealProcessesLeaveNothing(t *testing.T) {
	before := machinetest.Descriptors(t)
	for i := range *endRuns {
		ctx, cancel := context.WithCancel(context.Background())
		program, ending := "memory", func() {}
		switch i % 4 {
		case 1:
			program, ending = "sleeps", cancel
		case 2:
			program = "departs"
		case 3:
			program, ending = "sleeps", func() { killOne(i); cancel() }
		}
		timer := time.AfterFunc(time.Duration(i)*time.Millisecond%(50*time.Millisecond), ending)
		_, err := family.Run(ctx, program, func(c *native.Config) { c.Loop, c.Timeout = loop(), time.Minute })
		timer.Stop()
		cancel()
		if (err == nil) != (program == "memory") {
			t.Errorf("run %d of %s ends with %v", i, program, err)
		}
		mustBeAlone(t)
		if left := machinetest.Descriptors(t) - before; left > 0 {
			t.Fatalf("run %d of %s leaves %d descriptors", i, program, left)
		}
	}
}

// killOne kills one of the processes, if there are any.
func killOne(i int) {
	self, _ := os.Readlink("/proc/self/exe")
	if list := ofExecutable(self); len(list) > 0 {
		_ = syscall.Kill(list[i%len(list)], syscall.SIGKILL)
	}
}

// mustBeAlone holds that no process lives that was started by this executable as a child.
func mustBeAlone(t *testing.T) {
	t.Helper()
	self, err := os.Readlink("/proc/self/exe")
	if err != nil {
		t.Fatal(err)
	}
	if left := ofExecutable(self); len(left) > 0 {
		t.Errorf("processes %v are left", left)
	}
}

// ofExecutable returns the processes that execute this file as children of another one.
func ofExecutable(file string) (pids []int) {
	list, _ := os.ReadDir("/proc")
	for _, entry := range list {
		pid, err := strconv.Atoi(entry.Name())
		exe, _ := os.Readlink("/proc/" + entry.Name() + "/exe")
		if line, _ := os.ReadFile("/proc/" + entry.Name() + "/cmdline"); err == nil && exe == file && bytes.Contains(line, []byte("-gilsim.process=")) {
			pids = append(pids, pid)
		}
	}
	return pids
}

// Rule 7: a child lives on when its parent is killed, and has another parent then.
func orphanProgram(t *sched.Thread) {
	alive, middle := sched.NewSharedVar(t, "alive", 0), sched.NewSharedVar(t, "middle", 0)
	p := child(t, "middle", func(t *sched.Thread) {
		child(t, "orphan", func(t *sched.Thread) {
			parent := t.Process().Ppid()
			middle.Set(t, 1)
			for t.Process().Ppid() == parent {
				t.Sleep(time.Millisecond)
			}
			alive.Set(t, 1)
		})
		t.Sleep(time.Hour)
	})
	for middle.Get(t) == 0 {
		t.Sleep(time.Millisecond)
	}
	t.Signal(p, 9)
	t.Wait(p, sched.Forever)
	for alive.Get(t) == 0 {
		t.Sleep(time.Millisecond)
	}
	t.Print("the orphan lived, and its parent ended with", p.Status())
}

func TestAnOrphanLivesOn(t *testing.T) {
	printed, _, err := runFamily(t, "orphan")
	if want := "[the orphan lived, and its parent ended with -9]"; err != nil || fmt.Sprint(printed) != want {
		t.Errorf("%v, %v; want %s", printed, err, want)
	}
}

// Nobody outlives the first process, not even if that is killed.
func TestNobodyOutlivesTheFirstProcess(t *testing.T) {
	if os.Getenv("GILSIM_FIRST") != "" {
		_, err := family.Run(context.Background(), "sleeps", nil)
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	first := exec.Command(self, "-test.run=^TestNobodyOutlivesTheFirstProcess$")
	first.Env = append(os.Environ(), "GILSIM_FIRST=1")
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "its processes begin", func() bool { return len(ofExecutable(self)) == 4 })
	if err := first.Process.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	_ = first.Wait() // it was killed
	eventually(t, "nobody is left", func() bool { return len(ofExecutable(self)) == 0 })
}

// eventually waits until a condition holds, which must come within a minute.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !holds(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("after a minute it is not so that %s", what)
		}
	}
}

// busyProgram computes in two processes of one thread each.
func busyProgram(t *sched.Thread) {
	var list []*sched.Process
	for i := range 2 {
		list = append(list, child(t, fmt.Sprint("p", i), func(t *sched.Thread) { t.Loop(4_000_000, 5) }))
	}
	for _, p := range list {
		t.Wait(p, sched.Forever)
	}
}

// What children use is part of the account: they execute nearly all bytecodes, and so use more than their parent by far.
func TestTheUseOfRealProcessesIsCounted(t *testing.T) {
	_, r, err := runFamily(t, "busy")
	if err != nil {
		t.Fatal(err)
	}
	own := r.Threads[0].Usage.CPU.N
	if !r.Usage.CPU.Known || r.Usage.CPU.N < 2*own {
		t.Errorf("all used %d ns, of which the first process's thread %d", r.Usage.CPU.N, own)
	}
	if n := len(r.Threads); n != 3 || r.Threads[1].Bytecodes < 20_000_000 {
		t.Errorf("%d threads are told of: %+v", n, r.Threads)
	}
}
