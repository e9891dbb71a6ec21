// This file defines Popen: a program that runs, as the process that has started it sees it.

package subprocess

import (
	"fmt"
	"path"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
	"github.com/gilsim/gilsim/sched/signal"
	"github.com/gilsim/gilsim/trace"
)

// A Config says how a program is to be started. With the zero value it has the standard streams of this process.
type Config struct {
	Stdin, Stdout, Stderr Stream
	Shell                 bool     // the only argument is a command line for /bin/sh
	Dir                   string   // where it runs; empty: where this process does
	Env                   []string // its environment, as NAME=value; nil: that of this process
}

// A Process is a program that was started: a Popen object.
type Process struct {
	Args                  []string
	Stdin, Stdout, Stderr *ipc.End // of those streams that are pipes: the ends of this process

	process    *sched.Process
	returnCode int
	ended      bool
	inherited  [3]kept // on the real machine: what it writes to a stream that it has inherited
	talk       conversation
}

// The time that a start costs the process that makes it, and the program before it does anything. CPython 3.11 on a 2-core virtual machine
// returns from Popen after 0.6 ms at the soonest, and /bin/true has ended 4 ms later, with other processes running; how much of that is the start
// of the program is a guess.
const (
	parentTime = 600 * time.Microsecond
	childTime  = time.Millisecond
	signalTime = 50 * time.Microsecond
)

// startCode is what Popen executes beside the start itself, in bytecodes.
const startCode = 600

// Popen starts a program, by its name and its arguments. Where there is none it raises FileNotFoundError, or PermissionError.
func Popen(t *sched.Thread, args []string, c Config) *Process {
	if len(args) == 0 {
		t.FailWith("IndexError", "list index out of range")
	}
	t.Run(startCode)
	p := &Process{Args: args}
	argv := args
	var stands Program
	if c.Shell {
		argv = []string{"/bin/sh", "-c", args[0]}
		stands = shell(t, args[0])
	} else if stands = program(t, args[0]); stands == nil && t.Process().Real() == nil {
		t.FailWith("FileNotFoundError", "[Errno 2] No such file or directory: '%s'", args[0])
	}
	streams, its := p.open(t, &c)
	x := sched.External{Args: argv, Dir: c.Dir, Env: c.Env}
	x.Name, x.Parent, x.Child, x.Signal = path.Base(argv[0]), parentTime, childTime, signalTime
	if c.Shell {
		x.Name = args[0]
	}
	x.Given = func(process *sched.Process) { ipc.Pass(process, its...) }
	x.Function = func(t *sched.Thread) {
		run := &Running{Args: args, stdin: streams[0], stdout: streams[1], stderr: streams[2]}
		if code := stands(t, run) & 0xff; code != 0 {
			t.Process().SetStatus(code)
		}
	}
	x.Files = p.files(t, streams)
	process, err := t.StartExternal(x)
	for _, end := range its {
		_ = end.Close(t) // it is open: this process has just made it
	}
	if err != nil {
		p.closeAll(t)
		p.fail(t, err)
	}
	p.process = process
	return p
}

// files returns the descriptors of the streams.
func (p *Process) files(t *sched.Thread, streams [3]stream) (files [3]int) {
	for i, s := range streams {
		files[i] = -1
		switch {
		case s.end != nil:
			files[i] = s.end.FD(t)
		case !s.null && i > 0 && t.Process().Real() != nil && !t.Ghost():
			files[i] = outputsOf(t).file(&p.inherited[i])
		}
	}
	return files
}

// fail raises what a start has come to.
func (p *Process) fail(t *sched.Thread, err error) {
	class := "OSError"
	if e, ok := err.(*sched.StartError); ok {
		switch e.Number {
		case errNoEntry:
			class = "FileNotFoundError"
		case errAccess:
			class = "PermissionError"
		}
	}
	t.FailWith(class, "%v", err)
}

// The numbers of errors that have classes of their own: ENOENT and EACCES.
const (
	errNoEntry = 2
	errAccess  = 13
)

// closeAll closes the ends that this process has.
func (p *Process) closeAll(t *sched.Thread) {
	for _, end := range []*ipc.End{p.Stdin, p.Stdout, p.Stderr} {
		if end != nil && end.IsOpen(t) {
			_ = end.Close(t)
		}
	}
	for i := range p.inherited {
		p.inherited[i].close()
	}
}

// Pid returns the number of the process.
func (p *Process) Pid() int { return p.process.Pid() }

// ReturnCode returns how the program has ended, as far as it has been asked: its exit code, or minus a signal. It reports false for None.
func (p *Process) ReturnCode() (code int, ended bool) { return p.returnCode, p.ended }

// Poll returns how the program has ended, and reaps it; it reports false if it runs: None.
func (p *Process) Poll(t *sched.Thread) (code int, ended bool) {
	t.Call(func() {})
	return p.returnCode, p.await(t, 0)
}

// await waits for d at most, and reports whether the program has ended.
func (p *Process) await(t *sched.Thread, d time.Duration) bool {
	if p.ended || !t.Wait(p.process, d) {
		return p.ended
	}
	p.returnCode, p.ended = p.process.Status(), true
	for i := range p.inherited {
		n, text := t.Ask(trace.Recv, func() (int64, []byte) {
			text := p.inherited[i].all()
			return int64(len(text)), text
		})
		if n > 0 {
			t.Write(string(text))
		}
	}
	return true
}

// Wait waits until the program has ended, for at most d, and returns how: its exit code, or minus a signal. Where it has not ended in time
// it raises a *TimeoutExpired. A program that writes more into a pipe than that holds, 65,536 bytes, never ends if nobody reads.
func (p *Process) Wait(t *sched.Thread, d time.Duration) int {
	t.Call(func() {})
	if !p.await(t, d) {
		sched.Raise(&TimeoutExpired{Args: p.Args, Timeout: d})
	}
	return p.returnCode
}

// SendSignal sends the program a signal, unless it is known to have ended.
func (p *Process) SendSignal(t *sched.Thread, number int) {
	if _, ended := p.Poll(t); !ended {
		t.Signal(p.process, number)
	}
}

// Terminate sends the program SIGTERM.
func (p *Process) Terminate(t *sched.Thread) { p.SendSignal(t, signal.SIGTERM) }

// Kill sends the program SIGKILL.
func (p *Process) Kill(t *sched.Thread) { p.SendSignal(t, signal.SIGKILL) }

// With calls f, closes the pipes and waits for the program, also when f raises an exception: the with statement.
func (p *Process) With(t *sched.Thread, f func(p *Process)) {
	defer func() {
		p.closeAll(t)
		p.Wait(t, sched.Forever)
	}()
	f(p)
}

// String is repr(popen).
func (p *Process) String() string {
	code := "None"
	if p.ended {
		code = fmt.Sprint(p.returnCode)
	}
	return fmt.Sprintf("<Popen: returncode: %s args: %s>", code, list(p.Args))
}
