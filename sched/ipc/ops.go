// This file defines what a thread does with pipes and semaphores as ops, for threads that are plain data. They are those of the
// simulated machine.

package ipc

import (
	"slices"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A stepping is a call under way that is announced, and may wait then.
type stepping struct{ waits bool }

// begin forgets what the op did before.
func (c *stepping) begin(w sched.Wake) {
	if w == sched.Begin {
		c.waits = false
	}
}

// waitsFor is one step of the wait that comes after the announcement.
func (c *stepping) waitsFor(t *sched.Thread, w sched.Wake, on sched.Waitable, d time.Duration) (sched.Request, bool) {
	if !c.waits {
		c.waits, w = true, sched.Begin
	}
	return t.StepBlockFor(w, on, d)
}

// WriteOp returns Write as an op, whose result is how many bytes were written.
func (e *End) WriteOp(data []byte) sched.Call[int] { return &writeOp{of: e, data: data} }

type writeOp struct {
	stepping
	of   *End
	data []byte
	writing
}

// Step is one step of it.
func (o *writeOp) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if o.begin(w); !o.waits {
		if r, done = t.StepAnnounce(w, trace.Send, o.of.pipe.object, sched.Jump); !done {
			return r, false
		}
		o.writing = writing{End: o.of, data: o.data}
		if !o.of.IsOpen(t) || !o.of.writes {
			o.err = ErrClosed
			return r, true
		}
	}
	if r, done = o.waitsFor(t, w, &o.writing, sched.Forever); done {
		n, _ := o.Result()
		t.Engine().Record(t, trace.Send, o.of.pipe.object, int64(n))
	}
	return r, done
}

// Result returns how many bytes were written, and why not all.
func (o *writeOp) Result() (int, error) { return len(o.data) - len(o.writing.data), o.err }

// ReadOp returns Read as an op.
func (e *End) ReadOp(n int) sched.Call[[]byte] { return &readOp{reading: reading{End: e, n: n}} }

type readOp struct {
	stepping
	reading
}

// Step is one step of it.
func (o *readOp) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if o.begin(w); !o.waits {
		if r, done = t.StepAnnounce(w, trace.Recv, o.pipe.object, sched.Jump); !done {
			return r, false
		}
		o.data, o.err = nil, nil
		if !o.IsOpen(t) || o.writes {
			o.err = ErrClosed
		}
		if o.err != nil || o.n <= 0 {
			return r, true
		}
	}
	if r, done = o.waitsFor(t, w, &o.reading, sched.Forever); done {
		t.Engine().Record(t, trace.Recv, o.pipe.object, int64(len(o.data)))
	}
	return r, done
}

// Result returns what was read: nothing at the end of the input.
func (o *readOp) Result() ([]byte, error) { return o.data, o.err }

// CloseOp returns Close as an op.
func (e *End) CloseOp() sched.Op { return (*closeOp)(e) }

type closeOp End

// Step is one step of it.
func (o *closeOp) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	r, done := t.StepAnnounce(w, trace.None, 0, sched.Jump)
	if done {
		_ = closeIn(t, (*End)(o)) // who has it closed already finds it so
	}
	return r, done
}

// WaitOp returns an op that waits until something can be read at one of these ends of pipes, or the input has ended there, for at most d:
// poll, or with several select. There must be one at least, and each must be open. Its result are those.
func WaitOp(ends []*End, d time.Duration) sched.Call[[]*End] {
	return &watching{ends: ends, d: d}
}

// A watching is such a wait under way.
type watching struct {
	stepping
	ends  []*End
	d     time.Duration
	queue sched.Queue // of who waits, and nobody else
	ready []*End
}

// Step is one step of it.
func (o *watching) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if o.begin(w); !o.waits {
		if r, done = t.StepAnnounce(w, trace.None, 0, sched.Jump); !done || o.look() || o.d == 0 {
			return r, done
		}
		for _, e := range o.ends {
			e.side().watchers = append(e.side().watchers, o)
		}
	}
	if r, done = o.waitsFor(t, w, o, o.d); done {
		o.leave()
	}
	return r, done
}

// look finds out where something can be read, and reports whether it can anywhere.
func (o *watching) look() bool {
	o.ready = nil
	for _, e := range o.ends {
		if e.isReady() && !e.isVirgin() {
			o.ready = append(o.ready, e)
		}
	}
	return len(o.ready) > 0
}

// Try reports whether something can be read.
func (o *watching) Try(t *sched.Thread) bool {
	t.Self().Woken()
	if !o.look() {
		o.queue.Push(t.Self())
	}
	return t.Tried(o.Object(), len(o.ready) > 0)
}

// leave takes the wait off the lists of the ends.
func (o *watching) leave() {
	for _, e := range o.ends {
		side := e.side()
		side.watchers = slices.DeleteFunc(slices.Clone(side.watchers), func(other *watching) bool { return other == o })
	}
}

// Gone takes a wait off that will not go on.
func (o *watching) Gone(*sched.Thread) { o.leave() }

// Object returns the number of the first pipe in the trace.
func (o *watching) Object() int32 { return o.ends[0].pipe.object }

// Holder returns nobody in particular.
func (o *watching) Holder() *sched.Thread { return nil }

// Result returns where something can be read, or the input has ended.
func (o *watching) Result() ([]*End, error) { return o.ready, nil }

// tell wakes those who wait for this side among others.
func (s *side) tell(t *sched.Thread) {
	for _, o := range s.watchers {
		o.queue.Wake(t, sched.FIFO)
	}
}

// AcquireOp returns AcquireBy as an op.
func (s *Semaphore) AcquireOp(d time.Duration, by sched.Point) sched.Call[bool] {
	return &acquireOp{of: s, d: d, by: by}
}

type acquireOp struct {
	stepping
	of  *Semaphore
	d   time.Duration
	by  sched.Point
	got bool
}

// Step is one step of it.
func (o *acquireOp) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	s := o.of
	if o.begin(w); !o.waits {
		if r, done = t.StepAnnounce(w, trace.Acquire, s.object, o.by); !done {
			return r, false
		}
		t.MustBeOf(s.run, s.object)
		if o.got = s.take(t); !o.got {
			t.Refused(s.object)
		}
	}
	if !o.got && o.d != 0 {
		if r, done = o.waitsFor(t, w, s, o.d); !done {
			return r, false
		}
		o.got = !t.GaveUp()
	}
	if o.got {
		t.Engine().Record(t, trace.Acquire, s.object, 0)
	}
	return r, true
}

// Result reports whether it got one.
func (o *acquireOp) Result() (bool, error) { return o.got, nil }

// ReleaseOp returns ReleaseWithin as an op.
func (s *Semaphore) ReleaseOp(limit int) sched.Call[bool] {
	return &releaseOp{of: s, limit: limit}
}

type releaseOp struct {
	of    *Semaphore
	limit int
	done  bool
}

// Step is one step of it.
func (o *releaseOp) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	s := o.of
	r, done := t.StepAnnounce(w, trace.Release, s.object, sched.Jump)
	if !done {
		return r, false
	}
	t.MustBeOf(s.run, s.object)
	o.done = s.give(t, o.limit)
	return r, true
}

// Result reports whether there was room for one more.
func (o *releaseOp) Result() (bool, error) { return o.done, nil }
