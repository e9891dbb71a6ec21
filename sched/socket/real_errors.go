// This file defines what the operating system's errors are called here.

//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package socket

import "golang.org/x/sys/unix"

// errnos are the errors of the system that this package has names for.
var errnos = map[unix.Errno]error{
	unix.EAGAIN:        ErrWouldBlock,
	unix.EINPROGRESS:   ErrInProgress,
	unix.EALREADY:      ErrAlready,
	unix.ETIMEDOUT:     ErrConnectionTimedOut,
	unix.ECONNREFUSED:  ErrConnectionRefused,
	unix.ENETUNREACH:   ErrUnreachable,
	unix.ECONNRESET:    ErrConnectionReset,
	unix.ECONNABORTED:  ErrConnectionAborted,
	unix.EPIPE:         ErrBrokenPipe,
	unix.EADDRINUSE:    ErrAddressInUse,
	unix.EADDRNOTAVAIL: ErrNoPort,
	unix.ENOTCONN:      ErrNotConnected,
	unix.EISCONN:       ErrIsConnected,
	unix.EINVAL:        ErrInvalid,
	unix.EEXIST:        ErrExists,
	unix.ENOENT:        ErrNotFound,
}

// realError returns the error of this package that the system's stands for; others stay as they are.
func realError(err error) error {
	errno, ok := err.(unix.Errno)
	if !ok {
		return err
	}
	if named, ok := errnos[errno]; ok {
		return named
	}
	return err
}
