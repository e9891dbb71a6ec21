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

// newRealRing returns a ring.
func newRealRing(names *trace.Names, object int32) *realRing {
	return &realRing{names: names, object: object, pending: map[lane]int{}}
}

// submit attempts the call at once, unless one is under way that was submitted earlier.
func (r *realRing) submit(t *sched.Thread, s *submission) (err error) {
	if _, virtual := s.socket.link.(*virtualStream); virtual {
		return errOtherMachine(t, s.socket)
	}
	t.AllowThreads(0, func() {
		r.mutex.Lock()
		defer r.mutex.Unlock()
		if r.closed {
			err = ErrClosed
			return
		}
		r.pending[s.lane()]++
		if r.pending[s.lane()] > 1 || r.attempt(s) {
			r.underWay = append(r.underWay, s)
		}
	})
	return err
}

// attempt attempts a call, and reports whether it must wait. The ring is locked.
func (r *realRing) attempt(s *submission) bool {
	err := s.attempt(nil, s.socket.link)
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

// wait completes calls until there are so many completions, or the time is over. It looks around now and then: others may
// submit meanwhile.
func (r *realRing) wait(t *sched.Thread, least int, d time.Duration) ([]Completion, error) {
	end := until(t, d)
	for slice := time.Duration(0); ; slice = patience {
		if left := end.left(t); left >= 0 {
			slice = min(slice, left)
		}
		entries := r.entries()
		if err := pollReal(t, r.object, entries, slice); err != nil {
			return nil, err
		}
		t.AllowThreads(0, func() { r.complete(entries) })
		n, closed := r.completed()
		if n >= least || closed || end.left(t) == 0 {
			return r.fetch()
		}
	}
}

// fetch returns the completions.
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
