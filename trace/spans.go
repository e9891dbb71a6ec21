// This file tells what every thread, and every actor in it, is doing from when to when.

package trace

import "strings"

// A State is what a thread or an actor is doing. At every moment of the run it is in exactly one.
type State uint8

// The states. Those between StateUnborn and StateEnded make up the thread's life.
const (
	StateUnborn    State = iota // from the start of the run to its spawn, or to its first run if nobody spawned it
	StateRunning                // on a core, holding the interpreter lock or not
	StateLock                   // off its core, between its first park on the interpreter lock and the take that follows
	StateReady                  // waits for a core, and for nothing else
	StateIO                     // parked on input or output
	StateSleep                  // asleep
	StateAcquire                // parked on a lock of the program
	StateJoin                   // parked until another thread ends
	StateHub                    // parked in a hub or event loop, until one of its greenlets or tasks can go on
	StateWait                   // parked on anything else: a condition, a queue
	StateSuspended              // of a greenlet, never of a thread: another one of its thread is current
	StateDue                    // of a task, never of a thread: what it awaited is there, and its loop has not come to it yet
	StateEnded                  // from its exit on
)

// stateNames are the states of a life in a few words.
var stateNames = [...]string{
	StateRunning: "running", StateLock: "waits for the interpreter lock", StateReady: "ready, waits for a core",
	StateIO: "input or output", StateSleep: "asleep", StateAcquire: "waits for a lock", StateJoin: "joins a thread",
	StateHub: "waits in its hub or event loop", StateWait: "waits for a queue or condition", StateSuspended: "suspended, another greenlet is current",
	StateDue: "ready, waits for its turn",
}

// String returns what a thread in the state does, in the words of pictures and exports; "" for one that does not live.
func (s State) String() string {
	if int(s) < len(stateNames) {
		return stateNames[s]
	}
	return ""
}

// lifeStates is the length of an array that is indexed by the states of a life. Its element 0 is free.
const lifeStates = int(StateEnded)

// A life is where one thread stands.
type life struct {
	since  int64 // when it came to its state
	wanted int64 // when it began to want the interpreter lock; holds only while it wants
	core   int16 // NoCore unless it is running
	state  State
	parked bool // it left its core to wait, and neither its timer nor another thread has woken it yet
	wants  bool // it has parked on the interpreter lock, and not taken it since nor parked on anything else
}

// A Span is a stretch of time, longer than nothing, that a thread or an actor spent in one state.
type Span struct {
	From, To int64 // nanoseconds
	Thread   int32
	Actor    int32 // whose state it is; 0: the thread's, whoever is current in it
	Core     int16 // of a thread that was running; NoCore otherwise, and where the core is not known
	State    State // of a life: from StateRunning to StateDue
}

// Spans is the one account of a run by which summary, pictures and exports count: it follows the events and tells the spans
// of every thread and of every actor, those of one of them in their order and without gaps from the beginning of its life to
// the end.
//
// A thread's life begins with its spawn, or with its first run if nobody spawned it, and ends with its exit. An actor's
// begins with its first turn, a task's when it can have one; while it is current, its state is that of its thread. A thread's own code has no spans as an
// actor: its time is what the actors of the thread leave.
//
// It bears with a trace that breaks the rules: a time that runs back counts as the latest one seen, and what happens to a
// thread that is not defined or has ended is passed over.
//
// Spans are told and not returned: a Span among the results of Step would cost each event more than all else, though few
// events end one.
type Spans struct {
	now    int64 // the latest time seen
	lives  PerThread[life]
	waits  waitTable
	actors actorClock
	tell   func(Span)
}

// NewSpans returns Spans at the start of a run whose names these are. tell is told each span when it ends.
func NewSpans(names *Names, tell func(Span)) *Spans {
	s := &Spans{lives: PerThread[life]{Names: names}, waits: waitTable{names: names}, tell: tell}
	s.actors = actorClock{actorTracker: newActorTracker(names), spans: s, since: PerThread[int64]{Names: names}}
	return s
}

