// This file defines epoll, a poller that keeps its sockets, so that a call costs what is ready and not what is idle.

package socket

import (
	"cmp"
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// An Epoll is select.epoll. Several threads may use it.
type Epoll struct {
	made
	link interests
}

// Interests are what an epoll is made of on one kind of machine: epoll(7) of Linux says how they behave. The events have
// been checked.
type interests interface {
	// changing returns the system call that makes a change.
	changing(c change) systemCall
	// waiting returns the system call that waits.
	waiting(most int, d time.Duration) resultCall[[]Ready]
	wake(t *sched.Thread) error
	close(t *sched.Thread)
}

// A change is what is changed about the sockets of an epoll, numbered as epoll_ctl does.
type change struct {
	what   control
	socket Pollable
	events Events
}

// A control says what kind of change it is.
type control int

const (
	registers   control = iota + 1 // EPOLL_CTL_ADD
	unregisters                    // EPOLL_CTL_DEL
	modifies                       // EPOLL_CTL_MOD
)

func (c control) name() string {
	return [...]string{registers: "register", unregisters: "unregister", modifies: "modify"}[c]
}

// NewEpoll returns a poller of this name without sockets, with the default costs. Making one takes no time. Where the
// operating system has no epoll, the error of a real machine is ErrUnsupported.
func NewEpoll(t *sched.Thread, name string) (*Epoll, error) { return Config{}.NewEpoll(t, name) }

// NewEpoll returns a poller of this name without sockets. Making one takes no time. The error is that of the
// configuration, or the real system's: ErrUnsupported where it has no epoll.
func (c Config) NewEpoll(t *sched.Thread, name string) (*Epoll, error) {
	full, m, virtual, err := c.begin(t, name)
	switch {
	case err != nil:
		return nil, err
	case virtual:
		return &Epoll{m, newVirtualEpoll(t, full, m.object)}, nil
	}
	link, err := newRealEpoll(openFilesOf(t), m.object)
	if err != nil {
		return nil, fmt.Errorf("socket: cannot make epoll %q: %w", name, err)
	}
	return &Epoll{m, link}, nil
}

// Register adds a socket, and what is asked of it: In, Out, RdHup, EdgeTriggered and OneShot. If it is there already the
// error is ErrExists. A socket that is closed leaves by itself.
func (p *Epoll) Register(t *sched.Thread, s Pollable, e Events) error {
	return p.control(t, change{registers, s, e})
}

// RegisterOp returns Register as an op, whose result is the socket.
func (p *Epoll) RegisterOp(s Pollable, e Events) sched.Call[Pollable] {
	return &epollControl{epoll: p, change: change{registers, s, e}}
}

// Modify changes what is asked of a socket, and asks it anew: ErrNotFound if it is not there.
func (p *Epoll) Modify(t *sched.Thread, s Pollable, e Events) error {
	return p.control(t, change{modifies, s, e})
}

// ModifyOp returns Modify as an op, whose result is the socket.
func (p *Epoll) ModifyOp(s Pollable, e Events) sched.Call[Pollable] {
	return &epollControl{epoll: p, change: change{modifies, s, e}}
}

// Unregister takes a socket out: ErrNotFound if it is not there.
func (p *Epoll) Unregister(t *sched.Thread, s Pollable) error {
	return p.control(t, change{what: unregisters, socket: s})
}

// UnregisterOp returns Unregister as an op, whose result is the socket.
func (p *Epoll) UnregisterOp(s Pollable) sched.Call[Pollable] {
	return &epollControl{epoll: p, change: change{what: unregisters, socket: s}}
}

// control makes a change.
func (p *Epoll) control(t *sched.Thread, c change) error {
	a := epollControl{epoll: p, change: c}
	t.Finish(a.Step(t, sched.Begin))
	_, err := a.Result()
	return err
}

// An epollControl is Register, Modify or Unregister under way.
type epollControl struct {
	epoll  *Epoll
	change change
	call   announced
	wrong  error // what is asked cannot be
}

// Step is one step of it. The trace is told nothing but the call.
func (a *epollControl) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	return a.call.step(t, w, trace.None, 0, a.system)
}

func (a *epollControl) system(t *sched.Thread) (systemCall, error) {
	a.epoll.mustBe(t)
	a.wrong = cmp.Or(mustBeAskable(a.change.events&^(EdgeTriggered|OneShot)), a.change.socket.elsewhere(t))
	if a.wrong != nil {
		return nil, a.wrong
	}
	return a.epoll.link.changing(a.change), nil
}

func (a *epollControl) Result() (Pollable, error) {
	if a.call.err != nil && a.wrong == nil {
		return nil, fmt.Errorf("socket: %s: %w", a.change.what.name(), a.call.err)
	}
	return a.change.socket, a.wrong
}

// Wait waits until a socket is ready, for d at most, and returns those that are, most of them at the most; sched.Forever
// is without end. Of a level-triggered poller the one that has been told least recently comes first. It returns none if
// the time was over, or if Wake was called.
func (p *Epoll) Wait(t *sched.Thread, most int, d time.Duration) ([]Ready, error) {
	a := p.gathering(most, d)
	t.Finish(a.Step(t, sched.Begin))
	return a.Result()
}

// WaitOp returns Wait as an op.
func (p *Epoll) WaitOp(most int, d time.Duration) sched.Call[[]Ready] {
	a := p.gathering(most, d)
	return &a
}

func (p *Epoll) gathering(most int, d time.Duration) gathering[Ready] {
	return gathering[Ready]{of: &p.made, from: p, n: most, d: d}
}

func (p *Epoll) waiting(most int, d time.Duration) resultCall[[]Ready] {
	return p.link.waiting(most, d)
}

func (p *Epoll) mayWant(most int) error {
	if most < 1 {
		return fmt.Errorf("socket: epoll is asked for %d sockets: it must be at least 1", most)
	}
	return nil
}

// Wake lets a call of Wait return that has begun, or the next one. Any thread may call it: so a thread that waits for its
// sockets in one call can be told of what others have for it. Several calls before one of Wait are as good as one.
func (p *Epoll) Wake(t *sched.Thread) error {
	p.call(t)
	return p.link.wake(t)
}

// WakeOp returns Wake as an op.
func (p *Epoll) WakeOp() sched.Call[struct{}] { return actOf(&p.made, p.link.wake) }

// Notify is Wake that is no step of the program: for whoever wakes another thread in the midst of a step of its own, or on
// behalf of the machine.
func (p *Epoll) Notify(t *sched.Thread) error { return p.link.wake(t) }

// Close closes the poller: who waits in it gets ErrClosed, and so does every later call. Its sockets stay open.
func (p *Epoll) Close(t *sched.Thread) {
	p.mustBe(t)
	defer p.link.close(t)
	p.call(t)
}

// CloseOp returns Close as an op.
func (p *Epoll) CloseOp() sched.Op { return effectOf(&p.made, p.link.close) }
