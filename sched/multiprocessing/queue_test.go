package multiprocessing_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	mp "github.com/gilsim/gilsim/sched/multiprocessing"
)

func get(t *sched.Thread, q *mp.Queue) any {
	item, err := q.Get(t)
	must(t, err)
	return item
}

// Rule 20: the feeder pickles later, so that what is changed after put() arrives changed.
func TestRule20TheFeederPicklesLater(t *testing.T) {
	run(t, func(th *sched.Thread) {
		q := mp.NewQueue(th, "q", 0)
		list := []any{1, 2}
		q.Put(th, list)
		list[0] = 99
		got := get(th, q).([]any)
		machinetest.Must(th, got[0] == 99, "it arrives as %v", got)
		got[1] = 0
		machinetest.Must(th, list[1] == 2, "what arrives is shared")
	})
}

// Rule 21: what cannot be pickled is gone, and the queue goes on.
func TestRule21WhatCannotBePickled(t *testing.T) {
	printed := run(t, func(th *sched.Thread) {
		q := mp.NewQueue(th, "q", 1)
		q.Put(th, func() {})
		q.Put(th, "next")
		machinetest.Must(th, get(th, q) == "next", "the queue does not go on")
	})
	if !strings.Contains(printed, "TypeError: cannot pickle 'func()' object") {
		t.Errorf("printed %q", printed)
	}
}

// Rule 22: empty() right after put() is true, and qsize() is right at once. Rule 25: Full and Empty at once, or in time.
func TestRule22EmptyAfterPut(t *testing.T) {
	run(t, func(th *sched.Thread) {
		q := mp.NewQueue(th, "q", 1)
		_, err := q.GetNowait(th)
		machinetest.Must(th, err == mp.ErrEmpty, "get_nowait of an empty queue: %v", err)
		began := th.Now()
		_, err = q.GetTimeout(th, 10*time.Millisecond)
		machinetest.Must(th, err == mp.ErrEmpty && th.Now()-began >= 10*time.Millisecond, "get with a time-out: %v", err)
		q.Put(th, 1)
		machinetest.Must(th, q.Empty(th) && q.Qsize() == 1 && q.Full(), "right after put: empty %v, size %d", q.Empty(th), q.Qsize())
		machinetest.Must(th, q.PutNowait(th, 2) == mp.ErrFull, "a full queue takes more")
		machinetest.Must(th, q.PutTimeout(th, 2, time.Millisecond) == mp.ErrFull, "a full queue takes more")
		th.Sleep(time.Millisecond)
		machinetest.Must(th, !q.Empty(th), "it is empty for ever")
		got, err := q.GetTimeout(th, time.Second)
		machinetest.Must(th, got == 1 && err == nil && q.Qsize() == 0, "%v %v", got, err)
		q.Close(th)
		raises(th, "is closed", func() { q.Put(th, 1) })
	})
}

// Rule 23: the writer can be joined before anything is got as long as the pipe takes all: a str of 65,514 characters. One more, and
// that is a deadlock, which the report explains.
func TestRule23JoinBeforeGet(t *testing.T) {
	program := func(size int) func(th *sched.Thread) {
		return func(th *sched.Thread) {
			q := mp.NewQueue(th, "q", 0)
			ended(th, func(th *sched.Thread) { q.Put(th, strings.Repeat("x", size)) })
			machinetest.Must(th, len(get(th, q).(string)) == size, "something else arrives")
		}
	}
	run(t, program(65514))
	_, err := machinetest.Simulated(t, machinetest.Locked(gil.On), program(65515))
	for _, want := range []string{"deadlock", `MainThread waits for process "Process-1", held by Process-1`,
		`Process-1 waits for thread "QueueFeederThread", held by Process-1/QueueFeederThread`, `Process-1/QueueFeederThread waits for pipe "q"`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error lacks %q: %v", want, err)
		}
	}
}

