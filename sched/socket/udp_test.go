// This file holds what datagram sockets promise, on the virtual loopback and, where that can be told apart from nothing
// but the calls, on the real one.

package socket_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/socket"
	"github.com/gilsim/gilsim/trace"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// plain returns a machine on which nothing but bytecodes, a nanosecond each, and system calls take time.
func plain(lock gil.Config) sim.Config {
	return sim.Config{Cores: 4, Bytecode: 1000, WakeIdle: -1, WakeBusy: -1, WakeCost: -1, WakeEmpty: -1, Switch: -1,
		Lateness: -1, SpawnCost: -1, Jitter: -1, SpeedJitter: -1, GIL: lock}
}

// listen opens a socket, which must be possible.
func listen(t *sched.Thread, c socket.Config, name string) *socket.UDP {
	u, err := c.ListenUDP(t, name)
	if err != nil {
		t.Fail("%v", err)
	}
	return u
}

// send sends a payload, which must be possible.
func send(t *sched.Thread, u *socket.UDP, to socket.Addr, payload string) {
	if err := u.SendTo(t, to, []byte(payload)); err != nil {
		t.Fail("%v", err)
	}
}

// receive receives a payload, which must be possible.
func receive(t *sched.Thread, u *socket.UDP) (string, socket.Addr) {
	payload, from, err := u.RecvFrom(t)
	if err != nil {
		t.Fail("%v", err)
	}
	return string(payload), from
}

func TestDatagramsArriveInOrderAndSayWhoSentThem(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		a, b := listen(t, socket.Config{}, "a"), listen(t, socket.Config{}, "b")
		defer a.Close(t)
		defer b.Close(t)
		long := strings.Repeat("x", socket.MaxDatagram)
		for _, payload := range []string{"one", "", "two", long} {
			send(t, a, b.Addr(), payload)
			got, from := receive(t, b)
			if got != payload || from != a.Addr() {
				t.Fail("got %.20q from %v, want %.20q from %v", got, from, payload, a.Addr())
			}
		}
		send(t, a, b.Addr(), "first")
		send(t, a, b.Addr(), "second")
		first, _ := receive(t, b)
		if second, _ := receive(t, b); first != "first" || second != "second" {
			t.Fail("got %q, then %q", first, second)
		}
	})
}

func TestAPayloadMayBeChangedOnceItIsSent(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		a := listen(t, socket.Config{}, "a")
		defer a.Close(t)
		payload := []byte("hello")
		if err := a.SendTo(t, a.Addr(), payload); err != nil {
			t.Fail("%v", err)
		}
		clear(payload)
		if got, _ := receive(t, a); got != "hello" {
			t.Fail("got %q", got)
		}
	})
}

func TestBadCallsAreErrorsThatSaySo(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		a := listen(t, socket.Config{}, "a")
		err := a.SendTo(t, a.Addr(), make([]byte, socket.MaxDatagram+1))
		if err == nil || !strings.Contains(err.Error(), "65508 bytes: it must have at most 65507") {
			t.Fail("a datagram that is too long: %v", err)
		}
		if err := a.SendTo(t, socket.Addr{}, nil); err == nil || !strings.Contains(err.Error(), "no address") {
			t.Fail("no address: %v", err)
		}
		a.Close(t)
		a.Close(t)
		if err := a.SendTo(t, a.Addr(), nil); !errors.Is(err, socket.ErrClosed) {
			t.Fail("sending on a closed socket: %v", err)
		}
		if _, _, err := a.RecvFrom(t); !errors.Is(err, socket.ErrClosed) {
			t.Fail("receiving on a closed socket: %v", err)
		}
	})
}

func TestWhatIsSentToAClosedSocketIsLost(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		a, b := listen(t, socket.Config{}, "a"), listen(t, socket.Config{}, "b")
		defer a.Close(t)
		b.Close(t)
		send(t, a, b.Addr(), "lost")
		send(t, a, a.Addr(), "kept")
		if got, _ := receive(t, a); got != "kept" {
			t.Fail("got %q", got)
		}
	})
}

func TestAWrongConfigurationIsRefused(t *testing.T) {
	for _, c := range []struct {
		config socket.Config
		says   string
	}{
		{socket.Config{SystemCall: 2 * time.Hour}, "a system call costs 2h0m0s: it must be at most 1h0m0s"},
		{socket.Config{Latency: 2 * time.Hour}, "the latency is 2h0m0s: it must be at most 1h0m0s"},
		{socket.Config{Buffer: -1}, "the buffer has -1 bytes: it must have at least 1"},
	} {
		_, err := sim.Run(sim.Config{}, func(t *sched.Thread) {
			if _, err := c.config.ListenUDP(t, "a"); err == nil || !strings.HasSuffix(err.Error(), c.says) {
				t.Fail("%+v: %v, want %s", c.config, err, c.says)
			}
		})
		if err != nil {
			t.Error(err)
		}
	}
}

func TestADatagramThatFindsNoRoomIsLost(t *testing.T) {
	_, err := sim.Run(plain(gil.Config{}), func(t *sched.Thread) {
		a := listen(t, socket.Config{Buffer: 3 * (768 + 100)}, "a")
		for i := range 5 {
			send(t, a, a.Addr(), fmt.Sprintf("%100d", i))
		}
		t.Sleep(time.Millisecond)
		var got []string
		for range 3 {
			payload, _ := receive(t, a)
			got = append(got, strings.TrimSpace(payload))
		}
		send(t, a, a.Addr(), "again there is room")
		last, _ := receive(t, a)
		if !slices.Equal(got, []string{"0", "1", "2"}) || last != "again there is room" {
			t.Fail("got %v, then %q", got, last)
		}
	})
	if err != nil {
		t.Error(err)
	}
}