// Step takes in the next event. Most change nothing, and are to cost next to nothing.
func (s *Spans) Step(e *Event) {
	s.now = max(s.now, e.Time)
	if e.Kind.changesState() {
		s.change(e)
	}
	if e.Actor != 0 || e.Kind.Switches() || e.Kind == Ready {
		s.actors.follow(e)
	}
}

// Settle ends all present spans now and begins others in the same states, so that the account is complete up to now. It may
// be called at any time.
func (s *Spans) Settle() {
	for id := int32(1); int(id) <= s.lives.Names.Threads(); id++ {
		if l := s.lives.Row(id); l.state != StateEnded {
			s.end(id, l)
		}
	}
	s.actors.settle()
}

// Now returns the latest time seen.
func (s *Spans) Now() int64 { return s.now }

// State returns what a thread is doing; StateUnborn for one that is not defined.
func (s *Spans) State(thread int32) State {
	if l := s.lives.Row(thread); l != nil {
		return l.state
	}
	return StateUnborn
}

// Since returns when a thread came to its present state, or when that was settled last.
func (s *Spans) Since(thread int32) int64 {
	if l := s.lives.Row(thread); l != nil {
		return l.since
	}
	return 0
}

// Actors returns how many actors have had a turn so far.
func (s *Spans) Actors() int { return s.actors.count }

// ActorsOf returns the actors that had their first turn in a thread: hubs and event loops first, then all others in the order of that turn.
func (s *Spans) ActorsOf(thread int32) []int32 { return s.actors.of(thread) }

// FirstTurn returns which of all actors of the run this one was to have its first turn, from 1; 0 before it.
func (s *Spans) FirstTurn(actor int32) int {
	if a := s.actors.life(0, actor); a != nil {
		return a.nth
	}
	return 0
}

// stateKinds has the bits of the kinds that change a state: most events are none of them, and are to cost next to nothing.
const stateKinds = 1<<Spawn | 1<<Fork | 1<<Run | 1<<Park | 1<<Unpark | 1<<Timeout | 1<<Expire | 1<<Preempt | 1<<Exit | 1<<Cut | 1<<Take

// changesState reports whether an event of this kind can change a thread's state.
func (k Kind) changesState() bool { return uint64(stateKinds)>>k&1 != 0 }

func (s *Spans) change(e *Event) {
	switch e.Kind {
	case Spawn, Fork:
		s.spawn(e.Obj)
	case Run:
		s.move(e.Thread, StateRunning, e.Core)
	case Park:
		s.park(e)
	case Unpark:
		s.wake(e.Obj)
	case Timeout:
		s.wake(e.Thread)
	case Expire, Preempt:
		s.move(e.Thread, StateReady, NoCore)
	case Exit:
		s.move(e.Thread, StateEnded, NoCore)
	case Cut:
		s.move(e.Obj, StateEnded, NoCore)
	case Take:
		s.take(e.Thread)
	}
}

// spawn begins a thread's life, unless it has begun: on a real machine the child may run before its parent has logged it.
func (s *Spans) spawn(thread int32) {
	if l := s.lives.Row(thread); l != nil && l.state == StateUnborn {
		s.move(thread, StateReady, NoCore)
	}
}

// park ends a thread's time on its core. A timer of 0 means that it offers its core and wants it back.
func (s *Spans) park(e *Event) {
	l := s.lives.Row(e.Thread)
	if l == nil || l.state == StateEnded {
		return
	}
	wait := s.waits.of(e.Obj)
	l.want(wait == waitGIL, s.now)
	s.move(e.Thread, parkState(wait, e.Arg), NoCore)
	l.parked = e.Arg != 0
}

// parkState returns the state of a thread that has parked with this timer; move makes StateLock of ready where that is due.
func parkState(wait waitKind, timer int64) State {
	switch {
	case timer == 0 || wait == waitGIL:
		return StateReady
	case wait == waitIO:
		return StateIO
	case wait == waitTimer:
		return StateSleep
	case wait == waitLock:
		return StateAcquire
	case wait == waitThread:
		return StateJoin
	case wait == waitHub:
		return StateHub
	}
	return StateWait
}

