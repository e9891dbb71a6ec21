package ipc_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/internal/machinetest"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
	"github.com/gilsim/gilsim/trace"
)

// run runs a program under the lock, holds that its trace is in order, and that it replays exactly.
func run(t *testing.T, main func(t *sched.Thread)) {
	t.Helper()
	if err := trace.Check(machinetest.Record(t, machinetest.Locked(gil.On), main)); err != nil {
		t.Error(err)
	}
	machinetest.ReplaysExactly(t, main)
}

func fork(t *sched.Thread, name string, f func(t *sched.Thread)) *sched.Process {
	return t.StartProcess(sched.StartedProcess{Name: name, Function: f, Signal: time.Microsecond})
}

func must(t *sched.Thread, err error) {
	if err != nil {
		t.Fail("%v", err)
	}
}

// readAll reads to the end of the input.
func readAll(t *sched.Thread, r *ipc.End) (all []byte) {
	for {
		data, err := r.Read(t, 1000)
		must(t, err)
		if len(data) == 0 {
			return all
		}
		all = append(all, data...)
	}
}

// Rule 28: a pipe holds 65,536 bytes, and room in it comes in pages; a pair of sockets holds 180,224 each way.
func TestRoomInAPipeComesInPages(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine at a time, for long")
	}
	run(t, func(th *sched.Thread) {
		r, w := ipc.NewPipe(th, "pipe")
		written := 0
		writer := th.SpawnDaemon("writer", func(th *sched.Thread) {
			for {
				must(th, w.Write(th, []byte{1}))
				written++
			}
		})
		th.Sleep(time.Second)
		machinetest.Must(th, written == ipc.PipeSize, "%d bytes have room, want %d", written, ipc.PipeSize)
		data, err := r.Read(th, 4095)
		must(th, err)
		th.Sleep(time.Second)
		machinetest.Must(th, len(data) == 4095 && written == ipc.PipeSize, "after %d bytes are read %d have been written", len(data), written)
		_, err = r.Read(th, 1)
		must(th, err)
		th.Sleep(time.Second)
		machinetest.Must(th, written == ipc.PipeSize+ipc.Page, "after a page is read %d bytes have been written", written)
		machinetest.Must(th, writer.Alive(), "the writer has ended")
		a, _ := ipc.NewSocketPair(th, "pair")
		must(th, a.Out.Write(th, make([]byte, ipc.SocketSize)))
	})
}

// Rule 29: the input ends when all have closed the other end, a forked child that inherited it included; without a reader a write
// fails. A process that is killed has closed everything.
func TestAnInputEndsWithItsLastWriter(t *testing.T) {
	run(t, func(th *sched.Thread) {
		r, w := ipc.NewPipe(th, "pipe")
		forgets := fork(th, "forgets", func(th *sched.Thread) { th.Sleep(time.Hour) })
		child := fork(th, "child", func(th *sched.Thread) {
			must(th, r.Close(th))
			must(th, w.Write(th, []byte("hello")))
		})
		must(th, w.Close(th))
		data, err := r.Read(th, 100)
		must(th, err)
		machinetest.Must(th, string(data) == "hello", "read %q", data)
		th.Wait(child, sched.Forever)
		more, err := r.Poll(th, time.Minute)
		machinetest.Must(th, err == nil && !more, "the input has ended while a process had the other end open: %v", err)
		th.Signal(forgets, 9)
		machinetest.Must(th, len(readAll(th, r)) == 0, "something came after the end")
		_, err = w.Read(th, 1)
		machinetest.Must(th, err == ipc.ErrClosed, "reading a closed end: %v", err)
		r2, w2 := ipc.NewPipe(th, "pipe")
		must(th, r2.Close(th))
		machinetest.Must(th, w2.Write(th, []byte{1}) == ipc.ErrBrokenPipe, "a write that nobody can read succeeds")
		machinetest.Must(th, r2.Close(th) == ipc.ErrClosed, "an end is closed twice")
	})
}

// A write that waits for room fails when the last reader goes, and what passes through a pipe is what was written.
func TestBigWritesWaitForTheirReader(t *testing.T) {
	run(t, func(th *sched.Thread) {
		r, w := ipc.NewPipe(th, "pipe")
		big := bytes.Repeat([]byte("0123456789abcdef"), 20_000)
		p := fork(th, "reader", func(th *sched.Thread) {
			must(th, w.Close(th))
			machinetest.Must(th, bytes.Equal(readAll(th, r), big), "something else arrives")
		})
		must(th, w.Write(th, big))
		must(th, w.Close(th))
		th.Wait(p, sched.Forever)
		machinetest.Must(th, p.Status() == 0, "the reader ends with %d", p.Status())
		must(th, r.Close(th))

		r, w = ipc.NewPipe(th, "pipe")
		leaves := fork(th, "leaves", func(th *sched.Thread) { th.Sleep(time.Millisecond) })
		must(th, r.Close(th))
		machinetest.Must(th, w.Write(th, big) == ipc.ErrBrokenPipe, "a write has ended that nobody has read")
		th.Wait(leaves, sched.Forever)
	})
}

