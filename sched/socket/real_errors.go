// This file defines what the operating system's errors are called here.

//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package socket

import "golang.org/x/sys/unix"

// realError returns the error of this package that the system's stands for; others stay as they are.
func realError(err error) error {
	errno, ok := err.(unix.Errno)
	if !ok {
		return err
	}
	switch errno {
	case unix.EAGAIN:
		return ErrWouldBlock
	case unix.EINPROGRESS:
		return ErrInProgress
	case unix.EALREADY:
		return ErrAlready
	case unix.ETIMEDOUT:
		return ErrConnectionTimedOut
	case unix.ECONNREFUSED:
		return ErrConnectionRefused
	case unix.ECONNRESET:
		return ErrConnectionReset
	case unix.ECONNABORTED:
		return ErrConnectionAborted
	case unix.EPIPE:
		return ErrBrokenPipe
	case unix.EADDRINUSE:
		return ErrAddressInUse
	case unix.EADDRNOTAVAIL:
		return ErrNoPort
	case unix.ENOTCONN:
		return ErrNotConnected
	case unix.EISCONN:
		return ErrIsConnected
	case unix.EINVAL:
		return ErrInvalid
	case unix.EEXIST:
		return ErrExists
	case unix.ENOENT:
		return ErrNotFound
	}
	return err
}
