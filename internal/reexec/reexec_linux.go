// This file defines how a child is started and enters on Linux.

package reexec

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// The descriptors of a child beside the standard ones; what it is passed comes after them.
const (
	payloadFD = 3 + iota
	signFD
	leashFD
	passedFD
)

// noEntry is what a child exits with whose name is not in the table, or whose payload cannot be read.
const noEntry = 125

// signLimit is how long the first child may take until it enters.
const signLimit = 10 * time.Second

// leash is the pipe whose write end only the first process has.
var leash struct {
	sync.Mutex
	read, write *os.File
	entered     atomic.Bool // a child has entered: the program lets them
}

// leashEnd returns a read end of the caller's own: Release may close the leash while a child is being started, which then ends at once.
func leashEnd() (*os.File, error) {
	leash.Lock()
	defer leash.Unlock()
	if leash.read == nil {
		r, w, err := os.Pipe()
		if err != nil {
			return nil, err
		}
		leash.read, leash.write = r, w
	}
	fd, err := unix.FcntlInt(leash.read.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(fd), "leash"), nil
}

// Release ends every process that was started so far, by this one or by a descendant, and that has not ended: as the end of this one would.
// It is for the first process.
func Release() {
	leash.Lock()
	defer leash.Unlock()
	if leash.write != nil {
		leash.write.Close()
		leash.read.Close()
		leash.read, leash.write = nil, nil
	}
}

// enter becomes the child.
func enter(name string) {
	entries.entered.Store(true)
	leash.entered.Store(true)
	unix.CloseOnExec(payloadFD)
	unix.CloseOnExec(signFD)
	unix.CloseOnExec(leashFD)
	leash.read = os.NewFile(leashFD, "leash")
	go func() {
		var b [1]byte
		for {
			if _, err := unix.Read(leashFD, b[:]); err != unix.EINTR {
				_ = unix.Kill(os.Getpid(), unix.SIGKILL)
			}
		}
	}()
	sign := os.NewFile(signFD, "sign")
	f := entry(name)
	if f == nil {
		fmt.Fprintf(os.Stderr, "gilsim: nothing is registered as %q in the process that was started\n", name)
		os.Exit(noEntry)
	}
	_, _ = sign.Write([]byte{1})
	sign.Close()
	payload := os.NewFile(payloadFD, "payload")
	c := &Child{}
	var err error
	if c.Payload, err = io.ReadAll(io.NewSectionReader(payload, 0, 1<<40)); err != nil {
		os.Exit(noEntry)
	}
	payload.Close()
	for fd := passedFD; fd < passedFD+passed(); fd++ {
		unix.CloseOnExec(fd)
		c.Files = append(c.Files, os.NewFile(uintptr(fd), fmt.Sprintf("passed %d", fd)))
	}
	os.Exit(f(c))
}

// passed returns how many files the child was passed: the third argument of its command line tells.
func passed() (n int) {
	if len(os.Args) > 2 {
		_, _ = fmt.Sscanf(os.Args[2], "%d", &n)
	}
	return n
}

// A Process is a child that was started.
type Process struct {
	Pid int
	fd  int // of the process: it can be polled
}

// Start starts a child that enters the function of this name, and gets a payload and files. The first time it waits until the
// child has entered.
func Start(name string, payload []byte, files []*os.File) (*Process, error) {
	end, err := leashEnd()
	if err != nil {
		return nil, err
	}
	defer end.Close()
	return start(name, payload, files, end, &syscall.SysProcAttr{})
}

// StartFree is Start of a child that Release and the end of the first process do not end: it is to end by itself. It is in a group
// of its own, so that no signal to that of the first process reaches it.
func StartFree(name string, payload []byte, files []*os.File) (*Process, error) {
	end, other, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer end.Close()
	defer other.Close()
	return start(name, payload, append(slices.Clone(files), other), end, &syscall.SysProcAttr{Setpgid: true}) // who has both ends of its leash is never let go
}

