package ipc_test

import (
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

var memoryCases = []case1{
	{"memory: what processes share", memoryShared, `
0
true
2000
hello
[Errno 22] Invalid argument
[Errno 22] Invalid argument
fine
[Errno 9] Bad file descriptor
`, ""},
	{"memory: names", memoryNames, `
[Errno 2] No such file or directory: '/m'
[Errno 22] Invalid argument: '/m'
fine
[Errno 17] File exists: '/m'
10 from the child
fine
[Errno 2] No such file or directory: '/m'
from the child
20
[Errno 22] Invalid argument: '/a/b'
`, ""},
	{"file: a fork shares the position", filePosition, `
abc
def
[]
ghi
9
abcdefghi
`, ""},
	{"file: each open has a position of its own, unless it appends", fileAppends, `
20 bytes
true
[Errno 2] No such file or directory: 'absent'
[Errno 17] File exists: 'log'
[Errno 9] Bad file descriptor
[Errno 22] Invalid argument
0
`, ""},
	{"file: mapped", fileMapped, `
[Errno 22] Invalid argument
[Errno 13] Permission denied
5
jello
jelly
`, ""},
	{"semaphore: names", semaphoreNames, `
[Errno 2] No such file or directory
[Errno 22] Invalid argument
fine
[Errno 17] File exists
2
true true false
fine
[Errno 2] No such file or directory
5
`, ""},
}

func memoryShared(t *sched.Thread) {
	m, err := ipc.MapAnonymous(t, "memory", 64)
	must(t, err)
	n, err := m.LoadWord(t, 8)
	t.Print(said(n, err))
	adds := func(t *sched.Thread) {
		for range 1000 {
			_, err := m.AddWord(t, 8, 1)
			must(t, err)
		}
	}
	first, second := fork(t, "first", adds), fork(t, "second", adds)
	all(t, first, second)
	child := fork(t, "child", func(t *sched.Thread) {
		must(t, m.StoreWord(t, 16, 5))
		swapped, err := m.SwapWord(t, 16, 5, 6)
		must(t, err)
		again, err := m.SwapWord(t, 16, 5, 7)
		must(t, err)
		t.Print(swapped && !again)
		must(t, m.Write(t, 40, []byte("hello")))
	})
	all(t, child)
	n, err = m.LoadWord(t, 8)
	t.Print(said(n, err))
	data, err := m.Read(t, 40, 5)
	t.Print(said(string(data), err))
	t.Print(told(m.StoreWord(t, 12, 1)))
	_, err = m.Read(t, 60, 5)
	t.Print(told(err))
	t.Print(told(m.Close(t)))
	t.Print(told(m.Write(t, 0, nil)))
}

func memoryNames(t *sched.Thread) {
	opens := func(name string, flags ipc.OpenFlag, size int) {
		_, err := ipc.OpenMemory(t, name, flags, size)
		t.Print(told(err))
	}
	opens("m", 0, 0)
	opens("m", ipc.Create, 0)
	opens("m", ipc.Create, 10)
	opens("m", ipc.Create|ipc.Exclusive, 10)
	all(t, fork(t, "child", func(t *sched.Thread) {
		m, err := ipc.OpenMemory(t, "/m", 0, 0)
		must(t, err)
		must(t, m.Write(t, 0, []byte("from")))
		other, err := ipc.OpenMemory(t, "other", ipc.Create, 20)
		must(t, err)
		must(t, other.Write(t, 0, []byte("from the child")))
	}))
	m, err := ipc.OpenMemory(t, "other", ipc.Create, 99)
	must(t, err)
	small, err := ipc.OpenMemory(t, "m", 0, 0)
	must(t, err)
	t.Print(small.Size(), string(readOf(t, small, 4)), "the child")
	t.Print(told(ipc.UnlinkMemory(t, "m")))
	t.Print(told(ipc.UnlinkMemory(t, "m")))
	t.Print(string(readOf(t, m, 14)))
	t.Print(m.Size())
	opens("a/b", ipc.Create, 5)
}

func readOf(t *sched.Thread, m *ipc.Memory, n int) []byte {
	data, err := m.Read(t, 0, n)
	must(t, err)
	return data
}

func file(t *sched.Thread, path string, flags ipc.OpenFlag) *ipc.File {
	f, err := ipc.OpenFile(t, path, flags)
	must(t, err)
	return f
}

// content is what a file has, read from its beginning.
func content(t *sched.Thread, path string) string {
	f := file(t, path, ipc.ReadOnly)
	data, err := f.Read(t, 1000)
	must(t, err)
	must(t, f.Close(t))
	return string(data)
}

func filePosition(t *sched.Thread) {
	w := file(t, "f", ipc.WriteOnly|ipc.Create)
	must(t, w.Write(t, []byte("abcdef")))
	r := file(t, "f", ipc.ReadOnly)
	reads := func(t *sched.Thread) {
		data, err := r.Read(t, 3)
		must(t, err)
		if len(data) == 0 {
			t.Print("[]")
			return
		}
		t.Print(string(data))
	}
	reads(t)
	all(t, fork(t, "reader", reads))
	reads(t)
	all(t, fork(t, "writer", func(t *sched.Thread) { must(t, w.Write(t, []byte("ghi"))) }))
	reads(t)
	position, err := w.Seek(t, 0, ipc.FromPosition)
	t.Print(said(position, err))
	t.Print(content(t, "f"))
}

func fileAppends(t *sched.Thread) {
	file(t, "log", ipc.WriteOnly|ipc.Create|ipc.Exclusive)
	file(t, "apart", ipc.WriteOnly|ipc.Create)
	writes := func(text string) func(t *sched.Thread) {
		return func(t *sched.Thread) {
			log, apart := file(t, "log", ipc.WriteOnly|ipc.Append), file(t, "apart", ipc.WriteOnly)
			for range 10 {
				must(t, log.Write(t, []byte(text)))
				must(t, apart.Write(t, []byte(text)))
			}
		}
	}
	a, b := fork(t, "a", writes("a")), fork(t, "b", writes("b"))
	all(t, a, b)
	t.Print(len(content(t, "log")), "bytes")
	t.Print(len(content(t, "apart")) == 10)
	_, err := ipc.OpenFile(t, "absent", ipc.ReadOnly)
	t.Print(told(err))
	_, err = ipc.OpenFile(t, "log", ipc.WriteOnly|ipc.Create|ipc.Exclusive)
	t.Print(told(err))
	f := file(t, "log", ipc.ReadOnly)
	t.Print(told(f.Write(t, []byte("x"))))
	_, err = f.Seek(t, -1, ipc.FromStart)
	t.Print(told(err))
	file(t, "log", ipc.WriteOnly|ipc.Truncate)
	t.Print(len(content(t, "log")))
}

func fileMapped(t *sched.Thread) {
	f := file(t, "f", ipc.ReadWrite|ipc.Create)
	_, err := f.Map(t)
	t.Print(told(err))
	must(t, f.Write(t, []byte("hello")))
	_, err = file(t, "f", ipc.ReadOnly).Map(t)
	t.Print(told(err))
	m, err := f.Map(t)
	must(t, err)
	t.Print(m.Size())
	all(t, fork(t, "child", func(t *sched.Thread) { must(t, m.Write(t, 0, []byte("j"))) }))
	t.Print(content(t, "f"))
	_, err = f.Seek(t, 4, ipc.FromStart)
	must(t, err)
	must(t, f.Write(t, []byte("y")))
	t.Print(string(readOf(t, m, 5)))
}

func semaphoreNames(t *sched.Thread) {
	opens := func(name string, flags ipc.OpenFlag, value int) {
		_, err := ipc.OpenSemaphore(t, name, flags, value)
		t.Print(told(err))
	}
	opens("/s", 0, 0)
	opens("/s", ipc.Create, -1)
	opens("/s", ipc.Create, 2)
	opens("/s", ipc.Create|ipc.Exclusive, 2)
	s, err := ipc.OpenSemaphore(t, "/s", 0, 0)
	must(t, err)
	t.Print(s.Value())
	all(t, fork(t, "child", func(t *sched.Thread) {
		own, err := ipc.OpenSemaphore(t, "/s", 0, 0)
		must(t, err)
		own.Acquire(t, sched.Forever)
	}))
	first := s.Acquire(t, 0)
	third := s.Acquire(t, 0)
	t.Print(true, first, third)
	t.Print(told(ipc.UnlinkSemaphore(t, "/s")))
	t.Print(told(ipc.UnlinkSemaphore(t, "/s")))
	fresh, err := ipc.OpenSemaphore(t, "/s", ipc.Create|ipc.Exclusive, 5)
	must(t, err)
	t.Sleep(time.Millisecond)
	t.Print(fresh.Value())
}
