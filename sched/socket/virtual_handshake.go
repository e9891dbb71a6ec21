// This file defines how connections are made on the virtual loopback.

package socket

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A backlog is what waits to be accepted.
type backlog struct {
	size    int
	made    []*virtualStream // connections, in order
	pending int              // those that are being made
}

// full reports whether no connection more can wait. As on Linux (sk_acceptq_is_full) there is room for one more than its size.
func (b *backlog) full() bool { return len(b.made)+b.pending > b.size }

// The times after which a request for a connection that nobody has answered is sent again: first after a second, then
// after twice as long, and so on; tcp_syn_retries of Linux is 6.
const (
	firstRetry = time.Second
	retries    = 6
)

// listen lets the socket accept connections. One that does already only gets another backlog.
func (s *virtualStream) listen(_ *sched.Thread, size int) error {
	s.at.write(standing)
	switch {
	case s.closed:
		return ErrClosed
	case s.state == isListening:
		s.givesRoom()
		s.backlog.size = size
		return nil
	case s.state != isFresh:
		return ErrInvalid
	}
	if s.port == 0 {
		if err := s.net.take(s, 0); err != nil {
			return err
		}
	}
	s.net.touch(listeners, true)
	s.changes()
	s.bound = true
	s.state, s.backlog = isListening, &backlog{size: size}
	if s.at != nil {
		s.at.of[room] = s.net.backlogAt(s.port)
	}
	return nil
}

// stopListening is the shutdown of a socket that listens: inet_shutdown of Linux. What it would send is not its business.
func (s *virtualStream) stopListening(t *sched.Thread, how How) {
	if how == ShutWr {
		return
	}
	s.net.touch(listeners, true)
	s.changes()
	s.abandon()
	s.state = isFresh
	s.notify(t, s.ready())
}

// accept takes the connection that has waited longest.
func (s *virtualStream) accept(*sched.Thread) (stream, error) {
	s.at.read(standing)
	switch {
	case s.state != isListening:
		return nil, ErrInvalid
	case len(s.backlog.made) == 0:
		s.at.read(arrivals)
		return nil, ErrWouldBlock
	}
	s.givesArrivals()
	s.givesRoom()
	first := s.backlog.made[0]
	s.backlog.made[0] = nil
	s.backlog.made = s.backlog.made[1:]
	return first, nil
}

// connect asks for a connection, which takes a while.
func (s *virtualStream) connect(_ *sched.Thread, to Addr) error {
	s.changes()
	switch {
	case s.state == isConnecting:
		return ErrAlready
	case s.failed: // of each attempt the failure is told once; if somebody else has been told why, that it has failed
		s.failed = false
		if s.err != nil {
			return s.takeError()
		}
		return ErrConnectionAborted
	case s.state == isConnected && !s.told:
		s.told = true
		return nil
	case s.state == isListening || s.other != nil: // a connection that was reset is one that has been
		return ErrIsConnected
	}
	if !to.host.isHere() {
		return ErrUnreachable
	}
	if s.port == 0 {
		if err := s.net.take(s, 0); err != nil {
			return err
		}
	}
	s.state, s.err = isConnecting, nil
	s.request(to, 0)
	return ErrInProgress
}

// outcome tells what came of it.
func (s *virtualStream) outcome(Addr) error {
	s.at.write(standing)
	if s.state == isConnecting {
		return ErrInProgress
	}
	s.told, s.failed = true, false
	return s.takeError()
}

// request sends a request for a connection: SYN.
func (s *virtualStream) request(to Addr, attempt int) {
	s.net.carry(s.arriving(s.config.Latency+s.late), s.object, func(*sched.Thread) {
		if s.state != isConnecting || s.gone {
			return
		}
		listener := s.net.listener(to.port)
		if listener != nil {
			listener.givesRoom()
		}
		switch {
		case listener == nil || s.refused:
			s.refuse(ErrConnectionRefused)
		case listener.backlog.full():
			s.retry(to, attempt)
		default:
			s.establish(listener)
		}
	})
}

// retry sends a request again that was not answered, or gives up.
func (s *virtualStream) retry(to Addr, attempt int) {
	wait := firstRetry << attempt
	s.net.devices.After(wait, s.object, func(machine *sched.Thread) {
		switch {
		case s.state != isConnecting || s.gone:
		case attempt < retries:
			s.request(to, attempt+1)
		default:
			s.fail(machine, ErrConnectionTimedOut)
		}
	})
}

// refuse tells the socket, after the latency, that there will be no connection.
func (s *virtualStream) refuse(why error) {
	s.net.carry(s.arriving(s.config.Latency), s.object, func(by *sched.Thread) { s.fail(by, why) })
}

// fail ends the making of a connection. The socket can try again.
func (s *virtualStream) fail(by *sched.Thread, why error) {
	if s.state == isConnecting {
		s.changes()
		s.state, s.err, s.failed = isDead, why, true
		s.notify(by, s.ready())
	}
}

// establish makes the listener's end of a connection. The socket knows of it after the latency, and when its answer to
// that has arrived, after another one, the connection can be accepted.
func (s *virtualStream) establish(l *virtualStream) {
	end := newVirtualStream(s.net, l.config, l.object)
	end.sends, end.window, end.port, end.told = l.sends, l.window, l.port, true
	end.state, end.other, s.other = isConnected, s, end
	end.at = placesOf(s.net.search, s.object, true)
	l.backlog.pending++
	s.net.carry(s.arriving(s.config.Latency), s.object, s.established)
	s.net.carry(s.arriving(2*s.config.Latency), l.object, func(by *sched.Thread) { l.queueUp(by, end) })
}

// established makes the connection usable. A socket that was closed meanwhile does not want it any more.
func (s *virtualStream) established(by *sched.Thread) {
	s.changes()
	s.state = isConnected
	if s.gone {
		s.reset()
		return
	}
	s.notify(by, Out)
}

// queueUp lets a connection wait to be accepted.
func (s *virtualStream) queueUp(by *sched.Thread, end *virtualStream) {
	s.backlog.pending--
	s.givesArrivals()
	if s.gone {
		if end.state == isConnected {
			end.reset()
		}
		return
	}
	s.backlog.made = append(s.backlog.made, end)
	s.notify(by, In)
}

// abandon resets the connections that nobody will accept.
func (s *virtualStream) abandon() {
	for _, end := range s.backlog.made {
		if end.state == isConnected {
			end.closed, end.gone = true, true
			end.reset()
		}
	}
	s.backlog.made = nil
}
