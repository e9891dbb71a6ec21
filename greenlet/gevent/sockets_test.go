// This file tests sockets under the patch: a greenlet that would block waits in the hub, on both machines.

package gevent_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/greenlet/gevent"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
	"github.com/gilsim/gilsim/sched/threading"
)

// have fails the thread if there is an error.
func have[T any](t *sched.Thread) func(value T, err error) T {
	return func(value T, err error) T {
		if err != nil {
			t.Fail("%v", err)
		}
		return value
	}
}

// upper serves one connection after the other, each in a greenlet of its own: what comes goes back with a mark.
func upper(t *sched.Thread, listener *socket.TCP, connections int) {
	for range connections {
		c, _, err := listener.Accept(t)
		if err != nil {
			t.Fail("accept: %v", err)
		}
		gevent.Spawn(t, "", func(t *sched.Thread) (any, error) {
			defer c.Close(t)
			for {
				data, err := c.Recv(t, 100)
				if err != nil || len(data) == 0 {
					return nil, err
				}
				if err := c.SendAll(t, append([]byte("re "), data...)); err != nil {
					return nil, err
				}
			}
		})
	}
}

// ask sends and receives so many times.
func ask(t *sched.Thread, to socket.Addr, name string, rounds int) (answers []string) {
	c := have[*socket.TCP](t)(socket.DialTCP(t, name, to))
	defer c.Close(t)
	for i := range rounds {
		if err := c.SendAll(t, fmt.Append(nil, name, i)); err != nil {
			t.Fail("send: %v", err)
		}
		answers = append(answers, string(have[[]byte](t)(c.Recv(t, 100))))
	}
	return answers
}

func TestServerAndClientsAreGreenletsOfOneThread(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		gevent.Patch(t)
		listener := have[*socket.TCP](t)(socket.ListenTCP(t, "server", 0, 10))
		defer listener.Close(t)
		server := gevent.Spawn(t, "server", func(t *sched.Thread) (any, error) { upper(t, listener, 3); return nil, nil })
		var clients []*gevent.Greenlet
		for i := range 3 {
			clients = append(clients, gevent.Spawn(t, "", func(t *sched.Thread) (any, error) {
				return ask(t, listener.Addr(), fmt.Sprint("client", i, "-"), 5), nil
			}))
		}
		server.Join(t)
		for i, c := range clients {
			got, err := c.Get(t)
			if err != nil || len(got.([]string)) != 5 || got.([]string)[4] != fmt.Sprint("re client", i, "-4") {
				t.Fail("client %d got %v, %v", i, got, err)
			}
		}
	})
}

func TestAHubThatPollsHearsOfOtherThreads(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		lock := threading.NewLock(t, "lock")
		lock.Acquire(t)
		var order []string
		hub := t.Spawn("hub", func(t *sched.Thread) {
			gevent.Patch(t)
			listener := have[*socket.TCP](t)(socket.ListenTCP(t, "server", 0, 1))
			server := gevent.Spawn(t, "server", func(t *sched.Thread) (any, error) {
				_, _, err := listener.Accept(t)
				order = append(order, fmt.Sprint("accept: ", errors.Is(err, socket.ErrClosed)))
				return nil, nil
			})
			gevent.Sleep(t, 0)
			lock.Acquire(t)
			order = append(order, "lock")
			listener.Close(t)
			server.Join(t)
		})
		t.Sleep(30 * time.Millisecond)
		lock.Release(t)
		t.Join(hub)
		if !slices.Equal(order, []string{"lock", "accept: true"}) {
			t.Fail("got %v", order)
		}
	})
}

func TestWithoutThePatchASocketBlocksTheThread(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		box := have[*socket.UDP](t)(socket.ListenUDP(t, "box"))
		defer box.Close(t)
		box.SetTimeout(t, 10*time.Millisecond)
		ran := false
		g := gevent.Spawn(t, "other", func(*sched.Thread) (any, error) { ran = true; return nil, nil })
		if _, _, err := box.RecvFrom(t); !errors.Is(err, socket.ErrTimeout) || ran {
			t.Fail("the error is %v, another greenlet ran: %v", err, ran)
		}
		gevent.Patch(t)
		if _, _, err := box.RecvFrom(t); !errors.Is(err, socket.ErrTimeout) || !ran {
			t.Fail("patched, the error is %v, another greenlet ran: %v", err, ran)
		}
		g.Join(t)
	})
}

