// This file holds what close and shutdown do to calls that are under way, and what is told of a failure: as Linux does.

package socket_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/sched/socket"
)

// TestS2ACallThatBlocksGoesOnAfterClose: later data, or a connection, is still handed to it, and then nobody is there any more.
func TestS2ACallThatBlocksGoesOnAfterClose(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		s := server(t, 1)
		address := s.Addr()
		a, far := pair(t)
		b, reader := pair(t)
		u := listen(t, socket.Config{}, "u")
		defer far.Close(t)
		defer reader.Close(t)
		acceptor := t.Spawn("acceptor", func(t *sched.Thread) {
			c, _, err := s.Accept(t)
			is(t, "accept", err, nil)
			c.Close(t)
		})
		receiver := t.Spawn("receiver", func(t *sched.Thread) { receives(t, a, "late") })
		sender := t.Spawn("sender", func(t *sched.Thread) { is(t, "sendall", b.SendAll(t, make([]byte, 16<<20)), nil) })
		inbox := t.Spawn("inbox", func(t *sched.Thread) {
			payload, _, err := u.RecvFrom(t)
			is(t, "recvfrom", err, nil)
			if string(payload) != "late" {
				t.Fail("received %q", payload)
			}
		})
		_, err := reader.Recv(t, 1) // the sender has begun
		is(t, "recv", err, nil)
		allWait(t)
		s.Close(t)
		a.Close(t)
		b.Close(t)
		u.Close(t)
		for _, th := range []*sched.Thread{acceptor, receiver, sender, inbox} {
			if t.JoinFor(th, 100*time.Millisecond) {
				t.Fail("the call of %s has ended", th.Name())
			}
		}
		_, err = a.Recv(t, 1)
		is(t, "a call after close", err, socket.ErrClosed)
		c := socketOf(t, "c")
		is(t, "connect", c.Connect(t, address), nil)
		is(t, "send", far.SendAll(t, []byte("late")), nil)
		other := listen(t, socket.Config{}, "other")
		is(t, "sendto", other.SendTo(t, u.Addr(), []byte("late")), nil)
		for got, room := 1, make([]byte, 1<<20); got < 16<<20; {
			n, err := reader.RecvInto(t, room)
			is(t, "recv", err, nil)
			got += n
		}
		for _, th := range []*sched.Thread{acceptor, receiver, sender, inbox} {
			t.Join(th)
		}
		settle(t)
		n, err := far.Recv(t, 1)
		is(t, "the end of what the other end sends", err, nil)
		if len(n) != 0 {
			t.Fail("received %q", n)
		}
		is(t, "connect again", socketOf(t, "d").Connect(t, address), socket.ErrConnectionRefused)
	})
}

// TestS2ACallWithATimeoutFindsTheSocketClosedWhenItHasWaited: EBADF, for its time or until something comes.
func TestS2ACallWithATimeoutFindsTheSocketClosedWhenItHasWaited(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		const timeout = time.Second
		s := server(t, 1)
		a, far := pair(t)
		woken, peer := pair(t)
		u := listen(t, socket.Config{}, "u")
		defer far.Close(t)
		defer peer.Close(t)
		s.SetTimeout(t, timeout)
		a.SetTimeout(t, timeout)
		woken.SetTimeout(t, 10*time.Second)
		u.SetTimeout(t, timeout)
		calls := map[string]func(t *sched.Thread) error{
			"accept":   func(t *sched.Thread) error { _, _, err := s.Accept(t); return err },
			"recv":     func(t *sched.Thread) error { _, err := a.Recv(t, 1); return err },
			"recvfrom": func(t *sched.Thread) error { _, _, err := u.RecvFrom(t); return err },
			"woken":    func(t *sched.Thread) error { _, err := woken.Recv(t, 1); return err },
		}
		var threads []*sched.Thread
		for _, name := range []string{"accept", "recv", "recvfrom", "woken"} {
			threads = append(threads, t.Spawn(name, func(t *sched.Thread) {
				began := t.Now()
				is(t, name, calls[name](t), socket.ErrClosed)
				if took := t.Now() - began; name != "woken" && took < timeout {
					t.Fail("%s ends after %v", name, took)
				}
			}))
		}
		allWait(t)
		s.Close(t)
		a.Close(t)
		u.Close(t)
		woken.Close(t)
		t.Sleep(10 * time.Millisecond)
		is(t, "send", peer.SendAll(t, []byte("x")), nil)
		for _, th := range threads {
			t.Join(th)
		}
	})
}

// TestS2TheBestKnownHangOfSocketsIsSeen: a thread in accept stays there after another one's close.
func TestS2TheBestKnownHangOfSocketsIsSeen(t *testing.T) {
	err := virtually(t, func(t *sched.Thread) {
		l := server(t, 5)
		t.Spawn("acceptor", func(t *sched.Thread) { l.Accept(t) })
		t.Sleep(20 * time.Millisecond)
		l.Close(t)
	})
	var deadlock *sched.DeadlockError
	if !errors.As(err, &deadlock) || len(deadlock.Waits) != 1 || deadlock.Waits[0].Thread != "acceptor" {
		t.Errorf("error %v", err)
	}
}

