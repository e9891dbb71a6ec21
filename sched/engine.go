// This file defines the waist: what a program's threads need from the machine that runs them, and what they offer it.

package sched

import (
	"time"

	"github.com/gilsim/gilsim/trace"
)

// Forever, as a waiting time, is a wait without a timer.
const Forever = time.Duration(-1)

// An Engine is a machine that runs threads: the simulated one, or a real one. Everything above it is
// written once and runs on each. Seven methods, and no eighth: what only one engine needs belongs inside that engine,
// or above this line.
type Engine interface {
	// Now returns the time since the start of the run.
	Now() time.Duration
	// Spawn lets a new thread run; parent is the thread that started it, nil for the first one.
	Spawn(parent, t *Thread)
	// Burn executes n bytecodes of t. It comes back early, with how many are left, if t is interrupted: then after a
	// multiple of stride bytecodes, 0 included; with stride 0 it is never early. With n 0 the thread pays what it owes for the
	// wake-ups that it has made, so that time passes. It reports false, and has done nothing, if t must suspend itself
	// first: the engine then carries the request out.
	Burn(t *Thread, n, stride int64) (left int64, ok bool)
	// Park makes t wait for the object on until it is unparked or d has passed. A wake-up is only a hint: an earlier
	// one may be pending, so every Park stands in a loop on the condition that is waited for. With d 0 it only lets
	// the threads go first that are ready. It reports false, and has done nothing, if t must suspend itself first.
	Park(t *Thread, on int32, d time.Duration) (w Wake, ok bool)
	// Unpark wakes other, or lets its next Park return at once; t is the thread that does so.
	Unpark(t, other *Thread)
	// Interrupt makes t's Burn come back early.
	Interrupt(t *Thread)
	// Record notes what t did, at the present time.
	Record(t *Thread, kind trace.Kind, obj int32, arg int64)
}

// Devices is what the simulated machine offers beside Engine. An engine that does not implement it has real devices.
type Devices interface {
	// After calls f once d has passed, which takes no time of any core or thread: what f does, it does to this object. What
	// is due at the same time happens in the order of these calls. f gets the machine itself, the thread with the number 0: in its name it may wake who
	// waits for the device, and nothing else. What is still to come when the last thread ends does not happen.
	After(d time.Duration, object int32, f func(machine *Thread))
	// Spend charges d of processor time to t, which pays for it before its next bytecode or wait, as for a system call.
	// If t releases the interlock next, it pays while others can take it. A blocking call pays before it tries to get
	// what it waits for, and what that attempt spends, such as the time of a copy, before it takes the interlock again.
	Spend(t *Thread, d time.Duration)
	// Owes reports whether t owes processor time.
	Owes(t *Thread) bool
	// SocketCosts returns what calls on sockets cost.
	SocketCosts() SocketCosts
	// ProcessCosts returns what processes that execute the program cost, in place of what those who start them say; nothing if
	// these have the say.
	ProcessCosts() ProcessCosts
}

// ProcessCosts are what a process costs that executes the program: one that is no other program.
type ProcessCosts struct {
	Start time.Duration // processor time that its start costs the thread which starts it
	Begin time.Duration // and its main thread, before that runs
	End   time.Duration // and when that has run
}

// SocketCosts are what the operating system's calls on sockets cost the thread that makes them, with the interlock free. What it costs
// to wake who waits for a socket is no part of them: that is what any wake-up costs.
type SocketCosts struct {
	Call        time.Duration // one that is none of the others: select, poll and epoll, and those on files
	Send        time.Duration // one that sends on a connection
	Receive     time.Duration // one that receives from one
	SendTo      time.Duration // one that sends a datagram
	ReceiveFrom time.Duration // one that receives one
	Connect     time.Duration // one that makes a connection, both ends of it
	Accept      time.Duration // one that accepts one
	Look        time.Duration // what select and poll take beside that for each socket they are given, and epoll for each that is ready
	Byte        int64         // what each byte takes to copy, in picoseconds
}

