// This file holds what non-blocking sockets and time-outs promise, on both machines.

package socket_test

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/socket"
)

func TestANonBlockingSocketDoesNotWait(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		s := server(t, 1)
		s.SetTimeout(t, 0)
		_, _, err := s.Accept(t)
		is(t, "accept", err, socket.ErrWouldBlock)
		c := dial(t, "client", s)
		settle(t)
		end, _, err := s.Accept(t)
		must(t, err)
		end.SetTimeout(t, 0)
		_, err = end.Recv(t, 10)
		is(t, "recv", err, socket.ErrWouldBlock)
		sends(t, c, "hello")
		settle(t)
		receives(t, end, "hello")
		_, err = end.Recv(t, 10)
		is(t, "recv", err, socket.ErrWouldBlock)
		for _, x := range []*socket.TCP{s, c, end} {
			x.Close(t)
		}
	})
}

// TestAnAcceptedSocketBlocks holds a rule of Python's: it does not inherit the time-out.
func TestAnAcceptedSocketBlocks(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		s := server(t, 1)
		c := dial(t, "client", s)
		s.SetTimeout(t, time.Second)
		end, _, err := s.Accept(t)
		must(t, err)
		sender := t.Spawn("sender", func(t *sched.Thread) {
			t.Sleep(10 * time.Millisecond)
			sends(t, c, "late")
		})
		receives(t, end, "late")
		t.Join(sender)
		for _, x := range []*socket.TCP{s, c, end} {
			x.Close(t)
		}
	})
}

func TestATimeoutEndsEachCall(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		s := server(t, 1)
		s.SetTimeout(t, 5*time.Millisecond)
		began := t.Engine().Now()
		_, _, err := s.Accept(t)
		is(t, "accept", err, socket.ErrTimeout)
		if took := t.Engine().Now() - began; took < 5*time.Millisecond || err.Error() != "TimeoutError: timed out" {
			t.Fail("accept fails after %v with %v, want timed out after 5 ms", took, err)
		}
		a, b := pair(t)
		a.SetTimeout(t, 5*time.Millisecond)
		_, err = a.Recv(t, 1)
		is(t, "recv", err, socket.ErrTimeout)
		is(t, "sendall", a.SendAll(t, make([]byte, 64<<20)), socket.ErrTimeout)
		for err = nil; err == nil; { // on a busy computer the time may be over before the buffers are full
			_, err = a.Send(t, make([]byte, 1<<20))
		}
		is(t, "send", err, socket.ErrTimeout)
		for _, x := range []*socket.TCP{s, a, b} {
			x.Close(t)
		}
	})
}

// TestANonBlockingSendTakesAPart is the tutorial's lost reply: the send buffer is full, because the client does not read.
func TestANonBlockingSendTakesAPart(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		a, b := pair(t)
		a.SetTimeout(t, 0)
		reply := bytes.Repeat([]byte("reply "), 4<<20)
		n, err := a.Send(t, reply)
		if err != nil || n <= 0 || n >= len(reply) {
			t.Fail("sent %d of %d bytes (%v), want a part", n, len(reply), err)
		}
		settle(t)
		for err == nil {
			var more int
			more, err = a.Send(t, reply[n:])
			n += more
		}
		is(t, "send", err, socket.ErrWouldBlock)
		a.Close(t)
		if got := drain(t, b); !bytes.Equal(got, reply[:n]) {
			t.Fail("received %d bytes, of %d that were sent, or other ones", len(got), n)
		}
		b.Close(t)
	})
}

// drain receives to the end of the data.
func drain(t *sched.Thread, s *socket.TCP) (all []byte) {
	for {
		data, err := s.Recv(t, 1<<16)
		must(t, err)
		if len(data) == 0 {
			return all
		}
		all = append(all, data...)
	}
}

