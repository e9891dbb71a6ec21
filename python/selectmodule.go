// This file defines what the module _network has of pollers: select, poll and epoll (Modules/selectmodule.c).

package python

import (
	"maps"
	"slices"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
	"github.com/gilsim/gilsim/sched/socket"
)

// An openPoller is a poller that keeps its list: that of a poll object, or behind the descriptor of an epoll.
type openPoller struct {
	poll    *socket.Poll
	epoll   *socket.Epoll
	fds     map[socket.Pollable]int64 // by which descriptor each is known
	sockets map[int64]socket.Pollable
}

// knows notes by which descriptor a socket is known.
func (p *openPoller) knows(s socket.Pollable, fd int64) { p.fds[s], p.sockets[fd] = fd, s }

// mixedPollers is the error of a wait for sockets and something else at once.
func mixedPollers() (Value, *Exception) {
	return raise(notImplementedError, "a wait for sockets together with pipes is not supported: sockets, or the ends of pipes that can be read")
}

// A selection is select under way.
type selection struct {
	sched.Call[socket.Selected]
	input            bool // standard input is asked for, and always ready
	readers, writers []int64
	of               map[int64]socket.Pollable
}

// found returns the descriptors of those that are ready, in the order in which they were asked for.
func (s *selection) found(asked []int64, ready []socket.Pollable, input bool) Value {
	var list []Value
	for _, fd := range asked {
		if slices.Contains(ready, s.of[fd]) || input && fd == 0 {
			list = append(list, integer(fd))
		}
	}
	return newList(list...)
}

func (s *selection) value(t *Thread) (Value, *Exception) {
	r, err := s.Result()
	if e := t.networkError(err); e != nil {
		return Value{}, e
	}
	return newTuple(s.found(s.readers, r.Readable, s.input), s.found(s.writers, r.Writable, false)), nil
}

// selectFunction is select(readers, writers, timeout), with lists of descriptors.
func selectFunction(t *Thread, a []Value) (Value, *Exception) {
	d, failed := t.patienceOf(a[2])
	if failed != nil {
		return Value{}, failed
	}
	s := &selection{of: map[int64]socket.Pollable{}}
	var pipes []*ipc.End
	var numbers []int64
	lists := [2][]socket.Pollable{}
	for i, list := range [...][]Value{a[0].items(), a[1].items()} {
		for _, v := range list {
			fd := v.i
			open, known := t.interp.descriptors[fd]
			switch {
			case i == 0 && fd == 0:
				s.input, d = true, 0
			case !known:
				return Value{}, t.badDescriptor()
			case open.socket != nil:
				s.of[fd] = open.socket.pollable()
				lists[i] = append(lists[i], s.of[fd])
			case i == 0 && open.in != nil:
				pipes, numbers = append(pipes, open.in), append(numbers, fd)
			default:
				return mixedPollers()
			}
			if i == 0 {
				s.readers = append(s.readers, fd)
			} else {
				s.writers = append(s.writers, fd)
			}
		}
	}
	switch {
	case len(pipes) > 0 && (len(s.of) > 0 || s.input):
		return mixedPollers()
	case len(pipes) > 0:
		return t.perform(&selectingPipes{polling{Call: ipc.WaitOp(pipes, d), numbers: numbers, ends: pipes}})
	case len(s.of) == 0 && s.input:
		return t.calledFor(newTuple(newList(integer(0)), newList()))
	}
	t.mustHaveNetwork()
	s.Call = socket.SelectOp(lists[0], lists[1], d)
	return t.perform(s)
}

// A selectingPipes is select of pipes under way.
type selectingPipes struct{ polling }

func (s *selectingPipes) value(t *Thread) (Value, *Exception) {
	ready, err := s.polling.value(t)
	return newTuple(ready, newList()), err
}

// newPoller returns a poller without sockets.
func (t *Thread) newPoller(epoll bool) (p *openPoller, err error) {
	t.mustHaveNetwork()
	p = &openPoller{fds: map[socket.Pollable]int64{}, sockets: map[int64]socket.Pollable{}}
	if epoll {
		p.epoll, err = socket.NewEpoll(t.sched, t.variable("epoll"))
	} else {
		p.poll, err = socket.NewPoll(t.sched, t.variable("poll"))
	}
	return p, err
}

// pollCreate is poll_create(): the number of a poller, which is no descriptor.
func pollCreate(t *Thread, _ []Value) (Value, *Exception) {
	p, err := t.newPoller(false)
	if err != nil {
		return Value{}, t.networkError(err)
	}
	t.interp.pollers = append(t.interp.pollers, p)
	return integer(int64(len(t.interp.pollers) - 1)), nil
}

// pollControl is poll_ctl(number, fd, events).
func pollControl(t *Thread, a []Value) (Value, *Exception) {
	p := t.interp.pollers[a[0].i]
	s, failed := t.socketAt(a[1])
	if failed != nil {
		return notASocket(t, a[1], failed)
	}
	p.knows(s.pollable(), a[1].i)
	return t.perform(&socketChange{p.poll.RegisterOp(s.pollable(), socket.Events(a[2].i)&(socket.In|socket.Out|socket.RdHup))})
}

// pollForget is poll_forget(number, fd), of a socket that may be closed.
func pollForget(t *Thread, a []Value) (Value, *Exception) {
	p := t.interp.pollers[a[0].i]
	s := p.sockets[a[1].i]
	if s == nil {
		return Value{}, t.networkError(socket.ErrNotFound)
	}
	return t.perform(&socketChange{p.poll.UnregisterOp(s)})
}

