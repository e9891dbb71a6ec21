// This file makes the system calls of Linux.

package ipc

import (
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
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
