// This file defines the file of an operating system: a descriptor.

package ipc

import (
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// openRealFile is OpenFile there.
func openRealFile(t *sched.Thread, path string, flags OpenFlag) (*File, error) {
	known := nameFor(t, sched.NamedFile, trace.Info{Class: trace.ClassIO, Name: path}, path)
	f := &File{handle: handle{fd: none}, inode: &inode{object: known.object, run: t.Process().Run}, flags: flags}
	_, f.key = t.Share(known.object, 1)
	outcome, _ := t.Ask(trace.IO, func() (int64, []byte) {
		fd, wrong := openFile(known.system, flags)
		f.fd = fd
		return int64(wrong), nil
	})
	if outcome != 0 {
		return nil, of(outcome, path)
	}
	if t.Ghost() {
		f.fd = t.Process().Real().Carried(f.key)
	}
	makeIn(t.Process(), f)
	return f, nil
}

// A realFileStep is a read or a write under way.
type realFileStep struct {
	*File
	data   []byte // what is left to be written; or the room for what is read, and then that
	writes bool
	wrong  Errno
}

// call reads or writes. It never has to wait.
func (s *realFileStep) call() (again bool) {
	if !s.writes {
		var n int
		n, s.wrong = transferFile(s.fd, s.data, false)
		s.data = s.data[:n]
		return false
	}
	for len(s.data) > 0 && s.wrong == 0 {
		var n int
		n, s.wrong = transferFile(s.fd, s.data, true)
		s.data = s.data[n:]
	}
	return false
}

func (s *realFileStep) look(time.Duration) bool { return true }

// readReal is Read there.
func (f *File) readReal(t *sched.Thread, n int) ([]byte, error) {
	outcome, data := t.Ask(trace.Recv, func() (int64, []byte) {
		s := &realFileStep{File: f, data: make([]byte, n)}
		callReal(t, s, sched.Forever, notMade)
		return int64(s.wrong), s.data
	})
	t.Engine().Record(t, trace.Recv, f.inode.object, int64(len(data)))
	return data, of(outcome, "")
}

// writeReal is Write there.
func (f *File) writeReal(t *sched.Thread, data []byte) error {
	t.Engine().Record(t, trace.Send, f.inode.object, int64(len(data))) // before it can be read
	outcome, _ := t.Ask(trace.Send, func() (int64, []byte) {
		s := &realFileStep{File: f, data: data, writes: true}
		callReal(t, s, sched.Forever, notMade)
		return int64(s.wrong), nil
	})
	return of(outcome, "")
}

// seekReal is Seek there.
func (f *File) seekReal(t *sched.Thread, offset int, from Whence) (int, error) {
	outcome, _ := t.Ask(trace.IO, func() (int64, []byte) { return seekFile(f.fd, offset, from), nil })
	return decode(outcome)
}
