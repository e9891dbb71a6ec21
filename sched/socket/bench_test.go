// This file measures sockets: on the simulated machine how many calls a second it simulates and what an idle connection
// costs.

package socket_test

import (
	"fmt"
	"runtime"
	"slices"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/socket"
)

// traffic is how many calls on sockets there have been.
type traffic struct{ calls int64 }

// ask connects, sends requests and waits for each answer.
func (n *traffic) ask(t *sched.Thread, to socket.Addr, requests int) {
	c, err := socket.DialTCP(t, "client", to)
	must(t, err)
	data, room := make([]byte, 32), make([]byte, 64)
	for range requests {
		must(t, c.SendAll(t, data))
		got, err := c.RecvInto(t, room)
		must(t, err)
		if got != len(data) {
			t.Fail("received %d bytes", got)
		}
		n.calls += 2
	}
	c.Close(t)
	n.calls += 2
}

// answer receives once on a socket that is ready, and sends it back. At the end of the data it closes the socket.
func (n *traffic) answer(t *sched.Thread, s *socket.TCP, room []byte) (open bool) {
	got, err := s.RecvInto(t, room)
	must(t, err)
	n.calls++
	if got == 0 {
		s.Close(t)
		return false
	}
	must(t, s.SendAll(t, room[:got]))
	n.calls++
	return true
}

// bySelect serves so many clients until they are gone.
func (n *traffic) bySelect(t *sched.Thread, s *socket.TCP, clients int) {
	room := make([]byte, 64)
	for readers := []socket.Pollable{s}; clients > 0; {
		ready, _, err := socket.Select(t, readers, nil, sched.Forever)
		must(t, err)
		n.calls++
		var gone []socket.Pollable
		for _, r := range ready {
			if r == socket.Pollable(s) {
				c, _, err := s.Accept(t)
				must(t, err)
				readers = append(readers, c)
				n.calls++
			} else if !n.answer(t, r.(*socket.TCP), room) {
				gone = append(gone, r)
				clients--
			}
		}
		if len(gone) > 0 { // both lists are in the same order
			readers = slices.DeleteFunc(slices.Clone(readers), func(r socket.Pollable) bool {
				isGone := len(gone) > 0 && r == gone[0]
				if isGone {
					gone = gone[1:]
				}
				return isGone
			})
		}
	}
}

// byEpoll serves so many clients until they are gone.
func (n *traffic) byEpoll(t *sched.Thread, s *socket.TCP, clients int) {
	p, err := socket.NewEpoll(t, "epoll")
	must(t, err)
	defer p.Close(t)
	must(t, p.Register(t, s, socket.In))
	room := make([]byte, 64)
	for clients > 0 {
		ready, err := p.Wait(t, 1024, sched.Forever)
		must(t, err)
		n.calls++
		for _, r := range ready {
			if r.Socket == socket.Pollable(s) {
				c, _, err := s.Accept(t)
				must(t, err)
				must(t, p.Register(t, c, socket.In))
				n.calls++
			} else if !n.answer(t, r.Socket.(*socket.TCP), room) {
				clients--
			}
		}
	}
}

// BenchmarkSimulatedEcho has 1000 clients in processes of their own, each with 100 requests, and a server with one thread.
func BenchmarkSimulatedEcho(b *testing.B) {
	const clients, requests = 1000, 100
	for _, model := range []struct {
		name  string
		serve func(n *traffic, t *sched.Thread, s *socket.TCP, clients int)
	}{{"select", (*traffic).bySelect}, {"epoll", (*traffic).byEpoll}} {
		for _, lock := range []gil.Config{{}, {Discipline: gil.On}} {
			b.Run(model.name+"/lock="+lock.Discipline.String(), func(b *testing.B) {
				var n traffic
				for range b.N {
					c := sim.Config{Cores: 4, GIL: lock, MaxSteps: 1 << 60}
					_, err := sim.Run(c, func(t *sched.Thread) {
						s := server(t, clients)
						for i := range clients {
							t.SpawnProcess(fmt.Sprint("client-", i), nil, func(t *sched.Thread) { n.ask(t, s.Addr(), requests) })
						}
						model.serve(&n, t, s, clients)
					})
					if err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(n.calls)/b.Elapsed().Seconds(), "calls/s")
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}

// inUse returns the bytes of heap and stacks in use, once the garbage is gone.
func inUse() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc + m.StackInuse // objects that live: how full their spans are depends on the tests before
}

// BenchmarkIdleConnection makes 10,000 connections over which one message has gone in either direction.
func BenchmarkIdleConnection(b *testing.B) {
	const connections = 10_000
	for range b.N {
		_, err := sim.Run(plain(gil.Config{}), func(t *sched.Thread) {
			s := server(t, 0)
			before := inUse()
			kept := acquainted(t, s, connections)
			b.ReportMetric(float64(inUse()-before)/connections, "B/connection")
			runtime.KeepAlive(kept)
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
