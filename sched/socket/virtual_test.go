// This file holds what the virtual loopback costs, and what only it can promise: every time, and every order.

package socket_test

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/socket"
	"github.com/gilsim/gilsim/trace"
)

// free is a loopback on which nothing takes time but what a test is about.
var free = socket.Config{SystemCall: -1, Copy: -1, Lookup: -1, Latency: -1, Bandwidth: -1, Disk: -1}

// pairOf returns the two ends of a connection on a loopback.
func pairOf(t *sched.Thread, c socket.Config) (client, end *socket.TCP) {
	s, err := c.ListenTCP(t, "server", 0, 1)
	must(t, err)
	client, err = c.DialTCP(t, "client", s.Addr())
	must(t, err)
	end, _, err = s.Accept(t)
	must(t, err)
	s.Close(t)
	return client, end
}

// TestWhatTravelsTakesItsTime measures from the call that sends to the end of the one that receives; a bytecode takes 1 ns.
func TestWhatTravelsTakesItsTime(t *testing.T) {
	for _, c := range []struct {
		name string
		set  func(c *socket.Config)
		want time.Duration
	}{
		{"nothing", func(c *socket.Config) {}, 0},
		{"latency", func(c *socket.Config) { c.Latency = 30 * time.Microsecond }, 30 * time.Microsecond},
		{"bandwidth", func(c *socket.Config) { c.Bandwidth = 1_000_000_000 }, 10 * time.Microsecond},
		{"system calls", func(c *socket.Config) { c.SystemCall = 5 * time.Microsecond }, 10 * time.Microsecond},
		{"copies", func(c *socket.Config) { c.Copy = 1_000_000_000 }, 20 * time.Microsecond},
	} {
		config := free
		c.set(&config)
		var took time.Duration
		simulate(t, plain(gil.Config{}), func(t *sched.Thread) {
			a, b := pairOf(t, config)
			began := t.Engine().Now()
			sends(t, a, string(make([]byte, 10_000)))
			got, err := b.Recv(t, 10_000)
			t.Run(1)
			took = t.Engine().Now() - began
			if len(got) != 10_000 || err != nil {
				t.Fail("received %d bytes (%v)", len(got), err)
			}
		})
		if took < c.want || took > c.want+10*time.Nanosecond {
			t.Errorf("%s: 10,000 bytes take %v, want %v and a few bytecodes", c.name, took, c.want)
		}
	}
}

// TestTheTwoPhasesOfAReceive reads off the trace how long a thread waited for data, and how long it copied them, with the
// interpreter lock free in both.
func TestTheTwoPhasesOfAReceive(t *testing.T) {
	config := free
	config.Latency, config.Copy = 50*time.Microsecond, 1_000_000_000
	tr := simulate(t, plain(gil.Config{Discipline: gil.On}), func(t *sched.Thread) {
		a, b := pairOf(t, config)
		t.SpawnProcess("client", nil, func(t *sched.Thread) { sends(t, a, string(make([]byte, 7_000))) })
		got, err := b.Recv(t, 10_000)
		if len(got) != 7_000 || err != nil {
			t.Fail("received %d bytes (%v)", len(got), err)
		}
	})
	var parked, got, taken time.Duration
	for _, e := range tr.Events {
		switch at := time.Duration(e.Time); {
		case e.Thread != 1:
		case e.Kind == trace.Park:
			parked = at
		case e.Kind == trace.Try && e.Arg == trace.Got:
			got = at
		case e.Kind == trace.Take:
			taken = at
		case e.Kind == trace.Recv:
			if copied := taken - got; copied != 7*time.Microsecond {
				t.Errorf("copying 7,000 bytes takes %v, want 7 µs", copied)
			}
			if waited := got - parked; waited < 50*time.Microsecond {
				t.Errorf("the wait took %v, want the latency of 50 µs at least", waited)
			}
			return
		}
	}
	t.Error("the trace has no recv")
}

