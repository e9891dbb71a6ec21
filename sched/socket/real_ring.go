// This file defines rings on real sockets, where Wait completes the calls.

package socket

import (
	"slices"
	"sync"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A realRing holds the calls under way. Only poll is asked of the system, and non-blocking calls: a ring of io_uring's own is
// forbidden in many containers.
type realRing struct {
	names  *trace.Names
	object int32

	mutex    sync.Mutex // guards what follows
	underWay []*submission
	pending  map[lane]int // how many of them there are
	done     []Completion
	closed   bool
}

func newRealRing(names *trace.Names, object int32) *realRing {
	return &realRing{names: names, object: object, pending: map[lane]int{}}
}

func (r *realRing) submitting(s submission) systemCall {
	c := &realSubmit{ring: r, submission: s}
	c.free.F = c.make
	return c
}

// A realSubmit is a submission under way.
type realSubmit struct {
	submission
	ring *realRing
	free sched.Allowing // makes it, with the lock free
	err  error
}

func (c *realSubmit) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	return c.free.Step(t, w)
}

// make attempts the call at once, unless one is under way that was submitted earlier.
func (c *realSubmit) make() {
	r, s := c.ring, &c.submission
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.closed {
		c.err = ErrClosed
		return
	}
	r.pending[s.lane()]++
	if r.pending[s.lane()] > 1 || r.attempt(s) {
		r.underWay = append(r.underWay, s)
	}
}

func (c *realSubmit) failure() error { return c.err }

// attempt attempts a call, and reports whether it must wait. The ring is locked.
func (r *realRing) attempt(s *submission) bool {
	err := s.socket.link.attempt(nil, &s.operation)
	if waits(err) {
		return true
	}
	if r.pending[s.lane()]--; r.pending[s.lane()] == 0 {
		delete(r.pending, s.lane())
	}
	r.done = append(r.done, s.completion(r.names, err))
	return false
}

// entries returns the sockets of the calls under way, in the order of their submission.
func (r *realRing) entries() (list []entry) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	for _, s := range r.underWay {
		list = append(list, entry{socket: s.socket, asked: s.call.needs()})
	}
	return list
}

// complete attempts the calls on sockets that are ready, in the order of their submission, but for those behind one that
// must wait.
func (r *realRing) complete(entries []entry) {
	ready := map[lane]bool{}
	for _, e := range entries {
		ready[lane{e.socket.(*TCP), e.asked}] = e.found != 0
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.underWay = slices.DeleteFunc(r.underWay, func(s *submission) bool {
		if ready[s.lane()] {
			ready[s.lane()] = !r.attempt(s)
			return ready[s.lane()]
		}
		return false
	})
}

// completed returns how many completions there are, and whether the ring has been closed.
func (r *realRing) completed() (n int, closed bool) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return len(r.done), r.closed
}

func (r *realRing) waiting(least int, d time.Duration) resultCall[[]Completion] {
	return &realRingWait{ring: r, least: least, within: d}
}

// A realRingWait completes calls until there are so many completions, or the time is over. It looks around now and then:
// others may submit meanwhile.
type realRingWait struct {
	ring     *realRing
	least    int
	within   time.Duration
	end      deadline
	line     sched.Line
	entries  []entry // of the calls under way
	poll     systemCall
	complete sched.Allowing
	list     []Completion
	err      error
}

// The lines of a realRingWait.
const (
	ringPoll     sched.Line = iota // waits for the sockets of the calls under way
	ringComplete                   // completes those that are ready
)

func (a *realRingWait) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if w == sched.Begin {
		a.end = until(t, a.within)
		a.begin(0)
	}
	for ; ; w = sched.Begin {
		if a.line == ringPoll {
			if r, done = a.poll.Step(t, w); !done {
				return r, false
			}
			if a.err = a.poll.failure(); a.err != nil {
				return r, true
			}
			a.line, w = ringComplete, sched.Begin
		}
		if r, done = a.complete.Step(t, w); !done || a.enough(t) {
			return r, done
		}
		a.begin(a.slice(t))
	}
}

// begin begins to wait for so long at most.
func (a *realRingWait) begin(d time.Duration) {
	a.line, a.entries = ringPoll, a.ring.entries()
	a.poll = newRealPoll(a.ring.object, a.entries, d)
	a.complete.F = func() { a.ring.complete(a.entries) }
}

// slice returns how long to wait before the next look around.
func (a *realRingWait) slice(t *sched.Thread) time.Duration {
	if left := a.end.left(t); left >= 0 {
		return min(lookInterval, left)
	}
	return lookInterval
}

// enough reports whether the wait is over, and then fetches the completions.
func (a *realRingWait) enough(t *sched.Thread) bool {
	n, closed := a.ring.completed()
	if n < a.least && !closed && a.end.left(t) != 0 {
		return false
	}
	a.list, a.err = a.ring.fetch()
	return true
}

func (a *realRingWait) failure() error { return a.err }

func (a *realRingWait) result() []Completion { return a.list }

func (r *realRing) fetch() ([]Completion, error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.closed {
		return nil, ErrClosed
	}
	list := r.done
	r.done = nil
	return list, nil
}

// close gives up the calls under way. Who waits looks around soon.
func (r *realRing) close(*sched.Thread) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.closed, r.underWay, r.done = true, nil, nil
}
