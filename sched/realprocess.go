// This file defines what an engine offers whose processes are those of an operating system, and what a process does with it.

package sched

import (
	"encoding/binary"
	"fmt"
	"slices"
	"time"
	"unsafe"

	"github.com/gilsim/gilsim/trace"
)

// RealProcesses is what an engine offers beside Engine whose processes are those of an operating system: each has a Run of its
// own, in which every process but its own is only a name.
type RealProcesses interface {
	// Start starts p, a child of t's process: it is to execute what was told again. It gets these descriptors.
	Start(t *Thread, p *Process, told []byte, carried []Carried) (RealProcess, error)
	// StartExternal starts another program as the process p.
	StartExternal(p *Process, x *External) (RealProcess, *StartError)
	// Begin is told that the thread is the main one of the process that this process of the operating system is: the ghost is
	// over.
	Begin(t *Thread)
	// Parent returns the number of the process's parent, as the system has it.
	Parent() int
	// Exit ends the process.
	Exit()
	// Attend is told that the process has said what this signal does: Process.Arrive decides from now on.
	Attend(number int)
	// Wake has a main thread look for signals, whether it computes or waits. Any goroutine may call it.
	Wake(t *Thread)
	// Raise sends this process a signal, which has arrived when it returns.
	Raise(number int)
	// Kill sends a signal to the process of this number, and reports whether it is one of the run.
	Kill(pid, number int) bool
	// SetTimer and Timer are those of Thread.
	SetTimer(first, every time.Duration) (left, interval time.Duration)
	Timer() (left, interval time.Duration)
	// Await has t wait in the operating system for the object, for at most d. Again and again it calls look, which waits there for
	// so long at most and reports whether the wait is over; with 0 it only looks. It reports false if the time is over, or the run.
	Await(t *Thread, on int32, d time.Duration, look func(d time.Duration) bool) bool
	// Share returns so many bytes of memory that all processes of the run share: where it lies, and the key by which others find it.
	Share(n int) (key int64, err error)
	// Shared returns the memory of a key. In the trace it is this object, which is the same one in every process.
	Shared(key int64, object int32) unsafe.Pointer
	// Name returns what all processes of the run know by this name: the key of NameMemory bytes that they share, zeroed when the
	// first one asks, and what the system is to call it, which is the name of nothing of another run. What the system has under it
	// when the run is over, however that ends, is removed.
	Name(kind NameKind, name string) (key int64, system string, err error)
	// Carried returns the descriptor that this process was started with under a key, -1 if there is none.
	Carried(key int64) int
}

// A RealProcess is a child process of the operating system.
type RealProcess interface {
	Pid() int
	Signal(number int)
	// Await waits for its end, for at most d, and reports whether it has ended.
	Await(d time.Duration) bool
	// Reap returns how a process that has ended did so: its exit code, or minus a signal. It is called once.
	Reap() (status int)
}

// A NameKind says what has a name, and so how it is removed.
type NameKind int64

// The kinds. Each has names of its own.
const (
	NamedFile     NameKind = iota + 1 // a file, by its path
	NamedMemory                       // a file in the system's memory, by its path
	NamedQueue                        // a POSIX message queue
	NamedMessages                     // a System V message queue: the first four bytes of its memory are its key; 0: there is none
	NamedWords                        // nothing but its memory
)

// NameMemory is how many bytes of memory belong to a name.
const NameMemory = 64

// A Carried is a descriptor that a process is started with.
type Carried struct {
	Key int64
	FD  int
}

// A Carrier is a module of a process that knows descriptors which the process is to be started with.
type Carrier interface{ Carry() []Carried }

// Real returns what the run's processes of the operating system offer; nil if it has none.
func (r *Run) Real() RealProcesses { return r.real }

// startReal starts a process for real, whose main thread would be child here. In a ghost it does not, and in that of the process
// itself this is where the process begins.
func (t *Thread) startReal(p *Process, child *Thread) {
	if t.past.ghost {
		pid, _ := t.past.next(trace.Fork)
		if pid == 1 {
			p.life.pid = t.run.pids[0]
			t.run.pids = t.run.pids[1:]
			if t.past.at == len(t.past.told) {
				t.run.ghost = false
				t.run.real.Begin(child)
			}
			t.goesOnIn(child)
		}
		p.life.pid = int(pid)
		return
	}
	if len(t.past.told) > mostTold {
		t.Fail("the program was told more than %d MiB before it starts this process: the child would have to be told all of it", mostTold>>20)
	}
	started, err := t.run.real.Start(t, p, t.past.after(trace.Fork), p.carried())
	if err != nil {
		panic(Halting(fmt.Errorf("%s could not be started: %w", p.name, err)))
	}
	p.life.real, p.life.pid = started, started.Pid()
	t.past.add(trace.Fork, int64(p.life.pid), nil)
}

