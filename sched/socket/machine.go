// This file defines whose devices a thread gets.

package socket

import (
	"errors"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// begin is how everything of this package is made: it completes the configuration, finds out whose devices the thread
// gets, and gives what is made a number in the trace.
func (c Config) begin(t *sched.Thread, name string) (full *Config, object int32, virtual bool, err error) {
	if c, err = c.complete(); err != nil {
		return nil, 0, false, err
	}
	if virtual, err = isVirtual(t); err != nil {
		return nil, 0, false, err
	}
	return &c, t.Process().Names.AddObject(trace.ClassIO, name), virtual, nil
}

// isVirtual reports whether the thread's machine has virtual devices, or has those of an operating system; or says that
// it has neither.
func isVirtual(t *sched.Thread) (bool, error) {
	if _, virtual := t.Engine().(sched.Devices); virtual {
		return true, nil
	}
	if !t.Process().Parallel() {
		return false, errors.New("socket: the engine has no devices and is no real machine: it must be one or the other")
	}
	return false, nil
}
