package subprocess_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/subprocess"
	"github.com/gilsim/gilsim/trace"
)

// A rule is a program, and what it prints on every machine: what the same program prints with CPython 3.11.
type rule struct {
	name    string
	program func(t *sched.Thread)
	prints  string
}

var rules = []rule{
	{"48: return codes", returnCodes, "CompletedProcess(args=['true'], returncode=0)|3|-9|127|44"},
	{"48: what is not there", notThere, "FileNotFoundError: [Errno 2] No such file or directory: 'no-such-program'"},
	{"48: errors of check", checks, "Command '['false']' returned non-zero exit status 1.|Command '['sh', '-c', 'kill -9 $$']' died with <Signals.SIGKILL: 9>.|1|" +
		"Command '['false']' returned non-zero exit status 1."},
	{"48: communicate", talks, "CompletedProcess(args=['cat'], returncode=0, stdout=b'hello', stderr=b'')|b'x' 0|200000|" +
		"ValueError: Cannot send input after starting communication|'out' 'err'|'outerr'"},
	{"48: time-outs", timeouts, "Command '['sleep', '5']' timed out after 0.05 seconds|None|Command '['sleep', '5']' timed out after 0.05 seconds|" +
		"<Popen: returncode: -9 args: ['sleep', '5']>|Command '['sleep', '5']' timed out after 0.05 seconds"},
	{"48: a program that is not waited for is a zombie", zombies, "true|1|0|0"},
	{"48: what is inherited is printed", inherits, "hello|0"},
	{"48: misuse", misuses, "ValueError: stdin and input arguments may not both be used.|ValueError: stdout and stderr arguments may not be used with capture_output.|" +
		"IndexError: list index out of range"},
	{"48: from a child process", fromChild, "child b'hi'"},
	{"48: a pipe that nobody reads any more", nobodyReads, "-13"},
}

// programs are what the rules start, as they stand for the real ones on the simulated machine.
func programs(t *sched.Thread) {
	subprocess.Provide(t, "true", subprocess.Prints("", time.Millisecond, 0))
	subprocess.Provide(t, "false", subprocess.Prints("", time.Millisecond, 1))
	subprocess.Provide(t, "echo", func(t *sched.Thread, run *subprocess.Running) int {
		run.Write(t, []byte(strings.Join(run.Args[1:], " ")+"\n"))
		return 0
	})
	subprocess.Provide(t, "cat", func(t *sched.Thread, run *subprocess.Running) int {
		for data := run.Read(t, 4096); len(data) > 0; data = run.Read(t, 4096) {
			run.Write(t, data)
		}
		return 0
	})
	subprocess.Provide(t, "sleep", func(t *sched.Thread, run *subprocess.Running) int {
		d, err := time.ParseDuration(run.Args[1] + "s")
		if err != nil {
			return 1
		}
		t.Sleep(d)
		return 0
	})
	subprocess.Provide(t, "yes", func(t *sched.Thread, run *subprocess.Running) int {
		for {
			run.Write(t, []byte("y\n"))
		}
	})
	subprocess.Provide(t, "sh", func(t *sched.Thread, run *subprocess.Running) int {
		switch line := run.Args[2]; line {
		case "exit 3", "exit 300":
			return map[string]int{"exit 3": 3, "exit 300": 300}[line]
		case "kill -9 $$":
			t.Signal(t.Process(), 9)
		case "printf out; printf err >&2":
			run.Write(t, []byte("out"))
			run.WriteError(t, []byte("err"))
		}
		return 0
	})
}