// carried returns the descriptors that the process is to be started with.
func (p *Process) carried() (list []Carried) {
	for _, kept := range p.keptModules() {
		if c, ok := kept.(Carrier); ok {
			list = append(list, c.Carry()...)
		}
	}
	return list
}

// realEnded reports whether the process has ended, as far as the system says.
func (p *Process) realEnded() bool {
	defer p.guard()()
	return p.life.over || p.life.real != nil && p.life.real.Await(0)
}

// waitReal is Wait for a process of the operating system.
func (t *Thread) waitReal(p *Process, d time.Duration) (ended bool) {
	n, data := t.Ask(trace.Join, func() (int64, []byte) {
		w := &realEnd{list: []*Process{p}, object: p.life.object, limit: LimitOf(t, d)}
		if !w.look(0) && d != 0 {
			t.Block(w)
		}
		if !w.look(0) {
			return 0, nil
		}
		return 1, binary.AppendVarint(nil, int64(p.reapReal()))
	})
	if n == 0 {
		return false
	}
	status, _ := binary.Varint(data)
	p.settle(int(status))
	t.run.engine.Record(t, trace.Join, p.main.id, 0)
	return true
}

// signalReal sends the process a signal, unless it has been reaped.
func (p *Process) signalReal(number int) {
	defer p.guard()()
	if !p.life.over {
		p.life.real.Signal(number)
	}
}

// reapReal reaps the process, unless another thread has, and returns how it has ended.
func (p *Process) reapReal() int {
	defer p.guard()()
	if !p.life.over {
		p.life.status, p.life.settled, p.life.over = p.life.real.Reap(), true, true
	}
	return p.life.status
}

// settle notes how the process has ended, and takes it off the list of its parent.
func (p *Process) settle(status int) {
	defer p.guard()()
	p.life.status, p.life.settled, p.life.over = status, true, true
	p.reap()
}

// waitAnyReal is WaitAny for processes of the operating system.
func (t *Thread) waitAnyReal(list []*Process, d time.Duration) *Process {
	i := t.askWord(trace.Join, func() int64 {
		w := &realEnd{list: list, object: list[0].life.object, limit: LimitOf(t, d)}
		if !w.look(0) && d != 0 {
			t.Block(w)
		}
		return int64(slices.IndexFunc(list, (*Process).realEnded))
	})
	if i < 0 {
		return nil
	}
	return list[i]
}

// A realEnd is the end of one of several processes of the operating system, as something to wait for: trying is waiting.
type realEnd struct {
	list   []*Process
	object int32
	limit  Limit
}

// pause is how long a wait for several ends looks at one of them.
const pause = time.Millisecond

// look waits for d at most, and reports whether one of them has ended.
func (e *realEnd) look(d time.Duration) bool {
	if len(e.list) == 1 && e.list[0].life.real != nil {
		return e.list[0].realEnded() || d > 0 && e.list[0].life.real.Await(d)
	}
	if slices.ContainsFunc(e.list, (*Process).realEnded) {
		return true
	}
	if d > 0 && e.list[0].life.real != nil {
		e.list[0].life.real.Await(min(d, pause))
	}
	return slices.ContainsFunc(e.list, (*Process).realEnded)
}

// A Limit is until when a wait in the operating system lasts, which signals may interrupt.
type Limit struct {
	within, end time.Duration
}

// LimitOf returns that of a wait for d, from now on; Forever is without end.
func LimitOf(t *Thread, d time.Duration) Limit {
	if d < 0 {
		return Limit{within: d}
	}
	return Limit{d, t.run.engine.Now() + d}
}

// Left returns what is left of it.
func (l Limit) Left(t *Thread) time.Duration {
	if l.within < 0 {
		return Forever
	}
	return max(0, l.end-t.run.engine.Now())
}

// Try waits for the end. It is no attempt that could be replayed.
func (e *realEnd) Try(t *Thread) bool {
	return t.run.real.Await(t, e.object, e.limit.Left(t), e.look) || !t.run.Stopping() && !t.Tripped()
}

// Object returns the object that is waited for.
func (e *realEnd) Object() int32 { return e.object }

// Holder returns the main thread of the process, if it is one.
func (e *realEnd) Holder() *Thread {
	if len(e.list) > 1 {
		return nil
	}
	return e.list[0].main
}

// Share gives an object that t makes so many bytes of memory that all processes of the run share, zeroed. It is nil if the run
// has no processes of an operating system. A ghost gets what its parent got, and must not set it again.
func (t *Thread) Share(object int32, n int) (memory unsafe.Pointer, key int64) {
	if t.run.real == nil {
		return nil, 0
	}
	key = t.askWord(trace.IO, func() int64 {
		key, err := t.run.real.Share(n)
		if err != nil {
			panic(Halting(err))
		}
		return key
	})
	return t.run.real.Shared(key, object), key
}
