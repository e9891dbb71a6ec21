// This file defines files on the real machine: temporary ones.

package socket

import (
	"errors"
	"io/fs"
	"os"

	"github.com/gilsim/gilsim/sched"
)

// A realFile is an open file of the operating system.
type realFile struct {
	handle
	object int32
	file   *os.File
}

// openReal opens a file.
func openReal(t *sched.Thread, object int32, name string, create bool) (disk, error) {
	files := openFilesOf(t)
	path, err := files.temporary(name)
	if err != nil {
		return nil, err
	}
	flags := os.O_RDWR
	if create {
		flags |= os.O_CREATE | os.O_TRUNC
	}
	file, err := os.OpenFile(path, flags, 0o600)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, ErrNotFound
	case err != nil:
		return nil, err
	}
	f := &realFile{object: object, file: file}
	f.opened(files, func() { file.Close() })
	return f, nil
}

// transfer returns the system call that reads or writes, and blocks the operating system's thread meanwhile.
func (f *realFile) transfer(data []byte, write bool) resultCall[int] {
	x := &realTransfer{file: f, data: data, write: write}
	x.free.F = x.make
	return x
}

// A realTransfer is one call of read or write.
type realTransfer struct {
	file  *realFile
	data  []byte
	write bool
	free  sched.Allowing // makes it, with the lock free
	n     int
	err   error
}

func (x *realTransfer) Step(t *sched.Thread, w sched.Wake) (r sched.Request, done bool) {
	if w == sched.Begin && x.file.isClosed() {
		x.err = ErrClosed
		return r, true
	}
	return x.free.Step(t, w)
}

// make makes the call.
func (x *realTransfer) make() {
	switch f := x.file; {
	case !f.enter():
		x.err = ErrClosed
		return
	case x.write:
		x.n, x.err = f.file.Write(x.data)
	default:
		x.n, x.err = f.file.Read(x.data)
	}
	x.file.leave()
}

func (x *realTransfer) failure() error { return x.err }

func (x *realTransfer) result() int { return x.n }

// seek sets the position.
func (f *realFile) seek(offset int64, whence int) (int64, error) {
	if !f.enter() {
		return 0, ErrClosed
	}
	defer f.leave()
	at, err := f.file.Seek(offset, whence)
	if err != nil {
		return at, ErrInvalid
	}
	return at, nil
}