// TestACallCostsItsTimeWithTheLockFree has one thread that sends to itself, and receives, with nothing else to wait for.
func TestACallCostsItsTimeWithTheLockFree(t *testing.T) {
	for _, cost := range []time.Duration{time.Microsecond, 5 * time.Microsecond, 40 * time.Microsecond} {
		tr, err := sim.Record(plain(gil.Config{Discipline: gil.On}), func(t *sched.Thread) {
			a := listen(t, socket.Config{SystemCall: cost, Latency: -1}, "a")
			send(t, a, a.Addr(), "hello")
			receive(t, a)
		})
		if err != nil {
			t.Fatal(err)
		}
		var dropped int64
		var free []time.Duration
		for _, e := range tr.Events {
			switch e.Kind {
			case trace.Drop:
				dropped = e.Time
			case trace.Take:
				free = append(free, time.Duration(e.Time-dropped))
			}
		}
		if want := []time.Duration{cost, cost}; !slices.Equal(free[1:], want) {
			t.Errorf("a call of %v: the lock is free for %v, want %v", cost, free[1:], want)
		}
	}
}

func TestADatagramTravelsForItsLatency(t *testing.T) {
	tr, err := sim.Record(plain(gil.Config{}), func(t *sched.Thread) {
		a := listen(t, socket.Config{SystemCall: 5 * time.Microsecond, Latency: 20 * time.Microsecond}, "a")
		t.SpawnProcess("client", nil, func(t *sched.Thread) { send(t, a, a.Addr(), "hello") })
		receive(t, a)
	})
	if err != nil {
		t.Fatal(err)
	}
	var sent, woken int64
	for _, e := range tr.Events {
		switch {
		case e.Kind == trace.Send:
			sent = e.Time
		case e.Kind == trace.Unpark && e.Thread == 0:
			woken = e.Time
		}
	}
	if travelled := time.Duration(woken - sent); travelled != 25*time.Microsecond {
		t.Errorf("the receiver is woken %v after the call, want 5 µs of the call and 20 of latency", travelled)
	}
}

// echo is a server in one process and several clients in others.
func echo(t *sched.Thread) {
	server := listen(t, socket.Config{}, "server")
	t.Spawn("server", func(t *sched.Thread) {
		for {
			request, from, err := server.RecvFrom(t)
			if err != nil || len(request) == 0 {
				return
			}
			send(t, server, from, strings.ToUpper(string(request)))
		}
	})
	spinner := t.Spawn("spinner", func(t *sched.Thread) { t.Loop(20_000, 10) })
	var clients []*sched.Thread
	for i := range 3 {
		clients = append(clients, t.SpawnProcess(fmt.Sprint("client-", i), nil, func(t *sched.Thread) {
			own := listen(t, socket.Config{}, fmt.Sprint("client-", i))
			for j := range 5 {
				send(t, own, server.Addr(), fmt.Sprintf("request %d.%d", i, j))
				if got, _ := receive(t, own); got != fmt.Sprintf("REQUEST %d.%d", i, j) {
					t.Fail("got %q", got)
				}
			}
		}))
	}
	for _, client := range clients {
		t.Join(client)
	}
	t.Join(spinner)
	send(t, server, server.Addr(), "") // the end: closing the socket does not end the wait
	server.Close(t)
}

func TestExactReplayRepeatsTheTraffic(t *testing.T) {
	for _, d := range gil.Disciplines() {
		c := sim.Config{Cores: 2, GIL: gil.Config{Discipline: d, Interval: 50 * time.Microsecond}}
		first, err := sim.Record(c, echo)
		if err != nil {
			t.Fatal(err)
		}
		if err := trace.Check(first); err != nil {
			t.Errorf("%v: %v", d, err)
		}
		c.Seed, c.Strategy = 99, choice.Exact(first.Events)
		again, err := sim.Record(c, echo)
		if err != nil || !slices.Equal(first.Events, again.Events) {
			t.Errorf("%v: the replay differs (%v)", d, err)
		}
	}
}

func TestTheTrafficIsInTheTrace(t *testing.T) {
	tr, err := sim.Record(plain(gil.Config{Discipline: gil.On}), func(t *sched.Thread) {
		a := listen(t, socket.Config{}, "inbox")
		send(t, a, a.Addr(), "hello")
		receive(t, a)
	})
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	w := trace.NewWriter(&text, tr.Header, tr.Names)
	w.Record(tr.Events)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{`io "inbox"`, "send", "recv", " 5\n"} {
		if !strings.Contains(text.String(), line) {
			t.Errorf("the trace has no %q:\n%s", line, text.String())
		}
	}
}

func TestAReceiverThatNobodySendsToIsADeadlock(t *testing.T) {
	_, err := sim.Run(plain(gil.Config{Discipline: gil.On}), func(t *sched.Thread) {
		receive(t, listen(t, socket.Config{}, "inbox"))
	})
	var deadlock *sched.DeadlockError
	if !errors.As(err, &deadlock) || deadlock.Waits[0].Object != `io "inbox"` {
		t.Errorf("the run ends with %v, want a wait for io \"inbox\"", err)
	}
}
