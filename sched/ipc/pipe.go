// This file defines the pipe: the bytes between two ends, and how many have room.

package ipc

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// The sizes of Linux (pipe(7), and net.core.wmem_default for the sockets of a pair).
const (
	// Page is what room in a pipe comes in: one that has been read in part is not free yet.
	Page = 4096
	// PipeSize is how many bytes a pipe holds.
	PipeSize = 16 * Page
	// Atomic is the most that a write does as a whole: PIPE_BUF.
	Atomic = Page
	// SocketSize is how many bytes one direction of a pair of sockets holds.
	SocketSize = 180_224
)

// A Pipe is the way of bytes in one direction.
type Pipe struct {
	object int32
	run    *sched.Run
	size   int
	pages  []page // of a pipe
	socket []byte // of a socket, whose room comes byte by byte
	sides  [2]side
}

// A side is all who read from a pipe, or all who write.
type side struct {
	opens    int         // how many processes have an end of it open, each counted as often as it has
	watchers []*watching // wait for this side among others
	came     uint        // how often a FIFO was opened there, and once more
	queue    sched.Queue // waits to read, or to write, or for a FIFO to be opened at the other side
}

func (p *Pipe) side(writes bool) *side {
	if writes {
		return &p.sides[1]
	}
	return &p.sides[0]
}

// A page is a part of what a pipe holds.
type page struct {
	data []byte // not read yet
	used int    // how much of it has been written
}

// NewPipe returns the two ends of a pipe, which the thread's process has open: os.pipe. Making one takes no time.
func NewPipe(t *sched.Thread, name string) (r, w *End) {
	r, w = newPipe(t, name, PipeSize, false)
	if t.Process().Real() != nil {
		newRealPipe(t, r, w)
	}
	return r, w
}

// NewSocketPair returns two connected sockets, each of which is a way in and a way out: socket.socketpair. Making one takes no
// time.
func NewSocketPair(t *sched.Thread, name string) (a, b Socket) {
	ar, bw := newPipe(t, name, SocketSize, true)
	br, aw := newPipe(t, name, SocketSize, true)
	if t.Process().Real() != nil {
		newRealSocketPair(t, ar, bw, br, aw)
	}
	return Socket{ar, aw}, Socket{br, bw}
}

// A Socket is one of a pair.
type Socket struct {
	In, Out *End
}

func newPipe(t *sched.Thread, name string, size int, socket bool) (r, w *End) {
	mustHaveProcesses(t)
	p := makePipe(t, trace.ClassPipe, name, size)
	if socket {
		p.socket = []byte{}
	}
	return p.ends(t)
}

func makePipe(t *sched.Thread, class, name string, size int) *Pipe {
	return &Pipe{object: t.Process().Names.AddObject(class, name), run: t.Process().Run, size: size, sides: [2]side{{came: 1}, {came: 1}}}
}

// ends returns an end of each side, which the thread's process has made.
func (p *Pipe) ends(t *sched.Thread) (r, w *End) {
	r, w = &End{pipe: p, handle: handle{fd: none}}, &End{pipe: p, writes: true, handle: handle{fd: none}}
	makeIn(t.Process(), r, w)
	return r, w
}

// Len returns how many bytes the pipe holds. It is no step of the program.
func (p *Pipe) Len() int {
	n := len(p.socket)
	for i := range p.pages {
		n += len(p.pages[i].data)
	}
	return n
}

// room returns how many of n bytes, or whether the whole of a small write, have room.
func (p *Pipe) room(n int) int {
	if p.socket != nil {
		return min(n, p.size-len(p.socket))
	}
	free := p.size - Page*len(p.pages)
	if len(p.pages) > 0 {
		free += Page - p.pages[len(p.pages)-1].used
	}
	if n <= Atomic && free < n {
		return 0
	}
	return min(n, free)
}

// put appends what has room.
func (p *Pipe) put(data []byte) {
	if p.socket != nil {
		p.socket = append(p.socket, data...)
		return
	}
	for len(data) > 0 {
		if len(p.pages) == 0 || p.pages[len(p.pages)-1].used == Page {
			p.pages = append(p.pages, page{})
		}
		last := &p.pages[len(p.pages)-1]
		n := min(len(data), Page-last.used)
		last.data = append(last.data, data[:n]...)
		last.used += n
		data = data[n:]
	}
}

// get takes n bytes out at most.
func (p *Pipe) get(n int) (data []byte) {
	if p.socket != nil {
		n = min(n, len(p.socket))
		data = append(data, p.socket[:n]...)
		p.socket = p.socket[n:]
		return data
	}
	for len(data) < n && len(p.pages) > 0 {
		first := &p.pages[0]
		m := min(n-len(data), len(first.data))
		data = append(data, first.data[:m]...)
		if first.data = first.data[m:]; len(first.data) == 0 {
			p.pages = p.pages[1:]
		}
	}
	return data
}
