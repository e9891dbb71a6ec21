// This file defines the ways in which two processes send each other messages.

package workload

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
	"github.com/gilsim/gilsim/sched/multiprocessing"
	"github.com/gilsim/gilsim/sched/multiprocessing/managers"
)

// The ways.
const (
	wayPipe       = "pipe"
	wayFifo       = "fifo"
	waySocketpair = "socketpair"
	wayMQ         = "mq"
	waySysV       = "sysv"
	wayShm        = "shm"
	waySemaphore  = "semaphore"
	wayConnection = "connection"
	waySimple     = "simplequeue"
	wayQueue      = "queue"
	wayManager    = "manager"
)

// wayNames returns the names of all ways.
func wayNames() []string {
	return []string{wayPipe, wayFifo, waySocketpair, wayMQ, waySysV, wayShm, waySemaphore, wayConnection, waySimple, wayQueue, wayManager}
}

// maxMessage is how long a message can be where the way has no limit of its own, in bytes.
const maxMessage = 1_000_000

// shortMessage is how long the messages are that a semaphore stands for, which has no data.
const shortMessage = 64

// LargestMessage returns how long a message of the program process-ipc can be by a way, in bytes.
func LargestMessage(kind string) int {
	switch kind {
	case waySemaphore:
		return shortMessage
	case wayMQ:
		return ipc.QueueMessageSize
	case waySysV:
		return ipc.MessagesSize
	}
	return maxMessage
}

// A way is what two processes send each other messages by. There is the way of the parent's, back that of the child's.
type way struct {
	there, back carrier
	passed      []any // what the child must be given
}

// A carrier takes messages of one size in one direction.
type carrier struct {
	send func(t *sched.Thread)
	recv func(t *sched.Thread) int // of how many bytes a message is

	// What the sender and the receiver do first, and what the parent does at the end; nil: nothing.
	begin [2]func(t *sched.Thread)
	close func(t *sched.Thread)
}

// Who does what of a carrier first.
const (
	sends = iota
	receives
)

// openWay makes a way for messages of this size, before the child is started.
func openWay(t *sched.Thread, kind string, size int) *way {
	if kind == wayManager {
		return openManager(t, size)
	}
	w := new(way)
	if kind == waySocketpair {
		a, b := ipc.NewSocketPair(t, "socket")
		w.there, w.back = throughPipe(a.Out, b.In, size), throughPipe(b.Out, a.In, size)
		return w
	}
	if kind == wayConnection {
		a, b := multiprocessing.NewPipe(t, "connection")
		w.there, w.back = throughConnection(a, b, size), throughConnection(b, a, size)
		w.passed = []any{a, b}
		return w
	}
	w.there, w.back = w.open(t, kind, "there", size), w.open(t, kind, "back", size)
	return w
}

// open makes one direction of this name.
func (w *way) open(t *sched.Thread, kind, name string, size int) carrier {
	switch kind {
	case wayPipe:
		r, wr := ipc.NewPipe(t, name)
		return throughPipe(wr, r, size)
	case wayFifo:
		return throughFifo(t, "/tmp/"+name, size)
	case wayMQ:
		return throughPosixQueue(t, "/"+name, size)
	case waySysV:
		return throughTypedQueue(t, name, size)
	case wayShm:
		return throughMemory(t, name, size)
	case waySemaphore:
		return throughSemaphore(t, name, size)
	case waySimple:
		q := multiprocessing.NewSimpleQueue(t, name)
		w.passed = append(w.passed, q)
		return carrier{send: func(t *sched.Thread) { must(t, q.Put(t, make([]byte, size))) }, recv: func(t *sched.Thread) int { return length(t)(q.Get(t)) }}
	}
	q := multiprocessing.NewQueue(t, name, 0)
	w.passed = append(w.passed, q)
	return carrier{send: func(t *sched.Thread) { q.Put(t, make([]byte, size)) }, recv: func(t *sched.Thread) int { return length(t)(q.Get(t)) }}
}

// enter is what the child does first, and leave what its parent does then.
func (w *way) enter(t *sched.Thread) { begin(t, w.there.begin[receives], w.back.begin[sends]) }

func (w *way) leave(t *sched.Thread) { begin(t, w.there.begin[sends], w.back.begin[receives]) }

// end closes what must be closed.
func (w *way) end(t *sched.Thread) { begin(t, w.there.close, w.back.close) }

func begin(t *sched.Thread, all ...func(t *sched.Thread)) {
	for _, f := range all {
		if f != nil {
			f(t)
		}
	}
}

// length returns what takes a message out of a queue, and says how long it is.
func length(t *sched.Thread) func(item any, err error) int {
	return func(item any, err error) int {
		must(t, err)
		data, _ := item.([]byte)
		return len(data)
	}
}

// throughPipe takes messages through the ends of a pipe.
func throughPipe(w, r *ipc.End, size int) carrier {
	return carrier{
		send: func(t *sched.Thread) { must(t, w.Write(t, make([]byte, size))) },
		recv: func(t *sched.Thread) int { return readAll(t, r, size) },
	}
}

