// This file defines the listener: a name to which processes connect that have nothing else in common.

package ipc

import (
	"errors"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// ErrRefused is the error of who connects to a name where nobody listens.
var ErrRefused = errors.New("[Errno 111] Connection refused")

// A Listener is a socket of the simulated machine that its process has bound to a name, and listens at.
type Listener struct {
	object  int32
	name    string
	of      *sched.Process
	closed  bool
	pending []Socket // who has connected, and has not been accepted
	queue   sched.Queue
}

// NewListener returns a listener of the thread's process. Making one takes no time.
func NewListener(t *sched.Thread, name string) *Listener {
	mustHaveProcesses(t)
	return &Listener{object: t.Process().Names.AddObject(trace.ClassPipe, name), name: name, of: t.Process()}
}

// Close refuses who connects from now on. It is no step of the program.
func (l *Listener) Close() { l.closed = true }

// ConnectOp returns an op that connects to the listener, and does not wait until it is accepted. Its result is the socket, or
// ErrRefused.
func (l *Listener) ConnectOp() sched.Call[Socket] { return &connecting{to: l} }

type connecting struct {
	to  *Listener
	got Socket
	err error
}

// Step is one step of it.
func (c *connecting) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	r, done := t.StepAnnounce(w, trace.Send, c.to.object, sched.Jump)
	if !done {
		return r, false
	}
	l := c.to
	if c.err = nil; l.closed || l.of.Over() {
		c.err = ErrRefused
		return r, true
	}
	var there Socket
	c.got, there = NewSocketPair(t, l.name)
	openIn(l.of, there.In, there.Out)
	for _, e := range [...]*End{there.In, there.Out} {
		if t.Process() != l.of && tableOf(t.Process()).remove(e) {
			e.side().opens--
		}
	}
	l.pending = append(l.pending, there)
	t.Engine().Record(t, trace.Send, l.object, 0)
	l.queue.Wake(t, sched.FIFO)
	return r, true
}

// Result returns the socket.
func (c *connecting) Result() (Socket, error) { return c.got, c.err }

// AcceptOp returns an op that waits until somebody connects.
func (l *Listener) AcceptOp() sched.Call[Socket] { return &accepting{Listener: l} }

type accepting struct {
	stepping
	*Listener
	got Socket
}

// Step is one step of it.
func (a *accepting) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if a.begin(w); !a.waits {
		if r, done = t.StepAnnounce(w, trace.Recv, a.object, sched.Jump); !done {
			return r, false
		}
	}
	if r, done = a.waitsFor(t, w, a, sched.Forever); done {
		t.Engine().Record(t, trace.Recv, a.object, 0)
	}
	return r, done
}

// Try takes who has connected first.
func (a *accepting) Try(t *sched.Thread) bool {
	t.Self().Woken()
	got := len(a.pending) > 0
	if got {
		a.got, a.pending = a.pending[0], a.pending[1:]
	} else {
		a.queue.Push(t.Self())
	}
	return t.Tried(a.object, got)
}

// Object returns the listener's number in the trace.
func (a *accepting) Object() int32 { return a.object }

// Holder returns nobody in particular.
func (a *accepting) Holder() *sched.Thread { return nil }

// Result returns the socket.
func (a *accepting) Result() (Socket, error) { return a.got, nil }
