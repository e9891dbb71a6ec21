package multiprocessing_test

import (
	"strings"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing"
	"github.com/gilsim/gilsim/trace"
)

// sharedMemorySays is what sharedMemory prints, and CPython 3.8 to 3.13 do.
const sharedMemorySays = `[Errno 2] No such file or directory: '/abc'|SharedMemory('abc', size=10)|[Errno 17] File exists: '/abc'|` +
	`ValueError: 'size' must be a positive number different from zero|ValueError: 'size' must be a positive integer|` +
	`ValueError: 'name' can only be None if create=True|7 xyz 7 xy|IndexError: index out of bounds on dimension 1|` +
	`ValueError: memoryview: invalid value for format 'B'|ValueError: memoryview assignment: lvalue and rvalue have different structures|` +
	`TypeError: 'NoneType' object is not subscriptable|<nil>|[Errno 2] No such file or directory: '/abc'|7|psm_ 12 true`

func sharedMemory(t *sched.Thread) {
	_, err := multiprocessing.AttachSharedMemory(t, "abc")
	t.Print(err)
	a, err := multiprocessing.NewSharedMemory(t, "abc", 10)
	if err != nil {
		t.Fail("%v", err)
	}
	t.Print(a)
	_, err = multiprocessing.NewSharedMemory(t, "abc", 10)
	t.Print(err)
	t.Print(text(t, func() { _, _ = multiprocessing.NewSharedMemory(t, "x", 0) }))
	t.Print(text(t, func() { _, _ = multiprocessing.NewSharedMemory(t, "x", -1) }))
	t.Print(text(t, func() { _, _ = multiprocessing.AttachSharedMemory(t, "") }))
	ran(t, func(t *sched.Thread) {
		b, err := multiprocessing.AttachSharedMemory(t, "abc")
		if err != nil {
			t.Fail("%v", err)
		}
		b.Set(t, 0, 7)
		b.SetSlice(t, 2, 5, []byte("xyz"))
	})
	t.Print(a.Get(t, 0), string(a.Slice(t, 2, 5)), a.Get(t, -10), string(a.Slice(t, -8, -6)))
	t.Print(text(t, func() { a.Get(t, 10) }))
	t.Print(text(t, func() { a.Set(t, 0, 256) }))
	t.Print(text(t, func() { a.SetSlice(t, 2, 4, []byte("xyz")) }))
	b, _ := multiprocessing.AttachSharedMemory(t, "abc")
	b.Close(t)
	b.Close(t)
	t.Print(text(t, func() { b.Get(t, 0) }))
	t.Print(a.Unlink(t))
	t.Print(a.Unlink(t))
	t.Print(a.Get(t, 0))
	c, err := multiprocessing.NewSharedMemory(t, "", 5)
	t.Print(c.Name()[:4], len(c.Name()), err == nil)
}

func TestSharedMemory(t *testing.T) {
	tr := machinetest.Record(t, machinetest.Locked(gil.On), sharedMemory)
	var printed []string
	for _, e := range machinetest.Events(tr, trace.Print) {
		text, _ := tr.Names.Text(e.Arg)
		printed = append(printed, strings.TrimSuffix(text, "\n"))
	}
	if got := strings.Join(printed, "|"); got != sharedMemorySays {
		t.Errorf("it prints %s, want %s", got, sharedMemorySays)
	}
	machinetest.ReplaysExactly(t, sharedMemory)
}
