// This file derives from the events what every thread is doing: the one account by which summary and pictures count.

package trace

// A threadState is what a thread is doing. At every moment of the run a thread is in exactly one.
type threadState uint8

// The states. Those between stateUnborn and stateEnded make up the thread's life.
const (
	stateUnborn    threadState = iota // from the start of the run to its spawn, or to its first run if nobody spawned it
	stateRunning                      // on a core, holding the interpreter lock or not
	stateLock                         // off its core, between its first park on the interpreter lock and the take that follows
	stateReady                        // waits for a core, and for nothing else
	stateIO                           // parked on input or output
	stateBlocked                      // parked on anything else: a sleep, a lock of the program, another thread's end
	stateSuspended                    // of a greenlet, never of a thread: another one of its thread is current
	stateEnded                        // from its exit on
)

// lifeStates is the length of an array that is indexed by the states of a life. Its element 0 is free.
const lifeStates = int(stateEnded)

// A life is where one thread stands.
type life struct {
	since  int64 // when it came to its state
	wanted int64 // when it began to want the interpreter lock; holds only while it wants
	core   int16 // NoCore unless it is running
	state  threadState
	parked bool // it left its core to wait, and neither its timer nor another thread has woken it yet
	wants  bool // it has parked on the interpreter lock, and not taken it since nor parked on anything else
}

// A stateSpan is a stretch of time, longer than nothing, that a thread spent in one state of its life. It is passed by value
// and has no more than four fields, for then the compiler keeps it in registers: flattened, an event costs twice as much.
type stateSpan struct {
	from, to int64
	spanOwner
}

// A spanOwner is whose span it is: the thread, its core if it was running, and its state.
type spanOwner struct {
	thread int32
	core   int16
	state  threadState
}

// A stateTracker follows the states of all threads. An event changes the state of at most one of them.
//
// It bears with a trace that breaks the rules: a time that runs back counts as the latest one seen; what happens to a
// thread that is not defined or has ended is passed over, and so is the waking of one that is not parked.
type stateTracker struct {
	now   int64 // the latest time seen
	lives perThread[life]
	waits waitTable
}

// newStateTracker returns a tracker at the start of a run.
func newStateTracker(names *Names) stateTracker {
	return stateTracker{lives: perThread[life]{names: names}, waits: waitTable{names: names}}
}

// stateKinds has the bits of the kinds that change a state: most events are none of them, and are to cost next to nothing.
const stateKinds = 1<<Spawn | 1<<Fork | 1<<Run | 1<<Park | 1<<Unpark | 1<<Timeout | 1<<Expire | 1<<Preempt | 1<<Exit | 1<<Cut | 1<<Take

// step takes in the next event and returns the span that it ends, if any.
func (k *stateTracker) step(e *Event) (stateSpan, bool) {
	k.now = max(k.now, e.Time)
	if uint64(stateKinds)>>e.Kind&1 == 0 {
		return stateSpan{}, false
	}
	return k.change(e)
}

// change takes in an event that may change a state.
func (k *stateTracker) change(e *Event) (stateSpan, bool) {
	switch e.Kind {
	case Spawn, Fork:
		return k.spawn(e.Obj)
	case Run:
		return k.move(e.Thread, stateRunning, e.Core)
	case Park:
		return k.park(e)
	case Unpark:
		return k.wake(e.Obj)
	case Timeout:
		return k.wake(e.Thread)
	case Expire, Preempt:
		return k.move(e.Thread, stateReady, NoCore)
	case Exit:
		return k.move(e.Thread, stateEnded, NoCore)
	case Cut:
		return k.move(e.Obj, stateEnded, NoCore)
	case Take:
		k.take(e.Thread)
	}
	return stateSpan{}, false
}

// spawn begins a thread's life, unless it has begun: on a real machine the child may run before its parent has logged it.
func (k *stateTracker) spawn(thread int32) (stateSpan, bool) {
	if l := k.lives.row(thread); l != nil && l.state == stateUnborn {
		return k.move(thread, stateReady, NoCore)
	}
	return stateSpan{}, false
}

// park ends a thread's time on its core. A timer of 0 means that it offers its core and wants it back.
func (k *stateTracker) park(e *Event) (span stateSpan, ok bool) {
	l := k.lives.row(e.Thread)
	if l == nil || l.state == stateEnded {
		return span, false
	}
	wait := k.waits.of(e.Obj)
	l.want(wait == waitGIL, k.now)
	span, ok = k.move(e.Thread, parkState(wait, e.Arg), NoCore)
	l.parked = e.Arg != 0
	return span, ok
}

// parkState returns the state of a thread that has parked with this timer; move makes stateLock of ready where that is due.
func parkState(wait waitKind, timer int64) threadState {
	switch {
	case timer == 0 || wait == waitGIL:
		return stateReady
	case wait == waitIO:
		return stateIO
	}
	return stateBlocked
}

// want notes whether the thread wants the interpreter lock, and since when.
func (l *life) want(wants bool, now int64) {
	if wants && !l.wants {
		l.wanted = now
	}
	l.wants = wants
}

// wake makes a parked thread ready. The time until it is fit to run counts as ready, too.
func (k *stateTracker) wake(thread int32) (stateSpan, bool) {
	if l := k.lives.row(thread); l == nil || !l.parked {
		return stateSpan{}, false
	}
	return k.move(thread, stateReady, NoCore)
}

// take ends a thread's wait for the interpreter lock. The thread is on a core, so its state stays what it is.
func (k *stateTracker) take(thread int32) {
	if l := k.lives.row(thread); l != nil {
		l.wants = false
	}
}

// move brings a thread to a state and returns the span that ends with it. One that is ready but wants the lock goes to
// stateLock.
func (k *stateTracker) move(thread int32, to threadState, core int16) (stateSpan, bool) {
	l := k.lives.row(thread)
	if l == nil || l.state == stateEnded {
		return stateSpan{}, false
	}
	if to == stateReady && l.wants {
		to = stateLock
	}
	l.parked = false
	if to == l.state && core == l.core {
		return stateSpan{}, false
	}
	span := k.span(thread, l)
	l.since, l.core, l.state = k.now, core, to
	return span, span.state != stateUnborn && span.from < span.to
}

// span returns how the thread has spent the time since it came to its state.
func (k *stateTracker) span(thread int32, l *life) stateSpan {
	return stateSpan{l.since, k.now, spanOwner{thread, l.core, l.state}}
}

// settle ends the thread's present span now and begins another in the same state, so that the books are complete up to now.
func (k *stateTracker) settle(thread int32) (stateSpan, bool) {
	l := k.lives.row(thread)
	if l == nil || l.state == stateUnborn || l.state == stateEnded || l.since == k.now {
		return stateSpan{}, false
	}
	span := k.span(thread, l)
	l.since = k.now
	return span, true
}
