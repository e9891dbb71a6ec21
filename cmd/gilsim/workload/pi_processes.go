// This file defines the program that computes pi in processes, which send what they have found by one of the sumWays that Linux has.

package workload

import (
	"encoding/binary"
	"math"
	"slices"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/ipc"
)

// piProcesses is the tutorials' list of sumWays from one process to another.
func piProcesses() *Program {
	return &Program{
		Name:      "pi-processes",
		Family:    "multiprocessing",
		Processes: true,
		Short:     "pi by processes: the sums come by pipe, FIFO, queue, file or shared memory",
		Doc: `The sum of "pi", split over processes. Each adds up its share, and sends it to the
parent in 16 bytes: the number of the share, and its sum. The parent adds them in the
order of the shares, so that the result is the same whoever is first.

The tutorials write this program once for each way: a pipe, a pair of sockets, a
FIFO, a POSIX or a System V message queue, shared memory with a semaphore, a file
that all append to. They rank the sumWays by speed. Here it makes no difference: each
process sends once, and computes for milliseconds. What differs is how it goes
wrong. A FIFO must be open at both sides before anything is sent. Shared memory
tells nobody that something has come, so a semaphore must. A message has its borders,
where a pipe may give two writes as one read; and a write of more than 4096 bytes to
a pipe may come in pieces, among those of others.`,
		Try: []string{
			"gilsim --workload=pi-processes --param=ipc=fifo --view=program --library  # opens wait for each other",
			"gilsim --workload=pi-processes --param=ipc=shm  # the same result without a copy",
			"gilsim --workload=pi --threads=4  # by threads: no faster than by one",
		},
		Threads: 4,
		Params: []Param{
			{Name: "n", Default: "1000000", Doc: "terms of the sum, all processes together"},
			{Name: "ipc", Default: "pipe", Words: slices.Clone(sumWayNames), Doc: "how the sums come to the parent"},
			methodParam(),
		},
		Run: runPiProcesses,
	}
}

// The ways, in the order of the text.
var sumWayNames = []string{"pipe", "socket", "fifo", "mq", "msg", "shm", "file"}

// shareSize is how many bytes a share is sent in.
const shareSize = 16

// A sumWay is how shares come to the parent.
type sumWay struct {
	given []any                                         // what a spawned process must be given
	send  func(t *sched.Thread, i int, data []byte)     // the share of process i
	take  func(t *sched.Thread, parts int) (all []byte) // all of them, in any order
}

// sumWays make the ways.
var sumWays = map[string]func(t *sched.Thread, parts int) sumWay{
	"pipe": func(t *sched.Thread, _ int) sumWay {
		r, w := ipc.NewPipe(t, "sums")
		return byBytes(func(*sched.Thread) *ipc.End { return w }, func(*sched.Thread) *ipc.End { return r }, w)
	},
	"socket": func(t *sched.Thread, _ int) sumWay {
		parent, child := ipc.NewSocketPair(t, "sums")
		return byBytes(func(*sched.Thread) *ipc.End { return child.Out }, func(*sched.Thread) *ipc.End { return parent.In }, child.Out)
	},
	"fifo": func(t *sched.Thread, _ int) sumWay {
		must(t, ipc.MakeFifo(t, "sums"))
		open := func(flags ipc.OpenFlag) func(t *sched.Thread) *ipc.End {
			return func(t *sched.Thread) *ipc.End {
				e, err := ipc.OpenFifo(t, "sums", flags)
				must(t, err)
				return e
			}
		}
		return byBytes(open(ipc.WriteOnly), func(t *sched.Thread) *ipc.End {
			r := open(ipc.ReadOnly)(t)
			open(ipc.WriteOnly)(t) // or the input would end between two writers
			return r
		})
	},
	"mq":   mqSums,
	"msg":  msgSums,
	"shm":  shmSums,
	"file": fileSums,
}

// byBytes is a way of bytes without borders. A share is written as a whole, as it is less than a page.
func byBytes(out, in func(t *sched.Thread) *ipc.End, given ...*ipc.End) sumWay {
	w := sumWay{
		send: func(t *sched.Thread, _ int, data []byte) { must(t, out(t).Write(t, data)) },
		take: func(t *sched.Thread, parts int) (all []byte) {
			for end := in(t); len(all) < parts*shareSize; {
				data, err := end.Read(t, parts*shareSize-len(all))
				must(t, err)
				all = append(all, data...)
			}
			return all
		},
	}
	for _, e := range given {
		w.given = append(w.given, e)
	}
	return w
}

