// This file keeps what programs write to streams that they have inherited.

package subprocess

import (
	"io"
	"os"
	"sync"

	"golang.org/x/sys/unix"

	"github.com/gilsim/gilsim/sched"
)

// outputs are those files of a process that have not been read yet.
type outputs struct {
	mu   sync.Mutex
	open map[*kept]bool
}

type outputsKey struct{}

func outputsOf(t *sched.Thread) *outputs {
	return t.Process().Module(outputsKey{}, func() any { return &outputs{open: map[*kept]bool{}} }).(*outputs)
}

// file makes a file, and returns its descriptor; below 0 where there is no room.
func (o *outputs) file(k *kept) int {
	fd, err := unix.MemfdCreate("gilsim", unix.MFD_CLOEXEC)
	if err != nil {
		return -1
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	k.file, k.in = os.NewFile(uintptr(fd), "output"), o
	o.open[k] = true
	return fd
}

// Close closes, when the run is over, those that nobody has read.
func (o *outputs) Close() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	for k := range o.open {
		k.file.Close()
	}
	return nil
}

// A kept is a file in memory: a program never waits for one who reads it.
type kept struct {
	file *os.File
	in   *outputs
}

// mostKept is how much of it is printed.
const mostKept = 1 << 20

// all returns what has been written, and closes the file.
func (k *kept) all() []byte {
	if k.file == nil {
		return nil
	}
	text, _ := io.ReadAll(io.NewSectionReader(k.file, 0, mostKept))
	k.close()
	return text
}

// close gives it up.
func (k *kept) close() {
	if k.file == nil {
		return
	}
	k.in.mu.Lock()
	defer k.in.mu.Unlock()
	delete(k.in.open, k)
	k.file.Close()
	k.file = nil
}
