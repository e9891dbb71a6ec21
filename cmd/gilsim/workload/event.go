// This file defines the program in which clients wait for a server.

package workload

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// event is the tutorials' server that boots.
func event() *Program {
	return &Program{
		Name:   "event",
		Family: "threading",
		Short:  "clients wait for a server that boots: an Event instead of asking again and again",
		Doc: `A server takes two to five time units to start, as the seed will have it, and then sets
an event. The clients come at once, wait for the event, and connect when it is set: all
of them, for an event wakes everybody, and whoever comes later does not wait at all. The
latencies are how long after the server's start each client got through.

The tutorials print that the server is starting, that the client tries, that the server
has started, and that the client is connected, after 2 to 5 s. That holds under every
interpreter. Their first version asks a flag in a loop instead: it holds the interpreter
lock for nothing while the server wants it (ask=loop), and the clients learn of it only
when they have the lock.`,
		Try: []string{
			"gilsim --workload=event --view=program  # what it prints, in the tutorials' order",
			"gilsim --workload=event --param=ask=loop  # the CPU use of waiting by asking",
			"gilsim --workload=event --threads=20  # nineteen clients, woken by one set",
		},
		Threads: 2,
		Params: []Param{
			{Name: "ask", Default: "event", Words: []string{"event", "loop"}, Doc: "how the clients wait"},
			{Name: "unit", Default: "100ms", Doc: "the time unit; the tutorials' is a second"},
		},
		Run: runEvent,
	}
}

// runEvent boots one server beside the clients. Each must have connected, and none before the server was there.
func runEvent(t *sched.Thread, in Input) Outcome {
	booted := threading.NewEvent(t, "booted")
	var since time.Duration // when the server was there; set before the event
	server := t.Spawn("server", func(t *sched.Thread) {
		t.Print("the server is starting")
		t.Sleep(time.Duration(2+t.Random(4)) * in.Duration("unit"))
		t.Print("the server has started")
		since = t.Now()
		booted.Set(t)
	})
	connected := make([]time.Duration, in.Threads-1)
	clients := start(t, in.Threads-1, "client", func(t *sched.Thread, i int) {
		t.Print(t.Name(), "tries to connect")
		await(t, booted, in.Word("ask"))
		connected[i] = t.Now()
		t.Print(t.Name(), "is connected")
	})
	t.Join(server)
	join(t, clients)
	for i := range connected {
		connected[i] -= since
	}
	return Outcome{
		Result:    fmt.Sprintf("%d clients, %d of them connected too early", len(connected), early(connected)),
		OK:        early(connected) == 0,
		Want:      fmt.Sprintf("%d clients, 0 of them connected too early", len(connected)),
		Latencies: connected,
	}
}

// await waits until the event is set, or asks in a loop whether it is.
func await(t *sched.Thread, e *threading.Event, how string) {
	if how == "event" {
		e.Wait(t)
		return
	}
	for !e.IsSet(t) {
		xor(t, poll)
	}
}
