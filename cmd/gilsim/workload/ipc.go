// This file defines the program that measures the ways in which processes talk to each other.

package workload

import (
	"fmt"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing"
)

// processIPC is the tutorials' overview of communication between processes, with the figures that they leave out.
func processIPC() *Program {
	return &Program{
		Name:      "process-ipc",
		Family:    "multiprocessing",
		Processes: true,
		Short:     "pipe, FIFO, sockets, message queues, shared memory: what a message costs",
		Doc: `Two processes send messages of one size to and fro, and then many in one direction.
The metrics are what a round trip and a message in one direction take, and how many
megabytes a second come through. kind says which way: the system's own (pipe, fifo,
socketpair, mq and sysv, the message queues of POSIX and System V), words of shared
memory that semaphores guard (shm), a pair of semaphores without any data, and those
of multiprocessing, which pickle what is sent: connection (Pipe), simplequeue, queue
(with its feeder thread) and manager (a queue in a third process, which is simulated
only).

The tutorials rank them: shared memory is the fastest, then pipes, then sockets, and
message queues are slow. That is half right. One way shared memory wins by far, as
nobody calls the system for a word; but a round trip wakes the other side, whichever
way is taken, and that costs more than the way. For large messages a pair of sockets
beats a pipe. What is slow is Python's own: pickling, the feeder thread, and most of
all a manager, where each call is a round trip of its own.`,
		Try: []string{
			"gilsim compare --family=ipc  # all of them, predicted beside measured",
			"gilsim --workload=process-ipc --param=kind=shm  # one way it is far ahead, and in a round trip it is not",
			"gilsim --workload=process-ipc --param=kind=manager --param=size=64  # each call is a round trip to a third process",
		},
		Threads: 1,
		Params: []Param{
			{Name: "kind", Default: wayPipe, Words: wayNames(), Doc: "by which way"},
			{Name: "size", Default: "64", Doc: "bytes of a message, from 1 to 1000000; message queues take 8192, and a semaphore, which has no data, stands for 64"},
			{Name: "trips", Default: "200", Doc: "how many round trips there are"},
			{Name: "stream", Default: "400", Doc: "how many messages there are in one direction"},
		},
		Run: runIPC,
	}
}

// runIPC has a child answer each message of its parent, and then take many of them. It must have received all bytes.
func runIPC(t *sched.Thread, in Input) Outcome {
	size, trips, stream := int(in.Int("size")), int(in.Int("trips")), int(in.Int("stream"))
	kind := in.Word("kind")
	if most := LargestMessage(kind); size < 1 || size > most {
		t.Fail("parameter size is %d: by %s it must be from 1 to %d", size, kind, most)
	}
	way := openWay(t, kind, size)
	got := sched.NewSharedVar(t, "received", 0)
	child := multiprocessing.NewProcess(t, func(t *sched.Thread) {
		way.enter(t)
		n := 0
		for range trips {
			n += way.there.recv(t)
			way.back.send(t)
		}
		for range stream {
			n += way.there.recv(t)
		}
		got.Set(t, n)
		way.back.send(t)
	}, way.passed...)
	child.Start(t)
	way.leave(t)
	trip := func() {
		way.there.send(t)
		way.back.recv(t)
	}
	if trips > 0 { // the child has started when it answers
		trip()
	}
	between := took(t, func() {
		for range trips - 1 {
			trip()
		}
	})
	one := took(t, func() {
		for range stream {
			way.there.send(t)
		}
		way.back.recv(t)
	})
	child.Join(t)
	way.end(t)
	want := size * (trips + stream)
	return Outcome{
		Result: fmt.Sprintf("%d bytes received by %s", got.Get(t), kind),
		OK:     got.Get(t) == want,
		Want:   fmt.Sprintf("%d bytes received by %s", want, kind),
		Metrics: []Metric{
			{"round_trip_seconds", perMessage(between, trips-1)},
			{"one_way_seconds", perMessage(one, stream)},
			{"megabytes_per_second", inASecond(size*stream, one) / 1e6},
		},
	}.say(t)
}

// perMessage returns what one of n messages takes, in seconds; 0 of none.
func perMessage(all time.Duration, n int) float64 {
	if n <= 0 {
		return 0
	}
	return all.Seconds() / float64(n)
}

// inASecond returns how many there are in a second; 0 if no time passed.
func inASecond(n int, in time.Duration) float64 {
	if in <= 0 {
		return 0
	}
	return float64(n) / in.Seconds()
}