// Rule 24: with cancel_join_thread the process ends, and data are lost.
func TestRule24CancelJoinThread(t *testing.T) {
	machinetest.Record(t, machinetest.Locked(gil.On), func(th *sched.Thread) {
		q := mp.NewQueue(th, "q", 0)
		ended(th, func(th *sched.Thread) {
			q.CancelJoinThread(th)
			for i := range 5_000 {
				q.Put(th, i)
				th.Run(2000) // a bytecode is 1 ns here: the feeder gets the lock after 5 ms
			}
		})
		n := 0
		for ; !q.Empty(th); n++ {
			get(th, q)
		}
		machinetest.Must(th, n > 0 && n < 5_000, "%d items arrive", n)
	})
}

// Rule 26: a reader that is terminated inside get() keeps the lock, and nobody ever gets anything again.
func TestRule26ATerminatedReader(t *testing.T) {
	run(t, func(th *sched.Thread) {
		q := mp.NewQueue(th, "q", 0)
		p := mp.NewProcess(th, func(th *sched.Thread) { get(th, q) })
		p.Start(th)
		th.Sleep(50 * time.Millisecond)
		p.Terminate(th)
		p.Join(th)
		q.Put(th, 1)
		_, err := q.GetTimeout(th, time.Minute)
		machinetest.Must(th, err == mp.ErrEmpty, "the queue goes on: %v", err)
	})
}

// What several processes put arrives once, and in the order of each.
func TestAQueueOfManyWritersAndReaders(t *testing.T) {
	for _, m := range []mp.Method{mp.Fork, mp.Spawn} {
		run(t, func(th *sched.Thread) {
			mp.SetStartMethod(th, m)
			in, out := mp.NewQueue(th, "in", 3), mp.NewQueue(th, "out", 0)
			var list []*mp.Process
			for i := range 2 {
				list = append(list, mp.NewProcess(th, func(th *sched.Thread) {
					for n := range 20 {
						in.Put(th, mp.Tuple{i, n})
					}
				}, in), mp.NewProcess(th, func(th *sched.Thread) {
					for item := get(th, in); item != nil; item = get(th, in) {
						out.Put(th, item)
					}
				}, in, out))
			}
			for _, p := range list {
				p.Start(th)
			}
			last := [2]int{-1, -1}
			for range 40 {
				item := get(th, out).(mp.Tuple)
				last[item[0].(int)]++
			}
			in.Put(th, nil)
			in.Put(th, nil)
			for _, p := range list {
				p.Join(th)
				code, _ := p.ExitCode(th)
				machinetest.Must(th, code == 0, "%v", p)
			}
			machinetest.Must(th, last == [2]int{19, 19}, "%v arrive", last)
		})
	}
}

func TestJoinableQueue(t *testing.T) {
	run(t, func(th *sched.Thread) {
		q := mp.NewJoinableQueue(th, "q", 0)
		done := sched.NewSharedVar(th, "done", 0)
		p := mp.NewProcess(th, func(th *sched.Thread) {
			for {
				get(th, q)
				th.Sleep(time.Millisecond)
				done.Set(th, done.Get(th)+1)
				q.TaskDone(th)
			}
		})
		p.SetDaemon(th, true)
		p.Start(th)
		for i := range 5 {
			q.Put(th, i)
		}
		q.Join(th)
		machinetest.Must(th, done.Get(th) == 5, "%d tasks are done", done.Get(th))
		raises(th, "task_done() called too many times", func() { q.TaskDone(th) })
	})
}

