// This file holds that the loopback's faults are those that were asked for, and replay.

package socket_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/socket"
	"github.com/gilsim/gilsim/trace"
)

// surely is how often a fault strikes that always does.
const surely = 1_000_000

func TestEachFaultStrikes(t *testing.T) {
	with := func(f socket.Faults) socket.Config {
		c := free
		c.Faults = f
		return c
	}
	simulate(t, plain(gil.Config{Discipline: gil.On}), func(t *sched.Thread) {
		s := server(t, 5)
		_, err := with(socket.Faults{Refuse: surely}).DialTCP(t, "refused", s.Addr())
		is(t, "connect", err, socket.ErrConnectionRefused)

		a, b := pairOf(t, with(socket.Faults{Reset: surely}))
		_, err = a.Send(t, []byte("x"))
		is(t, "send", err, socket.ErrConnectionReset)
		settle(t)
		_, err = b.Recv(t, 1)
		is(t, "recv", err, socket.ErrConnectionReset)

		a, b = pairOf(t, with(socket.Faults{Partial: surely}))
		data := bytes.Repeat([]byte("0123456789"), 100)
		n, err := a.Send(t, data)
		if err != nil || n < 1 || n > len(data) {
			t.Fail("sent %d bytes (%v), want some", n, err)
		}
		must(t, a.SendAll(t, data[n:]))
		a.Close(t)
		if got := drain(t, b); !bytes.Equal(got, data) {
			t.Fail("received %d bytes in parts, or other ones", len(got))
		}

		a, b = pairOf(t, with(socket.Faults{Delay: surely, Longest: time.Second}))
		began := t.Engine().Now()
		sends(t, a, "late")
		receives(t, b, "late")
		if took := t.Engine().Now() - began; took < time.Millisecond || took > time.Second+time.Millisecond {
			t.Fail("the data take %v, want up to 1 s", took)
		}
	})
}

// busy is a server and clients who make sure, whatever goes wrong, that all that they send comes back once.
func busy(t *sched.Thread) {
	config := socket.Config{SendBuffer: 500, ReceiveBuffer: 700,
		Faults: socket.Faults{Refuse: 100_000, Reset: 20_000, Partial: 300_000, Delay: 200_000, Longest: 50 * time.Microsecond}}
	s, err := config.ListenTCP(t, "server", 0, 2)
	must(t, err)
	t.SpawnDaemon("acceptor", func(t *sched.Thread) {
		for {
			end, _, err := s.Accept(t)
			must(t, err)
			t.Spawn("", func(t *sched.Thread) { reflect(t, end) })
		}
	})
	var clients []*sched.Thread
	for range 4 {
		clients = append(clients, t.SpawnProcess("", nil, func(t *sched.Thread) {
			for done := 0; done < 3; {
				if exchange(t, config, s.Addr()) {
					done++
				}
			}
		}))
	}
	for _, c := range clients {
		t.Join(c)
	}
}

// reflect sends back what it receives, to the end of the data or of the connection.
func reflect(t *sched.Thread, s *socket.TCP) {
	defer s.Close(t)
	for {
		data, err := s.Recv(t, 300)
		if err != nil || len(data) == 0 {
			return
		}
		if s.SendAll(t, data) != nil {
			return
		}
	}
}

// exchange sends data and receives them again, and reports whether the connection has lasted. What arrives must be the
// beginning of what was sent in any case.
func exchange(t *sched.Thread, c socket.Config, to socket.Addr) (lasted bool) {
	s, err := c.DialTCP(t, "client", to)
	if err != nil {
		is(t, "connect", err, socket.ErrConnectionRefused)
		return false
	}
	defer s.Close(t)
	sent := bytes.Repeat([]byte("0123456789"), 40)
	failed := s.SendAll(t, sent)
	if failed == nil {
		if failed = s.Shutdown(t, socket.ShutWr); failed != nil {
			is(t, "shutdown", failed, socket.ErrNotConnected) // it has been reset since
		}
	}
	var got []byte
	for failed == nil {
		var data []byte
		if data, failed = s.Recv(t, 300); len(data) == 0 {
			break
		}
		got = append(got, data...)
	}
	if !bytes.HasPrefix(sent, got) || failed == nil && len(got) < len(sent) {
		t.Fail("received %d bytes of %d (%v), or other ones", len(got), len(sent), failed)
	}
	return failed == nil
}

func TestFaultsReplayExactly(t *testing.T) {
	for _, d := range gil.Disciplines() {
		for seed := range uint64(5) {
			c := sim.Config{Cores: 2, Seed: seed + 1, GIL: gil.Config{Discipline: d, Interval: 50 * time.Microsecond}}
			first := simulate(t, c, busy)
			c.Seed, c.Strategy = 99, choice.Exact(first.Events)
			again, err := sim.Record(c, busy)
			if err != nil || !slices.Equal(first.Events, again.Events) {
				t.Errorf("%v: the replay of seed %d differs (%v)", d, seed+1, err)
			}
		}
	}
}

// TestNothingIsLostWhateverGoesWrong runs the same over many seeds.
func TestNothingIsLostWhateverGoesWrong(t *testing.T) {
	seeds := uint64(1000)
	if testing.Short() {
		seeds = 50
	}
	for seed := range seeds {
		c := sim.Config{Cores: 2, Seed: seed + 1, GIL: gil.Config{Discipline: gil.On, Interval: 50 * time.Microsecond}}
		if _, err := sim.Run(c, busy); err != nil {
			t.Fatalf("seed %d: %v", seed+1, err)
		}
	}
}

func TestWithoutFaultsNothingIsDrawn(t *testing.T) {
	tr := simulate(t, plain(gil.Config{}), func(t *sched.Thread) {
		a, b := pair(t)
		sends(t, a, "hello")
		receives(t, b, "hello")
	})
	for _, e := range tr.Events {
		if e.Kind == trace.Random {
			t.Fatal("a number is drawn")
		}
	}
}

func TestAConnectionWhoseReaderDiesIsReset(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		s := server(t, 1)
		defer s.Close(t)
		dying := t.Spawn("dying", func(t *sched.Thread) {
			end, _, err := s.Accept(t)
			must(t, err)
			_, err = end.Recv(t, 1) // and no more
			must(t, err)
			end.Close(t)
		})
		c := dial(t, "client", s)
		defer c.Close(t)
		sends(t, c, "ab")
		t.Join(dying)
		settle(t)
		_, err := c.Recv(t, 1)
		if !errors.Is(err, socket.ErrConnectionReset) {
			t.Fail("recv: %v, want the connection to be reset", err)
		}
	})
}
