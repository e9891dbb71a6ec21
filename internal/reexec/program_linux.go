// This file defines how another program than this one is started.

package reexec

import (
	"os/exec"
	"runtime"
	"sync"
	"syscall"
)

// starter is the OS thread that starts other programs. They are killed when it ends, which it does with the process: a signal for the
// death of the parent is one for that of the thread which has started the program (PR_SET_PDEATHSIG).
var starter struct {
	sync.Once
	work chan func()
}

// StartProgram starts another program, with no signal blocked. It is killed when this process ends, whatever ends it, if it has not
// ended before.
func StartProgram(cmd *exec.Cmd) (p *Process, err error) {
	starter.Do(func() {
		starter.work = make(chan func())
		go func() {
			runtime.LockOSThread()
			for f := range starter.work {
				f()
			}
		}()
	})
	p = &Process{fd: -1}
	cmd.SysProcAttr = &syscall.SysProcAttr{PidFD: &p.fd, Pdeathsig: syscall.SIGKILL}
	done := make(chan struct{})
	starter.work <- func() {
		defer close(done)
		err = Unmasked(cmd.Start)
	}
	<-done
	if err != nil {
		return nil, err
	}
	if err := p.takeOver(cmd.Process, "programs"); err != nil {
		return nil, err
	}
	return p, nil
}
