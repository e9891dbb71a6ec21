// This file defines the network of a run on the simulated machine: which socket has which port.

package socket

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A network is what the virtual sockets of one run share.
type network struct {
	devices sched.Devices
	engine  sched.Engine
	ports   map[int]*virtualStream // by port: looked up only
	next    int                    // where to look for a free port
	config  *Config                // that of the last socket
	calling bool                   // a thread is making a call, which carries what it sends itself
	carried []func(*sched.Thread)  // what that call has sent, in order
	search  sched.Touching         // nil: the run is no search's
}

type networkKey struct{}

// The ports that a socket gets which does not ask for one: net.ipv4.ip_local_port_range of Linux. They are given in order.
const (
	firstEphemeral = 32768
	lastEphemeral  = 60999
)

// networkOf returns the network of a thread's process. The thread runs on the simulated machine.
func networkOf(t *sched.Thread) *network {
	return t.Process().Shared(networkKey{}, func() any {
		e := t.Engine()
		return &network{engine: e, devices: e.(sched.Devices), search: searchOf(t.Process().Run, e), ports: map[int]*virtualStream{}, next: firstEphemeral}
	}).(*network)
}

func (n *network) now() time.Duration { return n.engine.Now() }

// carry has f happen to an object after d. What nothing delays the call carries that sends it: on Linux's loopback a packet goes up
// to the socket that receives it within the call (loopback_xmit, and the soft interrupt at its end), so whoever sends also wakes
// who waits for it, and pays for that. What is delayed, or sent in no thread's call, the machine carries.
func (n *network) carry(d time.Duration, object int32, f func(by *sched.Thread)) {
	if d == 0 && n.calling {
		n.carried = append(n.carried, f)
		return
	}
	n.devices.After(d, object, f)
}

// call makes an attempt in a call of t's, carries what it sends, and reports whether there was something.
func (n *network) call(t *sched.Thread, attempt func(t *sched.Thread)) (carried bool) {
	n.calling = true
	defer func() { n.calling, n.carried = false, n.carried[:0] }()
	attempt(t)
	for i := 0; i < len(n.carried); i++ { // what arrives may have something sent in its turn
		n.carried[i](t)
		carried = true
	}
	if carried {
		n.devices.Spend(t, 0) // the wake-ups are part of the call, whose time it pays for before it takes the lock again
	}
	return carried
}

// shared returns the configuration, or an equal one that is there already: sockets are many, and most cost the same.
func (n *network) shared(c *Config) *Config {
	if n.config == nil || *n.config != *c {
		n.config = c
	}
	return n.config
}

// take gives a port to a socket: this one, or with 0 a free one.
func (n *network) take(s *virtualStream, port int) error {
	if port == 0 {
		n.touch(dealt, true)
		port = n.free()
	} else {
		n.touch(listeners, true)
		s.bound = true
	}
	switch {
	case port == 0:
		return ErrNoPort
	case n.ports[port] != nil:
		return ErrAddressInUse
	}
	n.ports[port], s.port = s, port
	return nil
}

// free returns a port that nobody has, 0 if there is none.
func (n *network) free() int {
	for range lastEphemeral - firstEphemeral + 1 {
		port := n.next
		if n.next++; n.next > lastEphemeral {
			n.next = firstEphemeral
		}
		if n.ports[port] == nil {
			return port
		}
	}
	return 0
}

// giveBack takes the port from a socket, if it is the one that has it.
func (n *network) giveBack(s *virtualStream) {
	if n.ports[s.port] == s {
		if s.bound {
			n.touch(listeners, true)
		}
		delete(n.ports, s.port)
	}
}

// listener returns who listens on a port, nil for nobody.
func (n *network) listener(port int) *virtualStream {
	n.touch(listeners, false)
	if s := n.ports[port]; s != nil && s.state == isListening {
		return s
	}
	return nil
}