// Futexes is what the simulated machine offers an interlock beside Engine: what it costs to touch a word of memory, and to wait
// for it. On an engine that does not implement it the memory is real.
type Futexes interface {
	// Costs reports whether any of that costs something.
	Costs() bool
	// LooksAgain charges t, which is about to sleep for a semaphore, for a second look at it, and reports whether t takes one: after
	// it has found it taken, sem_wait makes a system call, which looks again before t sleeps.
	LooksAgain(t *Thread) bool
	// WakeNobody charges t for a wake-up that finds nobody asleep.
	WakeNobody(t *Thread)
	// TouchLine charges t for touching an object, if another core has done so last.
	TouchLine(t *Thread, object int32)
}

// An Owner is an engine that can tell whether the goroutine which calls is the thread's own. One that does not implement it, or cannot tell
// on this system, lets any goroutine wait as a thread.
type Owner interface {
	// Owns reports whether the caller is t's own code, or whether that is not known.
	Owns(t *Thread) bool
	// Disown ends the run with the error, and the goroutine that calls, which is not t's own.
	Disown(t *Thread, err error)
}

// A Wake says why a thread, or a state machine of a thread, is resumed.
type Wake uint8

// The reasons.
const (
	Begin    Wake = iota // it has not run yet
	Burned               // its Burn is over; Thread.Left says how much of it is left
	Unparked             // somebody has woken it
	TimedOut             // the time of its Park has passed
)

// A RequestKind is what a runner can ask of its engine.
type RequestKind uint8

// The kinds of request.
const (
	End  RequestKind = iota // the thread is over
	Burn                    // execute N bytecodes, interruptible after multiples of Stride
	Park                    // wait for the object On, for N nanoseconds; Forever without a timer

	// RunHandlers is what an op asks of the runner that carries it out, and no engine sees: to run the handlers of the signals that have
	// broken a wait off (Thread.NextSignal), and then to go on with the op. See HandlerRunner.
	RunHandlers
)

// A Request is what a thread wants of its engine, which resumes it when that is done. The zero value is End.
// It has four fields because the compiler keeps no larger structs in registers.
type Request struct {
	Kind   RequestKind
	On     int32
	N      int64
	Stride int64
}

// A Runner is the body of a thread, as the engine sees it: resumed, it runs until its next request.
//
// A function on a coroutine, whose blocking calls make the requests, is one; a program whose threads are plain data is
// another. Resume is called with Begin at first, and then with the answer to the request that it returned.
type Runner interface {
	Resume(t *Thread, w Wake) Request
}

// An Op is something that a thread does in several requests, as a state machine. Step is called with Begin at first,
// and then with the answer to the request that it returned, until it reports that it is done. Thread.Perform is its
// blocking form, for functions on a coroutine.
type Op interface {
	Step(t *Thread, w Wake) (r Request, done bool)
}

// An Interlock is what a thread must hold to execute bytecode: an interpreter lock. A nil one is none.
type Interlock interface {
	// Acquire is one step of taking it, as an Op.
	Acquire(t *Thread, w Wake) (r Request, done bool)
	// Release is one step of letting it go, as an Op.
	Release(t *Thread, w Wake) (r Request, done bool)
	// Check is asked by the holder before it executes code: how many of its bytecodes it may execute before it asks
	// again (0: it must release first, and acquire again), and after which multiples it looks for an interrupt
	// meanwhile. The last bytecode that it has executed was of kind last.
	Check(t *Thread, code Code, last Point) (n, stride int64)
}

// A Locking is the configuration of an interlock: each run makes its own from it.
type Locking interface {
	// Interlock returns the interlock for a new run, nil for none, or what is wrong with the configuration. Its objects
	// are to be named in p.
	Interlock(p *Process) (Interlock, error)
	// Params returns the configuration as settings for a trace's header, in a fixed order.
	Params() []trace.Param
}
