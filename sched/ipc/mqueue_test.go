package ipc_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

var mqueueCases = []case1{
	{"mq: by priority, then in order", mqueueOrder, `
{10 8192}
9 urgent, 5 b, 5 d, 0 a, 0 c
`, ""},
	{"mq: what fails", mqueueWrong, `
[Errno 2] No such file or directory
[Errno 22] Invalid argument
[Errno 2] No such file or directory
[Errno 13] Permission denied
[Errno 36] File name too long
[Errno 22] Invalid argument
[Errno 22] Invalid argument
[Errno 22] Invalid argument
fine
[Errno 17] File exists
fine
[Errno 22] Invalid argument
[Errno 90] Message too long
[Errno 90] Message too long
[Errno 9] Bad file descriptor
[Errno 9] Bad file descriptor
fine
fine
[Errno 110] Connection timed out
[Errno 110] Connection timed out
true
[Errno 11] Resource temporarily unavailable
fine
[Errno 110] Connection timed out
[Errno 110] Connection timed out
[Errno 11] Resource temporarily unavailable
fine
[Errno 9] Bad file descriptor
[Errno 9] Bad file descriptor
`, ""},
	{"mq: a full queue has its sender wait, an empty one its receiver", mqueueWaits, `
got 20 in order: true
sent before the first was received: at most 3
`, ""},
	{"mq: who has it open goes on when its name is gone", mqueueUnlinked, `
fine
[Errno 2] No such file or directory
[Errno 2] No such file or directory
0 still there
fine
[Errno 110] Connection timed out
`, ""},
	{"mq: made by a child, which ends, and opened by its parent", mqueueOfChild, `
7 from the child
`, ""},
	{"mq: nobody sends", mqueueAlone, "", `
MainThread waits for process "reader", held by reader
reader waits for messages "/jobs"
`},
	{"mq: nobody receives", mqueueFull, "", `
MainThread waits for messages "/jobs"
`},
}

// queue opens a queue, and fails if that does.
func queue(t *sched.Thread, name string, flags ipc.OpenFlag, a ipc.QueueAttributes) *ipc.MessageQueue {
	q, err := ipc.OpenMessageQueue(t, name, flags, a)
	must(t, err)
	return q
}

// received is what a receive gives.
func received(t *sched.Thread, q *ipc.MessageQueue, d time.Duration) string {
	data, priority, err := q.Receive(t, q.Attributes().MessageSize, d)
	if err != nil {
		return err.Error()
	}
	return fmt.Sprint(priority, " ", string(data))
}

const making = ipc.ReadWrite | ipc.Create

func mqueueOrder(t *sched.Thread) {
	q := queue(t, "/q", making, ipc.QueueAttributes{})
	t.Print(q.Attributes())
	for i, text := range []string{"a", "b", "c", "d", "urgent"} {
		must(t, q.Send(t, []byte(text), []int{0, 5, 0, 5, 9}[i], sched.Forever))
	}
	child := fork(t, "child", func(t *sched.Thread) {
		var list []string
		for range 5 {
			list = append(list, received(t, q, sched.Forever))
		}
		t.Print(strings.Join(list, ", "))
	})
	all(t, child)
}

