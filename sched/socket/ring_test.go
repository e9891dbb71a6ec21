// This file holds what rings promise, on both machines.

package socket_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
)

// ring returns a new one.
func ring(t *sched.Thread) *socket.Ring {
	r, err := socket.NewRing(t, "ring")
	must(t, err)
	return r
}

// next waits for one completion.
func next(t *sched.Thread, r *socket.Ring) socket.Completion {
	list, err := r.Wait(t, 1, 20*time.Second)
	must(t, err)
	if len(list) != 1 {
		t.Fail("%d calls are complete, want 1", len(list))
	}
	return list[0]
}

func TestCallsAreCompletedInTheBackground(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		r, s := ring(t), server(t, 1)
		must(t, r.Accept(t, s, 1))
		if list, err := r.Wait(t, 0, 0); err != nil || len(list) != 0 {
			t.Fail("%v are complete (%v), want none", list, err)
		}
		c := dial(t, "client", s)
		done := next(t, r)
		if done.Tag != 1 || done.Socket != s || done.Err != nil || done.From != c.Addr() {
			t.Fail("accept is completed as %+v", done)
		}
		room := make([]byte, 10)
		must(t, r.Recv(t, done.Accepted, room, 2))
		sends(t, c, "hello")
		if got := next(t, r); got.Tag != 2 || got.N != 5 || string(room[:5]) != "hello" {
			t.Fail("recv is completed as %+v with %q", got, room)
		}
		must(t, r.Send(t, done.Accepted, []byte("HELLO"), 3))
		if got := next(t, r); got.Tag != 3 || got.N != 5 {
			t.Fail("send is completed as %+v", got)
		}
		receives(t, c, "HELLO")
		must(t, r.Recv(t, done.Accepted, room, 4))
		c.Close(t)
		if got := next(t, r); got.Tag != 4 || got.N != 0 || got.Err != nil {
			t.Fail("recv at the end of the data is completed as %+v", got)
		}
		done.Accepted.Close(t)
		must(t, r.Recv(t, done.Accepted, room, 5))
		is(t, "recv", next(t, r).Err, socket.ErrClosed)
		s.Close(t)
		r.Close(t)
		is(t, "submit", r.Recv(t, c, room, 6), socket.ErrClosed)
		_, err := r.Wait(t, 0, 0)
		is(t, "wait", err, socket.ErrClosed)
	})
}

func TestCallsOnOneSocketAreCompletedInOrder(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		r := ring(t)
		a, b := pair(t)
		rooms := [3][]byte{make([]byte, 3), make([]byte, 3), make([]byte, 3)}
		for i, room := range rooms {
			must(t, r.Recv(t, a, room, int64(i)))
		}
		sends(t, b, "abcdefghi")
		list, err := r.Wait(t, 3, 20*time.Second)
		must(t, err)
		var got strings.Builder
		for i, c := range list {
			if c.Tag != int64(i) || c.N != 3 {
				t.Fail("the %d. completion is %+v", i, c)
			}
			got.Write(rooms[i])
		}
		if got.String() != "abcdefghi" {
			t.Fail("received %q", got.String())
		}
		a.Close(t)
		b.Close(t)
	})
}

// TestASubmittedSendTakesItsTime sends more than the buffers hold, which is complete when the reader has made room for it.
func TestASubmittedSendTakesItsTime(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		r := ring(t)
		a, b := pair(t)
		data := bytes.Repeat([]byte("0123456789"), 1<<20)
		must(t, r.Send(t, a, data, 1))
		if list, err := r.Wait(t, 1, 5*time.Millisecond); err != nil || len(list) != 0 {
			t.Fail("complete though nobody reads: %v (%v)", list, err)
		}
		reader := t.Spawn("reader", func(t *sched.Thread) {
			if got := drain(t, b); !bytes.Equal(got, data) {
				t.Fail("received %d bytes, or other ones", len(got))
			}
		})
		if got := next(t, r); got.N != len(data) || got.Err != nil {
			t.Fail("send is completed as %+v", got)
		}
		a.Close(t)
		t.Join(reader)
		b.Close(t)
	})
}

func TestClosingARingEndsTheWaitForIt(t *testing.T) {
	onBoth(t, func(t *sched.Thread) {
		r := ring(t)
		a, b := pair(t)
		must(t, r.Recv(t, a, make([]byte, 1), 1))
		waiter := t.Spawn("waiter", func(t *sched.Thread) {
			_, err := r.Wait(t, 1, sched.Forever)
			is(t, "wait", err, socket.ErrClosed)
		})
		t.Sleep(5 * time.Millisecond)
		r.Close(t)
		t.Join(waiter)
		sends(t, b, "nobody receives this")
		settle(t)
		a.Close(t)
		b.Close(t)
	})
}

// TestASendDoesNotOvertake submits one while there is room, but an earlier one is not complete.
func TestASendDoesNotOvertake(t *testing.T) {
	config := free
	config.SendBuffer, config.ReceiveBuffer = 900, 100
	simulate(t, plain(gil.Config{}), func(t *sched.Thread) {
		r := ring(t)
		a, b := pairOf(t, config)
		must(t, r.Send(t, a, bytes.Repeat([]byte("a"), 2000), 1))
		settle(t)
		first, err := b.Recv(t, 100)
		must(t, err)
		settle(t)
		must(t, r.Send(t, a, []byte("b"), 2))
		reader := t.Spawn("reader", func(t *sched.Thread) {
			if got := append(first, drain(t, b)...); string(got) != strings.Repeat("a", 2000)+"b" {
				t.Fail("received %d bytes in another order: %.200q", len(got), got)
			}
		})
		_, err = r.Wait(t, 2, sched.Forever)
		must(t, err)
		a.Close(t)
		t.Join(reader)
	})
}
