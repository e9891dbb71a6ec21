// This file defines pollers that are told their sockets with each call: select and poll.

package socket

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A Pollable is what a poller can wait for: a *TCP or a *UDP.
type Pollable interface {
	// Object returns the number of the socket in the trace.
	Object() int32
	// endpoint returns what the pollers of its machine look at.
	endpoint() any
	// elsewhere returns the error of a thread that is not of the run that the socket was made in.
	elsewhere(t *sched.Thread) error
}

func (s *TCP) endpoint() any { return s.link }

func (u *UDP) endpoint() any { return u.link }

// A Ready is a socket that is ready, and for what.
type Ready struct {
	Socket Pollable
	Events Events
}

// A Poll is select.poll: a list of sockets that is looked through from end to end with each call. One thread at a time
// may use it.
type Poll struct {
	config *Config
	made
	entries []entry
}

// An entry is a socket in such a list.
type entry struct {
	socket Pollable
	asked  Events
	found  Events
}

// NewPoll returns a poller of this name without sockets, with the default costs. Making one takes no time.
func NewPoll(t *sched.Thread, name string) (*Poll, error) { return Config{}.NewPoll(t, name) }

// NewPoll returns a poller of this name without sockets. Making one takes no time. The error is that of the configuration.
func (c Config) NewPoll(t *sched.Thread, name string) (*Poll, error) {
	full, m, _, err := c.begin(t, name)
	if err != nil {
		return nil, err
	}
	return &Poll{config: full, made: m}, nil
}

// Register adds a socket, and what is asked of it: In, Out and RdHup. One that is there already is asked for this instead.
func (p *Poll) Register(t *sched.Thread, s Pollable, e Events) error {
	p.call(t)
	return p.register(t, s, e)
}

// RegisterOp returns Register as an op.
func (p *Poll) RegisterOp(s Pollable, e Events) sched.Call[struct{}] {
	return actOf(&p.made, func(t *sched.Thread) error { return p.register(t, s, e) })
}

func (p *Poll) register(t *sched.Thread, s Pollable, e Events) error {
	if err := cmp.Or(mustBeAskable(e), s.elsewhere(t)); err != nil {
		return err
	}
	if i := p.index(s); i >= 0 {
		p.entries[i].asked = e
		return nil
	}
	p.entries = append(p.entries, entry{socket: s, asked: e})
	return nil
}

// mustBeAskable returns an error unless the events can be asked for.
func mustBeAskable(e Events) error {
	if e&^askable != 0 {
		return fmt.Errorf("socket: a poller is asked for %#x: it must be some of %#x (%v)", uint32(e), uint32(askable), askable)
	}
	return nil
}

// Unregister takes a socket out: ErrNotFound if it is not there.
func (p *Poll) Unregister(t *sched.Thread, s Pollable) error {
	p.call(t)
	return p.unregister(s)
}

// UnregisterOp returns Unregister as an op.
func (p *Poll) UnregisterOp(s Pollable) sched.Call[struct{}] {
	return actOf(&p.made, func(*sched.Thread) error { return p.unregister(s) })
}

func (p *Poll) unregister(s Pollable) error {
	i := p.index(s)
	if i < 0 {
		return fmt.Errorf("socket: unregister: %w", ErrNotFound)
	}
	p.entries = slices.Delete(p.entries, i, i+1)
	return nil
}

// index returns the place of a socket in the list, -1 if it is not there.
func (p *Poll) index(s Pollable) int {
	return slices.IndexFunc(p.entries, func(e entry) bool { return e.socket == s })
}

// Poll waits until a socket is ready, for d at most; sched.Forever is without end. It returns those that are, in the order
// of their coming, none if the time was over.
func (p *Poll) Poll(t *sched.Thread, d time.Duration) ([]Ready, error) {
	a := pollPoll{poll: p, d: d}
	t.Finish(a.Step(t, sched.Begin))
	return a.Result()
}

// PollOp returns Poll as an op.
func (p *Poll) PollOp(d time.Duration) sched.Call[[]Ready] { return &pollPoll{poll: p, d: d} }

// A pollPoll is Poll under way.
type pollPoll struct {
	poll *Poll
	d    time.Duration
	call announced
}

func (a *pollPoll) Step(t *sched.Thread, w sched.Wake) (sched.Request, bool) {
	return a.call.step(t, w, trace.IO, a.poll.object, a.system)
}

func (a *pollPoll) system(t *sched.Thread) (systemCall, error) {
	p := a.poll
	p.mustBe(t)
	return newPollCall(t, p.config, p.object, p.entries, a.d)
}

func (a *pollPoll) Result() (list []Ready, err error) {
	if a.call.err != nil {
		return nil, a.call.err
	}
	for _, e := range a.poll.entries {
		if e.found != 0 {
			list = append(list, Ready{e.socket, e.found})
		}
	}
	return list, nil
}

// newPollCall returns the system call that finds out for what each entry is ready, and waits if none is.
func newPollCall(t *sched.Thread, c *Config, object int32, entries []entry, d time.Duration) (systemCall, error) {
	mustBeTimeout(t, d)
	t.Engine().Record(t, trace.IO, object, int64(d))
	if devices, virtual := t.Engine().(sched.Devices); virtual {
		return &virtualPoll{Config: c, devices: devices, object: object, entries: entries, within: d}, nil
	}
	return newRealPoll(object, entries, d), nil
}
