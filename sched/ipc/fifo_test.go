package ipc_test

import (
	"strings"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

var fifoCases = []case1{
	{"fifo: an open waits for the other side", fifoWaits, `
fine
the reader waits
hello
the end
[Errno 32] Broken pipe
0
`, ""},
	{"fifo: what has no other side, without waiting", fifoNow, `
[Errno 17] File exists
[Errno 2] No such file or directory: 'absent'
[Errno 6] No such device or address: 'fifo'
fine
input ended
false
fine
[Errno 11] Resource temporarily unavailable
65536 fine
0 [Errno 11] Resource temporarily unavailable
[Errno 11] Resource temporarily unavailable
4096
4096 fine
false
fine
[Errno 2] No such file or directory: 'fifo'
[Errno 2] No such file or directory: 'fifo'
[Errno 22] Invalid argument
[Errno 36] File name too long
`, ""},
	{"fifo: the input ends with each last writer, and goes on with the next", fifoAgain, `
ab
the end
c
the end
`, ""},
	{"fifo: what nobody has open is gone", fifoForgets, `
fine
input ended
`, ""},
	{"fifo: a writer goes on whose reader has come and gone", fifoPasses, `
fine
[Errno 32] Broken pipe
`, ""},
	{"fifo: made and opened by different processes", fifoOfChild, `
fine
from the child
`, ""},
	{"fifo: nobody comes", fifoAlone, "", `
MainThread waits for process "reader", held by reader
reader waits for fifo "jobs"
`},
}

// open opens a FIFO, and fails if that does.
func open(t *sched.Thread, path string, flags ipc.OpenFlag) *ipc.End {
	e, err := ipc.OpenFifo(t, path, flags)
	must(t, err)
	return e
}

// status tells whether an open succeeds.
func status(t *sched.Thread, path string, flags ipc.OpenFlag) string {
	_, err := ipc.OpenFifo(t, path, flags)
	return told(err)
}

// input is what a read gives.
func input(t *sched.Thread, r *ipc.End, n int) string {
	data, err := r.Read(t, n)
	switch {
	case err != nil:
		return err.Error()
	case len(data) == 0:
		return "input ended"
	}
	return string(data)
}

func fifoWaits(t *sched.Thread) {
	t.Print(told(ipc.MakeFifo(t, "fifo")))
	opened := sched.NewSharedVar(t, "opened", 0)
	reader := fork(t, "reader", func(t *sched.Thread) {
		r := open(t, "fifo", ipc.ReadOnly)
		opened.Set(t, 1)
		t.Print(input(t, r, 100))
		data, err := r.Read(t, 100)
		must(t, err)
		if len(data) == 0 {
			t.Print("the end")
		}
	})
	t.Sleep(30 * time.Millisecond)
	if opened.Get(t) == 0 {
		t.Print("the reader waits")
	}
	w := open(t, "fifo", ipc.WriteOnly)
	must(t, w.Write(t, []byte("hello")))
	must(t, w.Close(t))
	all(t, reader)
	// the writer waits, and then for a reader that goes
	reader = fork(t, "reader", func(t *sched.Thread) {
		must(t, open(t, "fifo", ipc.ReadOnly).Close(t))
	})
	w = open(t, "fifo", ipc.WriteOnly)
	all(t, reader)
	t.Print(told(w.Write(t, []byte("hello"))))
	t.Print(reader.Status())
}

func fifoNow(t *sched.Thread) {
	must(t, ipc.MakeFifo(t, "fifo"))
	t.Print(told(ipc.MakeFifo(t, "fifo")))
	t.Print(status(t, "absent", ipc.WriteOnly))
	t.Print(status(t, "fifo", ipc.WriteOnly|ipc.NonBlock))
	r, err := ipc.OpenFifo(t, "fifo", ipc.ReadOnly|ipc.NonBlock)
	t.Print(told(err))
	t.Print(input(t, r, 10))
	t.Print(said(r.Poll(t, time.Millisecond)))
	w, err := ipc.OpenFifo(t, "fifo", ipc.WriteOnly|ipc.NonBlock)
	t.Print(told(err))
	t.Print(input(t, r, 10))
	n, err := w.WriteSome(t, make([]byte, 100_000))
	t.Print(n, told(err))
	n, err = w.WriteSome(t, make([]byte, 100_000))
	t.Print(n, told(err))
	t.Print(told(w.Write(t, []byte("x"))))
	t.Print(len(input(t, r, 4096)))
	n, err = w.WriteSome(t, make([]byte, 100_000))
	t.Print(n, told(err))
	must(t, w.Close(t))
	for left := 65536; left > 0; {
		left -= len(input(t, r, 65536))
	}
	must(t, r.Close(t))
	r = open(t, "fifo", ipc.ReadOnly|ipc.NonBlock)
	t.Print(said(r.Poll(t, 0)))
	t.Print(told(ipc.Unlink(t, "fifo")))
	t.Print(told(ipc.Unlink(t, "fifo")))
	t.Print(status(t, "fifo", ipc.ReadOnly))
	t.Print(status(t, "fifo", ipc.ReadWrite))
	t.Print(told(ipc.MakeFifo(t, strings.Repeat("x", 256))))
}

func fifoAgain(t *sched.Thread) {
	must(t, ipc.MakeFifo(t, "fifo"))
	writes := func(text string) func(t *sched.Thread) {
		return func(t *sched.Thread) { must(t, open(t, "fifo", ipc.WriteOnly).Write(t, []byte(text))) }
	}
	first := fork(t, "first", writes("ab"))
	r := open(t, "fifo", ipc.ReadOnly)
	all(t, first)
	t.Print(string(readAll(t, r)))
	t.Print("the end")
	second := fork(t, "second", writes("c"))
	all(t, second)
	t.Print(string(readAll(t, r)))
	t.Print("the end")
}

func fifoForgets(t *sched.Thread) {
	must(t, ipc.MakeFifo(t, "fifo"))
	r := open(t, "fifo", ipc.ReadOnly|ipc.NonBlock)
	w := open(t, "fifo", ipc.WriteOnly)
	t.Print(told(w.Write(t, []byte("unread"))))
	must(t, r.Close(t))
	must(t, w.Close(t))
	t.Print(input(t, open(t, "fifo", ipc.ReadOnly|ipc.NonBlock), 10))
}

func fifoPasses(t *sched.Thread) {
	must(t, ipc.MakeFifo(t, "fifo"))
	opened, gone := sched.NewSharedVar(t, "opened", 0), ipc.NewSemaphore(t, "gone", 0)
	writer := fork(t, "writer", func(t *sched.Thread) {
		w, err := ipc.OpenFifo(t, "fifo", ipc.WriteOnly)
		opened.Set(t, 1)
		t.Print(told(err))
		gone.Acquire(t, sched.Forever)
		t.Print(told(w.Write(t, []byte("x"))))
	})
	for opened.Get(t) == 0 {
		must(t, open(t, "fifo", ipc.ReadOnly|ipc.NonBlock).Close(t))
		t.Sleep(time.Millisecond)
	}
	gone.Release(t)
	all(t, writer)
}

func fifoOfChild(t *sched.Thread) {
	made := ipc.NewSemaphore(t, "made", 0)
	child := fork(t, "child", func(t *sched.Thread) {
		t.Print(told(ipc.MakeFifo(t, "made by a child")))
		made.Release(t)
		must(t, open(t, "made by a child", ipc.WriteOnly).Write(t, []byte("from the child")))
	})
	made.Acquire(t, sched.Forever)
	t.Print(string(readAll(t, open(t, "made by a child", ipc.ReadOnly))))
	all(t, child)
}

func fifoAlone(t *sched.Thread) {
	must(t, ipc.MakeFifo(t, "jobs"))
	t.Wait(fork(t, "reader", func(t *sched.Thread) { open(t, "jobs", ipc.ReadOnly) }), sched.Forever)
}
