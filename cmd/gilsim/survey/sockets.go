// This file measures calls on sockets of the loopback: those of package socket on the real machine, as programs of the catalogue make
// them, and beside them the bare calls of the operating system.

package survey

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/native"
	"github.com/gilsim/gilsim/sched/socket"
)

// Calls are those that are measured, on sockets of one thread that has both ends: nobody sleeps, and nothing waits.
type calls struct {
	send, receive       func(data []byte) // all of them
	sendTo, receiveFrom func(data []byte)
	connect, accept     func()
	hangUp              func() // both ends of that connection
	poll                func() // one socket, which is ready
	pollMany            func() // many, of which that is one
}

// How often calls are made, of how many bytes, and how many sockets there are many.
const (
	exchanges   = 2000
	connections = 300
	polls       = 2000
	few         = 64
	much        = 32 << 10
	many        = 33
)

// costs measures the calls.
func (c *calls) costs() sched.SocketCosts {
	clock := clock()
	var m sched.SocketCosts
	m.Send, m.Receive = exchange(few, c.send, c.receive, clock)
	m.SendTo, m.ReceiveFrom = exchange(few, c.sendTo, c.receiveFrom, clock)
	sent, received := exchange(much, c.send, c.receive, clock)
	m.Byte = int64(max(0, sent+received-m.Send-m.Receive)) * 1000 / (2 * (much - few))
	var connects, accepts, one, all sample
	for range connections {
		connects.time(c.connect)
		accepts.time(c.accept)
		c.hangUp()
	}
	m.Connect, m.Accept = connects.undisturbed(clock), accepts.undisturbed(clock)
	for range polls {
		one.time(c.poll)
		all.time(c.pollMany)
	}
	m.Look = max(0, all.undisturbed(clock)-one.undisturbed(clock)) / (many - 1)
	m.Call = max(0, one.undisturbed(clock)-m.Look)
	return m
}

// exchange returns what it costs to send and to receive so many bytes.
func exchange(size int, send, receive func(data []byte), clock time.Duration) (sent, received time.Duration) {
	var sends, receives sample
	data, room := make([]byte, size), make([]byte, size)
	for range exchanges {
		sends.time(func() { send(data) })
		receives.time(func() { receive(room) })
	}
	return sends.undisturbed(clock), receives.undisturbed(clock)
}

// sockets measures the calls of package socket, and the bare ones.
func sockets(ctx context.Context) (list []native.Figure, err error) {
	var own []native.Figure
	var wakes time.Duration
	config := native.Config{Loop: native.Calibrate(1, 1), Timeout: 10 * time.Second}
	_, err = native.Run(ctx, config, func(t *sched.Thread) {
		c := ownCalls(t)
		own = c.figures()
		wakes = waking(t)
	})
	if errors.Is(err, sched.ErrInterrupted) {
		return nil, err
	}
	if err != nil { // a system without a loopback: what cannot be measured keeps its default
		for _, f := range described(sched.SocketCosts{}) {
			f.Values = nil
			own = append(own, f)
		}
	}
	for _, f := range own {
		f.Setting = true
		list = append(list, f)
	}
	if err != nil {
		return list, nil
	}
	list = append(list, figure("socket-sending-wake-ns", "send on a connection, if who receives sleeps, mostly on another core", int64(wakes)))
	if c, done := bareCalls(); c != nil {
		defer done()
		for _, f := range c.figures() {
			f.Key, f.Doc = "bare-"+f.Key, "the same without gilsim"
			list = append(list, f)
		}
	}
	return list, nil
}

// rounds is how often all is measured: of each figure the least counts, as a computer that is busy with something else is slower for
// a while.
const rounds = 5

// figures measures the calls.
func (c *calls) figures() []native.Figure {
	list := described(c.costs())
	for range rounds - 1 {
		for i, f := range described(c.costs()) {
			list[i].Values[0] = min(list[i].Values[0], f.Values[0])
		}
	}
	return list
}