func TestASpawnedProcessHasOpenWhatItIsPassed(t *testing.T) {
	run(t, func(th *sched.Thread) {
		r, w := ipc.NewPipe(th, "pipe")
		_, other := ipc.NewPipe(th, "other")
		p := th.StartProcess(sched.StartedProcess{Name: "child", Anew: true, Function: func(th *sched.Thread) {
			machinetest.Must(th, w.IsOpen(th) && !r.IsOpen(th) && !other.IsOpen(th), "it has the wrong ends open")
			must(th, w.Write(th, []byte("x")))
		}})
		ipc.Pass(p, w)
		must(th, w.Close(th))
		machinetest.Must(th, string(readAll(th, r)) == "x", "something else arrives")
		th.Wait(p, sched.Forever)
		machinetest.Must(th, p.Status() == 0, "the child ends with %d", p.Status())
	})
}

func TestASemaphoreKeepsProcessesApart(t *testing.T) {
	run(t, func(th *sched.Thread) {
		lock, n := ipc.NewLock(th, "lock"), sched.NewSharedVar(th, "n", 0)
		var list []*sched.Process
		for range 3 {
			list = append(list, fork(th, "p", func(th *sched.Thread) {
				for range 100 {
					lock.Acquire(th, sched.Forever)
					n.Set(th, n.Get(th)+1)
					lock.Release(th)
				}
			}))
		}
		for _, p := range list {
			th.Wait(p, sched.Forever)
		}
		machinetest.Must(th, n.Get(th) == 300, "n = %d", n.Get(th))
		holder := fork(th, "holder", func(th *sched.Thread) { lock.Acquire(th, sched.Forever) })
		th.Wait(holder, sched.Forever)
		machinetest.Must(th, !lock.Acquire(th, time.Second) && !lock.Acquire(th, 0), "a lock is free whose holder has ended")
		machinetest.Must(th, !ipc.NewSemaphore(th, "s", 2).ReleaseWithin(th, 2), "a bound has been passed")
	})
}

// Whoever is killed while a wake-up is on its way to it must not keep it from the others.
func TestAWakeUpOfAKilledThreadIsNotLost(t *testing.T) {
	for delay := range 40 {
		run(t, func(th *sched.Thread) {
			s := ipc.NewSemaphore(th, "s", 0)
			r, w := ipc.NewPipe(th, "pipe")
			waits := func(th *sched.Thread) {
				s.Acquire(th, sched.Forever)
				_, err := r.Read(th, 1)
				must(th, err)
			}
			first := fork(th, "first", waits)
			th.Sleep(time.Millisecond)
			second := fork(th, "second", waits)
			th.Sleep(time.Millisecond)
			th.Signal(first, 9)
			th.Run(int64(delay * 50))
			s.Release(th)
			th.Wait(first, sched.Forever)
			s.Release(th) // if the first one has got it; else one is left
			must(th, w.Write(th, []byte("xx")))
			machinetest.Must(th, th.Wait(second, time.Second), "after %d the second one waits for ever", delay*50)
		})
	}
}

func TestWaitPid(t *testing.T) {
	run(t, func(th *sched.Thread) {
		first := fork(th, "first", func(th *sched.Thread) { th.Exit(7) })
		second := fork(th, "second", func(th *sched.Thread) { th.Sleep(time.Second) })
		pid, status, err := ipc.WaitPid(th, -1, sched.Forever)
		machinetest.Must(th, pid == first.Pid() && status == 7 && err == nil, "%d %d %v", pid, status, err)
		pid, _, err = ipc.WaitPid(th, second.Pid(), 0)
		machinetest.Must(th, pid == 0 && err == nil, "%d %v", pid, err)
		_, _, err = ipc.WaitPid(th, first.Pid(), sched.Forever)
		machinetest.Must(th, err == ipc.ErrNoChild, "%v", err)
		pid, _, err = ipc.WaitPid(th, second.Pid(), sched.Forever)
		machinetest.Must(th, pid == second.Pid() && err == nil, "%d %v", pid, err)
	})
}

// A report tells who waits for whom across processes.
func TestADeadlockAcrossProcesses(t *testing.T) {
	_, err := machinetest.Simulated(t, machinetest.Locked(gil.On), func(th *sched.Thread) {
		a, b := ipc.NewLock(th, "a"), ipc.NewLock(th, "b")
		p := fork(th, "child", func(th *sched.Thread) {
			a.Acquire(th, sched.Forever)
			th.Sleep(time.Millisecond)
			b.Acquire(th, sched.Forever)
		})
		b.Acquire(th, sched.Forever)
		th.Sleep(time.Millisecond)
		a.Acquire(th, sched.Forever)
		th.Wait(p, sched.Forever)
	})
	for _, want := range []string{`MainThread waits for lock "a", held by child`, `child waits for lock "b", held by MainThread`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error lacks %q: %v", want, err)
		}
	}
}