// TestS3ShutdownOfAListener: with ShutRd and ShutRdWr it stops to listen, and can again; ShutWr does nothing.
func TestS3ShutdownOfAListener(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		for _, how := range []socket.How{socket.ShutRd, socket.ShutRdWr} {
			s := server(t, 1)
			var waiters []*sched.Thread
			for range 2 {
				waiters = append(waiters, t.Spawn("", func(t *sched.Thread) {
					_, _, err := s.Accept(t)
					is(t, "accept that waits", err, socket.ErrInvalid)
				}))
			}
			allWait(t)
			is(t, "shutdown to write", s.Shutdown(t, socket.ShutWr), nil)
			t.Sleep(20 * time.Millisecond)
			if !waiters[0].Alive() || !waiters[1].Alive() {
				t.Fail("shutdown(1) has an effect")
			}
			is(t, fmt.Sprint("shutdown ", how), s.Shutdown(t, how), nil)
			for _, th := range waiters {
				t.Join(th)
			}
			_, _, err := s.Accept(t)
			is(t, "a later accept", err, socket.ErrInvalid)
			is(t, "connect", socketOf(t, "c").Connect(t, s.Addr()), socket.ErrConnectionRefused)
			is(t, "listen again", s.Listen(t, 1), nil)
			d := socketOf(t, "d")
			is(t, "connect to that", d.Connect(t, s.Addr()), nil)
			_, _, err = s.Accept(t)
			is(t, "accept then", err, nil)
			d.Close(t)
			s.Close(t)
		}
	})
}

// TestS4AFailedConnectIsToldOnceAnAttempt: by the next Connect, or if another call has taken the error, that it was aborted.
func TestS4AFailedConnectIsToldOnceAnAttempt(t *testing.T) {
	takes := map[string]func(t *sched.Thread, s *socket.TCP) error{
		"nobody": nil,
		"error":  func(t *sched.Thread, s *socket.TCP) error { return s.Error(t) },
		"send":   func(t *sched.Thread, s *socket.TCP) error { _, err := s.Send(t, []byte("x")); return err },
		"recv":   func(t *sched.Thread, s *socket.TCP) error { _, err := s.Recv(t, 1); return err },
	}
	onBoth(t, func(t *sched.Thread) {
		for _, name := range []string{"nobody", "error", "send", "recv"} {
			gone := server(t, 1)
			address := gone.Addr()
			gone.Close(t)
			s := socketOf(t, "s")
			s.SetTimeout(t, 0)
			for range 2 {
				is(t, name+": connect", s.Connect(t, address), socket.ErrInProgress)
				settle(t)
				want := error(socket.ErrConnectionRefused)
				if take := takes[name]; take != nil {
					is(t, name, take(t, s), socket.ErrConnectionRefused)
					want = socket.ErrConnectionAborted
				}
				is(t, name+": the next connect", s.Connect(t, address), want)
			}
			s.Close(t)
		}
	})
}

// TestS5AResetInTheMiddleOfASendIsStillPending: Send tells of the part, and the error is Error's; a sendall that goes on ends with it.
func TestS5AResetInTheMiddleOfASendIsStillPending(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		for _, all := range []bool{false, true} {
			a, far := pair(t)
			sender := t.Spawn("sender", func(t *sched.Thread) {
				if all {
					reset(t, "sendall", a.SendAll(t, make([]byte, 64<<20)))
					return
				}
				n, err := a.Send(t, make([]byte, 64<<20))
				is(t, "send", err, nil)
				if n == 0 || n == 64<<20 {
					t.Fail("%d bytes were sent", n)
				}
				reset(t, "error", a.Error(t))
			})
			_, err := far.Recv(t, 1) // the sender has begun
			is(t, "recv", err, nil)
			allWait(t)
			is(t, "linger", far.SetLinger(t, true, 0), nil)
			far.Close(t)
			t.Join(sender)
			a.Close(t)
		}
	})
}

// reset fails unless the error is that of a reset. On a real machine a race may make a broken pipe of it.
func reset(t *sched.Thread, what string, err error) {
	want := []error{socket.ErrConnectionReset}
	if t.Process().Parallel() {
		want = append(want, socket.ErrBrokenPipe)
	}
	if !slices.ContainsFunc(want, func(w error) bool { return errors.Is(err, w) }) {
		t.Fail("%s: %v, want one of %v", what, err, want)
	}
}

// allWait waits until the threads that were started wait in their calls. On a real machine nothing tells that: it is given time.
func allWait(t *sched.Thread) {
	if t.Process().Parallel() {
		t.Sleep(450 * time.Millisecond)
	}
	t.Sleep(50 * time.Millisecond)
}

// socketOf returns a socket that is not connected.
func socketOf(t *sched.Thread, name string) *socket.TCP {
	s, err := socket.NewTCP(t, name)
	must(t, err)
	return s
}

// virtually runs a program on the simulated machine, and returns its failure.
func virtually(t *testing.T, program func(t *sched.Thread)) error {
	t.Helper()
	_, err := sim.Run(plain(gil.Config{Discipline: gil.On}), program)
	return err
}