// start starts a child with this end of a leash.
func start(name string, payload []byte, files []*os.File, end *os.File, attr *syscall.SysProcAttr) (*Process, error) {
	if Strayed() {
		os.Exit(noEntry)
	}
	body, err := memory(payload)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	heard, sign, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer heard.Close()
	cmd := exec.Command("/proc/self/exe", "-"+flagName+"="+name, fmt.Sprint(len(files)))
	cmd.Args[0] = os.Args[0]
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.ExtraFiles = append([]*os.File{body, sign, end}, files...)
	p := &Process{fd: -1}
	attr.PidFD = &p.fd
	cmd.SysProcAttr = attr
	err = withMask(unix.SIG_BLOCK, held, cmd.Start)
	sign.Close()
	if err != nil {
		return nil, err
	}
	if err := p.takeOver(cmd.Process, "child processes"); err != nil {
		return nil, err
	}
	if !leash.entered.Load() {
		if err := p.firstSign(heard); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// takeOver makes this the process that has been started, which Reap waits for from now on. It fails, and ends the process, where the
// system gave no descriptor of it; what says what cannot be had then.
func (p *Process) takeOver(started *os.Process, what string) error {
	p.Pid = started.Pid
	_ = started.Release()
	if p.fd < 0 {
		_ = unix.Kill(p.Pid, unix.SIGKILL)
		p.reap()
		return fmt.Errorf("this kernel has no descriptors of processes: %s need Linux 5.4 or later", what)
	}
	return nil
}

// firstSign waits until the child has entered.
func (p *Process) firstSign(heard *os.File) error {
	_ = heard.SetReadDeadline(time.Now().Add(signLimit))
	if n, _ := heard.Read(make([]byte, 1)); n == 1 {
		leash.entered.Store(true)
		return nil
	}
	p.Signal(int(unix.SIGKILL))
	p.reap()
	unix.Close(p.fd)
	return ErrNoEntry
}

// memory returns a file in memory that has this content.
func memory(content []byte) (*os.File, error) {
	fd, err := unix.MemfdCreate("gilsim", unix.MFD_CLOEXEC)
	if err != nil {
		return nil, err
	}
	f := os.NewFile(uintptr(fd), "payload")
	if _, err := f.Write(content); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// Signal sends the process a signal. One that has ended is not told.
func (p *Process) Signal(number int) {
	_ = unix.PidfdSendSignal(p.fd, unix.Signal(number), nil, 0)
}

// Await waits until the process has ended, for at most d, and reports whether it has. It stays a zombie.
func (p *Process) Await(d time.Duration) bool {
	ready := []unix.PollFd{{Fd: int32(p.fd), Events: unix.POLLIN}}
	n, err := unix.Poll(ready, int((d+time.Millisecond-1)/time.Millisecond))
	return err == nil && n > 0
}

// FD returns the descriptor of the process, which can be read, as poll says, when it has ended.
func (p *Process) FD() int { return p.fd }

// A Usage is what a process has used, those of its children included that it has waited for.
type Usage struct {
	User, System           time.Duration
	Voluntary, Involuntary int64 // switches
}

// Reap takes a process that has ended from the table of the system, and returns its exit code, or minus the signal that has ended
// it. It is called once.
func (p *Process) Reap() (status int, used Usage) {
	defer unix.Close(p.fd)
	return p.reap()
}

func (p *Process) reap() (status int, used Usage) {
	var ws unix.WaitStatus
	var ru unix.Rusage
	for {
		_, err := unix.Wait4(p.Pid, &ws, 0, &ru)
		if err == unix.EINTR {
			continue
		}
		if err != nil {
			return 0, used
		}
		break
	}
	used = Usage{time.Duration(ru.Utime.Nano()), time.Duration(ru.Stime.Nano()), int64(ru.Nvcsw), int64(ru.Nivcsw)}
	if ws.Signaled() {
		return -int(ws.Signal()), used
	}
	return ws.ExitStatus(), used
}