// described returns the costs as figures.
func described(c sched.SocketCosts) []native.Figure {
	return []native.Figure{
		figure("socket-call-ns", "select, poll, epoll: a call on no socket in particular", int64(c.Call)),
		figure("socket-send-ns", "send on a connection, if nobody must be woken", int64(c.Send)),
		figure("socket-receive-ns", "recv from a connection, if the data are there", int64(c.Receive)),
		figure("socket-sendto-ns", "sendto of a datagram, if nobody must be woken", int64(c.SendTo)),
		figure("socket-recvfrom-ns", "recvfrom of a datagram, if it is there", int64(c.ReceiveFrom)),
		figure("socket-connect-ns", "connect, with all that makes both ends of a connection", int64(c.Connect)),
		figure("socket-accept-ns", "accept of a connection that is there", int64(c.Accept)),
		figure("socket-look-ns", "what poll takes more for each socket", int64(c.Look)),
		figure("socket-byte-ps", "what each byte takes that is sent or received", c.Byte),
	}
}

func figure(key, doc string, value int64) native.Figure {
	return native.Figure{Key: key, Doc: doc, Values: []int64{value}}
}

// must fails the thread that cannot go on.
func must(t *sched.Thread, err error) {
	if err != nil {
		t.Fail("%v", err)
	}
}

// pair returns the two ends of a connection.
func pair(t *sched.Thread, listener *socket.TCP) (client, end *socket.TCP) {
	client, err := socket.DialTCP(t, "client", listener.Addr())
	must(t, err)
	end, _, err = listener.Accept(t)
	must(t, err)
	return client, end
}

// ownCalls returns the calls of package socket.
func ownCalls(t *sched.Thread) *calls {
	listener, err := socket.ListenTCP(t, "listener", 0, 1)
	must(t, err)
	client, end := pair(t, listener)
	var datagrams [many]*socket.UDP
	poll, err := socket.NewPoll(t, "one")
	must(t, err)
	pollMany, err := socket.NewPoll(t, "many")
	must(t, err)
	for i := range datagrams {
		datagrams[i], err = socket.ListenUDP(t, "datagrams")
		must(t, err)
		must(t, pollMany.Register(t, datagrams[i], socket.Out))
	}
	must(t, poll.Register(t, datagrams[0], socket.Out))
	u := datagrams[0]
	var next, accepted *socket.TCP
	return &calls{
		send: func(data []byte) { must(t, client.SendAll(t, data)) },
		receive: func(room []byte) {
			for len(room) > 0 {
				n, err := end.RecvInto(t, room)
				must(t, err)
				room = room[n:]
			}
		},
		sendTo:      func(data []byte) { must(t, u.SendTo(t, u.Addr(), data)) },
		receiveFrom: func([]byte) { _, _, err := u.RecvFrom(t); must(t, err) },
		connect: func() {
			next, err = socket.DialTCP(t, "next", listener.Addr())
			must(t, err)
		},
		accept: func() {
			accepted, _, err = listener.Accept(t)
			must(t, err)
		},
		hangUp: func() {
			next.Close(t)
			accepted.Close(t)
		},
		poll:     func() { _, err := poll.Poll(t, 0); must(t, err) },
		pollMany: func() { _, err := pollMany.Poll(t, 0); must(t, err) },
	}
}

// wakeUps is how often a sleeping thread is sent something.
const wakeUps = 300

// waking returns what a call that sends costs whose receiver sleeps in recv.
func waking(t *sched.Thread) time.Duration {
	listener, err := socket.ListenTCP(t, "listener", 0, 1)
	must(t, err)
	client, end := pair(t, listener)
	sleeper := t.Spawn("sleeper", func(t *sched.Thread) {
		for {
			data, err := end.Recv(t, few)
			must(t, err)
			if len(data) == 0 {
				return
			}
		}
	})
	var s sample
	clock := clock()
	for i := range wakeUps {
		pause := time.Duration(100+37*(i%40)) * time.Microsecond // it falls asleep, now deeper, now less
		for end := time.Now().Add(pause); time.Now().Before(end); {
		}
		s.time(func() { must(t, client.SendAll(t, make([]byte, few))) })
	}
	client.Close(t)
	t.Join(sleeper)
	slices.Sort(s)
	return max(0, s[len(s)/2]-clock) // the middle one: how deep the other one sleeps differs
}
