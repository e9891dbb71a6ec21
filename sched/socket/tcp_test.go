// This file holds what TCP sockets promise, on the virtual loopback and on the real one: what Python 3.11 was seen to do
// on Linux 6.

package socket_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/socket"
	"github.com/gilsim/gilsim/trace"
)

// must fails unless err is nil.
func must(t *sched.Thread, err error) {
	if err != nil {
		t.Fail("%v", err)
	}
}

// server returns a socket that listens.
func server(t *sched.Thread, backlog int) *socket.TCP {
	s, err := socket.ListenTCP(t, "server", 0, backlog)
	must(t, err)
	return s
}

// dial returns a socket that is connected to one that listens.
func dial(t *sched.Thread, name string, to *socket.TCP) *socket.TCP {
	s, err := socket.DialTCP(t, name, to.Addr())
	must(t, err)
	return s
}

// pair returns the two ends of a connection, that of the client first.
func pair(t *sched.Thread) (client, end *socket.TCP) {
	s := server(t, 1)
	defer s.Close(t)
	client = dial(t, "client", s)
	end, _, err := s.Accept(t)
	must(t, err)
	return client, end
}

// settle lets what is on its way arrive.
func settle(t *sched.Thread) { t.Sleep(20 * time.Millisecond) }

// is fails unless err is want.
func is(t *sched.Thread, what string, err, want error) {
	if !errors.Is(err, want) {
		t.Fail("%s: %v, want %v", what, err, want)
	}
}

// receives fails unless the socket receives these data.
func receives(t *sched.Thread, s *socket.TCP, want string) {
	got, err := s.Recv(t, 100)
	if err != nil || string(got) != want {
		t.Fail("received %q (%v), want %q", got, err, want)
	}
}

// sends sends data, of which all must be taken.
func sends(t *sched.Thread, s *socket.TCP, data string) {
	if n, err := s.Send(t, []byte(data)); n != len(data) || err != nil {
		t.Fail("sent %d of %d bytes (%v)", n, len(data), err)
	}
}

func TestAnEcho(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		s := server(t, 5)
		serving := t.Spawn("server", func(t *sched.Thread) {
			c, from, err := s.Accept(t)
			must(t, err)
			if peer, err := c.Peer(); peer != from || err != nil || c.Addr() != s.Addr() {
				t.Fail("accepted %v at %v from %v", peer, c.Addr(), from)
			}
			for {
				data, err := c.Recv(t, 1024)
				must(t, err)
				if len(data) == 0 {
					break
				}
				must(t, c.SendAll(t, bytes.ToUpper(data)))
			}
			c.Close(t)
		})
		c := dial(t, "client", s)
		for range 3 {
			sends(t, c, "hello")
			receives(t, c, "HELLO")
		}
		must(t, c.Shutdown(t, socket.ShutWr))
		receives(t, c, "")
		receives(t, c, "")
		c.Close(t)
		t.Join(serving)
		s.Close(t)
	})
}

// TestTheEndOfTheDataComesAgainAndAgain is what the tutorial's blocking server does not look for: recv returns nothing for
// ever.
func TestTheEndOfTheDataComesAgainAndAgain(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		a, b := pair(t)
		sends(t, b, "last words")
		b.Close(t)
		receives(t, a, "last words")
		for range 100 {
			receives(t, a, "")
		}
		a.Close(t)
	})
}

// TestHowConnectionsEnd walks through the ends of a connection in one table: what the other end does, and what recv and
// send then return, one call after another.
func TestHowConnectionsEnd(t *testing.T) {
	for _, c := range []struct {
		name string
		ends func(t *sched.Thread, a, b *socket.TCP)
		want string
	}{
		{"closed", func(t *sched.Thread, a, b *socket.TCP) { b.Close(t) },
			"recv '' · recv '' · send 1 · settle · send BrokenPipeError · recv '' · shutdown OSError"},
		{"closed with data that was not read", func(t *sched.Thread, a, b *socket.TCP) {
			sends(t, a, "unread")
			sends(t, b, "data")
			settle(t)
			b.Close(t)
		}, "recv 'data' · recv ConnectionResetError · recv '' · recv '' · send BrokenPipeError"},
		{"reset, then send", func(t *sched.Thread, a, b *socket.TCP) {
			sends(t, a, "unread")
			settle(t)
			b.Close(t)
		}, "send ConnectionResetError · send BrokenPipeError · recv '' · shutdown OSError"},
		{"closed abruptly", func(t *sched.Thread, a, b *socket.TCP) {
			must(t, b.SetLinger(t, true, 0))
			b.Close(t)
		}, "error ConnectionResetError · error <nil> · recv '' · send BrokenPipeError · connect OSError"},
		{"half closed", func(t *sched.Thread, a, b *socket.TCP) {
			must(t, b.Shutdown(t, socket.ShutWr))
		}, "recv '' · send 1 · settle · send 1 · shutdown <nil> · send BrokenPipeError · recv ''"},
		{"half closed here", func(t *sched.Thread, a, b *socket.TCP) {
			must(t, a.Shutdown(t, socket.ShutWr))
			sends(t, b, "still")
		}, "send BrokenPipeError · settle · recv 'still'"},
		{"reading shut down here", func(t *sched.Thread, a, b *socket.TCP) {
			must(t, a.Shutdown(t, socket.ShutRd))
		}, "recv '' · recv '' · send 1"},
		{"data after reading was shut down", func(t *sched.Thread, a, b *socket.TCP) {
			must(t, a.Shutdown(t, socket.ShutRd))
			sends(t, b, "abc")
		}, "settle · recv 'abc' · recv ''"},
		{"both directions shut down", func(t *sched.Thread, a, b *socket.TCP) {
			must(t, a.Shutdown(t, socket.ShutWr))
			must(t, b.Shutdown(t, socket.ShutWr))
		}, "settle · shutdown OSError · recv ''"},
		{"reset after the end", func(t *sched.Thread, a, b *socket.TCP) {
			must(t, b.Shutdown(t, socket.ShutWr))
			sends(t, a, "unread")
			settle(t)
			b.Close(t)
		}, "settle · recv '' · send BrokenPipeError · send BrokenPipeError · recv ''"},
	} {
		t.Run(c.name, func(t *testing.T) {
			onBoth(t, func(t *sched.Thread) {
				a, b := pair(t)
				defer a.Close(t)
				defer b.Close(t)
				c.ends(t, a, b)
				settle(t)
				if got := script(t, a, c.want); got != c.want {
					t.Fail("got  %s\nwant %s", got, c.want)
				}
			})
		})
	}
}

