// This file holds what calls cost where the configuration says nothing: what the machine says of each, and a wake-up on top for the one
// that sends.

package socket_test

import (
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/socket"
	"github.com/gilsim/gilsim/trace"
)

// dear is a machine on which calls cost so much that nothing else counts, each something else.
func dear() sim.Config {
	c := machinetest.Exactly(4)
	c.Sockets = sched.SocketCosts{Call: 1e6, Send: 2e6, Receive: 3e6, SendTo: 4e6, ReceiveFrom: 5e6, Connect: 6e6, Accept: 7e6, Look: 8e5, Byte: 9e6}
	return c
}

// TestEachCallCostsWhatTheMachineSaysOfIt has one thread that finds everything there: nothing is waited for.
func TestEachCallCostsWhatTheMachineSaysOfIt(t *testing.T) {
	const data = "ten bytes!"
	cost := dear().Sockets
	copying := len(data) * int(cost.Byte) / 1000
	costs := map[string]time.Duration{}
	simulate(t, dear(), func(t *sched.Thread) {
		call := func(name string, f func()) {
			t.Run(1)
			began := t.Now()
			f()
			t.Run(1)
			costs[name] = t.Now() - began
		}
		var client, end *socket.TCP
		listener := server(t, 1)
		call("connect", func() { client = dial(t, "client", listener) })
		call("accept", func() {
			var err error
			end, _, err = listener.Accept(t)
			must(t, err)
		})
		call("send", func() { sends(t, client, data) })
		call("recv", func() { receives(t, end, data) })
		u := listen(t, socket.Config{}, "u")
		call("sendto", func() { send(t, u, u.Addr(), data) })
		call("recvfrom", func() { receive(t, u) })
		call("select", func() {
			_, _, err := socket.Select(t, nil, []socket.Pollable{client, end, u}, 0)
			must(t, err)
		})
		call("own costs", func() { send(t, listen(t, socket.Config{SystemCall: 5, Copy: -1}, "v"), u.Addr(), data) })
	})
	for name, want := range map[string]time.Duration{
		"connect": cost.Connect, "accept": cost.Accept, "send": cost.Send + time.Duration(copying), "recv": cost.Receive + time.Duration(copying),
		"sendto": cost.SendTo + time.Duration(copying), "recvfrom": cost.ReceiveFrom + time.Duration(copying),
		"select": cost.Call + 3*cost.Look, "own costs": 5,
	} {
		if got := costs[name]; got < want || got > want+20 {
			t.Errorf("%s takes %v, want %v and a few bytecodes", name, got, want)
		}
	}
}

