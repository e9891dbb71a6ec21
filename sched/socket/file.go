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
	// transfer reads into data or writes them, at the position, which moves; the thread waits meanwhile.
	transfer(t *sched.Thread, data []byte, write bool) (int, error)
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
	t.Announce(trace.Recv, f.object, sched.Jump)
	f.mustBe(t)
	if n < 0 || n > largest {
		return nil, fmt.Errorf("socket: read of %d bytes: it must be from 0 to %d", n, largest)
	}
	room := make([]byte, n)
	n, err := f.transfer(t, room, false)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	t.Engine().Record(t, trace.Recv, f.object, int64(n))
	return room[:n:n], nil
}

// Write writes data at the position of the file.
func (f *File) Write(t *sched.Thread, data []byte) (int, error) {
	t.Announce(trace.Send, f.object, sched.Jump)
	f.mustBe(t)
	n, err := f.transfer(t, data, true)
	if err != nil {
		return n, err
	}
	t.Engine().Record(t, trace.Send, f.object, int64(n))
	return n, nil
}

// transfer reads or writes. Nothing waits for a file but the thread as a whole: its hub cannot, as that of gevent cannot.
func (f *File) transfer(t *sched.Thread, data []byte, writes bool) (n int, err error) {
	t.WithoutHub(func() { n, err = f.link.transfer(t, data, writes) })
	return n, err
}

// Seek sets the position of the file, from its start (io.SeekStart), from where it is (io.SeekCurrent) or from its end
// (io.SeekEnd), and returns it. It takes no time: no system waits for the disk here. A position before the start is
// ErrInvalid, one behind the end is none.
func (f *File) Seek(t *sched.Thread, offset int64, whence int) (int64, error) {
	f.call(t, "seek")
	return f.link.seek(offset, whence)
}

// Close closes the file: later calls get ErrClosed. Closing it twice does nothing.
func (f *File) Close(t *sched.Thread) {
	f.mustBe(t)
	defer f.link.close(t)
	t.CallBuiltin("close")
}

// took returns how long a transfer takes, which is drawn if the configuration has a spread.
func (c *Config) took(t *sched.Thread) time.Duration {
	if c.Seek == 0 {
		return c.Disk
	}
	return c.Disk + time.Duration(drawBelow(t, int64(c.Seek)+1))
}
