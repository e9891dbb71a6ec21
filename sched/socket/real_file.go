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

// transfer reads or writes, and blocks the operating system's thread meanwhile.
func (f *realFile) transfer(t *sched.Thread, data []byte, write bool) (n int, err error) {
	if !f.enter() {
		return 0, ErrClosed
	}
	defer f.leave()
	t.AllowThreads(0, func() {
		if write {
			n, err = f.file.Write(data)
		} else {
			n, err = f.file.Read(data)
		}
	})
	return n, err
}

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
