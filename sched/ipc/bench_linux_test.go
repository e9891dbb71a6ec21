// This file compares what calls of this package cost on the real machine with the bare system calls, in one run: the figure bare/here
// is how many times as fast the bare ones are, so that 1 is as fast. Rounds of both take turns, and the quickest of each counts.

package ipc_test

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
	"github.com/gilsim/gilsim/sched/native"
)

// A compared is two ways to do the same: send so many bytes, and receive them.
type compared struct {
	name string
	most int // how many bytes at most
	make func(t *sched.Thread, size int) (here, bare func())
}

// sizes are how many bytes are sent at a time.
var sizes = []int{64, 1024, 8192, 65_536}

var compareds = []compared{
	{"pipe", 65_536, func(t *sched.Thread, size int) (here, bare func()) {
		r, w := ipc.NewPipe(t, "pipe")
		data := make([]byte, size)
		return func() {
				must(t, w.Write(t, data))
				_, err := r.ReadInto(t, data)
				must(t, err)
			}, func() {
				ipc.BareWrite(w.Bare(), data)
				ipc.BareRead(r.Bare(), data)
			}
	}},
	{"fresh", 65_536, func(t *sched.Thread, size int) (here, bare func()) {
		r, w := ipc.NewPipe(t, "pipe")
		data := make([]byte, size)
		return func() {
				must(t, w.Write(t, data))
				_, err := r.Read(t, size)
				must(t, err)
			}, func() {
				ipc.BareWrite(w.Bare(), data)
				ipc.BareRead(r.Bare(), make([]byte, size))
			}
	}},
	{"socket", 65_536, func(t *sched.Thread, size int) (here, bare func()) {
		a, b := ipc.NewSocketPair(t, "pair")
		data := make([]byte, size)
		return func() {
				must(t, a.Out.Write(t, data))
				_, err := b.In.ReadInto(t, data)
				must(t, err)
			}, func() {
				ipc.BareWrite(a.Out.Bare(), data)
				ipc.BareRead(b.In.Bare(), data)
			}
	}},
	{"mq", ipc.QueueMessageSize, func(t *sched.Thread, size int) (here, bare func()) {
		q := queue(t, "/q", making, ipc.QueueAttributes{})
		data, room := make([]byte, size), make([]byte, ipc.QueueMessageSize)
		return func() {
				must(t, q.Send(t, data, 0, sched.Forever))
				_, _, err := q.ReceiveInto(t, room, sched.Forever)
				must(t, err)
			}, func() {
				ipc.BareSend(q.Bare(), data)
				ipc.BareReceive(q.Bare(), room)
			}
	}},
	{"msg", ipc.MessagesSize, func(t *sched.Thread, size int) (here, bare func()) {
		m := messages(t, ipc.Private)
		data := make([]byte, size)
		message := ipc.BareMessage(data)
		return func() {
				must(t, m.Send(t, 1, data, 0))
				_, _, err := m.Receive(t, 0, size, 0)
				must(t, err)
			}, func() {
				ipc.BareSendTyped(m.ID(), message)
				ipc.BareReceiveTyped(m.ID(), message)
			}
	}},
	{"shm", 65_536, func(t *sched.Thread, size int) (here, bare func()) {
		m, err := ipc.MapAnonymous(t, "memory", 65_536)
		must(t, err)
		data := make([]byte, size)
		return func() {
				must(t, m.Write(t, 0, data))
				_, err := m.Read(t, 0, size)
				must(t, err)
			}, func() {
				ipc.BareWriteAt(m.Bare(), data)
				ipc.BareReadAt(m.Bare(), data)
			}
	}},
}

// rounds and turns are how often each is done in a round, and how many rounds there are.
const (
	rounds = 500
	turns  = 20
)

var benchProgram = native.NewProgram("ipc bench", func(args string) (native.Config, func(t *sched.Thread), error) {
	name, size, _ := strings.Cut(args, "/")
	i := slices.IndexFunc(compareds, func(c compared) bool { return c.name == name })
	n, err := strconv.Atoi(size)
	return native.Config{GIL: gil.Config{Discipline: gil.On}}, func(t *sched.Thread) { ratio(t, compareds[i], n) }, err
})

// The quickest rounds of the last program.
var quickestHere, quickestBare time.Duration

// ratio measures both.
func ratio(t *sched.Thread, c compared, size int) {
	here, bare := c.make(t, size)
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

// BenchmarkOneThread has one thread send a message and receive it, so that nobody waits: the cost of the calls alone. What is read goes
// where what was read before is, as in the bare calls; but into fresh memory on both sides in those that are called fresh, and in a System V
// queue on this side. Shared memory, which needs no calls, is beside those that read and write its file.
func BenchmarkOneThread(b *testing.B) {
	for _, c := range compareds {
		for _, size := range sizes {
			if size <= c.most {
				b.Run(fmt.Sprintf("%s/%d", c.name, size), benchmarkCalls)
			}
		}
	}
}

func benchmarkCalls(b *testing.B) {
	_, args, _ := strings.Cut(b.Name(), "/")
	here, bare := time.Hour, time.Hour
	for b.Loop() {
		if _, err := benchProgram.Run(context.Background(), args, func(cfg *native.Config) { cfg.Loop = realLoop() }); err != nil {
			b.Fatal(err)
		}
		here, bare = min(here, quickestHere), min(bare, quickestBare)
	}
	b.ReportMetric(float64(here)/rounds, "ns/here")
	b.ReportMetric(float64(bare)/rounds, "ns/bare")
	b.ReportMetric(float64(bare)/float64(here), "bare/here")
}
