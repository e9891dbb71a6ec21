// This file holds what pollers promise, on both machines.

package socket_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/socket"
)

// all is what a poller can be asked for.
const all = socket.In | socket.Out | socket.RdHup

// readiness returns what poll says of a socket just now.
func readiness(t *sched.Thread, s socket.Pollable) socket.Events {
	p, err := socket.NewPoll(t, "poll")
	must(t, err)
	must(t, p.Register(t, s, all))
	list, err := p.Poll(t, 0)
	must(t, err)
	if len(list) == 0 {
		return 0
	}
	return list[0].Events
}

// TestReadiness holds what poll of Linux 6 was seen to answer.
func TestReadiness(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		said := func(what string, s socket.Pollable, want string) {
			settle(t)
			if got := readiness(t, s).String(); got != want {
				t.Fail("%s: %s, want %s", what, got, want)
			}
		}
		fresh, err := socket.NewTCP(t, "fresh")
		must(t, err)
		said("not connected", fresh, "out|hup")
		s := server(t, 3)
		said("nobody comes", s, "")
		c := dial(t, "client", s)
		said("somebody comes", s, "in")
		end, _, err := s.Accept(t)
		must(t, err)
		said("nothing sent", c, "out")
		sends(t, end, "hello")
		said("data", c, "in|out")
		must(t, end.Shutdown(t, socket.ShutWr))
		said("data and the end", c, "in|out|rdhup")
		said("that has ended it", end, "out")
		receives(t, c, "hello")
		said("the end", c, "in|out|rdhup")
		sends(t, c, "unread")
		settle(t)
		end.Close(t)
		said("reset after the end", c, "in|out|err|hup|rdhup")
		is(t, "error", c.Error(t), socket.ErrBrokenPipe)
		said("reset, and told", c, "in|out|hup|rdhup")
		c.Close(t)
		s.Close(t)
		fresh.Close(t)
		a, b := pair(t)
		must(t, a.Shutdown(t, socket.ShutRd))
		said("reading shut down", a, "in|out|rdhup")
		must(t, a.Shutdown(t, socket.ShutWr))
		said("both shut down", a, "in|out|hup|rdhup")
		a.Close(t)
		b.Close(t)
		u := listen(t, socket.Config{}, "inbox")
		said("no datagram", u, "out")
		send(t, u, u.Addr(), "")
		said("a datagram", u, "in|out")
		u.Close(t)
	})
}

func TestAFullSendBufferIsNotReady(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		a, b := pair(t)
		a.SetTimeout(t, 0)
		for {
			if _, err := a.Send(t, make([]byte, 1<<16)); err != nil {
				is(t, "send", err, socket.ErrWouldBlock)
				settle(t)
				if readiness(t, a) == 0 {
					break
				}
			}
		}
		writer := t.Spawn("writer", func(t *sched.Thread) {
			_, writable, err := socket.Select(t, nil, []socket.Pollable{a}, sched.Forever)
			if err != nil || len(writable) != 1 {
				t.Fail("select: %v, %v", writable, err)
			}
		})
		for t.Sleep(time.Millisecond); writer.Alive(); {
			b.SetTimeout(t, time.Millisecond)
			_, _ = b.Recv(t, 1<<20)
		}
		t.Join(writer)
		a.Close(t)
		b.Close(t)
	})
}

func TestSelectWaitsForTheFirstOfMany(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		s := server(t, 10)
		var readers []socket.Pollable
		var clients []*socket.TCP
		for i := range 10 {
			clients = append(clients, dial(t, fmt.Sprint("client-", i), s))
			end, _, err := s.Accept(t)
			must(t, err)
			readers = append(readers, end)
		}
		ready, _, err := socket.Select(t, readers, nil, 3*time.Millisecond)
		if err != nil || len(ready) != 0 {
			t.Fail("%d sockets are ready though nothing was sent (%v)", len(ready), err)
		}
		sender := t.Spawn("sender", func(t *sched.Thread) {
			t.Sleep(5 * time.Millisecond)
			sends(t, clients[7], "hello")
		})
		ready, _, err = socket.Select(t, readers, nil, sched.Forever)
		if err != nil || len(ready) != 1 || ready[0] != readers[7] {
			t.Fail("%d sockets are ready (%v), want the eighth", len(ready), err)
		}
		t.Join(sender)
		sends(t, clients[3], "hello")
		settle(t)
		ready, writable, err := socket.Select(t, readers, readers[:1], 0)
		if err != nil || !slices.Equal(ready, []socket.Pollable{readers[3], readers[7]}) || len(writable) != 1 {
			t.Fail("%d are readable and %d writable (%v), want the fourth and the eighth, and one", len(ready), len(writable), err)
		}
		for _, c := range clients {
			c.Close(t)
		}
		s.Close(t)
	})
}