// TestABlockingSendWaitsForTheReader sends more than fits into the buffers.
func TestABlockingSendWaitsForTheReader(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		a, b := pair(t)
		data := bytes.Repeat([]byte("0123456789"), 1<<20)
		reader := t.Spawn("reader", func(t *sched.Thread) {
			if got := drain(t, b); !bytes.Equal(got, data) {
				t.Fail("received %d bytes, or other ones", len(got))
			}
		})
		if n, err := a.Send(t, data); n != len(data) || err != nil {
			t.Fail("sent %d bytes (%v), want all %d", n, err, len(data))
		}
		a.Close(t)
		t.Join(reader)
		b.Close(t)
	})
}

func TestANonBlockingConnectIsInProgress(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		s := server(t, 1)
		for _, c := range []struct {
			to   socket.Addr
			want error
		}{{s.Addr(), nil}, {closedPort(t), socket.ErrConnectionRefused}} {
			client, err := socket.NewTCP(t, "client")
			must(t, err)
			client.SetTimeout(t, 0)
			is(t, "connect", client.Connect(t, c.to), socket.ErrInProgress)
			_, writable, err := socket.Select(t, nil, []socket.Pollable{client}, 10*time.Second)
			if err != nil || len(writable) != 1 {
				t.Fail("select: %v, %v", writable, err)
			}
			if err := client.Error(t); !errors.Is(err, c.want) || c.want == nil && err != nil {
				t.Fail("it came to %v, want %v", err, c.want)
			}
			client.Close(t)
		}
		s.Close(t)
	})
}

// closedPort returns an address where nobody listens.
func closedPort(t *sched.Thread) socket.Addr {
	s := server(t, 1)
	defer s.Close(t)
	return s.Addr()
}

func TestAConnectionInProgressIsNotMadeAgain(t *testing.T) {
	simulate(t, plain(gil.Config{}), func(t *sched.Thread) {
		s, err := socket.Config{Latency: time.Second}.ListenTCP(t, "server", 80, 1)
		must(t, err)
		c, err := socket.Config{Latency: time.Second}.NewTCP(t, "client")
		must(t, err)
		c.SetTimeout(t, 0)
		is(t, "connect", c.Connect(t, s.Addr()), socket.ErrInProgress)
		is(t, "connect again", c.Connect(t, s.Addr()), socket.ErrAlready)
		_, err = c.Recv(t, 1)
		is(t, "recv", err, socket.ErrWouldBlock)
		_, err = c.Send(t, nil)
		is(t, "send", err, socket.ErrWouldBlock)
		t.Sleep(3 * time.Second)
		must(t, c.Connect(t, s.Addr())) // Linux tells once that it is done
		is(t, "connect", c.Connect(t, s.Addr()), socket.ErrIsConnected)
	})
}

func TestDatagramsWithTimeouts(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		u := listen(t, socket.Config{}, "inbox")
		defer u.Close(t)
		u.SetTimeout(t, 0)
		_, _, err := u.RecvFrom(t)
		is(t, "recvfrom", err, socket.ErrWouldBlock)
		u.SetTimeout(t, 3*time.Millisecond)
		began := t.Engine().Now()
		_, _, err = u.RecvFrom(t)
		is(t, "recvfrom", err, socket.ErrTimeout)
		if took := t.Engine().Now() - began; took < 3*time.Millisecond {
			t.Fail("the time-out of 3 ms is over after %v", took)
		}
		send(t, u, u.Addr(), "")
		settle(t)
		for _, d := range []time.Duration{0, time.Second} {
			u.SetTimeout(t, d)
			if got, from := receive(t, u); got != "" || from != u.Addr() {
				t.Fail("got %q from %v", got, from)
			}
			send(t, u, u.Addr(), "")
			settle(t)
		}
	})
}

func TestAWrongTimeoutEndsTheRun(t *testing.T) {
	for _, d := range []time.Duration{-2, 51 * 365 * 24 * time.Hour} {
		_, err := sim.Run(plain(gil.Config{}), func(t *sched.Thread) {
			a, _ := pair(t)
			a.SetTimeout(t, d)
		})
		var failed *sched.ThreadError
		if !errors.As(err, &failed) {
			t.Errorf("a time-out of %v: %v, want the thread to fail", d, err)
		}
	}
}
