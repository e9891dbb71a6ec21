// This file defines rings on the virtual loopback: calls that the system completes by itself.

package socket

import (
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A virtualRing holds the completions that nobody has fetched.
type virtualRing struct {
	*Config
	devices sched.Devices
	names   *trace.Names
	object  int32
	pending map[lane]int // calls under way; looked up only
	done    []Completion
	queue   sched.Queue // those who wait
	closed  bool
}

// newVirtualRing returns a ring. The configuration is complete.
func newVirtualRing(c *Config, t *sched.Thread, object int32) *virtualRing {
	notSearched(t, "a ring")
	r := &virtualRing{Config: c, object: object, pending: map[lane]int{}}
	r.devices, r.names = t.Engine().(sched.Devices), t.Process().Names
	return r
}

func (r *virtualRing) submitting(s submission) systemCall {
	return &underWay{ring: r, submission: s}
}

// An underWay is a call that is submitted, and then waits for its socket.
type underWay struct {
	submission
	ring *virtualRing
	at   *virtualStream
	err  error // it cannot be submitted
}

// Step is one step of the system call that submits it.
func (u *underWay) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if w == sched.Begin {
		if u.err = u.begin(t); u.err != nil {
			return r, true
		}
	}
	return t.StepBlock(w, u)
}

// begin enters the system, or says why it cannot.
func (u *underWay) begin(t *sched.Thread) error {
	if u.ring.closed {
		return ErrClosed
	}
	u.at = u.socket.link.(*virtualStream)
	u.at.suffer(t, &u.operation)
	u.ring.devices.Spend(t, u.ring.costOf(u.call))
	return nil
}

func (u *underWay) failure() error { return u.err }

// Try attempts the call at once, as io_uring does, unless one is under way that was submitted earlier. If it cannot be
// completed it waits for its socket, and the thread goes on.
func (u *underWay) Try(t *sched.Thread) bool {
	u.at.net.call(t, u.submit)
	return t.Tried(u.ring.object, true)
}

// submit attempts the call, and otherwise lets it wait.
func (u *underWay) submit(t *sched.Thread) {
	r, lane := u.ring, u.lane()
	if r.pending[lane] > 0 || u.attempt(t) {
		r.pending[lane]++
		u.at.watch(u)
	}
}

func (u *underWay) Object() int32 { return u.ring.object }

// Holder returns nil: nothing is waited for.
func (u *underWay) Holder() *sched.Thread { return nil }

// attempt attempts the call, and reports whether it must wait.
func (u *underWay) attempt(by *sched.Thread) bool {
	err := u.at.attempt(by, &u.operation)
	if waits(err) {
		return true
	}
	u.ring.complete(by, u.completion(u.ring.names, err))
	return false
}

// happened attempts the call anew, if it may come off now.
func (u *underWay) happened(by *sched.Thread, e Events) bool {
	r := u.ring
	switch {
	case r.closed:
		return false
	case e&(u.call.needs()|always) == 0 || u.attempt(by):
		return true
	}
	if r.pending[u.lane()]--; r.pending[u.lane()] == 0 {
		delete(r.pending, u.lane())
	}
	return false
}

// complete keeps a completion until somebody fetches it.
func (r *virtualRing) complete(by *sched.Thread, c Completion) {
	r.done = append(r.done, c)
	r.queue.Wake(by, sched.FIFO)
}

func (r *virtualRing) waiting(least int, d time.Duration) resultCall[[]Completion] {
	return &virtualRingWait{ring: r, least: least, within: d}
}

// close wakes everybody.
func (r *virtualRing) close(t *sched.Thread) {
	r.closed, r.done = true, nil
	for r.queue.Wake(t, sched.FIFO) {
	}
}

// A virtualRingWait is one call that waits, and something to wait for.
type virtualRingWait struct {
	ring   *virtualRing
	least  int
	within time.Duration // 0: it does not wait
	list   []Completion
	err    error
}

// Step is one step of the call, which at its end fetches the completions.
func (w *virtualRingWait) Step(t *sched.Thread, wake sched.Wake) (req sched.Request, done bool) {
	r := w.ring
	if wake == sched.Begin {
		r.devices.Spend(t, r.costs.Call)
	}
	if req, done = t.StepBlockFor(wake, w, w.within); !done {
		return req, false
	}
	if r.closed {
		w.err = ErrClosed
		return req, true
	}
	w.list, r.done = r.done, nil
	return req, true
}

func (w *virtualRingWait) failure() error { return w.err }

func (w *virtualRingWait) result() []Completion { return w.list }

// Try reports whether enough is complete.
func (w *virtualRingWait) Try(t *sched.Thread) bool {
	r := w.ring
	t.Self().Woken()
	switch {
	case r.closed || len(r.done) >= w.least:
		r.queue.Remove(t.Self())
		return t.Tried(r.object, true)
	case w.within == 0:
		t.Refused(r.object)
		return true
	}
	r.queue.Push(t.Self())
	return t.Tried(r.object, false)
}

func (w *virtualRingWait) Object() int32 { return w.ring.object }

// Holder returns nil: nobody in particular sends.
func (w *virtualRingWait) Holder() *sched.Thread { return nil }