func TestAFullBacklogLetsClientsTryAgain(t *testing.T) {
	simulate(t, plain(gil.Config{}), func(t *sched.Thread) {
		s := server(t, 0)
		first := dial(t, "first", s)
		second := t.Spawn("second", func(t *sched.Thread) {
			began := t.Engine().Now()
			dial(t, "second", s)
			if took := t.Engine().Now() - began; took < 3*time.Second || took > 3100*time.Millisecond {
				t.Fail("it is connected after %v, want the second retry, after 3 s", took)
			}
		})
		t.Sleep(1500 * time.Millisecond)
		_, _, err := s.Accept(t)
		must(t, err)
		t.Join(second)
		third := t.Spawn("third", func(t *sched.Thread) {
			_, err := socket.DialTCP(t, "third", s.Addr())
			is(t, "connect", err, socket.ErrConnectionTimedOut)
			if now := t.Engine().Now(); now < 127*time.Second || now > 132*time.Second {
				t.Fail("it gives up after %v, want 127 s", now)
			}
		})
		t.Join(third)
		first.Close(t)
	})
}

func TestPortsAreGivenInOrderAndRunOut(t *testing.T) {
	simulate(t, plain(gil.Config{}), func(t *sched.Thread) {
		var err error
		var s *socket.TCP
		for port := 32768; port <= 60999; port++ {
			s, err = socket.NewTCP(t, "s")
			must(t, err)
			must(t, s.Bind(t, 0))
			if s.Addr().Port() != port {
				t.Fail("got port %d, want %d", s.Addr().Port(), port)
			}
		}
		another, err := socket.NewTCP(t, "another")
		must(t, err)
		is(t, "bind", another.Bind(t, 0), socket.ErrNoPort)
		is(t, "connect", another.Connect(t, s.Addr()), socket.ErrNoPort)
		is(t, "listen", another.Listen(t, 1), socket.ErrNoPort)
		s.Close(t)
		must(t, another.Bind(t, 0))
		if another.Addr() != socket.Localhost(60999) {
			t.Fail("got %v, want the port that is free again", another.Addr())
		}
	})
}

// TestAClientThatNeverReads holds the server up when the buffers are full, and not before.
func TestAClientThatNeverReads(t *testing.T) {
	config := free
	config.SendBuffer, config.ReceiveBuffer = 1000, 3000
	simulate(t, plain(gil.Config{}), func(t *sched.Thread) {
		a, b := pairOf(t, config)
		b.SetTimeout(t, time.Second)
		sent := 0
		for {
			n, err := b.Send(t, make([]byte, 300))
			if sent += n; err != nil {
				is(t, "send", err, socket.ErrTimeout)
				break
			}
		}
		if sent != 4000 {
			t.Fail("it sent %d bytes, want 1000 and 3000", sent)
		}
		if got, err := a.Recv(t, 5000); len(got) != 3000 || err != nil {
			t.Fail("received %d bytes (%v), want 3000", len(got), err)
		}
		settle(t)
		if got, err := a.Recv(t, 5000); len(got) != 1000 || err != nil {
			t.Fail("received %d bytes (%v), want 1000", len(got), err)
		}
	})
}

// A send buffer that was full has a third of its room again before anybody is told (sk_stream_write_space): what is sent in the room
// of a few bytes meanwhile, and fits, does not make them forget whoever waits for it.
func TestASmallSendIntoAFullBufferDoesNotLoseTheNotice(t *testing.T) {
	config := free
	config.SendBuffer, config.ReceiveBuffer = 1000, 1000
	simulate(t, plain(gil.Config{}), func(t *sched.Thread) {
		a, b := pairOf(t, config)
		a.SetTimeout(t, 0)
		for n := 0; n < 2000; settle(t) {
			sent, err := a.Send(t, make([]byte, 2000))
			must(t, err)
			n += sent
		}
		_, err := a.Send(t, []byte("x"))
		is(t, "send", err, socket.ErrWouldBlock)
		read := func(n int) {
			data, err := b.Recv(t, n)
			if err != nil || len(data) != n {
				t.Fail("received %d bytes (%v), want %d", len(data), err, n)
			}
			settle(t)
		}
		read(10)
		sends(t, a, "0123456789")
		waiter := t.Spawn("waiter", func(t *sched.Thread) {
			_, writable, err := socket.Select(t, nil, []socket.Pollable{a}, sched.Forever)
			if err != nil || len(writable) != 1 {
				t.Fail("the socket is not writable (%v)", err)
			}
		})
		settle(t)
		read(990)
		t.Join(waiter)
	})
}

