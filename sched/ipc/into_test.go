package ipc_test

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

var intoCases = []case1{
	{"into: memory that has held more before", readInto, `
pipe 5 hello 3 abc 2 de
closed 0 [Errno 9] Bad file descriptor
at its end 0
no room 0
mq 2 of priority 7 hi
too little room [Errno 90] Message too long
`, ""},
	{"into: a reader lets others go on until there is something, and a child is told what it read", readIntoWaits, `
main has 5 done!
child has 5 done!
`, ""},
}

func readInto(t *sched.Thread) {
	r, w := ipc.NewPipe(t, "pipe")
	room := make([]byte, 8)
	read := func(room []byte) (int, string) {
		n, err := r.ReadInto(t, room)
		must(t, err)
		return n, string(room[:n])
	}
	must(t, w.Write(t, []byte("hello")))
	n1, s1 := read(room)
	must(t, w.Write(t, []byte("abcde")))
	n2, s2 := read(room[:3])
	n3, s3 := read(room)
	t.Print("pipe", n1, s1, n2, s2, n3, s3)
	n, err := w.ReadInto(t, room)
	t.Print("closed", n, err)
	must(t, w.Close(t))
	n, _ = read(room)
	t.Print("at its end", n)
	n, _ = read(nil)
	t.Print("no room", n)

	q := queue(t, "/into", making, ipc.QueueAttributes{})
	must(t, q.Send(t, []byte("hi"), 7, sched.Forever))
	room = make([]byte, ipc.QueueMessageSize)
	n, priority, err := q.ReceiveInto(t, room, sched.Forever)
	must(t, err)
	t.Print("mq", n, "of priority", priority, string(room[:n]))
	_, _, err = q.ReceiveInto(t, room[1:], sched.Forever)
	t.Print("too little room", err)
}

// readIntoWaits has the main thread read what another thread writes, which it can do only while the reader has let the lock go; then
// what is there at once; then a process begins that has not read it itself.
func readIntoWaits(t *sched.Thread) {
	r, w := ipc.NewPipe(t, "pipe")
	writer := t.Spawn("writer", func(t *sched.Thread) { must(t, w.Write(t, []byte("done"))) })
	room := make([]byte, 16)
	n, err := r.ReadInto(t, room)
	must(t, err)
	t.Join(writer)
	must(t, w.Write(t, []byte("!")))
	more, err := r.ReadInto(t, room[n:])
	must(t, err)
	n += more
	t.Print("main has", n, string(room[:n]))
	all(t, fork(t, "child", func(t *sched.Thread) { t.Print("child has", n, string(room[:n])) }))
}
