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
	// EAGAIN: a non-blocking call would have to wait.
	ErrWouldBlock = &Error{"BlockingIOError", "Resource temporarily unavailable"}
	// EINPROGRESS: a non-blocking connection is on its way.
	ErrInProgress = &Error{"BlockingIOError", "Operation now in progress"}
	// The socket's time-out has passed.
	ErrTimeout = &Error{"TimeoutError", "timed out"}

	// EALREADY: a connection is on its way already.
	ErrAlready = &Error{"BlockingIOError", "Operation already in progress"}
	// ETIMEDOUT: nobody answers.
	ErrConnectionTimedOut = &Error{"TimeoutError", "Connection timed out"}
	// ECONNREFUSED: nobody listens there.
	ErrConnectionRefused = &Error{"ConnectionRefusedError", "Connection refused"}
	// ENETUNREACH: no way leads there.
	ErrUnreachable = &Error{"OSError", "Network is unreachable"}
	// ECONNRESET: the peer has closed without reading all, or abruptly.
	ErrConnectionReset = &Error{"ConnectionResetError", "Connection reset by peer"}
	// ECONNABORTED: this end has given the connection up.
	ErrConnectionAborted = &Error{"ConnectionAbortedError", "Software caused connection abort"}
	// EPIPE: nothing can be sent any more.
	ErrBrokenPipe = &Error{"BrokenPipeError", "Broken pipe"}
	// EADDRINUSE: another socket has the port.
	ErrAddressInUse = &Error{"OSError", "Address already in use"}
	// EADDRNOTAVAIL: all ports are taken.
	ErrNoPort = &Error{"OSError", "Cannot assign requested address"}
	// ENOTCONN: the call needs a connection.
	ErrNotConnected = &Error{"OSError", "Transport endpoint is not connected"}
	// EISCONN: it has, or had, one already.
	ErrIsConnected = &Error{"OSError", "Transport endpoint is already connected"}
	// EINVAL: the call does not fit the state of the socket, or an argument is wrong.
	ErrInvalid = &Error{"OSError", "Invalid argument"}
	// EEXIST: the poller has the socket already.
	ErrExists = &Error{"FileExistsError", "File exists"}
	// ENOENT: there is no such file, or the poller has no such socket.
	ErrNotFound = &Error{"FileNotFoundError", "No such file or directory"}
	// EFBIG: a virtual file has at most 2^30 bytes.
	ErrTooLarge = &Error{"OSError", "File too large"}
	// The real machine's system has no sockets of BSD's kind, or no epoll.
	ErrUnsupported = &Error{"NotImplementedError", "the operating system has nothing for this"}
)

// waits reports whether a call that met err could only go on after a wait.
func waits(err error) bool { return err == ErrWouldBlock || err == ErrInProgress }