func TestTwoGreenletsCannotReadFromOneSocket(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		gevent.Patch(t)
		box := have[*socket.UDP](t)(socket.ListenUDP(t, "box"))
		read := func(t *sched.Thread) (any, error) {
			_, _, err := box.RecvFrom(t)
			return nil, err
		}
		gevent.GetHub(t).SetFailureHandler(nil)
		first, second := gevent.Spawn(t, "first", read), gevent.Spawn(t, "second", read)
		second.Join(t)
		box.Close(t)
		first.Join(t)
		if !errors.Is(second.Exception(), gevent.ErrConcurrentUse) || !errors.Is(first.Exception(), socket.ErrClosed) {
			t.Fail("the first gets %v, the second %v", first.Exception(), second.Exception())
		}
	})
}

func TestAKilledGreenletWaitsForItsSocketNoLonger(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		gevent.Patch(t)
		box := have[*socket.UDP](t)(socket.ListenUDP(t, "box"))
		defer box.Close(t)
		left := false
		g := gevent.Spawn(t, "reader", func(t *sched.Thread) (any, error) {
			defer func() { left = true }()
			_, _, err := box.RecvFrom(t)
			return nil, err
		})
		gevent.Sleep(t, 0)
		g.Kill(t, nil)
		var exit *greenlet.GreenletExit
		if value, _ := g.Value().(error); !left || !errors.As(value, &exit) {
			t.Fail("it has left: %v, with %v", left, g.Value())
		}
		have[struct{}](t)(struct{}{}, box.SendTo(t, box.Addr(), []byte("x")))
		if data, _, err := box.RecvFrom(t); err != nil || string(data) != "x" {
			t.Fail("got %q, %v", data, err)
		}
	})
}

// S6: shutdown(0) cancels whoever waits to read, shutdown(1) whoever waits to write, 2 both, as gevent's _socketcommon.py does: OSError 9,
// as after a close.
func TestS6AShutdownCancelsTheOtherGreenletsWait(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		gevent.Patch(t)
		gevent.GetHub(t).SetFailureHandler(nil)
		listener := have[*socket.TCP](t)(socket.ListenTCP(t, "server", 0, 10))
		defer listener.Close(t)
		wait := map[string]func(t *sched.Thread, c *socket.TCP) error{
			"read": func(t *sched.Thread, c *socket.TCP) error { _, err := c.Recv(t, 10); return err },
			"write": func(t *sched.Thread, c *socket.TCP) error {
				for {
					if err := c.SendAll(t, make([]byte, 1<<20)); err != nil {
						return err
					}
				}
			},
		}
		for _, test := range []struct {
			how   socket.How
			waits string
		}{{socket.ShutRd, "read"}, {socket.ShutWr, "write"}, {socket.ShutRdWr, "read"}, {socket.ShutRdWr, "write"}} {
			c := have[*socket.TCP](t)(socket.DialTCP(t, "client", listener.Addr()))
			peer, _, err := listener.Accept(t)
			if err != nil {
				t.Fail("accept: %v", err)
			}
			g := gevent.Spawn(t, test.waits, func(t *sched.Thread) (any, error) { return nil, wait[test.waits](t, c) })
			gevent.Sleep(t, 20*time.Millisecond)
			if err := c.Shutdown(t, test.how); err != nil {
				t.Fail("shutdown: %v", err)
			}
			if g.Join(t); !errors.Is(g.Exception(), socket.ErrClosed) {
				t.Fail("after shutdown(%v) whoever waits to %s gets %v, want %v", test.how, test.waits, g.Exception(), socket.ErrClosed)
			}
			c.Close(t)
			peer.Close(t)
		}
	})
}