// script makes the calls on the socket that it is told, and returns what came of them.
func script(t *sched.Thread, s *socket.TCP, calls string) string {
	s.SetTimeout(t, 5*time.Second)
	var results []string
	for _, call := range strings.Split(calls, " · ") {
		name, _, _ := strings.Cut(call, " ")
		results = append(results, strings.TrimSpace(name+" "+result(t, s, name)))
	}
	return strings.Join(results, " · ")
}

// result makes one call, and says what came of it: the class of its error, or its result.
func result(t *sched.Thread, s *socket.TCP, call string) string {
	var err error
	switch call {
	case "settle":
		settle(t)
		return ""
	case "recv":
		data, failed := s.Recv(t, 100)
		if err = failed; err == nil {
			return "'" + string(data) + "'"
		}
	case "send":
		if _, err = s.Send(t, []byte("x")); err == nil {
			return "1"
		}
	case "shutdown":
		err = s.Shutdown(t, socket.ShutWr)
	case "error":
		err = s.Error(t)
	case "connect":
		err = s.Connect(t, socket.Localhost(1))
	}
	var e *socket.Error
	if errors.As(err, &e) {
		return e.Class
	}
	if err != nil {
		return err.Error()
	}
	return "<nil>"
}

// TestCallsThatDoNotFitTheState holds what sockets that are not connected answer.
func TestCallsThatDoNotFitTheState(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		fresh, err := socket.NewTCP(t, "fresh")
		must(t, err)
		defer fresh.Close(t)
		listening := server(t, 1)
		defer listening.Close(t)
		for _, s := range []*socket.TCP{fresh, listening} {
			_, err = s.Recv(t, 1)
			is(t, "recv", err, socket.ErrNotConnected)
			_, err = s.Send(t, []byte("x"))
			is(t, "send", err, socket.ErrBrokenPipe)
			_, err = s.Peer()
			is(t, "peer", err, socket.ErrNotConnected)
		}
		is(t, "shutdown", fresh.Shutdown(t, socket.ShutWr), socket.ErrNotConnected)
		_, _, err = fresh.Accept(t)
		is(t, "accept", err, socket.ErrInvalid)
		is(t, "connect", listening.Connect(t, listening.Addr()), socket.ErrIsConnected)
		must(t, listening.Listen(t, 7))
		is(t, "bind again", listening.Bind(t, 0), socket.ErrInvalid)
		is(t, "shutdown", fresh.Shutdown(t, 3), socket.ErrInvalid)
		a, b := pair(t)
		is(t, "connect twice", a.Connect(t, listening.Addr()), socket.ErrIsConnected)
		a.Close(t)
		b.Close(t)
	})
}

func TestAClosedSocketRefusesEveryCall(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		a, b := pair(t)
		b.Close(t)
		a.Close(t)
		a.Close(t)
		_, err := a.Recv(t, 1)
		is(t, "recv", err, socket.ErrClosed)
		_, err = a.Send(t, []byte("x"))
		is(t, "send", err, socket.ErrClosed)
		_, _, err = a.Accept(t)
		is(t, "accept", err, socket.ErrClosed)
		is(t, "connect", a.Connect(t, socket.Localhost(1)), socket.ErrClosed)
		is(t, "bind", a.Bind(t, 0), socket.ErrClosed)
		is(t, "listen", a.Listen(t, 0), socket.ErrClosed)
		is(t, "shutdown", a.Shutdown(t, socket.ShutWr), socket.ErrClosed)
		is(t, "linger", a.SetLinger(t, true, 0), socket.ErrClosed)
		is(t, "buffers", a.SetBuffers(t, 1, 1), socket.ErrClosed)
		is(t, "error", a.Error(t), socket.ErrClosed)
	})
}

