// This file makes the system calls of Linux.

package ipc

import (
	"fmt"
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

// waitWhileZero waits until it is woken, for at most d, if the word is 0.
func waitWhileZero(word *atomic.Uint32, d time.Duration) {
	limit := unix.NsecToTimespec(int64(d))
	syscall.Syscall6(unix.SYS_FUTEX, uintptr(unsafe.Pointer(word)), futexWait, 0, uintptr(unsafe.Pointer(&limit)), 0, 0)
}

// wakeOne wakes one who waits for the word.
func wakeOne(word *atomic.Uint32) {
	syscall.Syscall(unix.SYS_FUTEX, uintptr(unsafe.Pointer(word)), futexWake, 1)
}

// realPipe makes a pipe: the end to read, and that to write.
func realPipe() (fds [2]int, err error) {
	var p [2]int
	err = unix.Pipe2(p[:], unix.O_CLOEXEC|unix.O_NONBLOCK)
	return p, named(err)
}

// realSocketPair makes a pair of sockets: for each direction the descriptor to read, and that to write.
func realSocketPair() (first, second [2]int, err error) {
	p, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, 0)
	if err != nil {
		return first, second, named(err)
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
	return first, second, named(err)
}

// named returns the error as Python tells it.
func named(err error) error {
	if errno, ok := err.(unix.Errno); ok {
		return fmt.Errorf("[Errno %d] %w", int(errno), err)
	}
	return err
}

// transfer reads into data, or writes some of it.
func (e *End) transfer(data []byte) (n int, err error) {
	for {
		if e.writes {
			n, err = unix.Write(e.fd, data)
		} else {
			n, err = unix.Read(e.fd, data)
		}
		switch err {
		case nil:
			return n, nil
		case unix.EINTR:
		case unix.EAGAIN:
			return 0, errAgain
		case unix.EPIPE, unix.ECONNRESET:
			if !e.writes { // the other end was closed with something unread in it: Python tells it as an end
				return 0, nil
			}
			return 0, ErrBrokenPipe
		default:
			return 0, ErrClosed
		}
	}
}

// look waits until the end can be read, or written, or never will be, for at most d, and reports whether that is so.
func (e *End) look(d time.Duration) bool {
	events := int16(unix.POLLIN)
	if e.writes {
		events = unix.POLLOUT
	}
	list := []unix.PollFd{{Fd: int32(e.fd), Events: events}}
	n, err := unix.Poll(list, int((d+time.Millisecond-1)/time.Millisecond))
	return err == nil && n > 0
}

func closeDescriptor(fd int) { unix.Close(fd) }