func mqueueWrong(t *sched.Thread) {
	opens := func(name string, flags ipc.OpenFlag, a ipc.QueueAttributes) {
		_, err := ipc.OpenMessageQueue(t, name, flags, a)
		t.Print(told(err))
	}
	opens("/q", ipc.ReadWrite, ipc.QueueAttributes{})
	opens("q", making, ipc.QueueAttributes{})
	opens("/", making, ipc.QueueAttributes{})
	opens("/a/b", making, ipc.QueueAttributes{})
	opens("/"+strings.Repeat("x", 256), making, ipc.QueueAttributes{})
	opens("/q", making, ipc.QueueAttributes{Messages: -1, MessageSize: 8})
	opens("/q", making, ipc.QueueAttributes{Messages: 10})
	opens("/q", ipc.Create, ipc.QueueAttributes{})
	small := ipc.QueueAttributes{Messages: 1, MessageSize: 8}
	opens("/q", making|ipc.Exclusive, small)
	opens("/q", making|ipc.Exclusive, ipc.QueueAttributes{Messages: -1})
	opens("/q", making, ipc.QueueAttributes{Messages: -1})
	q := queue(t, "/q", ipc.ReadWrite, ipc.QueueAttributes{})
	t.Print(told(q.Send(t, nil, ipc.QueuePriorities, sched.Forever)))
	t.Print(told(q.Send(t, make([]byte, 9), 0, sched.Forever)))
	_, _, err := q.Receive(t, 7, sched.Forever)
	t.Print(told(err))
	r, w := queue(t, "/q", ipc.ReadOnly, small), queue(t, "/q", ipc.WriteOnly|ipc.NonBlock, small)
	t.Print(told(r.Send(t, nil, 0, sched.Forever)))
	t.Print(received(t, w, sched.Forever))
	t.Print(told(w.Send(t, nil, 0, sched.Forever)))
	_, _, err = r.Receive(t, 8, time.Millisecond)
	t.Print(told(err))
	before := t.Now()
	t.Print(received(t, r, 20*time.Millisecond))
	t.Print(received(t, r, 0))
	t.Print(t.Now()-before >= 20*time.Millisecond)
	now := queue(t, "/q", ipc.ReadOnly|ipc.NonBlock, small)
	t.Print(received(t, now, time.Hour))
	t.Print(told(w.Send(t, make([]byte, 8), 1, 0)))
	t.Print(told(q.Send(t, nil, 1, 0)))
	t.Print(told(q.Send(t, nil, 1, time.Millisecond)))
	t.Print(told(w.Send(t, nil, 1, time.Hour)))
	t.Print(told(q.Close(t)))
	t.Print(told(q.Close(t)))
	t.Print(told(q.Send(t, nil, 1, 0)))
}

func mqueueWaits(t *sched.Thread) {
	q := queue(t, "/q", making, ipc.QueueAttributes{Messages: 3, MessageSize: 16})
	sent := sched.NewSharedVar(t, "sent", 0)
	sender := fork(t, "sender", func(t *sched.Thread) {
		for i := range 20 {
			must(t, q.Send(t, fmt.Append(nil, i), 0, sched.Forever))
			sent.Set(t, i+1)
		}
	})
	for sent.Get(t) < 3 {
		t.Sleep(time.Millisecond)
	}
	t.Sleep(20 * time.Millisecond)
	most, inOrder := sent.Get(t), true
	for i := range 20 {
		inOrder = received(t, q, sched.Forever) == fmt.Sprint(0, " ", i) && inOrder
	}
	all(t, sender)
	t.Print("got 20 in order:", inOrder)
	t.Print("sent before the first was received: at most", most)
}

func mqueueUnlinked(t *sched.Thread) {
	q := queue(t, "/q", making, ipc.QueueAttributes{})
	t.Print(told(ipc.UnlinkMessageQueue(t, "/q")))
	t.Print(told(ipc.UnlinkMessageQueue(t, "/q")))
	_, err := ipc.OpenMessageQueue(t, "/q", ipc.ReadOnly, ipc.QueueAttributes{})
	t.Print(told(err))
	child := fork(t, "child", func(t *sched.Thread) { must(t, q.Send(t, []byte("still there"), 0, sched.Forever)) })
	t.Print(received(t, q, sched.Forever))
	all(t, child)
	must(t, q.Send(t, []byte("old"), 0, 0))
	other, err := ipc.OpenMessageQueue(t, "/q", making|ipc.Exclusive, ipc.QueueAttributes{})
	t.Print(told(err))
	t.Print(received(t, other, 0))
}

func mqueueOfChild(t *sched.Thread) {
	all(t, fork(t, "child", func(t *sched.Thread) {
		q := queue(t, "/made", ipc.WriteOnly|ipc.Create|ipc.Exclusive, ipc.QueueAttributes{})
		must(t, q.Send(t, []byte("from the child"), 7, sched.Forever))
	}))
	t.Print(received(t, queue(t, "/made", ipc.ReadOnly, ipc.QueueAttributes{}), sched.Forever))
}

func mqueueAlone(t *sched.Thread) {
	q := queue(t, "/jobs", making, ipc.QueueAttributes{})
	t.Wait(fork(t, "reader", func(t *sched.Thread) { received(t, q, sched.Forever) }), sched.Forever)
}

func mqueueFull(t *sched.Thread) {
	q := queue(t, "/jobs", making, ipc.QueueAttributes{Messages: 2, MessageSize: 8})
	for range 3 {
		must(t, q.Send(t, nil, 0, sched.Forever))
	}
}
