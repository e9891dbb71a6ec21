// This file defines how signals reach a process of a run, and how one ends it.

package native

import (
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/gilsim/gilsim/internal/reexec"
	"github.com/gilsim/gilsim/sched"
)

// A post is where the signals of one process arrive.
type post struct {
	in    chan os.Signal
	stop  chan struct{}
	timed atomic.Bool  // the timer has been set
	clock sync.Mutex   // guards the setting of the timer, with sets and due
	sets  int64        // how often it has been set
	due   atomic.Int64 // the number of the setting whose signal is yet to arrive, 0 for none: one that is sent takes its time
	dies  atomic.Int32 // the signal that ends the process, once it has reported

	mu   sync.Mutex
	open bool  // what arrives is delivered
	held []int // what has arrived before: the process has not begun
}

// deliveries is how many signals may wait for the goroutine that delivers them: Go drops the rest, and a system merges equal ones.
const deliveries = 256

// receive begins to take these signals, and delivers what arrives until the run is over.
func (e *engine) receive(numbers ...os.Signal) {
	p := &e.config.family.post
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.in == nil {
		p.in, p.stop = make(chan os.Signal, deliveries), make(chan struct{})
		go e.sort(p.in, p.stop)
	}
	signal.Notify(p.in, numbers...)
}

// sort delivers what arrives until it is told to stop.
func (e *engine) sort(in <-chan os.Signal, stop <-chan struct{}) {
	for {
		select {
		case s := <-in:
			e.arrive(int(s.(syscall.Signal)))
		case <-stop:
			return
		}
	}
}

// arrive has a signal arrive at the process that this one is, if that has begun.
func (e *engine) arrive(number int) {
	p := &e.config.family.post
	p.mu.Lock()
	if !p.open {
		p.held = append(p.held, number)
		p.mu.Unlock()
		return
	}
	p.mu.Unlock()
	p.clock.Lock()
	due, goesOn := p.due.Load(), e.timerRuns()
	p.clock.Unlock()
	if e.process().Arrive(number) {
		e.die(number)
	}
	if number == int(unix.SIGALRM) && !goesOn {
		p.due.CompareAndSwap(due, 0) // unless its handler has set it again
	}
}

// opens delivers what has arrived so far, and what arrives from now on.
func (e *engine) opens() {
	p := &e.config.family.post
	p.mu.Lock()
	p.open = true
	held := p.held
	p.held = nil
	p.mu.Unlock()
	for _, number := range held {
		e.arrive(number)
	}
}

// process returns the process that this one is.
func (e *engine) process() *sched.Process {
	if own := e.config.family.own.Load(); own != nil {
		return own.Process()
	}
	return e.run.Thread(1).Process()
}

// close gives the signals back to whoever had them before.
func (p *post) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.in == nil {
		return
	}
	if p.timed.Load() {
		_, _ = unix.Setitimer(unix.ItimerReal, unix.Itimerval{})
	}
	signal.Stop(p.in)
	close(p.stop)
	p.in = nil
}

// die ends the process by a signal. One that is recorded reports first; the first process tells it as the end of its run.
func (e *engine) die(number int) {
	f := e.config.family
	switch {
	case f.birth == nil:
		e.end(&sched.ThreadError{Thread: "MainThread", Err: &sched.SignalledError{Number: number}})
	case e.config.Recorder == nil || number == int(unix.SIGKILL):
		dieBy(number)
	default:
		f.post.dies.Store(int32(number))
		e.end(nil)
	}
}

// dieBy ends the process by a signal, as the system does by default. Go's runtime ignores some that it has not been told to notify, so
// the default action is set with a system call of its own: a sigaction of zeros.
func dieBy(number int) {
	var action [64]byte
	_, _, _ = unix.RawSyscall6(unix.SYS_RT_SIGACTION, uintptr(number), uintptr(unsafe.Pointer(&action)), 0, 8, 0, 0)
	reexec.UnblockSignals()
	_ = unix.Kill(os.Getpid(), unix.Signal(number))
	time.Sleep(time.Second)
	_ = unix.Kill(os.Getpid(), unix.SIGKILL) // it was blocked in every thread, or does not end a process
}

// Attend has a signal delivered to the process. Those by which the first process, the command, is ended from outside stay the command's.
func (e *engine) Attend(number int) {
	if e.config.family.birth == nil && number == int(unix.SIGINT) {
		return
	}
	e.receive(unix.Signal(number))
}

// Raise has a signal arrive at this process, which needs no help of the system's but for its end.
func (e *engine) Raise(number int) {
	if e.process().Arrive(number) {
		e.die(number)
	}
}

// Wake has a main thread look for signals, wherever it is.
func (e *engine) Wake(t *sched.Thread) {
	if s, ok := t.Task().State().(*thread); ok {
		s.interrupted.Store(true)
		s.parking.unpark(noThread)
	}
}

// Kill sends a signal to a process of the run.
func (e *engine) Kill(pid, number int) bool {
	f := e.config.family
	for i := range f.slots() {
		if int(f.shared.slot(i, slotPid).Load()) == pid && pid > 0 {
			return unix.Kill(pid, unix.Signal(number)) == nil
		}
	}
	return false
}

// SetTimer sets the timer of the process.
func (e *engine) SetTimer(first, every time.Duration) (left, interval time.Duration) {
	e.receive(unix.SIGALRM)
	p := &e.config.family.post
	p.timed.Store(true)
	p.clock.Lock()
	defer p.clock.Unlock()
	p.due.Store(0)
	if first > 0 {
		first = max(first, time.Microsecond)
		p.sets++
		p.due.Store(p.sets)
	}
	old, _ := unix.Setitimer(unix.ItimerReal, unix.Itimerval{Value: unix.NsecToTimeval(int64(first)), Interval: unix.NsecToTimeval(int64(every))})
	return time.Duration(old.Value.Nano()), time.Duration(old.Interval.Nano())
}

// Timer returns what is left of the timer.
func (e *engine) Timer() (left, interval time.Duration) {
	now, _ := unix.Getitimer(unix.ItimerReal)
	return time.Duration(now.Value.Nano()), time.Duration(now.Interval.Nano())
}

// timerRuns reports whether the timer is yet to send a signal.
func (e *engine) timerRuns() bool {
	left, interval := e.Timer()
	return left > 0 || interval > 0
}

// awaitsAlarm reports whether the timer of the process is yet to make a thread go on that waits for ever.
func (e *engine) awaitsAlarm() bool {
	return e.config.family != nil && e.config.family.post.due.Load() != 0
}
