// This file defines the end of a pipe of an operating system: a descriptor.

package ipc

import (
	"errors"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// none is the descriptor of an end that is not open in this process, or is no end of a pipe of an operating system.
const none = -1

// newRealPipe gives the ends of a pipe their descriptors. A ghost takes those that its process was started with.
func newRealPipe(t *sched.Thread, r, w *End) {
	descriptors(t, func() ([2]int, error) { return realPipe() }, r, w)
}

// newRealSocketPair gives the four ends of a pair of sockets their descriptors.
func newRealSocketPair(t *sched.Thread, ar, bw, br, aw *End) {
	var second [2]int
	descriptors(t, func() (first [2]int, err error) {
		first, second, err = realSocketPair()
		return first, err
	}, ar, bw)
	descriptors(t, func() ([2]int, error) { return second, nil }, br, aw)
}

// descriptors gives two ends the descriptors that are made for them, and keys by which other processes know them.
func descriptors(t *sched.Thread, create func() ([2]int, error), r, w *End) {
	_, key := t.Share(r.pipe.object, 8)
	r.key, w.key = key, key+1
	if t.Ghost() {
		r.fd, w.fd = t.Process().Real().Carried(r.key), t.Process().Real().Carried(w.key)
		return
	}
	fds, err := create()
	if err != nil {
		t.FailWith("OSError", "%v", err)
	}
	r.fd, w.fd = fds[0], fds[1]
}

// What came of a read or a write.
const (
	wentWell int64 = iota
	isBroken
	isClosed
)

// result returns the error of an outcome.
func result(outcome int64) error {
	switch outcome {
	case isBroken:
		return ErrBrokenPipe
	case isClosed:
		return ErrClosed
	}
	return nil
}

// writeReal is Write on a descriptor.
func (e *End) writeReal(t *sched.Thread, data []byte) error {
	t.Engine().Record(t, trace.Send, e.pipe.object, int64(len(data))) // before it can be read
	outcome, _ := t.Ask(trace.Send, func() (int64, []byte) {
		c := &realCopy{End: e, data: data}
		t.Block(c)
		return c.outcome, nil
	})
	return result(outcome)
}

// readReal is Read on a descriptor.
func (e *End) readReal(t *sched.Thread, n int) ([]byte, error) {
	outcome, data := t.Ask(trace.Recv, func() (int64, []byte) {
		c := &realCopy{End: e, data: make([]byte, n)}
		t.Block(c)
		return c.outcome, c.data
	})
	t.Engine().Record(t, trace.Recv, e.pipe.object, int64(len(data)))
	if len(data) == 0 {
		data = nil
	}
	return data, result(outcome)
}

// pollReal is Poll on a descriptor.
func (e *End) pollReal(t *sched.Thread, d time.Duration) bool {
	ready, _ := t.Ask(trace.IO, func() (int64, []byte) {
		p := &realPoll{End: e, limit: sched.LimitOf(t, d)}
		if p.ready = e.look(0); !p.ready && d != 0 {
			t.Block(p)
		}
		return flag(p.ready), nil
	})
	return ready == 1
}

// errAgain says that a call would have to wait.
var errAgain = errors.New("it would have to wait")

// A realCopy is a read or a write under way, as something to wait for: trying is waiting.
type realCopy struct {
	*End
	data    []byte // what is left to be written; or the room for what is read, and then that
	outcome int64
}

// Try copies, and waits before that as long as it must.
func (c *realCopy) Try(t *sched.Thread) bool {
	for {
		n, err := c.transfer(c.data)
		switch {
		case err == errAgain:
			if !t.Process().Real().Await(t, c.pipe.object, sched.Forever, c.look) {
				return false // the run is being ended
			}
		case err != nil:
			c.outcome = isClosed
			if err == ErrBrokenPipe {
				c.outcome = isBroken
			}
			if !c.writes {
				c.data = nil
			}
			return true
		case !c.writes:
			c.data = c.data[:n]
			return true
		default:
			if c.data = c.data[n:]; len(c.data) == 0 {
				return true
			}
		}
	}
}

// Gone does nothing: the system wakes who waits.
func (c *realCopy) Gone(*sched.Thread) {}

// A realPoll is a wait until something can be read.
type realPoll struct {
	*End
	limit sched.Limit
	ready bool
}

// Try waits.
func (p *realPoll) Try(t *sched.Thread) bool {
	p.ready = t.Process().Real().Await(t, p.pipe.object, p.limit.Left(t), p.look)
	return p.ready || !t.Process().Stopping() && !t.Tripped()
}

// Gone does nothing: the system wakes who waits.
func (p *realPoll) Gone(*sched.Thread) {}
