// This file defines the process that runs another program than this one.

package sched

import (
	"fmt"

	"github.com/gilsim/gilsim/trace"
)

// An External says which program of the operating system StartExternal is to start, and what stands for it on a machine that has
// none.
type External struct {
	StartedProcess // the process that stands for it: no interpreter, and so without an interlock

	Args  []string // the program, by name or path, and its arguments
	Dir   string   // where it runs; empty: where this process does
	Env   []string // its environment; nil: that of this process
	Files [3]int   // the descriptors of its standard streams; below 0: /dev/null
}

// A StartError says that a program could not be started.
type StartError struct {
	Number int    // of the error of the system
	Text   string // in its words
	Name   string // of what was not found, or not permitted
}

// Error says so as Python does.
func (e *StartError) Error() string {
	return fmt.Sprintf("[Errno %d] %s: '%s'", e.Number, e.Text, e.Name)
}

// StartExternal starts a process that runs another program: on a machine whose processes are those of an operating system the program
// itself, on the simulated one what stands for it. The error is a *StartError, on the real machine alone.
func (t *Thread) StartExternal(x External) (*Process, error) {
	x.Bare, x.Anew = true, true
	if t.run.real == nil {
		return t.StartProcess(x.StartedProcess), nil
	}
	t.Announce(trace.Fork, 0, Jump)
	p, child := t.newChildProcess(&x.StartedProcess)
	pid, failed := t.Ask(trace.Fork, func() (int64, []byte) {
		started, err := t.run.real.StartExternal(p, &x)
		if err != nil {
			return int64(err.Number), []byte(err.Text + "\x00" + err.Name)
		}
		p.life.real = started
		return int64(started.Pid()), nil
	})
	if len(failed) > 0 {
		p.settle(0)
		e := &StartError{Number: int(pid)}
		for i, b := range failed {
			if b == 0 {
				e.Text, e.Name = string(failed[:i]), string(failed[i+1:])
			}
		}
		return nil, e
	}
	p.life.pid = int(pid)
	t.run.engine.Record(t, trace.Fork, child.id, 0)
	return p, nil
}