func TestSimpleQueueAndPipe(t *testing.T) {
	run(t, func(th *sched.Thread) {
		q := mp.NewSimpleQueue(th, "q")
		a, b := mp.NewPipe(th, "pipe")
		ended(th, func(th *sched.Thread) {
			must(th, q.Put(th, []any{"x", 1.5, nil, true, []byte("b")}))
			got, err := b.Recv(th)
			must(th, err)
			must(th, b.Send(th, mp.Tuple{got, "back"}))
		}, func(th *sched.Thread) { must(th, a.Send(th, 42)) })
		got, err := q.Get(th)
		machinetest.Must(th, err == nil && fmt.Sprint(got) == "[x 1.5 <nil> true [98]]" && q.Empty(th), "%v %v", got, err)
		answer, err := a.Recv(th)
		machinetest.Must(th, err == nil && slices.Equal(answer.(mp.Tuple), mp.Tuple{42, "back"}), "%v %v", answer, err)
		some, err := a.Poll(th, 0)
		machinetest.Must(th, !some && err == nil, "something is left")
		b.Close(th)
		_, err = a.Recv(th)
		machinetest.Must(th, err == mp.ErrEOF, "%v", err)
		machinetest.Must(th, a.Send(th, 1).Error() == "[Errno 32] Broken pipe", "a send that nobody can receive succeeds")
		r, w := mp.NewOneWayPipe(th, "one way")
		machinetest.Must(th, r.Send(th, 1) != nil, "the receiver sends")
		_, err = w.Recv(th)
		machinetest.Must(th, err != nil, "the sender receives")
	})
}

// What is pickled comes back, in the bytes of CPython 3.11 (pickle.dumps(value, 4)).
func TestPickle(t *testing.T) {
	for _, c := range []struct {
		value any
		want  string
	}{
		{nil, "\x80\x04N."},
		{true, "\x80\x04\x88."},
		{7, "\x80\x04K\x07."},
		{300, "\x80\x04\x95\x04\x00\x00\x00\x00\x00\x00\x00M,\x01."},
		{-1, "\x80\x04\x95\x06\x00\x00\x00\x00\x00\x00\x00J\xff\xff\xff\xff."},
		{power(40), "\x80\x04\x95\t\x00\x00\x00\x00\x00\x00\x00\x8a\x06\x00\x00\x00\x00\x00\x01."},
		{1.5, "\x80\x04\x95\n\x00\x00\x00\x00\x00\x00\x00G?\xf8\x00\x00\x00\x00\x00\x00."},
		{"ab", "\x80\x04\x95\x06\x00\x00\x00\x00\x00\x00\x00\x8c\x02ab\x94."},
		{[]byte("ab"), "\x80\x04\x95\x06\x00\x00\x00\x00\x00\x00\x00C\x02ab\x94."},
		{[]any{1, "x"}, "\x80\x04\x95\x0b\x00\x00\x00\x00\x00\x00\x00]\x94(K\x01\x8c\x01x\x94e."},
		{mp.Tuple{1, 2}, "\x80\x04\x95\x07\x00\x00\x00\x00\x00\x00\x00K\x01K\x02\x86\x94."},
		{mp.Tuple{}, "\x80\x04)."},
	} {
		data, err := mp.Dumps(c.value)
		if err != nil || string(data) != c.want {
			t.Errorf("the pickle of %v is %q, want %q (%v)", c.value, data, c.want, err)
		}
		back, err := mp.Loads(data, nil)
		if err != nil || fmt.Sprintf("%T%v", back, back) != fmt.Sprintf("%T%v", c.value, c.value) {
			t.Errorf("%v comes back as %v (%v)", c.value, back, err)
		}
	}
	for _, n := range []int{-power(63), -power(39), -power(31) - 1, power(31), power(63) - 1, -300} {
		data, _ := mp.Dumps(n)
		if back, err := mp.Loads(data, nil); back != n || err != nil {
			t.Errorf("%d comes back as %v (%v)", n, back, err)
		}
	}
	var deep any
	for range 1000 {
		deep = []any{deep}
	}
	if _, err := mp.Dumps(deep); err == nil || !strings.Contains(err.Error(), "recursion") {
		t.Errorf("what is nested too deep: %v", err)
	}
}

// power returns 2 to the n. As a constant it would not compile where an int has 32 bits.
func power(n int) int { return 1 << n }