// want notes whether the thread wants the interpreter lock, and since when.
func (l *life) want(wants bool, now int64) {
	if wants && !l.wants {
		l.wanted = now
	}
	l.wants = wants
}

// wake makes a parked thread ready. The time until it is fit to run counts as ready, too.
func (s *Spans) wake(thread int32) {
	if l := s.lives.Row(thread); l != nil && l.parked {
		s.move(thread, StateReady, NoCore)
	}
}

// take ends a thread's wait for the interpreter lock. The thread is on a core, so its state stays what it is.
func (s *Spans) take(thread int32) {
	if l := s.lives.Row(thread); l != nil {
		l.wants = false
	}
}

// move brings a thread to a state and tells the span that ends with it. One that is ready but wants the lock goes to StateLock.
func (s *Spans) move(thread int32, to State, core int16) {
	l := s.lives.Row(thread)
	if l == nil || l.state == StateEnded {
		return
	}
	if to == StateReady && l.wants {
		to = StateLock
	}
	l.parked = false
	if to == l.state && core == l.core {
		return
	}
	s.end(thread, l)
	l.core, l.state = core, to
}

// end tells how a thread, and its current actor, has spent the time since the thread came to its state, if there was any. What
// follows begins now.
func (s *Spans) end(thread int32, l *life) {
	from := l.since
	l.since = s.now
	if from < s.now && l.state != StateUnborn {
		span := Span{From: from, To: s.now, Thread: thread, Core: l.core, State: l.state}
		s.tell(span)
		s.actors.threadSpan(span)
	}
}

// A waitKind is what a parked thread waits for.
type waitKind uint8

const (
	waitUnknown waitKind = iota // the object has not been looked up
	waitOther                   // a condition, a queue, anything without a class of its own
	waitGIL                     // the interpreter lock
	waitIO                      // input or output
	waitTimer                   // a sleep
	waitLock                    // a lock of the program
	waitThread                  // the end of another thread, or of a process
	waitHub                     // a greenlet of its hub that can go on
)

// waiterLock ends the name of a lock that a condition of Python's library makes for one wait, and on which the thread then parks: what it
// waits for is the condition.
const waiterLock = ".waiter"

// loopWakes ends the name of the queue at which an event loop of Python's asyncio waits until a timer is due or somebody wakes it.
const loopWakes = "._selector._wakes"

// waitFor returns what a thread waits for that parks on an object.
func waitFor(o Info) waitKind {
	switch o.Class {
	case ClassGIL:
		return waitGIL
	case ClassIO, ClassPipe, ClassFifo, ClassMessages:
		return waitIO
	case ClassTimer:
		return waitTimer
	case ClassLock:
		if strings.HasSuffix(o.Name, waiterLock) {
			return waitOther
		}
		return waitLock
	case ClassThread, ClassProcess, ClassTask:
		return waitThread
	case ClassHub:
		return waitHub
	case ClassQueue:
		if strings.HasSuffix(o.Name, loopWakes) {
			return waitHub
		}
		return waitOther
	}
	return waitOther
}

// A waitTable remembers what kind of wait each object stands for, so that Names, which locks, is asked once an object.
type waitTable struct {
	names *Names
	kinds []waitKind // of object i+1
}

// of returns what a thread waits for that parks on the object; waitOther if it is not defined.
func (w *waitTable) of(object int32) waitKind {
	if i := int(object) - 1; uint(i) < uint(len(w.kinds)) && w.kinds[i] != waitUnknown {
		return w.kinds[i]
	}
	return w.learn(object)
}

// learn looks the object up. Numbers below it may still be undefined: a reader meets definitions in any order.
func (w *waitTable) learn(object int32) waitKind {
	info, ok := w.names.Object(object)
	if !ok {
		return waitOther
	}
	for len(w.kinds) < int(object) {
		w.kinds = append(w.kinds, waitUnknown)
	}
	w.kinds[object-1] = waitFor(info)
	return w.kinds[object-1]
}