// TestAResetDoesNotOvertakeWhatHasDeparted closes a socket that has not read all. What had departed arrives before the reset, and
// can be received; what was waiting for room is lost.
func TestAResetDoesNotOvertakeWhatHasDeparted(t *testing.T) {
	config := free
	config.Latency, config.SendBuffer, config.ReceiveBuffer = time.Millisecond, 1000, 100
	simulate(t, plain(gil.Config{}), func(t *sched.Thread) {
		a, b := pairOf(t, config)
		sends(t, b, "unread")
		settle(t)
		sends(t, a, string(bytes.Repeat([]byte("d"), 100))+string(bytes.Repeat([]byte("w"), 100)))
		a.Close(t)
		settle(t)
		got, err := b.Recv(t, 1000)
		if string(got) != string(bytes.Repeat([]byte("d"), 100)) || err != nil {
			t.Fail("received %q (%v), want the 100 bytes that had departed", got, err)
		}
		_, err = b.Recv(t, 1000)
		is(t, "recv", err, socket.ErrConnectionReset)
	})
}

func TestBuffersCanBeSet(t *testing.T) {
	simulate(t, plain(gil.Config{}), func(t *sched.Thread) {
		s, err := free.ListenTCP(t, "server", 0, 1)
		must(t, err)
		must(t, s.SetBuffers(t, 100, 200))
		c, err := free.NewTCP(t, "client")
		must(t, err)
		must(t, c.SetBuffers(t, 10, 20))
		must(t, c.SetBuffers(t, 0, 0))
		must(t, c.Connect(t, s.Addr()))
		end, _, err := s.Accept(t)
		must(t, err)
		for _, x := range []struct {
			s    *socket.TCP
			want int
		}{{c, 210}, {end, 120}} {
			x.s.SetTimeout(t, 0)
			sent := 0
			for err = nil; err == nil; settle(t) {
				var n int
				n, err = x.s.Send(t, make([]byte, 1000))
				sent += n
			}
			if sent != x.want {
				t.Fail("it sent %d bytes, want %d: its send buffer, and the other's receive buffer", sent, x.want)
			}
		}
	})
}

// TestOneConnectionWakesOneWhoAccepts has three who accept.
func TestOneConnectionWakesOneWhoAccepts(t *testing.T) {
	simulate(t, plain(gil.Config{Discipline: gil.On}), func(t *sched.Thread) {
		s := server(t, 10)
		served := 0
		var acceptors []*sched.Thread
		for range 3 {
			acceptors = append(acceptors, t.Spawn("", func(t *sched.Thread) {
				for range 4 {
					end, _, err := s.Accept(t)
					must(t, err)
					served += len(drain(t, end))
				}
			}))
		}
		for range 12 {
			c := dial(t, "client", s)
			sends(t, c, "x")
			c.Close(t)
		}
		for _, a := range acceptors {
			t.Join(a)
		}
		if served != 12 {
			t.Fail("%d connections of 12 are served", served)
		}
	})
}

// TestDataWakeAllWhoReceive has two, who get a part each.
func TestDataWakeAllWhoReceive(t *testing.T) {
	simulate(t, plain(gil.Config{Discipline: gil.On}), func(t *sched.Thread) {
		a, b := pair(t)
		var got []string
		var receivers []*sched.Thread
		for range 2 {
			receivers = append(receivers, t.Spawn("", func(t *sched.Thread) {
				data, err := a.Recv(t, 3)
				must(t, err)
				got = append(got, string(data))
			}))
		}
		t.Sleep(time.Millisecond)
		sends(t, b, "abcdef")
		for _, r := range receivers {
			t.Join(r)
		}
		if slices.Sort(got); !slices.Equal(got, []string{"abc", "def"}) {
			t.Fail("two receivers got %q", got)
		}
	})
}

func TestAnIdleConnectionTakesLessThanAKilobyte(t *testing.T) {
	const connections = 10_000
	simulateQuietly(t, func(t *sched.Thread) {
		s := server(t, 0)
		before := inUse()
		kept := acquainted(t, s, connections)
		if each := (inUse() - before) / connections; each > 1024 {
			t.Fail("an idle connection takes %d bytes, want 1024 at most", each)
		}
		for _, c := range kept {
			c.Close(t)
		}
	})
}

