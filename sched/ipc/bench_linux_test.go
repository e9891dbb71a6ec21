// This file compares what calls of this package cost on the real machine with the bare system calls, in one run: the figure bare/here
// is how many times as fast the bare ones are, so that 1 is as fast. Rounds of both take turns, and the quickest of each counts.

package ipc_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
	"github.com/gilsim/gilsim/sched/native"
)

// messageSize is how many bytes are sent at a time.
const messageSize = 64

// A compared is two ways to do the same.
type compared struct {
	name string
	make func(t *sched.Thread) (here, bare func())
}

var compareds = []compared{
	{"pipe", func(t *sched.Thread) (here, bare func()) {
		r, w := ipc.NewPipe(t, "pipe")
		data := make([]byte, messageSize)
		return func() {
				must(t, w.Write(t, data))
				_, err := r.Read(t, messageSize)
				must(t, err)
			}, func() {
				ipc.BareWrite(w.Bare(), data)
				ipc.BareRead(r.Bare(), data)
			}
	}},
	{"socket", func(t *sched.Thread) (here, bare func()) {
		a, b := ipc.NewSocketPair(t, "pair")
		data := make([]byte, messageSize)
		return func() {
				must(t, a.Out.Write(t, data))
				_, err := b.In.Read(t, messageSize)
				must(t, err)
			}, func() {
				ipc.BareWrite(a.Out.Bare(), data)
				ipc.BareRead(b.In.Bare(), data)
			}
	}},
	{"mq", func(t *sched.Thread) (here, bare func()) {
		q := queue(t, "/q", making, ipc.QueueAttributes{})
		data, room := make([]byte, messageSize), make([]byte, ipc.QueueMessageSize)
		return func() {
				must(t, q.Send(t, data, 0, sched.Forever))
				_, _, err := q.Receive(t, ipc.QueueMessageSize, sched.Forever)
				must(t, err)
			}, func() {
				ipc.BareSend(q.Bare(), data)
				ipc.BareReceive(q.Bare(), room)
			}
	}},
	{"msg", func(t *sched.Thread) (here, bare func()) {
		m := messages(t, ipc.Private)
		data := make([]byte, messageSize)
		return func() {
				must(t, m.Send(t, 1, data, 0))
				_, _, err := m.Receive(t, 0, messageSize, 0)
				must(t, err)
			}, func() {
				ipc.BareSendTyped(m.ID(), data)
				ipc.BareReceiveTyped(m.ID(), messageSize)
			}
	}},
	{"shm", func(t *sched.Thread) (here, bare func()) {
		m, err := ipc.MapAnonymous(t, "memory", 4096)
		must(t, err)
		view, data := make([]byte, 4096), make([]byte, messageSize)
		return func() {
				must(t, m.Write(t, 0, data))
				_, err := m.Read(t, 0, messageSize)
				must(t, err)
			}, func() {
				copy(view, data)
				copy(data, view)
			}
	}},
}

// rounds and turns are how often each is done in a round, and how many rounds there are.
const (
	rounds = 500
	turns  = 20
)

var benchProgram = native.NewProgram("ipc bench", func(args string) (native.Config, func(t *sched.Thread), error) {
	i := slices.IndexFunc(compareds, func(c compared) bool { return c.name == args })
	return native.Config{GIL: gil.Config{Discipline: gil.On}}, func(t *sched.Thread) { ratio(t, compareds[i]) }, nil
})

// The quickest rounds of the last program.
var quickestHere, quickestBare time.Duration

// ratio measures both.
func ratio(t *sched.Thread, c compared) {
	here, bare := c.make(t)
	quickestHere, quickestBare = time.Hour, time.Hour
	for range turns {
		for range 2 {
			began := time.Now()
			for range rounds {
				here()
			}
			quickestHere = min(quickestHere, time.Since(began))
			began = time.Now()
			for range rounds {
				bare()
			}
			quickestBare = min(quickestBare, time.Since(began))
		}
	}
}

// BenchmarkOneThread has one thread send a message and receive it, so that nobody waits: the cost of the calls alone.
func BenchmarkOneThread(b *testing.B) {
	for _, c := range compareds {
		b.Run(c.name, func(b *testing.B) {
			here, bare := time.Hour, time.Hour
			for b.Loop() {
				if _, err := benchProgram.Run(context.Background(), c.name, func(cfg *native.Config) { cfg.Loop = realLoop() }); err != nil {
					b.Fatal(err)
				}
				here, bare = min(here, quickestHere), min(bare, quickestBare)
			}
			b.ReportMetric(float64(here)/rounds, "ns/here")
			b.ReportMetric(float64(bare)/rounds, "ns/bare")
			b.ReportMetric(float64(bare)/float64(here), "bare/here")
		})
	}
}