// notASocket is the error of a poller that is asked for what is no socket.
func notASocket(t *Thread, fd Value, failed *Exception) (Value, *Exception) {
	if _, open := t.interp.descriptors[fd.i]; open || 0 <= fd.i && fd.i < firstDescriptor {
		return mixedPollers()
	}
	return Value{}, failed
}

// A gatheringReady is poll or wait of a poller under way.
type gatheringReady struct {
	sched.Call[[]socket.Ready]
	of *openPoller
}

func (g *gatheringReady) value(t *Thread) (Value, *Exception) {
	ready, err := g.Result()
	if e := t.networkError(err); e != nil {
		return Value{}, e
	}
	var list []Value
	for _, r := range ready {
		fd, events := g.of.fds[r.Socket], int64(r.Events)
		if d := t.interp.descriptors[fd]; d.socket == nil || d.socket.pollable() != r.Socket {
			events = pollInvalid
		}
		list = append(list, newTuple(integer(fd), integer(events)))
	}
	return newList(list...), nil
}

// pollInvalid is POLLNVAL: the descriptor is not open.
const pollInvalid = 0x20

// pollWait is poll_wait(number, timeout).
func pollWait(t *Thread, a []Value) (Value, *Exception) {
	d, failed := t.patienceOf(a[1])
	if failed != nil {
		return Value{}, failed
	}
	p := t.interp.pollers[a[0].i]
	return t.perform(&gatheringReady{p.poll.PollOp(min(d, longestTimeout)), p})
}

func epollCreate(t *Thread, _ []Value) (Value, *Exception) {
	p, err := t.newPoller(true)
	if err != nil {
		return Value{}, t.networkError(err)
	}
	return t.calledFor(t.opens(descriptor{poller: p}))
}

// epollAt returns the epoll of a descriptor.
func (t *Thread) epollAt(fd Value) (*openPoller, *Exception) {
	if d := t.interp.descriptors[fd.i]; d.poller != nil {
		return d.poller, nil
	}
	return nil, t.badDescriptor()
}

// An epollChange is register, modify or unregister under way.
type epollChange struct{ sched.Call[socket.Pollable] }

func (c *epollChange) value(t *Thread) (Value, *Exception) {
	_, err := c.Result()
	return none, t.networkError(err)
}

// The operations of epoll_ctl.
const (
	epollAdd = iota + 1
	epollRemove
	epollModify
)

// epollControl is epoll_ctl(epoll, operation, fd, events).
func epollControl(t *Thread, a []Value) (Value, *Exception) {
	p, failed := t.epollAt(a[0])
	if failed != nil {
		return Value{}, failed
	}
	if a[0].i == a[2].i {
		return Value{}, t.networkError(socket.ErrInvalid)
	}
	s, failed := t.socketAt(a[2])
	if failed != nil {
		return notASocket(t, a[2], failed)
	}
	events := socket.Events(a[3].i) & (socket.In | socket.Out | socket.RdHup | socket.OneShot | socket.EdgeTriggered)
	switch a[1].i {
	case epollAdd:
		p.knows(s.pollable(), a[2].i)
		return t.perform(&epollChange{p.epoll.RegisterOp(s.pollable(), events)})
	case epollRemove:
		return t.perform(&epollChange{p.epoll.UnregisterOp(s.pollable())})
	}
	return t.perform(&epollChange{p.epoll.ModifyOp(s.pollable(), events)})
}

// epollWait is epoll_wait(epoll, most, timeout).
func epollWait(t *Thread, a []Value) (Value, *Exception) {
	p, failed := t.epollAt(a[0])
	if failed != nil {
		return Value{}, failed
	}
	d, failed := t.patienceOf(a[2])
	if failed != nil {
		return Value{}, failed
	}
	return t.perform(&gatheringReady{p.epoll.WaitOp(int(a[1].i), min(d, longestTimeout)), p})
}

// epollWake is epoll_wake(epoll): the wait that is under way, or the next one, ends.
func epollWake(t *Thread, a []Value) (Value, *Exception) {
	p, failed := t.epollAt(a[0])
	if failed != nil {
		return Value{}, failed
	}
	return t.perform(&socketChange{p.epoll.WakeOp()})
}

// clonedPollers are the pollers for a process that has been forked: what is asked of theirs is asked of its parent's.
func clonedPollers(list []*openPoller) (cloned []*openPoller) {
	for _, p := range list {
		cloned = append(cloned, &openPoller{poll: p.poll, fds: maps.Clone(p.fds), sockets: maps.Clone(p.sockets)})
	}
	return cloned
}

func defineSelect() {
	registerModule(&NativeModule{name: "_network", functions: []Native{
		{name: "select", signature: "(readers, writers, timeout, /)", cost: engages, call: selectFunction},
		{name: "poll_create", signature: "()", call: pollCreate},
		{name: "poll_ctl", signature: "(poll, fd, events, /)", cost: engages, call: pollControl},
		{name: "poll_forget", signature: "(poll, fd, /)", cost: engages, call: pollForget},
		{name: "poll_wait", signature: "(poll, timeout, /)", cost: engages, call: pollWait},
		{name: "epoll_create", signature: "()", cost: engages, call: epollCreate},
		{name: "epoll_ctl", signature: "(epoll, operation, fd, events, /)", cost: engages, call: epollControl},
		{name: "epoll_wait", signature: "(epoll, most, timeout, /)", cost: engages, call: epollWait},
		{name: "epoll_wake", signature: "(epoll, /)", cost: engages, call: epollWake},
	}})
}
