// This file defines the process as its parent sees it.

package multiprocessing

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

// The signals that end a process.
const (
	SIGKILL = 9
	SIGTERM = 15
)

// A Process is multiprocessing.Process: a function, and the process that runs it once it is started.
type Process struct {
	target  func(t *sched.Thread)
	args    []any
	name    string
	id      []int
	daemon  bool
	creator *sched.Process
	process *sched.Process // nil until it is started
	closed  bool
}

// NewProcess returns a process that will run the function, with the next name of Process-1, Process-2 and so on, and in
// Process-1 of Process-1:1, Process-1:2. The args are the queues and connections, and what package ipc has open, that it is given: the function
// captures them, and here it is said that a process which is not forked has them open, too.
func NewProcess(t *sched.Thread, target func(t *sched.Thread), args ...any) *Process {
	s := stateOf(t)
	s.mu.Lock(t)
	defer s.mu.Unlock(t)
	s.started++
	id := append(slices.Clone(s.identity), s.started)
	parts := make([]string, len(id))
	for i, n := range id {
		parts[i] = strconv.Itoa(n)
	}
	return &Process{target: target, args: args, name: "Process-" + strings.Join(parts, ":"), id: id, daemon: s.daemonic, creator: t.Process()}
}

// Name returns the process's name.
func (p *Process) Name() string { return p.name }

// SetName gives the process another name.
func (p *Process) SetName(name string) { p.name = name }

// Daemon reports whether the process is to be terminated when its parent ends.
func (p *Process) Daemon() bool { return p.daemon }

// SetDaemon says whether the process, which has not been started, is to be terminated when its parent ends.
func (p *Process) SetDaemon(t *sched.Thread, daemon bool) {
	p.mustBeOpen(t)
	assert(t, p.process == nil, "process has already started")
	p.daemon = daemon
}

// assert fails the thread as Python's assert does, unless the condition holds.
func assert(t *sched.Thread, holds bool, text string) {
	if !holds {
		t.FailWith("AssertionError", "%s", text)
	}
}

func (p *Process) mustBeOpen(t *sched.Thread) {
	if p.closed {
		t.FailWith("ValueError", "process object is closed")
	}
}

// startCode is what Process.start executes beside the start itself, in bytecodes.
const startCode = 150

// Start starts the process.
func (p *Process) Start(t *sched.Thread) {
	s := stateOf(t)
	p.mustBeOpen(t)
	assert(t, p.process == nil, "cannot start a process twice")
	assert(t, p.creator == t.Process(), "can only start a process object created by current process")
	assert(t, !s.daemonic, "daemonic processes are not allowed to have children")
	s.cleanup(t)
	t.Run(startCode)
	cost := s.method.cost()
	child := &state{identity: p.id, name: p.name, daemonic: p.daemon, method: s.method, parent: t.Process()}
	p.process = t.StartProcess(sched.StartedProcess{
		Name: p.name, Anew: s.method != Fork, Parent: cost.Parent, Child: cost.Child, Signal: ipc.SignalTime, Given: p.pass,
		Function: func(t *sched.Thread) {
			t.Process().Module(stateKey{}, func() any { return child })
			bootstrap(t, p.target)
		},
	})
	s.mu.Lock(t)
	defer s.mu.Unlock(t)
	s.children = append(s.children, p)
}

// An opener is something that a process can be given: what it stands on.
type opener interface{ ends() []*ipc.End }

// pass opens in the new process what it is given. By fork it has that already.
func (p *Process) pass(process *sched.Process) {
	for _, arg := range p.args {
		switch arg := arg.(type) {
		case opener:
			ipc.Pass(process, arg.ends()...)
		case ipc.Descriptor:
			ipc.Pass(process, arg)
		}
	}
}

// A SystemExit ends a process, as sys.exit does where nobody catches it.
type SystemExit struct {
	Code int
	Text string // printed in place of a code, which is 1 then
}

// Error returns the text, or the code.
func (e *SystemExit) Error() string {
	if e.Text != "" {
		return e.Text
	}
	return strconv.Itoa(e.Code)
}

// Exit is sys.exit(code), which raises an exception.
func Exit(code int) { sched.Raise(&SystemExit{Code: code}) }

// ExitWithText is sys.exit(text).
func ExitWithText(text string) { sched.Raise(&SystemExit{Code: 1, Text: text}) }

// bootstrap is BaseProcess._bootstrap: what the child runs.
func bootstrap(t *sched.Thread, target func(t *sched.Thread)) {
	err := t.Catch(func() { target(t) })
	var exit *SystemExit
	switch {
	case errors.As(err, &exit):
		if exit.Text != "" {
			t.Print(exit.Text)
		}
		t.Process().SetStatus(exit.Code & 0xff)
	case err != nil:
		t.Uncaught(err)
	}
	stateOf(t).atExit(t)
}

