// This file holds one small server in every form: what each does on both machines, and, on the simulated one, every step.

package socket_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/socket"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/tracetest"
)

// customers is how many clients a server of a form has.
const customers = 2

// forms are the forms, by name. Each serves its clients until they are gone: it sends back in upper case what it receives.
var forms = []struct {
	name  string
	serve func(t *sched.Thread, s *socket.TCP)
}{
	{"blocking", serveOneAfterAnother},
	{"threads", serveByThreads},
	{"nonblocking", serveByAsking},
	{"select", serveBySelect},
	{"poll", serveByPoll},
	{"epoll", serveByEpoll},
	{"ring", serveByRing},
}

// program runs a server in this form and its clients, which are in processes of their own.
func program(serve func(t *sched.Thread, s *socket.TCP)) func(t *sched.Thread) {
	return func(t *sched.Thread) {
		s := server(t, customers)
		var clients []*sched.Thread
		for i := range customers {
			name := fmt.Sprint("client-", i+1)
			c, err := socket.NewTCP(t, name)
			must(t, err)
			clients = append(clients, t.SpawnProcess(name, nil, func(t *sched.Thread) { order(t, c, s.Addr(), i) }))
		}
		serve(t, s)
		for _, c := range clients {
			t.Join(c)
		}
		s.Close(t)
	}
}

// order connects, sends two requests, and must get the right answers.
func order(t *sched.Thread, c *socket.TCP, to socket.Addr, i int) {
	must(t, c.Connect(t, to))
	defer c.Close(t)
	for j := range 2 {
		sends(t, c, fmt.Sprintf("request %d.%d", i, j))
		receives(t, c, fmt.Sprintf("REQUEST %d.%d", i, j))
	}
}

// reply answers one request, and reports whether the client is still there. Without a request it closes the socket.
func reply(t *sched.Thread, s *socket.TCP) bool {
	data, err := s.Recv(t, 100)
	must(t, err)
	if len(data) == 0 {
		s.Close(t)
		return false
	}
	must(t, s.SendAll(t, bytes.ToUpper(data)))
	return true
}

// serveOneAfterAnother is the blocking server: the second client waits until the first is gone.
func serveOneAfterAnother(t *sched.Thread, s *socket.TCP) {
	for range customers {
		c, _, err := s.Accept(t)
		must(t, err)
		for reply(t, c) {
		}
	}
}

// serveByThreads has a thread for each client.
func serveByThreads(t *sched.Thread, s *socket.TCP) {
	var threads []*sched.Thread
	for range customers {
		c, _, err := s.Accept(t)
		must(t, err)
		threads = append(threads, t.Spawn("", func(t *sched.Thread) {
			for reply(t, c) {
			}
		}))
	}
	for _, thread := range threads {
		t.Join(thread)
	}
}

// serveByAsking asks all sockets again and again.
func serveByAsking(t *sched.Thread, s *socket.TCP) {
	s.SetTimeout(t, 0)
	var open []*socket.TCP
	for gone := 0; gone < customers; t.Sleep(100 * time.Microsecond) {
		if c, _, err := s.Accept(t); err == nil {
			c.SetTimeout(t, 0)
			open = append(open, c)
		} else {
			is(t, "accept", err, socket.ErrWouldBlock)
		}
		open = slices.DeleteFunc(open, func(c *socket.TCP) bool {
			data, err := c.Recv(t, 100)
			switch {
			case errors.Is(err, socket.ErrWouldBlock):
				return false
			case len(data) == 0:
				gone++
				c.Close(t)
				return true
			}
			must(t, c.SendAll(t, bytes.ToUpper(data)))
			return false
		})
	}
}

// serveBySelect waits for all sockets in one call.
func serveBySelect(t *sched.Thread, s *socket.TCP) {
	for readers, gone := []socket.Pollable{s}, 0; gone < customers; {
		ready, _, err := socket.Select(t, readers, nil, sched.Forever)
		must(t, err)
		for _, r := range ready {
			if r == socket.Pollable(s) {
				c, _, err := s.Accept(t)
				must(t, err)
				readers = append(readers, c)
			} else if !reply(t, r.(*socket.TCP)) {
				gone++
				readers = slices.DeleteFunc(slices.Clone(readers), func(p socket.Pollable) bool { return p == r })
			}
		}
	}
}

// serveByPoll has a list of sockets.
func serveByPoll(t *sched.Thread, s *socket.TCP) {
	p, err := socket.NewPoll(t, "poll")
	must(t, err)
	must(t, p.Register(t, s, socket.In))
	for gone := 0; gone < customers; {
		ready, err := p.Poll(t, sched.Forever)
		must(t, err)
		for _, r := range ready {
			if r.Socket == socket.Pollable(s) {
				c, _, err := s.Accept(t)
				must(t, err)
				must(t, p.Register(t, c, socket.In))
			} else if !reply(t, r.Socket.(*socket.TCP)) {
				gone++
				must(t, p.Unregister(t, r.Socket))
			}
		}
	}
}