// TestWhoSendsWakesWhoReceives has a thread that sleeps in a call, and one in another process that ends the sleep. On Linux's loopback
// the call of that one carries what it sends up to the other socket: the wake-up is its own, and is over before it has the lock again.
func TestWhoSendsWakesWhoReceives(t *testing.T) {
	for _, c := range []struct {
		name  string
		sends func(t *sched.Thread, tcp *socket.TCP, at *socket.TCP, u *socket.UDP)
		waits func(t *sched.Thread, tcp *socket.TCP, at *socket.TCP, u *socket.UDP)
	}{
		{"send", func(t *sched.Thread, tcp, at *socket.TCP, u *socket.UDP) { sends(t, tcp, "x") },
			func(t *sched.Thread, tcp, at *socket.TCP, u *socket.UDP) { receives(t, tcp, "x") }},
		{"sendto", func(t *sched.Thread, tcp, at *socket.TCP, u *socket.UDP) { send(t, u, u.Addr(), "x") },
			func(t *sched.Thread, tcp, at *socket.TCP, u *socket.UDP) { receive(t, u) }},
		{"connect", func(t *sched.Thread, tcp, at *socket.TCP, u *socket.UDP) { dial(t, "other", at) },
			func(t *sched.Thread, tcp, at *socket.TCP, u *socket.UDP) { _, _, err := at.Accept(t); must(t, err) }},
		{"send to select", func(t *sched.Thread, tcp, at *socket.TCP, u *socket.UDP) { sends(t, tcp, "x") },
			func(t *sched.Thread, tcp, at *socket.TCP, u *socket.UDP) {
				_, _, err := socket.Select(t, []socket.Pollable{tcp}, nil, sched.Forever)
				must(t, err)
			}},
	} {
		const wakeUp = 70 * time.Microsecond
		cfg := machinetest.Exactly(4)
		cfg.WakeCost, cfg.GIL = wakeUp, gil.Config{Discipline: gil.On}
		tr := simulate(t, cfg, func(t *sched.Thread) {
			at := server(t, 1)
			client := dial(t, "client", at)
			end, _, err := at.Accept(t)
			must(t, err)
			u := listen(t, socket.Config{}, "u")
			sleeper := t.SpawnProcess("sleeper", nil, func(t *sched.Thread) { c.waits(t, end, at, u) })
			t.Sleep(time.Millisecond)
			t.Run(1)
			c.sends(t, client, at, u)
			t.Run(1)
			t.Join(sleeper)
		})
		var dropped, woke, taken time.Duration
		for _, e := range tr.Events {
			switch at := time.Duration(e.Time); {
			case e.Thread == 1 && e.Kind == trace.Drop && woke == 0:
				dropped = at
			case e.Kind == trace.Unpark && e.Obj == 2 && at > time.Millisecond:
				if woke = at; e.Thread != 1 {
					t.Errorf("%s: thread %d wakes the sleeper, want the one that sends", c.name, e.Thread)
				}
			case e.Thread == 1 && e.Kind == trace.Take && woke > 0 && taken == 0:
				taken = at
			}
		}
		if free := taken - dropped; woke < dropped || free < wakeUp || free > wakeUp+20 {
			t.Errorf("%s: the lock is free for %v, want the %v of the wake-up", c.name, free, wakeUp)
		}
	}
}

// TestWhatIsDelayedTheNetworkBrings is the same with a latency: when it is over the sender does something else, and pays for nothing.
func TestWhatIsDelayedTheNetworkBrings(t *testing.T) {
	cfg := machinetest.Exactly(4)
	cfg.WakeCost = time.Hour
	far := socket.Config{Latency: time.Millisecond}
	tr := simulate(t, cfg, func(t *sched.Thread) {
		client, end := pairOf(t, far)
		began := t.Now()
		t.SpawnProcess("sender", nil, func(t *sched.Thread) { sends(t, client, "x") })
		if receives(t, end, "x"); t.Now()-began < time.Millisecond {
			t.Fail("it has received after %v", t.Now()-began)
		}
	})
	for _, e := range tr.Events {
		if e.Kind == trace.Unpark && e.Time > int64(time.Millisecond) && e.Thread != 0 && e.Obj == 1 {
			t.Errorf("thread %d wakes the receiver, want the machine", e.Thread)
		}
	}
}

// TestCopiesTakeTheirTimeAtAnyRate copies so much, so slowly, that the product of bytes and picoseconds does not fit 64 bits.
func TestCopiesTakeTheirTimeAtAnyRate(t *testing.T) {
	const bytes = 4_000_000
	for perByte, want := range map[int64]time.Duration{3_600_000_000_000: bytes * 3600 * time.Millisecond, 1500: 6 * time.Millisecond, 1: 4 * time.Microsecond} {
		cfg := machinetest.Exactly(2)
		cfg.Sockets.Byte = perByte
		simulate(t, cfg, func(t *sched.Thread) {
			client, _ := pairOf(t, socket.Config{SendBuffer: bytes, ReceiveBuffer: bytes})
			began := t.Now()
			sends(t, client, string(make([]byte, bytes)))
			t.Run(1)
			if took := t.Now() - began; took < want || took > want+20 {
				t.Fail("at %d ps a byte %d bytes take %v, want %v", perByte, bytes, took, want)
			}
		})
	}
}
