// This file defines files on the simulated machine: bytes in memory, and a disk that takes its time.

package socket

import (
	"io"

	"github.com/gilsim/gilsim/sched"
)

// A content is what a file holds, whoever has it open.
type content struct {
	data []byte
}

type contentsKey struct{}

// contents are the files of a run, by name: looked up only.
type contents map[string]*content

// A virtualFile is an open file.
type virtualFile struct {
	*Config
	*content
	devices  sched.Devices
	object   int32
	position int64
	closed   bool
}

// openVirtual opens a file.
func openVirtual(t *sched.Thread, c *Config, object int32, name string, create bool) (disk, error) {
	notSearched(t, "a file")
	all := t.Process().Shared(contentsKey{}, func() any { return contents{} }).(contents)
	f := &virtualFile{Config: c, content: all[name], devices: t.Engine().(sched.Devices), object: object}
	switch {
	case create && f.content == nil:
		f.content = new(content)
		all[name] = f.content
	case create:
		f.data = nil
	case f.content == nil:
		return nil, ErrNotFound
	}
	return f, nil
}

func (f *virtualFile) transfer(data []byte, write bool) resultCall[int] {
	return &access{file: f, data: data, write: write}
}

// seek sets the position.
func (f *virtualFile) seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekStart:
	case io.SeekCurrent:
		offset += f.position
	case io.SeekEnd:
		offset += int64(len(f.data))
	default:
		return f.position, ErrInvalid
	}
	switch {
	case f.closed:
		return 0, ErrClosed
	case offset < 0 || offset > largest:
		return f.position, ErrInvalid
	}
	f.position = offset
	return offset, nil
}

// close closes the file. Transfers that the disk has begun it ends.
func (f *virtualFile) close(*sched.Thread) { f.closed = true }

// An access is one transfer, and something to wait for.
type access struct {
	file  *virtualFile
	data  []byte
	write bool
	n     int
	err   error
	done  bool
	queue sched.Queue // who waits
}

func (x *access) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if w == sched.Begin {
		f := x.file
		if f.closed {
			x.err = ErrClosed
			return r, true
		}
		took := f.took(t)
		f.devices.Spend(t, f.costs.Call)
		f.devices.After(f.costs.Call+took, f.object, x.happen)
	}
	return t.StepBlock(w, x)
}

func (x *access) failure() error { return x.err }

func (x *access) result() int { return x.n }

// happen makes the transfer.
func (x *access) happen(machine *sched.Thread) {
	f := x.file
	switch {
	case x.write && f.position+int64(len(x.data)) > largest:
		x.err = ErrTooLarge
	case x.write:
		x.n = f.put(x.data)
	case f.position < int64(len(f.data)):
		x.n = copy(x.data, f.data[f.position:])
	}
	f.position += int64(x.n)
	x.done = true
	x.queue.Wake(machine, sched.FIFO)
}

// put writes data at the position. Between the end and that there are zeros.
func (f *virtualFile) put(data []byte) int {
	end := int(f.position) + len(data)
	if end > len(f.data) {
		f.data = append(f.data, make([]byte, end-len(f.data))...)
	}
	return copy(f.data[f.position:], data)
}

// Try reports whether the disk is ready, and then takes the time of the copy.
func (x *access) Try(t *sched.Thread) bool {
	t.Self().Woken()
	if !x.done {
		x.queue.Push(t.Self())
		return t.Tried(x.file.object, false)
	}
	x.file.devices.Spend(t, x.file.copying(x.n))
	return t.Tried(x.file.object, true)
}

func (x *access) Object() int32 { return x.file.object }

// Holder returns nil: the disk is nobody.
func (x *access) Holder() *sched.Thread { return nil }
