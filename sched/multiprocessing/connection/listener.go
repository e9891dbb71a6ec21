// This file defines who listens for connections, and who connects.

package connection

import (
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
)

// Config says where an end of a connection is, and what key it has.
type Config struct {
	Name    string        // of the sockets, in the trace; "" is connection
	Address socket.Addr   // where to listen, a free port of 127.0.0.1 by default, or where to connect to
	Authkey []byte        // nil: nothing is proved
	Sockets socket.Config // what the virtual loopback costs
	MD5     bool          // challenge as CPython up to 3.11 does
}

// backlog is how many connections can wait to be accepted: that of a manager.
const backlog = 128

// patience is how long an end that has connected may take to prove that it has the key. CPython waits for ever.
const patience = 20 * time.Second

func (c Config) name() string {
	if c.Name == "" {
		return "connection"
	}
	return c.Name
}

// A Listener is multiprocessing.connection.Listener.
type Listener struct {
	config Config
	socket *socket.TCP
}

// Listen returns what listens at the address.
func Listen(t *sched.Thread, c Config) (*Listener, error) {
	t.Run(startCode)
	s, err := c.Sockets.NewTCP(t, c.name())
	if err != nil {
		return nil, err
	}
	if err = s.BindTo(t, c.Address); err == nil {
		err = s.Listen(t, backlog)
	}
	if err != nil {
		s.Close(t)
		return nil, err
	}
	return &Listener{c, s}, nil
}

// Addr returns where it listens.
func (l *Listener) Addr() socket.Addr { return l.socket.Addr() }

// Accept waits for a connection of who has the key. An *AuthenticationError says that somebody had another one; then the connection
// is closed, and who listens can go on.
func (l *Listener) Accept(t *sched.Thread) (*Connection, error) {
	c, err := l.AcceptAny(t)
	if err != nil {
		return nil, err
	}
	if err := l.Authenticate(t, c); err != nil {
		c.Close(t)
		return nil, err
	}
	return c, nil
}

// AcceptAny waits for a connection of anybody.
func (l *Listener) AcceptAny(t *sched.Thread) (*Connection, error) {
	s, _, err := l.socket.Accept(t)
	if err != nil {
		return nil, err
	}
	_ = s.SetNoDelay(t, true) // whose peer is gone already does not need it
	return &Connection{socket: s}, nil
}

// Authenticate has a connection that was accepted prove that it has the key, and proves it, too.
func (l *Listener) Authenticate(t *sched.Thread, c *Connection) error {
	if l.config.Authkey == nil {
		return nil
	}
	return c.patiently(t, func() error {
		if err := deliverChallenge(t, c, l.config); err != nil {
			return err
		}
		return answerChallenge(t, c, l.config.Authkey)
	})
}

// Close ends the listening: who waits in Accept gets an error.
func (l *Listener) Close(t *sched.Thread) {
	_ = l.socket.Shutdown(t, socket.ShutRdWr)
	l.socket.Close(t)
}

// Client connects to who listens at the address: multiprocessing.connection.Client. The error is an *AuthenticationError if
// either end has another key.
func Client(t *sched.Thread, c Config) (*Connection, error) {
	t.Run(startCode)
	s, err := c.Sockets.DialTCP(t, c.name(), c.Address)
	if err != nil {
		return nil, err
	}
	made := &Connection{socket: s}
	if err := s.SetNoDelay(t, true); err != nil { // CPython's clients wait 40 ms before their first request
		s.Close(t)
		return nil, err
	}
	if c.Authkey == nil {
		return made, nil
	}
	err = made.patiently(t, func() error {
		if err := answerChallenge(t, made, c.Authkey); err != nil {
			return err
		}
		return deliverChallenge(t, made, c)
	})
	if err != nil {
		made.Close(t)
		return nil, err
	}
	return made, nil
}

// patiently gives the peer some time for each of its messages.
func (c *Connection) patiently(t *sched.Thread, prove func() error) error {
	c.socket.SetTimeout(t, patience)
	if err := prove(); err != nil {
		return err
	}
	c.socket.SetTimeout(t, sched.Forever)
	return nil
}
