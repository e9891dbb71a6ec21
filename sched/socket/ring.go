// This file defines asynchronous input and output: calls are submitted, and later it is told what came of them.

package socket

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A Ring takes calls on TCP sockets and hands out their completions, in the manner of io_uring. A poller tells that a call
// would not wait, and the thread makes it and copies the data; with a ring it is told when the data are there.
//
// A call that need not wait is made when it is submitted. On the simulated machine the system completes the others by
// itself, copies included, at the expense of no thread. On a real one Wait does that, by poll and in its own thread: it
// costs as much as a poller. Several threads may use a ring.
type Ring struct {
	made
	link completer
}

// A Completion says what came of a call.
type Completion struct {
	Tag      int64 // as it was submitted
	Socket   *TCP  // that the call was made on
	N        int   // bytes received, 0 at the end of the data, or sent
	Accepted *TCP  // what was accepted
	From     Addr  // from where
	Err      error
}

// A submission is a call that has been handed to a ring.
type submission struct {
	operation
	socket *TCP
	tag    int64
}

// A completer is what a ring is made of on one kind of machine.
type completer interface {
	// submitting returns the system call that submits.
	submitting(s submission) systemCall
	// waiting returns the system call that waits.
	waiting(least int, d time.Duration) resultCall[[]Completion]
	close(t *sched.Thread)
}

// NewRing returns a ring of this name, with the default costs. Making one takes no time.
func NewRing(t *sched.Thread, name string) (*Ring, error) { return Config{}.NewRing(t, name) }

// NewRing returns a ring of this name. Making one takes no time. The error is that of the configuration.
func (c Config) NewRing(t *sched.Thread, name string) (*Ring, error) {
	full, m, virtual, err := c.begin(t, name)
	switch {
	case err != nil:
		return nil, err
	case virtual:
		return &Ring{m, newVirtualRing(full, t, m.object)}, nil
	}
	return &Ring{m, newRealRing(t.Process().Names, m.object)}, nil
}

// Recv submits a call of RecvInto. The room must be left alone until it is complete. Calls on one socket in one direction
// are completed in the order of their submission.
func (r *Ring) Recv(t *sched.Thread, s *TCP, room []byte, tag int64) error {
	return r.submit(t, submission{operation{call: receiving, data: room}, s, tag})
}

// RecvOp returns Recv as an op, whose result is the tag.
func (r *Ring) RecvOp(s *TCP, room []byte, tag int64) sched.Call[int64] {
	return &ringSubmit{ring: r, submission: submission{operation{call: receiving, data: room}, s, tag}}
}

// Send submits a call of Send on a blocking socket: it is complete when all data have been taken. They must be left alone
// until then.
func (r *Ring) Send(t *sched.Thread, s *TCP, data []byte, tag int64) error {
	return r.submit(t, submission{operation{call: sending, data: data, whole: true}, s, tag})
}

// SendOp returns Send as an op, whose result is the tag.
func (r *Ring) SendOp(s *TCP, data []byte, tag int64) sched.Call[int64] {
	return &ringSubmit{ring: r, submission: submission{operation{call: sending, data: data, whole: true}, s, tag}}
}

// Accept submits a call of Accept.
func (r *Ring) Accept(t *sched.Thread, s *TCP, tag int64) error {
	return r.submit(t, submission{operation{call: accepting}, s, tag})
}

// AcceptOp returns Accept as an op, whose result is the tag.
func (r *Ring) AcceptOp(s *TCP, tag int64) sched.Call[int64] {
	return &ringSubmit{ring: r, submission: submission{operation{call: accepting}, s, tag}}
}

// submit submits a call.
func (r *Ring) submit(t *sched.Thread, s submission) error {
	a := ringSubmit{ring: r, submission: s}
	t.Finish(a.Step(t, sched.Begin))
	return a.call.err
}

// A ringSubmit is Recv, Send or Accept under way: a system call for each, as io_uring_enter without batches.
type ringSubmit struct {
	ring       *Ring
	submission submission
	call       announced
}

func (a *ringSubmit) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	return a.call.step(t, w, trace.IO, a.ring.object, a.system)
}

func (a *ringSubmit) system(t *sched.Thread) (systemCall, error) {
	a.ring.mustBe(t)
	if err := a.submission.socket.elsewhere(t); err != nil {
		return nil, err
	}
	t.Engine().Record(t, trace.IO, a.ring.object, 0)
	return a.ring.link.submitting(a.submission), nil
}

func (a *ringSubmit) Result() (tag int64, err error) { return a.submission.tag, a.call.err }

// Wait waits until so many calls are complete, for d at most; sched.Forever is without end. It returns all that are, in
// the order of their completion: fewer if the time was over.
func (r *Ring) Wait(t *sched.Thread, least int, d time.Duration) ([]Completion, error) {
	a := r.gathering(least, d)
	t.Finish(a.Step(t, sched.Begin))
	return a.Result()
}

// WaitOp returns Wait as an op.
func (r *Ring) WaitOp(least int, d time.Duration) sched.Call[[]Completion] {
	a := r.gathering(least, d)
	return &a
}

func (r *Ring) gathering(least int, d time.Duration) gathering[Completion] {
	return gathering[Completion]{of: &r.made, from: r, n: least, d: d}
}

func (r *Ring) waiting(least int, d time.Duration) resultCall[[]Completion] {
	return r.link.waiting(least, d)
}

func (r *Ring) mayWant(least int) error {
	if least < 0 {
		return fmt.Errorf("socket: a ring is asked for %d completions: it must be 0 or more", least)
	}
	return nil
}

// Close closes the ring: who waits for it gets ErrClosed, and so does every later call. Calls that are not complete are
// given up. The sockets stay open.
func (r *Ring) Close(t *sched.Thread) {
	r.mustBe(t)
	defer r.link.close(t)
	r.call(t)
}

// CloseOp returns Close as an op.
func (r *Ring) CloseOp() sched.Op { return effectOf(&r.made, r.link.close) }

// completion says what came of a submission.
func (s *submission) completion(names *trace.Names, err error) Completion {
	c := Completion{Tag: s.tag, Socket: s.socket, N: s.done, Err: err}
	if err == nil && s.made != nil {
		c.Accepted = s.socket.newAccepted(names, s.made)
		c.From, _ = s.made.peer()
	}
	return c
}

// A lane is one direction of a socket: calls are completed in order there.
type lane struct {
	socket *TCP
	needs  Events
}

func (s *submission) lane() lane { return lane{s.socket, s.call.needs()} }