func TestPollKeepsAList(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		a, b := pair(t)
		p, err := socket.NewPoll(t, "poll")
		must(t, err)
		must(t, p.Register(t, b, socket.In))
		must(t, p.Register(t, a, socket.Out))
		must(t, p.Register(t, b, socket.In|socket.Out))
		list, err := p.Poll(t, sched.Forever)
		if err != nil || len(list) != 2 || list[0].Socket != socket.Pollable(b) || list[0].Events != socket.Out {
			t.Fail("%v (%v), want b and a, writable", list, err)
		}
		must(t, p.Unregister(t, b))
		is(t, "unregister", p.Unregister(t, b), socket.ErrNotFound)
		if err := p.Register(t, b, socket.EdgeTriggered); err == nil || !strings.Contains(err.Error(), "0x80000000") {
			t.Fail("edge-triggered poll: %v", err)
		}
		a.Close(t)
		if list, err = p.Poll(t, sched.Forever); err != nil || len(list) != 1 || list[0].Events&socket.Hup == 0 {
			t.Fail("a closed socket: %v (%v), want it to be ready", list, err)
		}
		b.Close(t)
	})
}

func TestClosingASocketWakesWhoPollsIt(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		a, b := pair(t)
		poller := t.Spawn("poller", func(t *sched.Thread) {
			ready, _, err := socket.Select(t, []socket.Pollable{a}, nil, sched.Forever)
			if err != nil || len(ready) != 1 {
				t.Fail("select returns %v (%v)", ready, err)
			}
		})
		t.Sleep(5 * time.Millisecond)
		a.Close(t)
		t.Join(poller)
		b.Close(t)
	})
}

// epoll returns one, and skips what follows where there is none.
func withEpoll(t *testing.T, f func(t *sched.Thread, p *socket.Epoll)) {
	onBoth(t, func(t *sched.Thread) {
		p, err := socket.NewEpoll(t, "epoll")
		if errors.Is(err, socket.ErrUnsupported) {
			return
		}
		must(t, err)
		defer p.Close(t)
		f(t, p)
	})
}

// expect fails unless the poller tells these events, one socket each.
func expect(t *sched.Thread, p *socket.Epoll, what string, want ...socket.Events) {
	settle(t)
	list, err := p.Wait(t, 10, 0)
	must(t, err)
	var got []socket.Events
	for _, r := range list {
		got = append(got, r.Events)
	}
	if !slices.Equal(got, want) {
		t.Fail("%s: told %v, want %v", what, got, want)
	}
}

func TestLevelTriggeredTellsAsLongAsItIsReady(t *testing.T) {
	withEpoll(t, func(t *sched.Thread, p *socket.Epoll) {
		a, b := pair(t)
		must(t, p.Register(t, a, socket.In))
		expect(t, p, "nothing sent")
		sends(t, b, "hello")
		expect(t, p, "data", socket.In)
		expect(t, p, "data", socket.In)
		receives(t, a, "hello")
		expect(t, p, "read")
		must(t, p.Modify(t, a, socket.In|socket.Out))
		expect(t, p, "writable", socket.Out)
		b.Close(t)
		expect(t, p, "the end", socket.In|socket.Out)
		must(t, p.Unregister(t, a))
		expect(t, p, "not registered")
		a.Close(t)
	})
}

func TestEdgeTriggeredTellsWhatHappens(t *testing.T) {
	withEpoll(t, func(t *sched.Thread, p *socket.Epoll) {
		a, b := pair(t)
		must(t, p.Register(t, a, socket.In|socket.EdgeTriggered))
		sends(t, b, "hello")
		expect(t, p, "data", socket.In)
		expect(t, p, "told already")
		sends(t, b, "more")
		expect(t, p, "more data", socket.In)
		must(t, p.Modify(t, a, socket.In|socket.EdgeTriggered))
		expect(t, p, "asked anew", socket.In)
		must(t, p.Modify(t, a, socket.In|socket.OneShot))
		expect(t, p, "one shot", socket.In)
		sends(t, b, "more")
		expect(t, p, "it rests")
		must(t, p.Modify(t, a, socket.In))
		expect(t, p, "asked anew", socket.In)
		a.Close(t)
		expect(t, p, "a closed socket leaves")
		b.Close(t)
	})
}

func TestWhatEpollRefuses(t *testing.T) {
	withEpoll(t, func(t *sched.Thread, p *socket.Epoll) {
		a, b := pair(t)
		must(t, p.Register(t, a, socket.In))
		is(t, "register", p.Register(t, a, socket.In), socket.ErrExists)
		is(t, "modify", p.Modify(t, b, socket.In), socket.ErrNotFound)
		is(t, "unregister", p.Unregister(t, b), socket.ErrNotFound)
		if err := p.Register(t, b, 1<<20); err == nil {
			t.Fail("an unknown event is taken")
		}
		if _, err := p.Wait(t, 0, 0); err == nil || !strings.Contains(err.Error(), "0 sockets: it must be at least 1") {
			t.Fail("no sockets: %v", err)
		}
		a.Close(t)
		is(t, "closed", p.Register(t, a, socket.In), socket.ErrClosed)
		p.Close(t)
		_, err := p.Wait(t, 1, 0)
		is(t, "closed poller", err, socket.ErrClosed)
		is(t, "wake", p.Wake(t), socket.ErrClosed)
		b.Close(t)
	})
}

