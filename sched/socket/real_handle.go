// This file defines how the real sockets and files of a run are kept, so that none outlives it.

package socket

import (
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/gilsim/gilsim/sched"
)

// openFiles are the files of the operating system that a run has open. They are closed at its end, and its temporary ones
// removed.
type openFiles struct {
	mutex  sync.Mutex
	open   map[io.Closer]bool
	folder string // of the run's temporary files, empty until it has one
	closed bool
}

type openFilesKey struct{}

func openFilesOf(t *sched.Thread) *openFiles {
	return t.Process().Shared(openFilesKey{}, func() any { return newOpenFiles() }).(*openFiles)
}

func newOpenFiles() *openFiles { return &openFiles{open: map[io.Closer]bool{}} }

// add notes an open file. If the run is over it is closed at once: a thread that could not be ended has opened it.
func (f *openFiles) add(file io.Closer) {
	f.mutex.Lock()
	closed := f.closed
	if !closed {
		f.open[file] = true
	}
	f.mutex.Unlock()
	if closed {
		file.Close()
	}
}

// remove forgets a file that is closed.
func (f *openFiles) remove(file io.Closer) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	delete(f.open, file)
}

// temporary returns the path of a temporary file of the run.
func (f *openFiles) temporary(name string) (string, error) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if f.closed {
		return "", ErrClosed
	}
	if f.folder == "" {
		made, err := os.MkdirTemp("", "gilsim-")
		if err != nil {
			return "", err
		}
		f.folder = made
	}
	return filepath.Join(f.folder, name), nil
}

// Close closes what is still open, in any order, and removes the temporary files.
func (f *openFiles) Close() error {
	f.mutex.Lock()
	left := f.open
	f.open, f.closed = nil, true
	f.mutex.Unlock()
	for file := range left {
		file.Close()
	}
	if f.folder == "" {
		return nil
	}
	return os.RemoveAll(f.folder)
}

// A handle is an open file of the operating system, on which several threads may have calls under way. It is closed only
// when no call uses it, for its number may belong to another file then.
type handle struct {
	mutex  sync.Mutex
	calls  int  // under way
	closed bool // no further call begins
	free   func()
	files  *openFiles
}

// opened notes that the handle is open, and what closes it.
func (h *handle) opened(files *openFiles, free func()) {
	h.free, h.files = free, files
	files.add(h)
}

// enter begins a call, and reports whether the handle is still open.
func (h *handle) enter() bool {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	if h.closed {
		return false
	}
	h.calls++
	return true
}

// leave ends a call. The last one closes what has been closed meanwhile.
func (h *handle) leave() {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.calls--
	if h.closed && h.calls == 0 {
		h.free()
	}
}

func (h *handle) isClosed() bool {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	return h.closed
}

// Close closes the handle, at once or when the last call is over.
func (h *handle) Close() error {
	h.files.remove(h)
	h.mutex.Lock()
	defer h.mutex.Unlock()
	if !h.closed && h.calls == 0 {
		h.free()
	}
	h.closed = true
	return nil
}

// close is Close, for a thread.
func (h *handle) close(*sched.Thread) { _ = h.Close() } // it has no error
