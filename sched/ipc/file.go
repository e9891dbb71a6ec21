// This file defines the file: its bytes, and the position that those share who have it from one open.

package ipc

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A File is a file as it was opened: an open file description, with a position. A process that is forked has it open with the same
// position: what one reads the other one does not. Who opens it again has a position of its own. Each read and each write is one
// step, with the position (since Linux 3.14), and one that appends is so with the end of the file.
type File struct {
	handle
	inode    *inode
	flags    OpenFlag
	position int // simulated
}

// OpenFile opens the file of this path: os.open. With Create it is made if it is not there; with Exclusive, too, it fails with ErrExists
// if it is. With Truncate it is emptied; with Append each write goes to its end. On the real machine the path is one of the run's
// own, and what is there at the end of the run is removed.
func OpenFile(t *sched.Thread, path string, flags OpenFlag) (*File, error) {
	t.Announce(trace.None, 0, sched.Jump)
	mustHaveProcesses(t)
	wrong := wrongPath(path)
	if mode := flags.mode(); mode != ReadOnly && mode != WriteOnly && mode != ReadWrite {
		wrong = ErrInvalid
	}
	if wrong != 0 {
		return nil, of(int64(wrong), path)
	}
	if t.Process().Real() != nil {
		return openRealFile(t, path, flags)
	}
	in, wrong := namesOf(t.Process().Run).file(t, path, flags)
	if wrong != 0 {
		return nil, of(int64(wrong), path)
	}
	if flags&Truncate != 0 {
		in.data = nil
	}
	f := &File{handle: handle{fd: none}, inode: in, flags: flags}
	makeIn(t.Process(), f)
	return f, nil
}

// file returns the file of a path, which it makes if it is to.
func (n *namespace) file(t *sched.Thread, path string, flags OpenFlag) (*inode, Errno) {
	in := n.regular[path]
	switch {
	case n.files[path] != nil:
		return nil, ErrInvalid // a FIFO: OpenFifo opens that
	case in != nil && flags&Create != 0 && flags&Exclusive != 0:
		return nil, ErrExists
	case in == nil && flags&Create == 0:
		return nil, ErrNotFound
	case in == nil:
		in = &inode{object: t.Process().Names.AddObject(trace.ClassIO, path), run: t.Process().Run}
		n.regular[path] = in
	}
	return in, 0
}

// opened does nothing: a file lives until nobody knows it.
func (f *File) opened() {}

// closed does nothing.
func (f *File) closed(*sched.Thread) {}

// Object returns the number of the file in the trace.
func (f *File) Object() int32 { return f.inode.object }

// Close closes the file for the thread's process: os.close.
func (f *File) Close(t *sched.Thread) error {
	t.Announce(trace.None, 0, sched.Jump)
	t.MustBeOf(f.inode.run, f.inode.object)
	return closeIn(t, f)
}

// isOpen reports whether the thread's process has it open for this.
func (f *File) isOpen(t *sched.Thread, mode OpenFlag) bool {
	t.MustBeOf(f.inode.run, f.inode.object)
	return f.isOpenIn(t, f) && f.flags&(mode|ReadWrite) != 0
}

// Read reads n bytes at most, from the position on, with the interpreter lock released: os.read. It returns nothing at the end of the file.
func (f *File) Read(t *sched.Thread, n int) ([]byte, error) {
	t.Announce(trace.Recv, f.inode.object, sched.Jump)
	switch {
	case !f.isOpen(t, ReadOnly):
		return nil, ErrClosed
	case n <= 0:
		return nil, nil
	case f.key != 0:
		return f.readReal(t, n)
	}
	r := &fileStep{File: f, n: n}
	t.Block(r)
	t.Engine().Record(t, trace.Recv, f.inode.object, int64(len(r.data)))
	return r.data, nil
}

// Write writes at the position, or at the end of a file that is appended to, with the interpreter lock released: os.write.
func (f *File) Write(t *sched.Thread, data []byte) error {
	t.Announce(trace.Send, f.inode.object, sched.Jump)
	switch {
	case !f.isOpen(t, WriteOnly):
		return ErrClosed
	case f.key != 0:
		return f.writeReal(t, data)
	}
	t.Block(&fileStep{File: f, data: data, writes: true})
	t.Engine().Record(t, trace.Send, f.inode.object, int64(len(data)))
	return nil
}

// A fileStep is a read or a write, as something to wait for: it never has to.
type fileStep struct {
	*File
	n      int
	data   []byte
	writes bool
}

// Try reads or writes.
func (s *fileStep) Try(t *sched.Thread) bool {
	t.Self().Woken()
	in := s.inode
	if s.writes {
		if s.flags&Append != 0 {
			s.position = len(in.data)
		}
		if short := s.position + len(s.data) - len(in.data); short > 0 {
			in.data = append(in.data, make([]byte, short)...)
		}
		s.position += copy(in.data[s.position:], s.data)
	} else if s.position < len(in.data) {
		s.data = append(s.data, in.data[s.position:min(len(in.data), s.position+s.n)]...)
		s.position += len(s.data)
	}
	copying(t, len(s.data))
	return t.Tried(in.object, true)
}

// Holder returns nobody in particular.
func (s *fileStep) Holder() *sched.Thread { return nil }

// Gone does nothing: nobody waits.
func (s *fileStep) Gone(*sched.Thread) {}

// A Whence says from where a position is counted, by the numbers of lseek(2).
type Whence int

// What it is counted from.
const (
	FromStart    Whence = iota // SEEK_SET
	FromPosition               // SEEK_CUR
	FromEnd                    // SEEK_END
)

// Seek sets the position, for all that share it, and returns it: os.lseek. It fails with ErrInvalid if it would be negative.
func (f *File) Seek(t *sched.Thread, offset int, from Whence) (int, error) {
	t.Announce(trace.None, 0, sched.Jump)
	switch {
	case !f.isOpen(t, ReadOnly|WriteOnly):
		return 0, ErrClosed
	case from < FromStart || from > FromEnd:
		return 0, ErrInvalid
	case f.key != 0:
		return f.seekReal(t, offset, from)
	}
	base := [...]int{0, f.position, len(f.inode.data)}[from]
	if base+offset < 0 {
		return 0, ErrInvalid
	}
	f.position = base + offset
	return f.position, nil
}

// Map maps the file, which others can then change through it, and it through them: mmap(MAP_SHARED). It fails with ErrInvalid if it is empty,
// and with ErrNotAllowed unless it was opened to be read and written.
func (f *File) Map(t *sched.Thread) (*Memory, error) {
	t.Announce(trace.None, 0, sched.Jump)
	switch {
	case !f.isOpen(t, ReadOnly|WriteOnly):
		return nil, ErrClosed
	case f.flags.mode() != ReadWrite:
		return nil, ErrNotAllowed
	case f.key != 0:
		return mapReal(t, f.inode, func() (int, int, Errno) { return descriptorAgain(f.fd) })
	case len(f.inode.data) == 0:
		return nil, ErrInvalid
	}
	m := &Memory{handle: handle{fd: none}, inode: f.inode, size: len(f.inode.data)}
	makeIn(t.Process(), m)
	return m, nil
}
