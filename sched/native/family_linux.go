// This file defines the family: the processes of one run, as one of them knows it.

package native

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"

	"github.com/gilsim/gilsim/internal/reexec"
	"github.com/gilsim/gilsim/sched"
)

// A family is the processes of one run, as one of them knows it: the first one, which gathers what the others report, or another one.
type family struct {
	program *Program
	args    string
	shared  *arena
	carried map[int64]int // descriptors that this process was started with, by key
	up      *os.File      // where a process that ends reports; nil in the first one when it starts no more
	down    *os.File      // of the first one: what is reported
	slot    int
	pids    []int                        // from the first process to this one
	birth   *birth                       // of a child
	files   []*os.File                   // that it was passed: kept open
	epoch   time.Duration                // when the run began, on the clock that all processes share
	own     atomic.Pointer[sched.Thread] // the main thread of the process that this one is; nil in the first one

	mu       sync.Mutex
	children []*child
	keys     map[int32]int64 // by object: its key
	reports  []*report
	eof      chan struct{} // closed when nobody is left who could report
	asks     asking
	deadlock *sched.DeadlockError // found, but not yet told
	post     post
	frozen   atomic.Bool     // it is: nobody goes on, though another process ends that it waits for
	engine   *engine         // of the first process; nil until its run begins
	janitor  *reexec.Process // of the first process; nil until something has a name
}

// newFamily returns the family of a run that is about to begin: the first process.
func newFamily(p *Program, args string) (*family, error) {
	shared, err := newArena()
	if err != nil {
		return nil, err
	}
	fds, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_SEQPACKET|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		shared.close()
		return nil, err
	}
	f := &family{program: p, args: args, shared: shared, pids: []int{os.Getpid()}, keys: map[int32]int64{}, eof: make(chan struct{}),
		up: os.NewFile(uintptr(fds[1]), "reports"), down: os.NewFile(uintptr(fds[0]), "reports")}
	f.shared.slot(0, slotPid).Store(int64(os.Getpid()))
	go f.gather()
	return f, nil
}

// monotonic returns the time of the clock that all processes share.
func monotonic() time.Duration {
	var ts unix.Timespec
	if unix.ClockGettime(unix.CLOCK_MONOTONIC, &ts) != nil {
		return 0
	}
	return time.Duration(ts.Nano())
}

// close ends every process that is left, and gives back what the first one has. Nobody is left when it returns.
func (f *family) close() {
	f.post.close()
	f.endAll()
	f.cleared()
	f.down.Close()
	f.shared.close()
}

// endLeft is how long processes that were killed may take to go.
const endLeft = 5 * time.Second

// endAll kills every process that is left, and waits until none is.
func (f *family) endAll() {
	f.mu.Lock()
	if f.up != nil {
		f.up.Close()
		f.up = nil
	}
	children := slices.Clone(f.children)
	f.mu.Unlock()
	reexec.Release()
	select {
	case <-f.eof:
	case <-time.After(endLeft):
	}
	for _, c := range children {
		if c.Await(endLeft) {
			c.Reap()
		}
	}
}

// A birth is what a child is told: what it is.
type birth struct {
	Args     string
	Pids     []int // its ancestors, from the first process on
	Slot     int
	Epoch    time.Duration
	Told     []byte
	Keys     []int64 // of the descriptors that it is passed
	Recorded bool
	Stderr   bool
	Seed     uint64
	Pin      bool
	Portable bool
	Bytecode int64
	Grant    int64
	Most     int64 // events
	Loop     *bakedLoop
}

// A bakedLoop is a calibrated loop, as it is sent.
type bakedLoop struct {
	Padding               uint64
	Stride, Cost, Portion int64
}

func (l *Loop) bake() *bakedLoop { return &bakedLoop{l.padding, l.stride, l.cost, l.portion} }

func (b *bakedLoop) loop() *Loop {
	return &Loop{padding: b.Padding, stride: b.Stride, cost: b.Cost, portion: b.Portion}
}

// The files that each child is passed first.
const (
	arenaFile = iota
	reportFile
	carriedFiles
)