// serveByEpoll has the system keep the list. Where there is none it falls back to poll.
func serveByEpoll(t *sched.Thread, s *socket.TCP) {
	p, err := socket.NewEpoll(t, "epoll")
	if errors.Is(err, socket.ErrUnsupported) {
		serveByPoll(t, s)
		return
	}
	must(t, err)
	defer p.Close(t)
	must(t, p.Register(t, s, socket.In))
	for gone := 0; gone < customers; {
		ready, err := p.Wait(t, 10, sched.Forever)
		must(t, err)
		for _, r := range ready {
			if r.Socket == socket.Pollable(s) {
				c, _, err := s.Accept(t)
				must(t, err)
				must(t, p.Register(t, c, socket.In))
			} else if !reply(t, r.Socket.(*socket.TCP)) {
				gone++
			}
		}
	}
}

// serveByRing has the system make the calls.
func serveByRing(t *sched.Thread, s *socket.TCP) {
	const accept, receive, send = 1, 2, 3
	r, err := socket.NewRing(t, "ring")
	must(t, err)
	defer r.Close(t)
	must(t, r.Accept(t, s, accept))
	rooms := map[*socket.TCP][]byte{}
	for gone := 0; gone < customers; {
		list, err := r.Wait(t, 1, sched.Forever)
		must(t, err)
		for _, c := range list {
			must(t, c.Err)
			switch {
			case c.Tag == accept:
				rooms[c.Accepted] = make([]byte, 100)
				must(t, r.Recv(t, c.Accepted, rooms[c.Accepted], receive))
				must(t, r.Accept(t, s, accept))
			case c.Tag == receive && c.N == 0:
				gone++
				c.Socket.Close(t)
			case c.Tag == receive:
				must(t, r.Send(t, c.Socket, bytes.ToUpper(rooms[c.Socket][:c.N]), send))
				must(t, r.Recv(t, c.Socket, rooms[c.Socket], receive))
			}
		}
	}
}

func TestEveryFormServes(t *testing.T) {
	for _, f := range forms {
		t.Run(f.name, func(t *testing.T) { onBoth(t, program(f.serve)) })
	}
}

// TestGoldenForms pins each form step by step.
func TestGoldenForms(t *testing.T) {
	for _, f := range forms {
		t.Run(f.name, func(t *testing.T) {
			c := sim.Config{Cores: 4, GIL: gil.Config{Discipline: gil.On}}
			if _, err := tracetest.Golden(t, "testdata/"+f.name+".trace", c, program(f.serve)); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestEveryFormReplaysExactly compares the text of a replay, byte for byte.
func TestEveryFormReplaysExactly(t *testing.T) {
	for _, f := range forms {
		for _, d := range gil.Disciplines() {
			c := sim.Config{Cores: 2, Seed: 3, GIL: gil.Config{Discipline: d, Interval: 50 * time.Microsecond}}
			first := simulate(t, c, program(f.serve))
			c.Strategy = choice.Exact(first.Events)
			again := simulate(t, c, program(f.serve))
			if !bytes.Equal(text(t, first), text(t, again)) {
				t.Errorf("%s, lock %v: the replay differs", f.name, d)
			}
		}
	}
}

// text returns a trace as text.
func text(t *testing.T, tr *trace.Trace) []byte {
	var b bytes.Buffer
	w := trace.NewWriter(&b, tr.Header, tr.Names)
	w.Record(tr.Events)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestReplayByOrder follows the turns of a recorded run, whatever the time. What blocking calls return follows from the
// order; what the others find is a matter of time: there the replay may say where it departs, and nothing else.
func TestReplayByOrder(t *testing.T) {
	for i, f := range forms {
		blocks := i < 2
		for seed := range uint64(5) {
			c := sim.Config{Cores: 2, Seed: seed + 1, GIL: gil.Config{Discipline: gil.On, Interval: 50 * time.Microsecond}}
			strategy, err := choice.ByOrder(simulate(t, c, program(f.serve)))
			if err != nil {
				t.Fatal(err)
			}
			c.Strategy = strategy
			_, err = sim.Run(c, program(f.serve))
			var departs *choice.DivergenceError
			if err != nil && (blocks || !errors.As(err, &departs)) {
				t.Errorf("%s, seed %d: %v", f.name, seed+1, err)
			}
		}
	}
}

// TestReplayOfARealRun follows the turns of real runs on the virtual loopback. What real sockets answered is not in the
// trace, so that the replay may say where it departs, and nothing else.
func TestReplayOfARealRun(t *testing.T) {
	for _, f := range forms {
		tr := runReal(t, gil.Config{Discipline: gil.On, Interval: time.Millisecond}, program(f.serve))
		strategy, err := choice.ByOrder(tr)
		if err != nil {
			t.Fatal(err)
		}
		c := plain(gil.Config{Discipline: gil.On, Interval: time.Millisecond})
		c.Strategy = strategy
		_, err = sim.Run(c, program(f.serve))
		var departs *choice.DivergenceError
		if err != nil && !errors.As(err, &departs) {
			t.Errorf("%s: %v", f.name, err)
		}
	}
}
