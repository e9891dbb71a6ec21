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
		Short:  "clients wait for a server that boots",
		Doc: `A server takes two to five time units to start, as the seed will have it, and then
sets an event. The clients come at once, wait for the event, and connect when it is
set: all of them, for an event wakes everybody, and whoever comes later does not
wait at all. The latencies are how long after the server's start each client got
through.

The tutorials print that the server is starting, that the client tries, that the
server has started, and that the client is connected, after 2 to 5 s. That holds
under every interpreter. To ask again and again whether the server is there
(ask=loop) keeps a core busy and the interpreter lock taken, and under green threads
the server never gets in.`,
		Try: []string{
			"gilsim --workload=event --view=program  # what it prints, in the tutorials' order",
			"gilsim --workload=event --param=ask=loop  # the CPU use of waiting by asking",
			"gilsim --workload=event --threads=20  # nineteen clients, woken by one set",
		},
		Threads: 2,
		Params: []Param{
			{Name: "ask", Default: "event", Words: []string{"event", "loop"}, Doc: "how the clients wait"},
			{Name: "asks", Default: "20000", Doc: "of the loop: after how many times a client gives up; with green threads the server never gets in"},
			{Name: "unit", Default: "100ms", Doc: "the time unit; the tutorials' is a second"},
		},
		Run: runEvent,
	}
}

// runEvent boots one server beside the clients. Each must have connected, and none before the server was there.
func runEvent(t *sched.Thread, in Input) Outcome {
	boot := time.Duration(2+t.Random(4)) * in.Duration("unit")
	booted := threading.NewEvent(t, "booted")
	var since time.Duration // when the server was there; set before the event
	server := threading.New(t, "server", func(t *sched.Thread) {
		t.Print("the server is starting")
		t.Sleep(boot)
		t.Print("the server has started")
		since = t.Now()
		booted.Set(t)
	})
	server.Start(t)
	connected := make([]time.Duration, in.Threads-1) // when; 0: not at all
	clients := startInOrder(t, in.Threads-1, "client", func(t *sched.Thread, i int) {
		t.Print(t.Name(), "tries to connect")
		if await(t, booted, in) {
			connected[i] = t.Now()
			t.Print(t.Name(), "is connected")
		}
	})
	server.Join(t)
	joinAll(t, clients)
	var waits []time.Duration
	for _, when := range connected {
		if when > 0 {
			waits = append(waits, when-since)
		}
	}
	const result = "%d of %d clients connected, %d too early"
	return Outcome{
		Result:    fmt.Sprintf(result, len(waits), len(connected), early(waits)),
		OK:        len(waits) == len(connected) && early(waits) == 0,
		Want:      fmt.Sprintf(result, len(connected), len(connected), 0),
		Latencies: waits,
	}
}

// await waits until the event is set, or asks in a loop whether it is, and reports whether it was.
func await(t *sched.Thread, e *threading.Event, in Input) bool {
	if in.Word("ask") == "event" {
		e.Wait(t)
		return true
	}
	for range in.Int("asks") {
		if e.IsSet(t) {
			return true
		}
		xor(t, poll)
	}
	return false
}
