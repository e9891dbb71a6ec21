package ipc_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

var msgCases = []case1{
	{"msg: types", msgTypes, `
2 b
3 c
1 d
4 e
5 a
[Errno 42] No message of desired type
`, ""},
	{"msg: what fails", msgWrong, `
[Errno 2] No such file or directory
fine
[Errno 17] File exists
fine
[Errno 22] Invalid argument
[Errno 22] Invalid argument
[Errno 7] Argument list too long
1 hel
[Errno 42] No message of desired type
fine
[Errno 11] Resource temporarily unavailable
8192 bytes
8192 bytes
1 
fine
[Errno 22] Invalid argument
[Errno 22] Invalid argument
[Errno 22] Invalid argument
[Errno 2] No such file or directory
fine
0
`, ""},
	{"msg: who waits when the queue is removed is told", msgRemoved, `
[Errno 43] Identifier removed
[Errno 43] Identifier removed
`, ""},
	{"msg: each waits for its own type", msgDirections, `
pong 1, pong 2, pong 3
`, ""},
	{"msg: a full queue has its sender wait", msgWaits, `
got 10 in order: true
sent before the first was received: 2
`, ""},
	{"msg: private ones are different", msgPrivate, `
true
1 mine
`, ""},
	{"msg: nobody sends the type", msgAlone, "", `
MainThread waits for process "reader", held by reader
reader waits for messages "0x4d2"
`},
}

// messages returns the queue of a key, and fails if that fails.
func messages(t *sched.Thread, key int) *ipc.Messages {
	m, err := ipc.GetMessages(t, key, ipc.Create)
	must(t, err)
	return m
}

// taken is what a receive gives.
func taken(t *sched.Thread, m *ipc.Messages, kind, room int, flags ipc.ReceiveFlag) string {
	data, got, err := m.Receive(t, kind, room, flags)
	switch {
	case err != nil:
		return err.Error()
	case len(data) > 100:
		return fmt.Sprint(len(data), " bytes")
	}
	return fmt.Sprint(got, " ", string(data))
}

func msgTypes(t *sched.Thread) {
	m := messages(t, 1234)
	for i, kind := range []int{5, 2, 3, 1, 4} {
		must(t, m.Send(t, kind, []byte{"abcde"[i]}, 0))
	}
	all(t, fork(t, "child", func(t *sched.Thread) {
		m := messages(t, 1234)
		t.Print(taken(t, m, 2, 10, 0))
		t.Print(taken(t, m, 5, 10, ipc.Except))
		t.Print(taken(t, m, -4, 10, 0))
		t.Print(taken(t, m, -4, 10, 0))
		t.Print(taken(t, m, 0, 10, 0))
		t.Print(taken(t, m, 0, 10, ipc.NoWait))
	}))
}

func msgWrong(t *sched.Thread) {
	gets := func(flags ipc.OpenFlag) {
		_, err := ipc.GetMessages(t, 1234, flags)
		t.Print(told(err))
	}
	gets(0)
	gets(ipc.Create | ipc.Exclusive)
	gets(ipc.Create | ipc.Exclusive)
	gets(0)
	m := messages(t, 1234)
	t.Print(told(m.Send(t, 0, nil, 0)))
	t.Print(told(m.Send(t, 1, make([]byte, ipc.MessagesSize+1), 0)))
	must(t, m.Send(t, 1, []byte("hello"), 0))
	t.Print(taken(t, m, 0, 3, 0))
	t.Print(taken(t, m, 0, 3, ipc.NoError))
	t.Print(taken(t, m, 0, 3, ipc.NoWait))
	big := make([]byte, ipc.MessagesSize)
	must(t, m.Send(t, 1, big, 0))
	t.Print(told(m.Send(t, 1, big, ipc.NoWait)))
	t.Print(told(m.Send(t, 1, []byte("x"), ipc.NoWait)))
	t.Print(taken(t, m, 0, 1<<20, 0))
	t.Print(taken(t, m, 0, 1<<20, 0))
	must(t, m.Send(t, 1, nil, ipc.NoWait))
	t.Print(taken(t, m, 0, 0, 0))
	t.Print(told(m.Remove(t)))
	t.Print(told(m.Remove(t)))
	t.Print(told(m.Send(t, 1, nil, 0)))
	t.Print(taken(t, m, 0, 3, 0))
	gets(0)
	gets(ipc.Create | ipc.Exclusive)
	t.Print(messages(t, 1234).Len())
}

func msgRemoved(t *sched.Thread) {
	empty, full := messages(t, 1), messages(t, 2)
	for range 2 {
		must(t, full.Send(t, 1, make([]byte, ipc.MessagesSize), 0))
	}
	began := ipc.NewSemaphore(t, "began", 0)
	reader := fork(t, "reader", func(t *sched.Thread) {
		began.Release(t)
		t.Print(taken(t, empty, 0, 10, 0))
	})
	began.Acquire(t, sched.Forever)
	t.Sleep(20 * time.Millisecond)
	must(t, empty.Remove(t))
	all(t, reader)
	writer := fork(t, "writer", func(t *sched.Thread) {
		began.Release(t)
		t.Print(told(full.Send(t, 1, []byte("x"), 0)))
	})
	began.Acquire(t, sched.Forever)
	t.Sleep(20 * time.Millisecond)
	must(t, full.Remove(t))
	all(t, writer)
}

func msgDirections(t *sched.Thread) {
	const ping, pong = 1, 2
	m := messages(t, 1)
	child := fork(t, "child", func(t *sched.Thread) {
		for range 3 {
			_, n, _ := strings.Cut(taken(t, m, ping, 100, 0), "ping ")
			must(t, m.Send(t, pong, []byte("pong "+n), 0))
		}
	})
	var list []string
	for i := range 3 {
		must(t, m.Send(t, ping, fmt.Append(nil, "ping ", i+1), 0))
		_, text, _ := strings.Cut(taken(t, m, pong, 100, 0), " ")
		list = append(list, text)
	}
	all(t, child)
	t.Print(strings.Join(list, ", "))
}

func msgWaits(t *sched.Thread) {
	m := messages(t, 1)
	sent := sched.NewSharedVar(t, "sent", 0)
	sender := fork(t, "sender", func(t *sched.Thread) {
		for i := range 10 {
			must(t, m.Send(t, i+1, make([]byte, 7000), 0))
			sent.Set(t, i+1)
		}
	})
	for sent.Get(t) < 2 {
		t.Sleep(time.Millisecond)
	}
	t.Sleep(20 * time.Millisecond)
	before, inOrder := sent.Get(t), true
	for i := range 10 {
		_, kind, err := m.Receive(t, 0, 8192, 0)
		inOrder = inOrder && err == nil && kind == i+1
	}
	all(t, sender)
	t.Print("got 10 in order:", inOrder)
	t.Print("sent before the first was received:", before)
}

func msgPrivate(t *sched.Thread) {
	a, b := messages(t, ipc.Private), messages(t, ipc.Private)
	t.Print(a.ID() != b.ID())
	all(t, fork(t, "child", func(t *sched.Thread) { must(t, a.Send(t, 1, []byte("mine"), 0)) }))
	t.Print(taken(t, a, 0, 10, 0))
}

func msgAlone(t *sched.Thread) {
	m := messages(t, 1234)
	must(t, m.Send(t, 1, nil, 0))
	t.Wait(fork(t, "reader", func(t *sched.Thread) { taken(t, m, 2, 10, 0) }), sched.Forever)
}
