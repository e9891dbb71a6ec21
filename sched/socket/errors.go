// This file defines the errors of sockets and files, named as Python names them.

package socket

import "errors"

// An Error is what goes wrong with a socket or a file. Its class is that of Python's exception, its text that of the
// operating system. Each is one value, for errors.Is; a call wraps it in what it was about.
type Error struct {
	Class string // such as ConnectionResetError
	text  string
}

// Error returns class and text, as the last line of Python's traceback has them.
func (e *Error) Error() string { return e.Class + ": " + e.text }

// ErrClosed is the error of a call on a socket that has been closed, before or meanwhile.
var ErrClosed = errors.New("socket: the socket is closed")

// The errors of calls. Those of the first group come without a wrapping: programs meet them all the time.
var (
	ErrWouldBlock = &Error{"BlockingIOError", "Resource temporarily unavailable"} // EAGAIN: a non-blocking call would have to wait
	ErrInProgress = &Error{"BlockingIOError", "Operation now in progress"}        // EINPROGRESS: a non-blocking connection is on its way
	ErrTimeout    = &Error{"TimeoutError", "timed out"}                           // the socket's time-out has passed

	ErrAlready            = &Error{"BlockingIOError", "Operation already in progress"}                 // EALREADY
	ErrConnectionTimedOut = &Error{"TimeoutError", "Connection timed out"}                             // ETIMEDOUT: nobody answers
	ErrConnectionRefused  = &Error{"ConnectionRefusedError", "Connection refused"}                     // ECONNREFUSED: nobody listens there
	ErrConnectionReset    = &Error{"ConnectionResetError", "Connection reset by peer"}                 // ECONNRESET
	ErrConnectionAborted  = &Error{"ConnectionAbortedError", "Software caused connection abort"}       // ECONNABORTED
	ErrBrokenPipe         = &Error{"BrokenPipeError", "Broken pipe"}                                   // EPIPE: nothing can be sent any more
	ErrAddressInUse       = &Error{"OSError", "Address already in use"}                                // EADDRINUSE
	ErrNoPort             = &Error{"OSError", "Cannot assign requested address"}                       // EADDRNOTAVAIL: all ports are taken
	ErrNotConnected       = &Error{"OSError", "Transport endpoint is not connected"}                   // ENOTCONN
	ErrIsConnected        = &Error{"OSError", "Transport endpoint is already connected"}               // EISCONN
	ErrInvalid            = &Error{"OSError", "Invalid argument"}                                      // EINVAL
	ErrExists             = &Error{"FileExistsError", "File exists"}                                   // EEXIST: the poller has the socket already
	ErrNotFound           = &Error{"FileNotFoundError", "No such file or directory"}                   // ENOENT: there is no such file, or the poller has no such socket
	ErrTooLarge           = &Error{"OSError", "File too large"}                                        // EFBIG
	ErrUnsupported        = &Error{"NotImplementedError", "the operating system has nothing for this"} // on some real machines
)

// waits reports whether a call that met err could only go on after a wait.
func waits(err error) bool { return err == ErrWouldBlock || err == ErrInProgress }