func TestRulesOfPrograms(t *testing.T) {
	for _, r := range rules {
		for _, d := range []gil.Discipline{gil.On, gil.Off} {
			t.Run(fmt.Sprint(r.name, ", lock ", d), func(t *testing.T) {
				main := func(t *sched.Thread) { programs(t); r.program(t) }
				tr := machinetest.Record(t, machinetest.Locked(d), main)
				if err := trace.Check(tr); err != nil {
					t.Error(err)
				}
				machinetest.ReplaysExactly(t, main)
				if got := printed(tr.Events, tr.Names); got != r.prints {
					t.Errorf("it prints %s, want %s", got, r.prints)
				}
			})
		}
	}
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

// text returns what f raises, as Python tells it.
func text(t *sched.Thread, f func()) string {
	err := t.Catch(f)
	var misuse *sched.MisuseError
	if errors.As(err, &misuse) {
		return misuse.Class + ": " + misuse.Msg
	}
	return fmt.Sprint(err)
}

func returnCodes(t *sched.Thread) {
	t.Print(subprocess.Run(t, []string{"true"}, subprocess.Options{}))
	t.Print(subprocess.Call(t, []string{"sh", "-c", "exit 3"}, subprocess.Config{}))
	t.Print(subprocess.Call(t, []string{"sh", "-c", "kill -9 $$"}, subprocess.Config{}))
	t.Print(subprocess.Call(t, []string{"no-such-program"}, subprocess.Config{Shell: true, Stderr: subprocess.Null}))
	t.Print(subprocess.Call(t, []string{"sh", "-c", "exit 300"}, subprocess.Config{}))
}

func notThere(t *sched.Thread) {
	t.Print(text(t, func() { subprocess.Popen(t, []string{"no-such-program"}, subprocess.Config{Stdout: subprocess.Pipe}) }))
}

func checks(t *sched.Thread) {
	t.Print(text(t, func() { subprocess.Run(t, []string{"false"}, subprocess.Options{Check: true}) }))
	err := t.Catch(func() { subprocess.CheckOutput(t, []string{"sh", "-c", "kill -9 $$"}, subprocess.Options{}) })
	t.Print(err)
	t.Print(subprocess.Call(t, []string{"false"}, subprocess.Config{}))
	t.Print(text(t, func() { subprocess.CheckCall(t, []string{"false"}, subprocess.Config{}) }))
}

func talks(t *sched.Thread) {
	cat := []string{"cat"}
	t.Print(subprocess.Run(t, cat, subprocess.Options{Input: []byte("hello"), Capture: true}))
	p := subprocess.Popen(t, cat, subprocess.Config{Stdin: subprocess.Pipe, Stdout: subprocess.Pipe})
	out, _ := p.Communicate(t, []byte("x"), sched.Forever)
	code, _ := p.ReturnCode()
	t.Print(fmt.Sprintf("b'%s' %d", out, code))
	long := subprocess.Run(t, cat, subprocess.Options{Input: []byte(strings.Repeat("x", 200_000)), Capture: true})
	t.Print(len(long.Stdout))
	t.Print(text(t, func() { p.Communicate(t, []byte("y"), sched.Forever) }))
	both := []string{"sh", "-c", "printf out; printf err >&2"}
	done := subprocess.Run(t, both, subprocess.Options{Capture: true})
	t.Print(fmt.Sprintf("'%s' '%s'", done.Stdout, done.Stderr))
	t.Print(fmt.Sprintf("'%s'", subprocess.CheckOutput(t, both, subprocess.Options{Config: subprocess.Config{Stderr: subprocess.Stdout}})))
}

func timeouts(t *sched.Thread) {
	asleep := []string{"sleep", "5"}
	t.Print(text(t, func() { subprocess.Run(t, asleep, subprocess.Options{Timeout: 50 * time.Millisecond}) }))
	p := subprocess.Popen(t, asleep, subprocess.Config{Stdout: subprocess.Pipe})
	if _, ended := p.Poll(t); !ended {
		t.Print("None")
	}
	t.Print(text(t, func() { p.Communicate(t, nil, 50*time.Millisecond) }))
	p.Kill(t)
	p.Communicate(t, nil, sched.Forever)
	t.Print(p)
	q := subprocess.Popen(t, asleep, subprocess.Config{})
	t.Print(text(t, func() { q.Wait(t, 50*time.Millisecond) }))
	q.Terminate(t)
	if code := q.Wait(t, sched.Forever); code != -15 {
		t.Fail("%d", code)
	}
	q.Kill(t)
}

func zombies(t *sched.Thread) {
	p := subprocess.Popen(t, []string{"true"}, subprocess.Config{})
	for !t.Process().Children()[0].Over() {
		t.Sleep(time.Millisecond)
	}
	t.Print(t.Process().Children()[0].Over())
	t.Print(len(t.Process().Children()))
	t.Print(p.Wait(t, sched.Forever))
	t.Print(len(t.Process().Children()))
}

func inherits(t *sched.Thread) {
	p := subprocess.Popen(t, []string{"echo", "hello"}, subprocess.Config{})
	t.Print(p.Wait(t, sched.Forever))
}

func misuses(t *sched.Thread) {
	pipe := subprocess.Config{Stdin: subprocess.Pipe, Stdout: subprocess.Pipe}
	t.Print(text(t, func() { subprocess.Run(t, []string{"cat"}, subprocess.Options{Input: []byte{}, Config: pipe}) }))
	t.Print(text(t, func() { subprocess.Run(t, []string{"cat"}, subprocess.Options{Capture: true, Config: pipe}) }))
	t.Print(text(t, func() { subprocess.Popen(t, nil, pipe) }))
}

func fromChild(t *sched.Thread) {
	before := subprocess.CheckOutput(t, []string{"echo", "before"}, subprocess.Options{}) // the child executes that again
	p := multiprocessing.NewProcess(t, func(t *sched.Thread) {
		out, _ := subprocess.Popen(t, []string{"echo", "hi"}, subprocess.Config{Stdout: subprocess.Pipe}).Communicate(t, nil, sched.Forever)
		t.Print(fmt.Sprintf("child b'%s'", strings.TrimSpace(string(out))))
		if string(before) != "before\n" {
			t.Fail("it knows %q", before)
		}
	})
	p.Start(t)
	p.Join(t)
}

func nobodyReads(t *sched.Thread) {
	p := subprocess.Popen(t, []string{"yes"}, subprocess.Config{Stdout: subprocess.Pipe})
	if _, err := p.Stdout.Read(t, 10); err != nil {
		t.Fail("%v", err)
	}
	if err := p.Stdout.Close(t); err != nil {
		t.Fail("%v", err)
	}
	t.Print(p.Wait(t, sched.Forever))
}

// A wait for a program that fills a pipe is a deadlock. An external program has no interpreter lock.
func TestAFullPipeIsADeadlock(t *testing.T) {
	tr, err := sim.Record(machinetest.Locked(gil.On), func(t *sched.Thread) {
		programs(t)
		subprocess.Popen(t, []string{"yes"}, subprocess.Config{Stdout: subprocess.Pipe}).Wait(t, sched.Forever)
	})
	var deadlock *sched.DeadlockError
	if !errors.As(err, &deadlock) || !strings.Contains(err.Error(), `yes waits for pipe "stdout"`) {
		t.Error(err)
	}
	for _, e := range machinetest.Events(tr, trace.Take) {
		if e.Thread != 1 {
			t.Error("the program takes an interpreter lock")
		}
	}
}
