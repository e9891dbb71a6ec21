// This file starts the programs of the operating system that a process runs.

package native

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"github.com/gilsim/gilsim/internal/reexec"
	"github.com/gilsim/gilsim/sched"
)

// outside is the slot of a program that is none of the run's own.
const outside = -1

// StartExternal starts a program.
func (e *engine) StartExternal(p *sched.Process, x *sched.External) (sched.RealProcess, *sched.StartError) {
	cmd := exec.Command(x.Args[0], x.Args[1:]...)
	cmd.Dir, cmd.Env = x.Dir, x.Env
	var files []*os.File
	for _, fd := range x.Files {
		if fd < 0 {
			files = append(files, nil)
			continue
		}
		files = append(files, os.NewFile(uintptr(dup(fd)), "standard stream"))
	}
	defer func() {
		for _, f := range files {
			if f != nil {
				f.Close()
			}
		}
	}()
	if files[0] != nil {
		cmd.Stdin = files[0]
	}
	if files[1] != nil {
		cmd.Stdout = files[1]
	}
	if files[2] != nil {
		cmd.Stderr = files[2]
	}
	started, err := reexec.StartProgram(cmd)
	if err != nil {
		return nil, startError(err, x)
	}
	c := &child{Process: started, engine: e, main: p.Main().ID(), slot: outside}
	f := e.config.family
	f.mu.Lock()
	defer f.mu.Unlock()
	f.children = append(f.children, c)
	return c, nil
}

// startError tells as Python does why a program could not be started.
func startError(err error, x *sched.External) *sched.StartError {
	name := x.Args[0]
	if x.Dir != "" {
		if _, wrong := os.Stat(x.Dir); wrong != nil {
			name = x.Dir
		}
	}
	number := syscall.ENOENT
	if !errors.Is(err, exec.ErrNotFound) {
		errors.As(err, &number)
	}
	if errors.Is(err, fs.ErrPermission) || strings.HasSuffix(err.Error(), "is a directory") {
		number = syscall.EACCES
	}
	text := number.Error()
	return &sched.StartError{Number: int(number), Text: strings.ToUpper(text[:1]) + text[1:], Name: name}
}

// programs returns the programs that this process has started, and that have not ended.
func (f *family) programs() (list []*child) {
	f.mu.Lock()
	all := f.children[:len(f.children):len(f.children)]
	f.mu.Unlock()
	for _, c := range all {
		if c.slot == outside && !c.Await(0) {
			list = append(list, c)
		}
	}
	return list
}

// runsPrograms reports whether a program runs that this process has started: nobody knows what it will do yet.
func (e *engine) runsPrograms() bool {
	f := e.config.family
	return f != nil && len(f.programs()) > 0
}

// programsEnd waits for the programs that this process has started and not waited for: they go on when it has ended, and so the run does.
// One that fails ends them.
func (e *engine) programsEnd() {
	f := e.config.family
	if f == nil {
		return
	}
	for list := f.programs(); len(list) > 0; list = f.programs() {
		if e.why() != nil {
			list[0].Signal(int(unix.SIGKILL))
		}
		list[0].Await(20 * time.Millisecond)
	}
}
