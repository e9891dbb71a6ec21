// This file defines files: a disk that takes its time.

package socket

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A File is an open file of a run, such as Python's open(name, "r+b", buffering=0) returns: each call goes to the disk. On
// the simulated machine it lies in memory, on a real one among the temporary files. All files of a run are gone when that
// is over. Several threads may use it; they have one position together.
type File struct {
	made
	link disk
}

// A disk is what a file is made of on one kind of machine.
type disk interface {
	// transfer returns the system call that reads into data or writes them, at the position, which moves; the thread waits
	// meanwhile.
	transfer(data []byte, write bool) resultCall[int]
	seek(offset int64, whence int) (int64, error)
	close(t *sched.Thread)
}

// Create opens a new, empty file of this name with the default costs; what had the name before is emptied. Opening takes
// no time.
func Create(t *sched.Thread, name string) (*File, error) { return Config{}.Create(t, name) }

// Create opens a new, empty file of this name; what had the name before is emptied. Opening takes no time.
func (c Config) Create(t *sched.Thread, name string) (*File, error) { return c.open(t, name, true) }

// Open opens a file that the run has created, at its start, with the default costs: ErrNotFound if there is none of this
// name.
func Open(t *sched.Thread, name string) (*File, error) { return Config{}.Open(t, name) }

// Open opens a file that the run has created, at its start: ErrNotFound if there is none of this name.
func (c Config) Open(t *sched.Thread, name string) (*File, error) { return c.open(t, name, false) }

// open opens a file.
func (c Config) open(t *sched.Thread, name string, create bool) (*File, error) {
	if name == "" || strings.ContainsAny(name, "/\\\x00") || name == "." || name == ".." {
		return nil, fmt.Errorf("socket: a file is called %q: it must have a name, without a folder", name)
	}
	full, m, virtual, err := c.begin(t, name)
	if err != nil {
		return nil, err
	}
	f := &File{made: m}
	if virtual {
		f.link, err = openVirtual(t, full, m.object, name, create)
	} else {
		f.link, err = openReal(t, m.object, name, create)
	}
	if err != nil {
		return nil, fmt.Errorf("socket: cannot open file %q: %w", name, err)
	}
	return f, nil
}

// Read reads at the position of the file, up to n bytes. No bytes are the end of the file.
func (f *File) Read(t *sched.Thread, n int) ([]byte, error) {
	a := f.reading(n)
	t.Finish(a.Step(t, sched.Begin))
	return a.Result()
}

// ReadOp returns Read as an op.
func (f *File) ReadOp(n int) sched.Call[[]byte] {
	a := f.reading(n)
	return &a
}

// Write writes data at the position of the file.
func (f *File) Write(t *sched.Thread, data []byte) (int, error) {
	a := f.writing(data)
	t.Finish(a.Step(t, sched.Begin))
	return a.Result()
}

// WriteOp returns Write as an op.
func (f *File) WriteOp(data []byte) sched.Call[int] {
	a := f.writing(data)
	return &a
}

// A fileTransfer is Read or Write under way. Nothing waits for a file but the thread as a whole: its hub cannot, as that of
// gevent cannot.
type fileTransfer struct {
	file     *File
	kind     trace.Kind // which of them
	n        int        // of Read: bytes at most
	data     []byte
	call     announced
	transfer resultCall[int] // nil: there is none
}

func (f *File) reading(n int) fileRead {
	return fileRead{fileTransfer{file: f, kind: trace.Recv, n: n, call: announced{whole: true}}}
}

func (f *File) writing(data []byte) fileTransfer {
	return fileTransfer{file: f, kind: trace.Send, data: data, call: announced{whole: true}}
}

func (a *fileTransfer) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if w == sched.Begin {
		a.transfer = nil
	}
	if r, done = a.call.step(t, w, a.kind, a.file.object, a.system); done && a.mistake() == nil {
		t.Engine().Record(t, a.kind, a.file.object, int64(a.transfer.result()))
	}
	return r, done
}

func (a *fileTransfer) system(t *sched.Thread) (systemCall, error) {
	a.file.mustBe(t)
	if a.kind == trace.Recv {
		if a.n < 0 || a.n > largest {
			return nil, fmt.Errorf("socket: read of %d bytes: it must be from 0 to %d", a.n, largest)
		}
		a.data = make([]byte, a.n)
	}
	a.transfer = a.file.link.transfer(a.data, a.kind == trace.Send)
	return a.transfer, nil
}

// mistake returns what went wrong. That a file is at its end is nothing wrong.
func (a *fileTransfer) mistake() error {
	if errors.Is(a.call.err, io.EOF) {
		return nil
	}
	return a.call.err
}

// Result returns how many bytes were transferred.
func (a *fileTransfer) Result() (n int, err error) {
	if a.transfer != nil {
		n = a.transfer.result()
	}
	return n, a.mistake()
}

// A fileRead is Read under way.
type fileRead struct{ fileTransfer }

// Result returns what was read.
func (a *fileRead) Result() ([]byte, error) {
	n, err := a.fileTransfer.Result()
	if err != nil {
		return nil, err
	}
	return a.data[:n:n], nil
}

// Seek sets the position of the file, from its start (io.SeekStart), from where it is (io.SeekCurrent) or from its end
// (io.SeekEnd), and returns it. It takes no time: no system waits for the disk here. A position before the start is
// ErrInvalid, one behind the end is none.
func (f *File) Seek(t *sched.Thread, offset int64, whence int) (int64, error) {
	f.call(t)
	return f.link.seek(offset, whence)
}

// SeekOp returns Seek as an op.
func (f *File) SeekOp(offset int64, whence int) sched.Call[int64] {
	return methodOf(&f.made, func(*sched.Thread) (int64, error) { return f.link.seek(offset, whence) })
}

// Close closes the file: later calls get ErrClosed. Closing it twice does nothing.
func (f *File) Close(t *sched.Thread) {
	f.mustBe(t)
	defer f.link.close(t)
	f.call(t)
}

// CloseOp returns Close as an op.
func (f *File) CloseOp() sched.Op { return effectOf(&f.made, f.link.close) }

// took returns how long a transfer takes, which is drawn if the configuration has a spread.
func (c *Config) took(t *sched.Thread) time.Duration {
	if c.Seek == 0 {
		return c.Disk
	}
	return c.Disk + time.Duration(drawBelow(t, int64(c.Seek)+1))
}
