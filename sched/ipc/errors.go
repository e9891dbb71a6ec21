// This file defines the errors of system calls.

package ipc

import (
	"fmt"
	"syscall"
)

// An Errno is what is wrong with a system call, by the number that Linux has for it, whatever the machine. Its text is that of Python's
// OSError.
type Errno int64

// The numbers.
const (
	ErrNotFound    Errno = 2   // ENOENT
	ErrNoReader    Errno = 6   // ENXIO
	ErrTooLong     Errno = 7   // E2BIG
	ErrClosed      Errno = 9   // EBADF
	ErrNoChild     Errno = 10  // ECHILD
	ErrAgain       Errno = 11  // EAGAIN
	ErrNotAllowed  Errno = 13  // EACCES
	ErrExists      Errno = 17  // EEXIST
	ErrInvalid     Errno = 22  // EINVAL
	ErrBrokenPipe  Errno = 32  // EPIPE
	ErrLongName    Errno = 36  // ENAMETOOLONG
	errNotHere     Errno = 38  // ENOSYS
	ErrNoMessage   Errno = 42  // ENOMSG
	ErrRemoved     Errno = 43  // EIDRM
	ErrMessageSize Errno = 90  // EMSGSIZE
	ErrTimedOut    Errno = 110 // ETIMEDOUT
)

// texts are those of glibc's strerror.
var texts = map[Errno]string{
	ErrNotFound: "No such file or directory", ErrNoReader: "No such device or address", ErrTooLong: "Argument list too long",
	ErrClosed: "Bad file descriptor", ErrNoChild: "No child processes", ErrAgain: "Resource temporarily unavailable",
	ErrNotAllowed: "Permission denied", ErrExists: "File exists", ErrInvalid: "Invalid argument", ErrBrokenPipe: "Broken pipe",
	ErrLongName: "File name too long", errNotHere: "Function not implemented", ErrNoMessage: "No message of desired type",
	ErrRemoved: "Identifier removed", ErrMessageSize: "Message too long", ErrTimedOut: "Connection timed out",
}

// Error is the error as Python tells it.
func (e Errno) Error() string {
	text, ok := texts[e]
	if !ok {
		text = syscall.Errno(e).Error()
	}
	return fmt.Sprintf("[Errno %d] %s", int64(e), text)
}

// of returns the error of an outcome, where 0 is success; with the name that the call was for, if that is not empty.
func of(outcome int64, name string) error {
	switch {
	case outcome == 0:
		return nil
	case name == "":
		return Errno(outcome)
	}
	return fmt.Errorf("%w: '%s'", Errno(outcome), name)
}