func TestNobodyListens(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		bound, err := socket.NewTCP(t, "bound")
		must(t, err)
		defer bound.Close(t)
		must(t, bound.Bind(t, 0))
		c, err := socket.NewTCP(t, "client")
		must(t, err)
		defer c.Close(t)
		is(t, "connect", c.Connect(t, bound.Addr()), socket.ErrConnectionRefused)
		_, err = c.Recv(t, 1)
		is(t, "recv", err, socket.ErrNotConnected)
		_, err = c.Send(t, []byte("x"))
		is(t, "send", err, socket.ErrBrokenPipe)
		must(t, bound.Listen(t, 1))
		must(t, c.Connect(t, bound.Addr())) // it can try again
	})
}

func TestAPortBelongsToOneSocket(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		s := server(t, 1)
		_, err := socket.ListenTCP(t, "second", s.Addr().Port(), 1)
		is(t, "bind", err, socket.ErrAddressInUse)
		port := s.Addr().Port()
		s.Close(t)
		again, err := socket.ListenTCP(t, "again", port, 1)
		must(t, err)
		if again.Addr() != socket.Localhost(port) {
			t.Fail("it listens at %v, want port %d", again.Addr(), port)
		}
		again.Close(t)
	})
}

// TestClosingASocketThatListensResetsWhoWaits has a client whose connection nobody has accepted.
func TestClosingASocketThatListensResetsWhoWaits(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		s := server(t, 1)
		c := dial(t, "client", s)
		defer c.Close(t)
		settle(t)
		s.Close(t)
		settle(t)
		_, err := c.Recv(t, 1)
		is(t, "recv", err, socket.ErrConnectionReset)
	})
}

func TestBadArgumentsAreErrorsThatSaySo(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		a, b := pair(t)
		defer a.Close(t)
		defer b.Close(t)
		_, received := a.Recv(t, -1)
		_, _, selected := socket.Config{Latency: 2 * time.Hour}.Select(t, nil, nil, 0)
		_, made := socket.Config{Faults: socket.Faults{Reset: 1_000_001}}.NewTCP(t, "x")
		_, large := socket.Config{SendBuffer: -1}.NewTCP(t, "x")
		for _, c := range []struct {
			err  error
			says string
		}{
			{a.Bind(t, 65536), "port 65536: it must be from 0 to 65535"},
			{a.Connect(t, socket.Localhost(70000)), "no address"},
			{received, "-1 bytes: it must be from 0"},
			{a.SetLinger(t, true, time.Second), "1s: it must be 0"},
			{a.SetBuffers(t, -1, 0), "-1 and 0 bytes"},
			{selected, "2h0m0s: it must be at most 1h"},
			{made, "1000001 of a million calls are reset"},
			{large, "the send buffer has -1 bytes"},
		} {
			if c.err == nil || !strings.Contains(c.err.Error(), c.says) {
				t.Fail("the error is %v, want it to say %q", c.err, c.says)
			}
		}
	})
}

// A dull engine has no devices and is no real machine. It grants whatever it is asked for, at once.
type dull struct{}

func (dull) Now() time.Duration                                     { return 0 }
func (dull) Spawn(parent, t *sched.Thread)                          {}
func (dull) Burn(*sched.Thread, int64, int64) (left int64, ok bool) { return 0, true }
func (dull) Park(*sched.Thread, int32, time.Duration) (sched.Wake, bool) {
	return sched.TimedOut, true
}
func (dull) Unpark(t, other *sched.Thread)                  {}
func (dull) Interrupt(*sched.Thread)                        {}
func (dull) Record(*sched.Thread, trace.Kind, int32, int64) {}

func TestAnEngineWithoutDevicesIsRefused(t *testing.T) {
	run, err := sched.NewRun(sched.RunConfig{Engine: dull{}, Names: new(trace.Names), Strategy: choice.Seeded(1)})
	if err != nil {
		t.Fatal(err)
	}
	task := run.Main(func(th *sched.Thread) {
		_, tcp := socket.NewTCP(th, "tcp")
		_, udp := socket.ListenUDP(th, "udp")
		_, poll := socket.NewPoll(th, "poll")
		_, epoll := socket.NewEpoll(th, "epoll")
		_, _, selected := socket.Select(th, nil, nil, 0)
		for _, err := range []error{tcp, udp, poll, epoll, selected} {
			if err == nil || !strings.Contains(err.Error(), "no devices and is no real machine") {
				t.Errorf("the error is %v", err)
			}
		}
	})
	if r := task.Resume(sched.Begin); r.Kind != sched.End || task.Err() != nil {
		t.Errorf("the thread requests %v, and its error is %v", r, task.Err())
	}
}