// readAll reads a message, which may come in parts.
func readAll(t *sched.Thread, r *ipc.End, size int) int {
	n := 0
	for n < size {
		part, err := r.Read(t, size-n)
		must(t, err)
		if len(part) == 0 {
			break
		}
		n += len(part)
	}
	return n
}

// throughFifo takes messages through a FIFO. Either side waits until the other one has opened it, too.
func throughFifo(t *sched.Thread, path string, size int) carrier {
	must(t, ipc.MakeFifo(t, path))
	var ends [2]*ipc.End // each process has set its own
	open := func(side int, flags ipc.OpenFlag) func(t *sched.Thread) {
		return func(t *sched.Thread) {
			var err error
			ends[side], err = ipc.OpenFifo(t, path, flags)
			must(t, err)
		}
	}
	return carrier{
		send:  func(t *sched.Thread) { must(t, ends[sends].Write(t, make([]byte, size))) },
		recv:  func(t *sched.Thread) int { return readAll(t, ends[receives], size) },
		begin: [2]func(t *sched.Thread){open(sends, ipc.WriteOnly), open(receives, ipc.ReadOnly)},
		close: func(t *sched.Thread) { must(t, ipc.Unlink(t, path)) },
	}
}

// throughPosixQueue takes messages through a POSIX message queue.
func throughPosixQueue(t *sched.Thread, name string, size int) carrier {
	q, err := ipc.OpenMessageQueue(t, name, ipc.ReadWrite|ipc.Create, ipc.QueueAttributes{})
	must(t, err)
	return carrier{
		send: func(t *sched.Thread) { must(t, q.Send(t, make([]byte, size), 0, sched.Forever)) },
		recv: func(t *sched.Thread) int {
			data, _, err := q.Receive(t, ipc.QueueMessageSize, sched.Forever)
			must(t, err)
			return len(data)
		},
		close: func(t *sched.Thread) { must(t, ipc.UnlinkMessageQueue(t, name)) },
	}
}

// throughTypedQueue takes messages through a System V message queue, whose key is the length of its name.
func throughTypedQueue(t *sched.Thread, name string, size int) carrier {
	q, err := ipc.GetMessages(t, len(name), ipc.Create)
	must(t, err)
	return carrier{
		send: func(t *sched.Thread) { must(t, q.Send(t, 1, make([]byte, size), 0)) },
		recv: func(t *sched.Thread) int {
			data, _, err := q.Receive(t, 0, ipc.MessagesSize, 0)
			must(t, err)
			return len(data)
		},
		close: func(t *sched.Thread) { must(t, q.Remove(t)) },
	}
}

// copyBytes is how many bytes of shared memory one bytecode copies: memcpy in C code.
const copyBytes = 32

// memoryRoom is how many messages have room in shared memory.
const memoryRoom = 64

// throughMemory takes messages through shared memory that has room for some: a word of it stands for all, and copying them is C code. A
// semaphore says how many messages there are, and another one how much room.
func throughMemory(t *sched.Thread, name string, size int) carrier {
	words := sched.NewSharedVar[int64](t, name, 0)
	full, room := ipc.NewSemaphore(t, name+".full", 0), ipc.NewSemaphore(t, name+".room", memoryRoom)
	copying := func(t *sched.Thread) {
		n := int64(size+copyBytes-1) / copyBytes
		t.Execute(sched.Code{N: n, Round: n, Whole: true})
	}
	return carrier{
		send: func(t *sched.Thread) {
			room.Acquire(t, sched.Forever)
			copying(t)
			words.Set(t, int64(size))
			full.Release(t)
		},
		recv: func(t *sched.Thread) int {
			full.Acquire(t, sched.Forever)
			copying(t)
			n := words.Get(t)
			room.Release(t)
			return int(n)
		},
	}
}

// throughSemaphore says that there is a message, which has no data.
func throughSemaphore(t *sched.Thread, name string, size int) carrier {
	s := ipc.NewSemaphore(t, name, 0)
	return carrier{
		send: func(t *sched.Thread) { s.Release(t) },
		recv: func(t *sched.Thread) int {
			s.Acquire(t, sched.Forever)
			return size
		},
	}
}

// throughConnection takes messages through a Pipe of multiprocessing.
func throughConnection(from, to *multiprocessing.Connection, size int) carrier {
	return carrier{
		send: func(t *sched.Thread) { must(t, from.Send(t, make([]byte, size))) },
		recv: func(t *sched.Thread) int { return length(t)(to.Recv(t)) },
	}
}

// openManager makes a way through two queues of a manager's process.
func openManager(t *sched.Thread, size int) *way {
	if t.Process().Real() != nil {
		t.Fail("parameter kind is manager: that is for the simulated machine only, as on the real one no process can be started after its parent has connected to a manager")
	}
	m, err := managers.Manager(t)
	must(t, err)
	w := new(way)
	for _, c := range []*carrier{&w.there, &w.back} {
		q, err := m.Queue(t, 0)
		must(t, err)
		c.send = func(t *sched.Thread) { must(t, q.Put(t, make([]byte, size))) }
		c.recv = func(t *sched.Thread) int { return length(t)(q.Get(t)) }
	}
	w.back.close = m.Shutdown
	return w
}