// acquainted returns both ends of n connections over which a message has gone in either direction.
func acquainted(t *sched.Thread, s *socket.TCP, n int) []*socket.TCP {
	ends := make([]*socket.TCP, 0, 2*n)
	for range n {
		c := dial(t, "client", s)
		end, _, err := s.Accept(t)
		must(t, err)
		sends(t, c, "hello")
		receives(t, end, "hello")
		sends(t, end, "HELLO")
		receives(t, c, "HELLO")
		ends = append(ends, c, end)
	}
	return ends
}

// simulateQuietly runs a program without a recorder; it must succeed.
func simulateQuietly(t *testing.T, f func(t *sched.Thread)) {
	t.Helper()
	if raceEnabled {
		t.Skip("the race detector takes memory of its own")
	}
	if _, err := sim.Run(plain(gil.Config{}), f); err != nil {
		t.Error(err)
	}
}

// TestTheEndComesBehindAllData closes a socket while the receiver's buffer is full.
func TestTheEndComesBehindAllData(t *testing.T) {
	config := free
	config.ReceiveBuffer, config.Latency = 100, time.Millisecond
	simulate(t, plain(gil.Config{}), func(t *sched.Thread) {
		a, b := pairOf(t, config)
		sends(t, a, string(make([]byte, 250)))
		a.Close(t)
		settle(t)
		b.SetTimeout(t, 0)
		for _, want := range []int{100, 100, 50, 0} {
			if got, err := b.Recv(t, 1000); len(got) != want || err != nil {
				t.Fail("received %d bytes (%v), want %d", len(got), err, want)
			}
			if _, err := b.Recv(t, 1000); want > 50 {
				is(t, "recv at once", err, socket.ErrWouldBlock)
			}
			settle(t)
		}
	})
}

// TestConnectionsThatAreBeingMadeCount has three clients at once, where one connection can wait.
func TestConnectionsThatAreBeingMadeCount(t *testing.T) {
	simulate(t, plain(gil.Config{}), func(t *sched.Thread) {
		config := free
		config.Latency = time.Millisecond
		s, err := config.ListenTCP(t, "server", 0, 0)
		must(t, err)
		connected := 0
		for range 3 {
			t.SpawnDaemon("", func(t *sched.Thread) {
				_, err := config.DialTCP(t, "client", s.Addr())
				must(t, err)
				connected++
			})
		}
		t.Sleep(500 * time.Millisecond)
		if connected != 1 {
			t.Fail("%d clients are connected, want 1", connected)
		}
	})
}

// TestASocketIsWritableWhenAThirdIsFree holds the rule of sk_stream_is_writeable.
func TestASocketIsWritableWhenAThirdIsFree(t *testing.T) {
	config := free
	config.SendBuffer, config.ReceiveBuffer = 900, 100
	simulate(t, plain(gil.Config{}), func(t *sched.Thread) {
		a, b := pairOf(t, config)
		a.SetTimeout(t, 0)
		for sent := 0; sent < 1000; settle(t) {
			n, err := a.Send(t, make([]byte, 1000))
			must(t, err)
			sent += n
		}
		for _, c := range []struct {
			free int
			want socket.Events
		}{{0, 0}, {100, 0}, {200, 0}, {300, socket.Out}, {400, socket.Out}} {
			if got := readiness(t, a) & socket.Out; got != c.want {
				t.Fail("with %d of 900 bytes free it is ready for %q, want %q", c.free, got, c.want)
			}
			_, err := b.Recv(t, 100)
			must(t, err)
			settle(t)
		}
	})
}

// TestSelectCostsWithEachSocket compares a call that finds something with 10 sockets and with 1000.
func TestSelectCostsWithEachSocket(t *testing.T) {
	config := free
	config.Lookup = time.Microsecond
	simulate(t, plain(gil.Config{Discipline: gil.On}), func(t *sched.Thread) {
		for _, n := range []int{10, 1000} {
			var list []socket.Pollable
			for range n {
				s, err := config.NewTCP(t, "fresh")
				must(t, err)
				list = append(list, s)
			}
			began := t.Engine().Now()
			if _, ready, err := config.Select(t, nil, list, sched.Forever); len(ready) != n || err != nil {
				t.Fail("%d of %d sockets are ready (%v)", len(ready), n, err)
			}
			if took, want := t.Engine().Now()-began, time.Duration(n)*time.Microsecond; took < want || took > want+10 {
				t.Fail("select of %d sockets takes %v, want %v and a bytecode", n, took, want)
			}
		}
	})
}