// Start starts a process.
func (e *engine) Start(_ *sched.Thread, p *sched.Process, told []byte, carried []sched.Carried) (sched.RealProcess, error) {
	f := e.config.family
	slot, err := f.shared.takeSlot()
	if err != nil {
		return nil, err
	}
	c := &e.config
	b := birth{Args: f.args, Pids: f.pids, Slot: slot, Epoch: f.epoch, Told: told, Recorded: c.Recorder != nil, Stderr: c.Stderr != nil,
		Seed: c.Seed, Pin: c.Pin, Portable: c.Portable, Bytecode: c.Bytecode, Grant: c.Grant, Most: c.MaxEvents, Loop: c.Loop.bake()}
	files := []*os.File{arenaFile: f.shared.file, reportFile: f.up}
	for _, x := range carried {
		b.Keys = append(b.Keys, x.Key)
		files = append(files, os.NewFile(uintptr(dup(x.FD)), "carried"))
	}
	defer func() {
		for _, file := range files[carriedFiles:] {
			file.Close()
		}
	}()
	var payload bytes.Buffer
	if err := gob.NewEncoder(&payload).Encode(&b); err != nil {
		return nil, err
	}
	if f.birth == nil { // Go's runtime ignores these: what they do by default is to be done here
		e.receive(unix.SIGUSR1, unix.SIGUSR2, unix.SIGALRM)
	}
	started, err := reexec.Start(f.program.entry(), payload.Bytes(), files)
	if err != nil {
		f.shared.slot(slot, slotPid).Store(0)
		return nil, err
	}
	f.shared.slot(slot, slotPid).CompareAndSwap(-1, int64(started.Pid))
	child := &child{Process: started, engine: e, main: p.Main().ID(), slot: slot}
	f.mu.Lock()
	f.children = append(f.children, child)
	f.mu.Unlock()
	e.endOthers() // the run may have failed meanwhile
	return child, nil
}

// dup returns a second descriptor, so that closing the file that is made of it leaves the first one open.
func dup(fd int) int {
	other, err := unix.FcntlInt(uintptr(fd), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		return -1
	}
	return other
}

// Begin notes which thread is the main one of this process.
func (e *engine) Begin(t *sched.Thread) {
	f := e.config.family
	f.own.Store(t)
	f.shared.slot(f.slot, slotPid).Store(int64(os.Getpid()))
	e.opens()
}

// Parent returns the number of the process's parent.
func (e *engine) Parent() int { return os.Getppid() }

// Exit ends the process.
func (e *engine) Exit() { e.end(nil) }

// Share returns the key of memory that all processes of the run share.
func (e *engine) Share(n int) (int64, error) { return e.config.family.shared.share(n) }

// Carried returns the descriptor that this process was started with under a key.
func (e *engine) Carried(key int64) int {
	if fd, ok := e.config.family.carried[key]; ok {
		return fd
	}
	return -1
}

// real returns what the engine offers whose processes are those of the operating system.
func (e *engine) real() sched.RealProcesses {
	if e.config.family == nil {
		return nil
	}
	return e
}

// pids returns the numbers of the processes from the first one to this.
func (e *engine) pids() []int {
	if e.config.family == nil {
		return nil
	}
	return e.config.family.pids
}

// A child is a process that this one has started.
type child struct {
	*reexec.Process
	engine *engine
	main   int32 // its main thread, as a name in this process
	slot   int

	mu     sync.Mutex
	reaped bool
	status int
	used   reexec.Usage
	ended  time.Duration // when that was seen
}

// Pid returns its number.
func (c *child) Pid() int { return c.Process.Pid }

// Signal sends it a signal, unless it was reaped.
func (c *child) Signal(number int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.reaped {
		c.Process.Signal(number)
	}
}

// Await waits for its end, for at most d, and reports whether it has ended.
func (c *child) Await(d time.Duration) bool {
	if d <= 0 {
		c.mu.Lock()
		defer c.mu.Unlock()
	}
	return c.reaped || c.Process.Await(d)
}

// Reap returns how it has ended. Its memory of that is kept.
func (c *child) Reap() (status int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.reaped {
		c.status, c.used = c.Process.Reap()
		c.ended, c.reaped = c.engine.Now(), true
		if c.slot != outside {
			c.engine.config.family.shared.slot(c.slot, slotPid).Store(0)
		}
	}
	return c.status
}

// String names it for reports.
func (c *child) String() string { return fmt.Sprintf("process %d", c.Process.Pid) }

// join makes the engine that of the family's first process.
func (e *engine) join() {
	if f := e.config.family; f != nil && f.birth == nil {
		f.mu.Lock()
		f.engine = e
		f.post.open = true
		f.epoch = monotonic() - time.Since(e.start)
		f.mu.Unlock()
	}
}

// HasProcesses reports whether programs can start processes on the real machine of this system.
const HasProcesses = true

// childrenUse returns the processor time that the other processes have used so far: those that run, by their clocks, and those
// that have been waited for, by the account that came with that.
func (e *engine) childrenUse() Reading {
	f := e.config.family
	if f == nil {
		return known(0)
	}
	sum := int64(0)
	f.mu.Lock()
	for _, c := range f.children {
		c.mu.Lock()
		sum += int64(c.used.User + c.used.System)
		c.mu.Unlock()
	}
	f.mu.Unlock()
	for i := range f.slots() {
		if pid := f.shared.slot(i, slotPid).Load(); i > 0 && pid > 0 {
			sum += clock(int32(^pid<<3 | processClock)).N
		}
	}
	return known(sum)
}

// processClock makes a clock of the processor time of a process out of its number (MAKE_PROCESS_CPUCLOCK in the kernel).
const processClock = 2
