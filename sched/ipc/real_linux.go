// This file makes the system calls of Linux.

package ipc

import (
	"fmt"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/gilsim/gilsim/sched"
)

// The operations of futex(2) on a word that several processes share.
const (
	futexWait = 0
	futexWake = 1
)

// waitWhile waits until it is woken, for at most d, if the word has this value.
func waitWhile(word *atomic.Uint32, value uint32, d time.Duration) {
	limit := unix.NsecToTimespec(int64(d))
	syscall.Syscall6(unix.SYS_FUTEX, uintptr(unsafe.Pointer(word)), futexWait, uintptr(value), uintptr(unsafe.Pointer(&limit)), 0, 0)
}

// wake wakes so many who wait for the word.
func wake(word *atomic.Uint32, n int) {
	syscall.Syscall(unix.SYS_FUTEX, uintptr(unsafe.Pointer(word)), futexWake, uintptr(n))
}

// everybody is how many wake wakes if all who wait are to be woken.
const everybody = 1 << 30

// makeFifo is mkfifo(3).
func makeFifo(path string) Errno { return errnoOf(unix.Mkfifo(path, 0o600)) }

// unlinkFile is unlink(2).
func unlinkFile(path string) Errno { return errnoOf(unix.Unlink(path)) }

// openFifo opens a FIFO without waiting. If it was opened to read and is open so no longer, it can be opened to write by who says
// that it was: for a moment that is done by somebody who reads, too.
func openFifo(path string, writes, wasRead bool) (fd int, wrong Errno) {
	flags := unix.O_RDONLY
	if writes {
		flags = unix.O_WRONLY
	}
	flags |= unix.O_NONBLOCK | unix.O_CLOEXEC
	fd, err := unix.Open(path, flags, 0)
	if err == unix.ENXIO && wasRead {
		reader, second := unix.Open(path, unix.O_RDONLY|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
		if second == nil {
			defer unix.Close(reader)
		}
		fd, err = unix.Open(path, flags, 0)
	}
	if err != nil {
		return none, errnoOf(err)
	}
	return fd, 0
}

// hasWriter reports whether somebody has a FIFO open to write whose end to read this is. It reads into nowhere, and so takes
// nothing out: only if nobody has it open to write is that the end of the input.
func hasWriter(fd int) bool {
	const nowhere = 1
	_, _, errno := syscall.Syscall(unix.SYS_READ, uintptr(fd), nowhere, 1)
	return errno != 0
}

// errnoOf returns the number of an error; 0: it is none.
func errnoOf(err error) Errno {
	if errno, ok := err.(unix.Errno); ok {
		return Errno(errno)
	}
	return 0
}

// system returns those of open(2).
func (f OpenFlag) system() int {
	flags := map[OpenFlag]int{ReadOnly: unix.O_RDONLY, WriteOnly: unix.O_WRONLY, ReadWrite: unix.O_RDWR}[f.mode()] | unix.O_CLOEXEC
	for mine, theirs := range map[OpenFlag]int{NonBlock: unix.O_NONBLOCK, Create: unix.O_CREAT, Exclusive: unix.O_EXCL, Truncate: unix.O_TRUNC,
		Append: unix.O_APPEND} {
		if f&mine != 0 {
			flags |= theirs
		}
	}
	return flags
}

// openFile opens a file that is no FIFO.
func openFile(path string, flags OpenFlag) (fd int, wrong Errno) {
	fd, err := unix.Open(path, flags.system()|unix.O_NONBLOCK, 0o600)
	if err != nil {
		return none, errnoOf(err)
	}
	var stat unix.Stat_t
	if err := unix.Fstat(fd, &stat); err != nil || stat.Mode&unix.S_IFMT != unix.S_IFREG {
		unix.Close(fd)
		return none, ErrInvalid
	}
	return fd, 0
}

// transferFile reads from a file, or writes to it.
func transferFile(fd int, data []byte, writes bool) (n int, wrong Errno) {
	for {
		var err error
		if writes {
			n, err = unix.Write(fd, data)
		} else {
			n, err = unix.Read(fd, data)
		}
		if err != unix.EINTR {
			return max(0, n), errnoOf(err)
		}
	}
}

// seekFile is lseek(2): the position, or minus what is wrong.
func seekFile(fd, offset int, from Whence) int64 {
	position, err := unix.Seek(fd, int64(offset), int(from))
	if err != nil {
		return -int64(errnoOf(err))
	}
	return position
}

// anonymousMemory makes memory without a name.
func anonymousMemory(size int) (fd, got int, wrong Errno) {
	fd, err := unix.MemfdCreate("gilsim", unix.MFD_CLOEXEC)
	if err != nil {
		return none, 0, errnoOf(err)
	}
	if err := unix.Ftruncate(fd, int64(size)); err != nil {
		unix.Close(fd)
		return none, 0, errnoOf(err)
	}
	return fd, size, 0
}

// openMemory opens memory by its path, and makes it if it is to. It gets its name when it has its size, so that nobody finds it without.
func openMemory(path string, flags OpenFlag, size int) (fd, got int, wrong Errno) {
	if flags&Create != 0 {
		if fd, wrong = newMemory(path, size); wrong != ErrExists || flags&Exclusive != 0 {
			return fd, size, wrong
		}
	}
	fd, err := unix.Open(path, unix.O_RDWR|unix.O_CLOEXEC, 0)
	if err != nil {
		return none, 0, errnoOf(err)
	}
	return sized(fd)
}

// newMemory makes memory of a path.
func newMemory(path string, size int) (fd int, wrong Errno) {
	fd, err := unix.Open(filepath.Dir(path), unix.O_TMPFILE|unix.O_RDWR|unix.O_CLOEXEC, 0o600)
	if err != nil {
		return none, errnoOf(err)
	}
	if err = unix.Ftruncate(fd, int64(size)); err == nil {
		err = unix.Linkat(unix.AT_FDCWD, fmt.Sprintf("/proc/self/fd/%d", fd), unix.AT_FDCWD, path, unix.AT_SYMLINK_FOLLOW)
	}
	if err != nil {
		unix.Close(fd)
		return none, errnoOf(err)
	}
	return fd, 0
}

// descriptorAgain returns a second descriptor of a file, and the file's size.
func descriptorAgain(fd int) (again, size int, wrong Errno) {
	again, err := unix.FcntlInt(uintptr(fd), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		return none, 0, errnoOf(err)
	}
	return sized(again)
}

// sized returns the descriptor with the size of its file. One that is empty is closed.
func sized(fd int) (same, size int, wrong Errno) {
	var stat unix.Stat_t
	if err := unix.Fstat(fd, &stat); err != nil || stat.Size == 0 {
		unix.Close(fd)
		return none, 0, ErrInvalid
	}
	return fd, int(stat.Size), 0
}

// mapDescriptor maps a file.
func mapDescriptor(fd, size int) []byte {
	view, err := unix.Mmap(fd, 0, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
	if err != nil {
		panic(sched.Halting(fmt.Errorf("shared memory of %d bytes could not be mapped: %w", size, err)))
	}
	return view
}

func unmap(view []byte) { _ = unix.Munmap(view) }

// realPipe makes a pipe: the end to read, and that to write.
func realPipe() (fds [2]int, err error) {
	var p [2]int
	err = unix.Pipe2(p[:], unix.O_CLOEXEC|unix.O_NONBLOCK)
	return p, numbered(err)
}

// realSocketPair makes a pair of sockets: for each direction the descriptor to read, and that to write.
func realSocketPair() (first, second [2]int, err error) {
	p, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, 0)
	if err != nil {
		return first, second, numbered(err)
	}
	a, err := unix.FcntlInt(uintptr(p[0]), unix.F_DUPFD_CLOEXEC, 0)
	if err == nil {
		var b int
		if b, err = unix.FcntlInt(uintptr(p[1]), unix.F_DUPFD_CLOEXEC, 0); err == nil {
			return [2]int{p[0], b}, [2]int{p[1], a}, nil
		}
		unix.Close(a)
	}
	unix.Close(p[0])
	unix.Close(p[1])
	return first, second, numbered(err)
}

// numbered returns the error by its number.
func numbered(err error) error {
	if errno, ok := err.(unix.Errno); ok {
		return Errno(errno)
	}
	return err
}

// transfer reads into data, or writes some of it.
func (e *End) transfer(data []byte) (n int, wrong Errno) {
	for {
		var err error
		if e.writes {
			n, err = unix.Write(e.fd, data)
		} else {
			n, err = unix.Read(e.fd, data)
		}
		switch err {
		case nil:
			return n, 0
		case unix.EINTR:
		case unix.EAGAIN:
			return 0, ErrAgain
		case unix.EPIPE, unix.ECONNRESET:
			if !e.writes { // the other end was closed with something unread in it: Python tells it as an end
				return 0, 0
			}
			return 0, ErrBrokenPipe
		default:
			return 0, ErrClosed
		}
	}
}

// look waits until the end can be read, or written, or never will be, for at most d, and reports whether that is so.
func (e *End) look(d time.Duration) bool {
	return pollDescriptor(e.fd, e.writes, d)
}

func closeDescriptor(fd int) { unix.Close(fd) }
