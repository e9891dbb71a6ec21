// This file tells why a thread loses its core: the one account by which summary and columns name a switch.

package trace

// A reason is why a thread left its core. Every park, exit, expire and preempt has exactly one.
type reason uint8

// The reasons, in the order in which a summary lists them.
const (
	reasonIO       reason = iota // it parked on input or output
	reasonSleep                  // it parked on a timer
	reasonLock                   // it parked on a lock of the program
	reasonJoin                   // it parked until another thread's end
	reasonWait                   // it parked on anything else, such as a condition or a queue
	reasonGIL                    // it parked on the interpreter lock, to begin its wait for it or to go on waiting
	reasonInterval               // it let go of the interpreter lock because it was asked to
	reasonTicks                  // it let go of the interpreter lock unasked, and lost the race to take it again
	reasonYield                  // it offered its core, and was ready again at once
	reasonSlice                  // its time slice was used up
	reasonPreempt                // a thread that was woken took its core
	reasonExit                   // it ended
	reasons                      // how many there are
)

// reasonNames says each reason in one word for tables, and in a few for people.
var reasonNames = [reasons]struct{ word, phrase string }{
	reasonIO:       {"io", "waits for"},
	reasonSleep:    {"sleep", "sleeps"},
	reasonLock:     {"lock", "waits for"},
	reasonJoin:     {"join", "joins"},
	reasonWait:     {"wait", "waits for"},
	reasonGIL:      {"gil", "waits for"},
	reasonInterval: {"interval", "drop requested"},
	reasonTicks:    {"ticks", "tick check"},
	reasonYield:    {"yield", "yields"},
	reasonSlice:    {"slice", "time slice used up"},
	reasonPreempt:  {"preempt", "preempted"},
	reasonExit:     {"exit", "ended"},
}

// names reports whether the reason's phrase goes on with the name of what the thread waits for.
func (r reason) names() bool {
	switch r {
	case reasonIO, reasonLock, reasonJoin, reasonWait, reasonGIL:
		return true
	}
	return false
}

// A letGo is how a thread came to be without the interpreter lock.
type letGo uint8

const (
	letNothing letGo = iota // it has the lock, or has parked since it let go: what follows has another reason
	letAsked                // its last drop answered a request
	letUnasked              // its last drop answered nobody: a tick check or a blocking call
)

// A tenant is what must be known of one thread to tell why it loses its core.
type tenant struct {
	asked    bool  // it has been asked to let go of the interpreter lock, and has not yet
	let      letGo // how it let go of the lock
	handover bool  // it is parked until another thread has taken the lock that it let go of on request
}

// A reasoner follows the requests, takes and drops, and so knows why a thread loses its core.
type reasoner struct {
	tenants perThread[tenant]
	waits   waitTable
	held    []bool // by object: it is an interpreter lock, and a thread has it
	ticks   bool   // the lock counts ticks
}

// newReasoner returns a reasoner at the start of a run.
func newReasoner(names *Names) reasoner {
	return reasoner{tenants: perThread[tenant]{names: names}, waits: waitTable{names: names}}
}

// step takes in the next event, and returns why its thread loses its core with it, if it does.
func (r *reasoner) step(e *Event) (reason, bool) {
	switch e.Kind {
	case Request:
		r.request(e.Obj)
	case Drop:
		r.drop(e)
	case Phase:
		r.ticks = true
	case Take:
		r.take(e)
	case Park:
		return r.park(e), true
	case Expire:
		return reasonSlice, true
	case Preempt:
		return reasonPreempt, true
	case Exit:
		return reasonExit, true
	}
	return 0, false
}

// request notes that the holder has been asked.
func (r *reasoner) request(holder int32) {
	if t := r.tenants.row(holder); t != nil {
		t.asked = true
	}
}

// asked reports whether the thread has let go of the interpreter lock on request, and neither parked nor taken it since.
func (r *reasoner) asked(thread int32) bool {
	t := r.tenants.row(thread)
	return t != nil && t.let == letAsked
}

// drop notes that the lock is free, and whether the thread lets go because it was asked.
func (r *reasoner) drop(e *Event) {
	r.hold(e.Obj, false)
	t := r.tenants.row(e.Thread)
	switch {
	case t == nil:
	case t.asked:
		t.asked, t.let = false, letAsked
	default:
		t.let = letUnasked
	}
}

// take notes that the thread has the lock, however it had let go of it before.
func (r *reasoner) take(e *Event) {
	r.hold(e.Obj, true)
	if t := r.tenants.row(e.Thread); t != nil {
		t.let = letNothing
	}
}

// hold notes whether somebody has the lock.
func (r *reasoner) hold(lock int32, held bool) {
	if r.waits.of(lock) != waitGIL {
		return
	}
	for int(lock) >= len(r.held) {
		r.held = append(r.held, false)
	}
	r.held[lock] = held
}

// isFree reports whether the object is a lock that nobody has.
func (r *reasoner) isFree(lock int32) bool {
	return lock > 0 && int(lock) < len(r.held) && !r.held[lock]
}

// park returns why the thread parks. One that has let go on request parks on the free lock to wait for its next holder; if
// that one has been so quick that it has the lock already, the thread waits like any other.
func (r *reasoner) park(e *Event) reason {
	why := parkReason(r.waits.of(e.Obj), e.Arg)
	t := r.tenants.row(e.Thread)
	if t == nil {
		return why
	}
	if why == reasonGIL {
		why = t.let.reason()
	}
	if why == reasonTicks && !r.ticks {
		why = reasonGIL // it has run C code without the lock, and comes back
	}
	t.let, t.handover = letNothing, why == reasonInterval && r.isFree(e.Obj)
	return why
}

// reason returns why a thread parks on the interpreter lock that has let go of it like this.
func (l letGo) reason() reason {
	switch l {
	case letAsked:
		return reasonInterval
	case letUnasked:
		return reasonTicks
	}
	return reasonGIL
}

// parkReason returns what a park with this timer is for, as far as the object tells.
func parkReason(wait waitKind, timer int64) reason {
	switch {
	case wait == waitGIL:
		return reasonGIL
	case timer == 0:
		return reasonYield
	case wait == waitIO:
		return reasonIO
	case wait == waitTimer:
		return reasonSleep
	case wait == waitLock:
		return reasonLock
	case wait == waitThread:
		return reasonJoin
	}
	return reasonWait
}