func mqSums(t *sched.Thread, _ int) sumWay {
	open := func(t *sched.Thread, flags ipc.OpenFlag) *ipc.MessageQueue {
		q, err := ipc.OpenMessageQueue(t, "/sums", flags, ipc.QueueAttributes{Messages: 10, MessageSize: shareSize})
		must(t, err)
		return q
	}
	queue := open(t, ipc.ReadOnly|ipc.Create)
	return sumWay{
		send: func(t *sched.Thread, _ int, data []byte) {
			must(t, open(t, ipc.WriteOnly).Send(t, data, 0, sched.Forever))
		},
		take: func(t *sched.Thread, parts int) (all []byte) {
			for range parts {
				data, _, err := queue.Receive(t, shareSize, sched.Forever)
				must(t, err)
				all = append(all, data...)
			}
			return all
		},
	}
}

func msgSums(t *sched.Thread, _ int) sumWay {
	const key, kind = 314, 1
	open := func(t *sched.Thread) *ipc.Messages {
		m, err := ipc.GetMessages(t, key, ipc.Create)
		must(t, err)
		return m
	}
	messages := open(t)
	return sumWay{
		send: func(t *sched.Thread, _ int, data []byte) { must(t, open(t).Send(t, kind, data, 0)) },
		take: func(t *sched.Thread, parts int) (all []byte) {
			for range parts {
				data, _, err := messages.Receive(t, kind, shareSize, 0)
				must(t, err)
				all = append(all, data...)
			}
			must(t, messages.Remove(t))
			return all
		},
	}
}

func shmSums(t *sched.Thread, parts int) sumWay {
	open := func(t *sched.Thread) *ipc.Memory {
		m, err := ipc.OpenMemory(t, "sums", ipc.Create, parts*shareSize)
		must(t, err)
		return m
	}
	memory, written := open(t), ipc.NewSemaphore(t, "written", 0)
	return sumWay{
		send: func(t *sched.Thread, i int, data []byte) {
			must(t, open(t).Write(t, i*shareSize, data))
			written.Release(t)
		},
		take: func(t *sched.Thread, parts int) []byte {
			for range parts {
				written.Acquire(t, sched.Forever)
			}
			all, err := memory.Read(t, 0, parts*shareSize)
			must(t, err)
			return all
		},
	}
}

func fileSums(t *sched.Thread, _ int) sumWay {
	open := func(t *sched.Thread, flags ipc.OpenFlag) *ipc.File {
		f, err := ipc.OpenFile(t, "sums", flags|ipc.Create)
		must(t, err)
		return f
	}
	written := ipc.NewSemaphore(t, "written", 0)
	return sumWay{
		send: func(t *sched.Thread, _ int, data []byte) {
			must(t, open(t, ipc.WriteOnly|ipc.Append).Write(t, data))
			written.Release(t)
		},
		take: func(t *sched.Thread, parts int) []byte {
			for range parts {
				written.Acquire(t, sched.Forever)
			}
			all, err := open(t, ipc.ReadOnly).Read(t, parts*shareSize)
			must(t, err)
			return all
		},
	}
}

// runPiProcesses splits the sum as runPi does.
func runPiProcesses(t *sched.Thread, in Input) Outcome {
	useMethod(t, in)
	n, parts := in.Int("n"), int64(in.Threads)
	by := sumWays[in.Word("ipc")](t, in.Threads)
	list := startProcesses(t, in.Threads, func(t *sched.Thread, i int) {
		sum := piTerms(t, share(n, int64(i), parts), share(n, int64(i)+1, parts))
		data := binary.LittleEndian.AppendUint64(nil, uint64(i))
		by.send(t, i, binary.LittleEndian.AppendUint64(data, math.Float64bits(sum)))
	}, by.given...)
	all := by.take(t, in.Threads)
	joinProcesses(t, list)
	sums := make([]float64, parts)
	for part := range slices.Chunk(all, shareSize) {
		sums[binary.LittleEndian.Uint64(part)] = math.Float64frombits(binary.LittleEndian.Uint64(part[shareSize/2:]))
	}
	return piOutcome(t, n, sums)
}
