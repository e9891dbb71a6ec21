// This file defines the end of a pipe of an operating system: a descriptor.

package ipc

import (
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

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

// writeOn writes to a descriptor what comes after the first bytes, which have been written.
func (e *End) writeOn(t *sched.Thread, data []byte, written int, before attempt) (n int, err error) {
	outcome, _ := t.Ask(trace.Send, func() (int64, []byte) {
		c := &realCopy{End: e, data: data[written:]}
		callReal(t, c, sched.Forever, before)
		return c.outcome(len(data) - len(c.data)), nil
	})
	if n, err = decode(outcome); e.now {
		t.Engine().Record(t, trace.Send, e.pipe.object, int64(n))
	}
	return n, err
}

// readOn reads from a descriptor what was not read at once.
func (e *End) readOn(t *sched.Thread, room []byte, before attempt) (n int, err error) {
	outcome, data := t.Ask(trace.Recv, func() (int64, []byte) {
		c := &realCopy{End: e, data: room}
		callReal(t, c, sched.Forever, before)
		return c.outcome(0), c.data
	})
	t.Engine().Record(t, trace.Recv, e.pipe.object, int64(len(data)))
	_, err = decode(outcome)
	return copy(room, data), err
}

// decode returns what an outcome tells: how many, or minus what is wrong.
func decode(outcome int64) (n int, err error) {
	if outcome < 0 {
		return 0, Errno(-outcome)
	}
	return int(outcome), nil
}

// pollReal is Poll on a descriptor.
func (e *End) pollReal(t *sched.Thread, d time.Duration) bool {
	ready, _ := t.Ask(trace.IO, func() (int64, []byte) {
		return flag(e.look(0) || d != 0 && callReal(t, realPoll{e}, d, notMade)), nil
	})
	return ready == 1
}

// A realCopy is a read or a write under way.
type realCopy struct {
	*End
	data  []byte // what is left to be written; or the room for what is read, and then that
	wrong Errno
}

// outcome returns n, or minus what is wrong.
func (c *realCopy) outcome(n int) int64 {
	if c.wrong != 0 {
		return -int64(c.wrong)
	}
	return int64(n)
}

// call reads once, or writes as long as there is room.
func (c *realCopy) call() (again bool) {
	if !c.writes {
		n, wrong := c.transfer(c.data)
		if wrong == ErrAgain && !c.now {
			return true
		}
		c.data, c.wrong = c.data[:n], wrong
		return false
	}
	for wrote := false; len(c.data) > 0; wrote = true {
		n, wrong := c.transfer(c.data)
		switch {
		case wrong == ErrAgain && !c.now:
			return true
		case wrong == ErrAgain && wrote:
			return false
		case wrong != 0:
			c.wrong = wrong
			return false
		}
		c.data = c.data[n:]
	}
	return false
}

// A realPoll is a look whether something can be read, or the input has ended.
type realPoll struct{ *End }

// call looks.
func (p realPoll) call() (again bool) { return !p.look(0) }
