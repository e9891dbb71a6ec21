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
	add(t *sched.Thread, s Pollable, e Events) error
	modify(t *sched.Thread, s Pollable, e Events) error
	remove(t *sched.Thread, s Pollable) error
	wait(t *sched.Thread, most int, d time.Duration) ([]Ready, error)
	wake(t *sched.Thread) error
	close(t *sched.Thread)
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
		return &Epoll{m, newVirtualEpoll(full, t.Engine().(sched.Devices), m.object)}, nil
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
	return p.control(t, "register", s, e, func() error { return p.link.add(t, s, e) })
}

// Modify changes what is asked of a socket, and asks it anew: ErrNotFound if it is not there.
func (p *Epoll) Modify(t *sched.Thread, s Pollable, e Events) error {
	return p.control(t, "modify", s, e, func() error { return p.link.modify(t, s, e) })
}

// Unregister takes a socket out: ErrNotFound if it is not there.
func (p *Epoll) Unregister(t *sched.Thread, s Pollable) error {
	return p.control(t, "unregister", s, 0, func() error { return p.link.remove(t, s) })
}

// control makes a change.
func (p *Epoll) control(t *sched.Thread, what string, s Pollable, e Events, change func() error) error {
	p.call(t, what)
	if err := cmp.Or(mustBeAskable(e&^(EdgeTriggered|OneShot)), s.elsewhere(t)); err != nil {
		return err
	}
	if err := change(); err != nil {
		return fmt.Errorf("socket: %s: %w", what, err)
	}
	return nil
}

// Wait waits until a socket is ready, for d at most, and returns those that are, most of them at the most; sched.Forever
// is without end. Of a level-triggered poller the one that has been told least recently comes first. It returns none if
// the time was over, or if Wake was called.
func (p *Epoll) Wait(t *sched.Thread, most int, d time.Duration) ([]Ready, error) {
	t.Announce(trace.IO, p.object, sched.Jump)
	p.mustBe(t)
	mustBeTimeout(t, d)
	if most < 1 {
		return nil, fmt.Errorf("socket: epoll is asked for %d sockets: it must be at least 1", most)
	}
	t.Engine().Record(t, trace.IO, p.object, int64(d))
	return p.link.wait(t, most, d)
}

// Wake lets a call of Wait return that has begun, or the next one. Any thread may call it: so a thread that waits for its
// sockets in one call can be told of what others have for it. Several calls before one of Wait are as good as one.
func (p *Epoll) Wake(t *sched.Thread) error {
	p.call(t, "wake")
	return p.link.wake(t)
}

// Notify is Wake that is no step of the program: for whoever wakes another thread in the midst of a step of its own, or on
// behalf of the machine.
func (p *Epoll) Notify(t *sched.Thread) error { return p.link.wake(t) }

// Close closes the poller: who waits in it gets ErrClosed, and so does every later call. Its sockets stay open.
func (p *Epoll) Close(t *sched.Thread) {
	p.mustBe(t)
	defer p.link.close(t)
	t.CallBuiltin("close")
}