// mustBeMine fails the thread unless its process has started p.
func (p *Process) mustBeMine(t *sched.Thread, what string) {
	p.mustBeOpen(t)
	assert(t, p.creator == t.Process(), "can only "+what+" a child process")
}

// Join waits until the process has ended.
func (p *Process) Join(t *sched.Thread) { p.JoinTimeout(t, sched.Forever) }

// JoinTimeout is Join for at most d. Like Python's it does not tell which of the two it was: ExitCode does.
func (p *Process) JoinTimeout(t *sched.Thread, d time.Duration) {
	p.mustBeMine(t, "join")
	assert(t, p.process != nil, "can only join a started process")
	if t.Wait(p.process, d) {
		p.forget(t)
	}
}

// poll reports whether the process has ended, and reaps it then.
func (p *Process) poll(t *sched.Thread) bool {
	ended := t.Wait(p.process, 0)
	if ended {
		p.forget(t)
	}
	return ended
}

// forget takes a process that has been reaped off the list of children.
func (p *Process) forget(t *sched.Thread) {
	s := stateOf(t)
	s.mu.Lock(t)
	defer s.mu.Unlock(t)
	s.children = slices.DeleteFunc(s.children, func(other *Process) bool { return other == p })
}

// cleanup reaps the children that have ended.
func (s *state) cleanup(t *sched.Thread) {
	for _, p := range s.active(t) {
		p.poll(t)
	}
}

// IsAlive reports whether the process has been started, and has not ended.
func (p *Process) IsAlive(t *sched.Thread) bool {
	p.mustBeMine(t, "test")
	return p.process != nil && !p.poll(t)
}

// ExitCode returns how the process has ended: its exit code, or minus a signal. It reports false if it has not, or has not been
// started: None.
func (p *Process) ExitCode(t *sched.Thread) (code int, ended bool) {
	p.mustBeOpen(t)
	if p.process == nil || !p.poll(t) {
		return 0, false
	}
	return p.process.Status(), true
}

// Pid returns the number of the process, 0 if it has not been started: None.
func (p *Process) Pid() int {
	if p.process == nil {
		return 0
	}
	return p.process.Pid()
}

// Terminate sends the process SIGTERM: it ends a while later, wherever it is, and no finally clause is carried out.
func (p *Process) Terminate(t *sched.Thread) { p.signal(t, SIGTERM) }

// Kill sends the process SIGKILL.
func (p *Process) Kill(t *sched.Thread) { p.signal(t, SIGKILL) }

func (p *Process) signal(t *sched.Thread, number int) {
	p.mustBeOpen(t)
	if p.process == nil {
		t.FailWith("AttributeError", "'NoneType' object has no attribute 'terminate'")
	}
	t.Signal(p.process, number)
}

// Close gives up a process that has ended, or was not started.
func (p *Process) Close(t *sched.Thread) {
	if p.closed {
		return
	}
	if p.process != nil && !p.poll(t) {
		t.FailWith("ValueError", "Cannot close a process while it is still running. You should first call join() or terminate().")
	}
	p.closed = true
}

// String is repr(process).
func (p *Process) String() string {
	if p.closed {
		return fmt.Sprintf("<Process name='%s' closed>", p.name)
	}
	text := fmt.Sprintf("<Process name='%s'", p.name)
	switch {
	case p.process == nil:
		text += fmt.Sprintf(" parent=%d initial", p.creator.Pid())
	case !p.process.Over():
		text += fmt.Sprintf(" pid=%d parent=%d started", p.Pid(), p.creator.Pid())
	default:
		text += fmt.Sprintf(" pid=%d parent=%d stopped", p.Pid(), p.creator.Pid()) + exitText(p.process.Status())
	}
	if p.daemon {
		text += " daemon"
	}
	return text + ">"
}

func exitText(status int) string {
	switch status {
	case 0:
		return ""
	case -SIGKILL:
		return " exitcode=-SIGKILL"
	case -SIGTERM:
		return " exitcode=-SIGTERM"
	}
	return " exitcode=" + strconv.Itoa(status)
}

// ActiveChildren returns the children of t's process that have not ended, and reaps those that have.
func ActiveChildren(t *sched.Thread) []*Process {
	s := stateOf(t)
	s.cleanup(t)
	return s.active(t)
}

// active returns the children that have not been reaped.
func (s *state) active(t *sched.Thread) []*Process {
	s.mu.Lock(t)
	defer s.mu.Unlock(t)
	return slices.Clone(s.children)
}

// Wait waits until some of these processes have ended, for at most d, and returns those: connection.wait of their sentinels.
func Wait(t *sched.Thread, list []*Process, d time.Duration) (ended []*Process) {
	var all []*sched.Process
	for _, p := range list {
		p.mustBeMine(t, "wait for")
		assert(t, p.process != nil, "can only wait for a started process")
		all = append(all, p.process)
	}
	t.WaitAny(all, d)
	for _, p := range list {
		if p.process.Over() {
			ended = append(ended, p)
		}
	}
	return ended
}