func TestEpollServesAllInTurn(t *testing.T) {
	withEpoll(t, func(t *sched.Thread, p *socket.Epoll) {
		told := map[socket.Pollable]int{}
		for range 3 {
			a, b := pair(t)
			must(t, p.Register(t, a, socket.In))
			sends(t, b, "hello")
			told[a] = 0
		}
		settle(t)
		for range 6 {
			list, err := p.Wait(t, 1, sched.Forever)
			must(t, err)
			told[list[0].Socket]++
		}
		for s, n := range told {
			if n != 2 {
				t.Fail("socket %d is told %d times of 6, want 2", s.Object(), n)
			}
		}
	})
}

// TestAPollerIsWoken is what a hub needs: sockets, timers and an inbox in one wait.
func TestAPollerIsWoken(t *testing.T) {
	withEpoll(t, func(t *sched.Thread, p *socket.Epoll) {
		a, b := pair(t)
		must(t, p.Register(t, a, socket.In))
		waker := t.Spawn("waker", func(t *sched.Thread) {
			t.Sleep(5 * time.Millisecond)
			must(t, p.Wake(t))
		})
		list, err := p.Wait(t, 10, sched.Forever)
		if err != nil || len(list) != 0 {
			t.Fail("woken, it returns %v (%v)", list, err)
		}
		t.Join(waker)
		must(t, p.Wake(t))
		must(t, p.Wake(t))
		if list, err = p.Wait(t, 10, sched.Forever); err != nil || len(list) != 0 {
			t.Fail("woken before, it returns %v (%v)", list, err)
		}
		began := t.Engine().Now()
		list, err = p.Wait(t, 10, 5*time.Millisecond)
		if took := t.Engine().Now() - began; err != nil || len(list) != 0 || took < 5*time.Millisecond {
			t.Fail("woken twice, it returns %v (%v) after %v, want its time-out after 5 ms", list, err, took)
		}
		a.Close(t)
		b.Close(t)
	})
}

func TestClosingAPollerEndsTheWaitInIt(t *testing.T) {
	withEpoll(t, func(t *sched.Thread, p *socket.Epoll) {
		waiter := t.Spawn("waiter", func(t *sched.Thread) {
			_, err := p.Wait(t, 1, sched.Forever)
			is(t, "wait", err, socket.ErrClosed)
		})
		t.Sleep(5 * time.Millisecond)
		p.Close(t)
		t.Join(waiter)
	})
}

func TestASocketOfAnotherRunIsRefused(t *testing.T) {
	var foreign *socket.TCP
	runReal(t, gil.Config{}, func(t *sched.Thread) { foreign, _ = pair(t) })
	simulate(t, plain(gil.Config{}), func(t *sched.Thread) {
		_, _, err := socket.Select(t, []socket.Pollable{foreign}, nil, 0)
		is(t, "select", err, socket.ErrInvalid)
		p, err := socket.NewEpoll(t, "epoll")
		must(t, err)
		is(t, "register", p.Register(t, foreign, socket.In), socket.ErrInvalid)
		r, err := socket.NewRing(t, "ring")
		must(t, err)
		is(t, "submit", r.Recv(t, foreign, nil, 0), socket.ErrInvalid)
	})
	simulate(t, plain(gil.Config{}), func(t *sched.Thread) { foreign, _ = pair(t) })
	runReal(t, gil.Config{}, func(t *sched.Thread) {
		_, _, err := socket.Select(t, []socket.Pollable{foreign}, nil, 0)
		is(t, "select", err, socket.ErrInvalid)
		r, err := socket.NewRing(t, "ring")
		must(t, err)
		is(t, "submit", r.Recv(t, foreign, nil, 0), socket.ErrInvalid)
	})
}

// TestIdleSocketsCostAnEpollNothing compares waits in virtual time, beside none and beside 10,000 idle connections.
func TestIdleSocketsCostAnEpollNothing(t *testing.T) {
	took := map[int]time.Duration{}
	for _, idle := range []int{0, 10_000} {
		_, err := sim.Run(plain(gil.Config{}), func(t *sched.Thread) {
			p, err := socket.NewEpoll(t, "epoll")
			must(t, err)
			s := server(t, 1)
			for range idle + 1 {
				c := dial(t, "client", s)
				end, _, err := s.Accept(t)
				must(t, err)
				must(t, p.Register(t, end, socket.In))
				if idle == 0 {
					sends(t, c, "hello")
				}
			}
			if idle > 0 {
				c := dial(t, "client", s)
				end, _, err := s.Accept(t)
				must(t, err)
				must(t, p.Register(t, end, socket.In))
				sends(t, c, "hello")
			}
			settle(t)
			began := t.Engine().Now()
			for range 100 {
				list, err := p.Wait(t, 10, sched.Forever)
				if err != nil || len(list) != 1 {
					t.Fail("%d sockets are ready (%v)", len(list), err)
				}
			}
			t.Run(1)
			took[idle] = t.Engine().Now() - began
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if took[0] != took[10_000] {
		t.Errorf("100 waits take %v, beside 10,000 idle connections %v", took[0], took[10_000])
	}
}
