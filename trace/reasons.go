// This file tells why a thread loses its core: the one account by which summary and columns name a switch.

package trace

// A Reason is why a thread leaves its core. Every park, exit, expire and preempt has exactly one.
type Reason uint8

// The reasons, in the order in which a summary lists them.
const (
	ReasonIO       Reason = iota // it parked on input or output
	ReasonSleep                  // it parked on a timer
	ReasonLock                   // it parked on a lock of the program
	ReasonJoin                   // it parked until another thread's end
	ReasonWait                   // it parked on anything else, such as a condition or a queue
	ReasonGIL                    // it parked on the interpreter lock, to begin its wait for it or to go on waiting
	ReasonInterval               // it let go of the interpreter lock because it was asked to
	ReasonTicks                  // it let go of the interpreter lock unasked, and lost the race to take it again
	ReasonYield                  // it offered its core, and was ready again at once
	ReasonSlice                  // its time slice was used up
	ReasonPreempt                // a thread that was woken took its core
	ReasonExit                   // it ended
	numReasons                   // how many there are
)

// reasonNames are the words for the reasons.
var reasonNames = [numReasons]string{
	ReasonIO: "io", ReasonSleep: "sleep", ReasonLock: "lock", ReasonJoin: "join", ReasonWait: "wait", ReasonGIL: "gil",
	ReasonInterval: "interval", ReasonTicks: "ticks", ReasonYield: "yield", ReasonSlice: "slice", ReasonPreempt: "preempt",
	ReasonExit: "exit",
}

// String returns the reason in one word, as a SwitchCount has it.
func (r Reason) String() string { return reasonNames[r] }

// A dropCause is how a thread came to be without the interpreter lock.
type dropCause uint8

const (
	dropNone      dropCause = iota // it has the lock, or has parked since it let go: what follows has another reason
	dropRequested                  // its last drop answered a request
	dropUnasked                    // its last drop answered nobody: a tick check or a blocking call
)

// A dropState is what must be known of one thread to tell why it loses its core.
type dropState struct {
	asked   bool      // it has been asked to let go of the interpreter lock, and has not yet
	cause   dropCause // how it let go of the lock
	handoff bool      // it is parked until another thread has taken the lock that it let go of on request
}

// Reasons follows the requests, takes and drops of a run, and so knows why a thread leaves its core. It bears with a trace that
// breaks the rules.
type Reasons struct {
	drops PerThread[dropState]
	waits waitTable
	locks []lockUse // by object
}

// A lockUse is what must be known of one interpreter lock: each process may have one.
type lockUse struct {
	held  bool // a thread has it
	ticks bool // it counts ticks
}

// NewReasons returns Reasons at the start of a run whose names these are.
func NewReasons(names *Names) *Reasons {
	return &Reasons{drops: PerThread[dropState]{Names: names}, waits: waitTable{names: names}}
}

// Step takes in the next event, and returns why its thread leaves its core with it, if it does.
func (r *Reasons) Step(e *Event) (Reason, bool) {
	switch e.Kind {
	case Request:
		r.request(e.Obj)
	case Drop:
		r.drop(e)
	case Phase:
		r.lock(e.Obj).ticks = true
	case Take:
		r.take(e)
	case Park:
		return r.park(e), true
	case Expire:
		return ReasonSlice, true
	case Preempt:
		return ReasonPreempt, true
	case Exit:
		return ReasonExit, true
	}
	return 0, false
}

func (r *Reasons) request(holder int32) {
	if t := r.drops.Row(holder); t != nil {
		t.asked = true
	}
}

// DroppedOnRequest reports whether the thread has let go of the interpreter lock on request, and neither parked nor taken it since.
func (r *Reasons) DroppedOnRequest(thread int32) bool {
	t := r.drops.Row(thread)
	return t != nil && t.cause == dropRequested
}

// drop notes that the lock is free, and whether the thread lets go because it was asked.
func (r *Reasons) drop(e *Event) {
	r.lock(e.Obj).held = false
	t := r.drops.Row(e.Thread)
	switch {
	case t == nil:
	case t.asked:
		t.asked, t.cause = false, dropRequested
	default:
		t.cause = dropUnasked
	}
}

// take notes that the thread has the lock, however it had let go of it before.
func (r *Reasons) take(e *Event) {
	r.lock(e.Obj).held = true
	if t := r.drops.Row(e.Thread); t != nil {
		t.cause = dropNone
	}
}

// lock returns what is known of an interpreter lock, that of nothing for an object that is none.
func (r *Reasons) lock(object int32) *lockUse {
	if r.waits.of(object) != waitGIL {
		return new(lockUse)
	}
	r.locks = extend(r.locks, int(object)+1)
	return &r.locks[object]
}

// park returns why the thread parks. One that has let go on request parks on the free lock to wait for its next holder
// (FORCE_SWITCHING in drop_gil, CPython 3.2 and later); if that one has been so quick that it has the lock already, the thread
// waits like any other.
func (r *Reasons) park(e *Event) Reason {
	why := parkReason(r.waits.of(e.Obj), e.Arg)
	t := r.drops.Row(e.Thread)
	if t == nil {
		return why
	}
	if why == ReasonGIL {
		why = t.cause.reason()
	}
	if why == ReasonTicks && !r.lock(e.Obj).ticks {
		why = ReasonGIL // it has run C code without the lock, and comes back
	}
	t.cause, t.handoff = dropNone, why == ReasonInterval && !r.lock(e.Obj).held
	return why
}

// reason returns why a thread parks on the interpreter lock that has let go of it like this.
func (l dropCause) reason() Reason {
	switch l {
	case dropRequested:
		return ReasonInterval
	case dropUnasked:
		return ReasonTicks
	}
	return ReasonGIL
}

// parkReason returns what a park with this timer is for, as far as the object tells.
func parkReason(wait waitKind, timer int64) Reason {
	switch {
	case wait == waitGIL:
		return ReasonGIL
	case timer == 0:
		return ReasonYield
	case wait == waitIO:
		return ReasonIO
	case wait == waitTimer:
		return ReasonSleep
	case wait == waitLock:
		return ReasonLock
	case wait == waitThread:
		return ReasonJoin
	}
	return ReasonWait
}
