// This file defines the errors of connections, by the names of Python's exceptions.

package connection

import "errors"

// An AuthenticationError says that one end has not proved that it has the key: multiprocessing.AuthenticationError.
type AuthenticationError struct{ Text string }

// Error returns class and text, as the last line of Python's traceback has them.
func (e *AuthenticationError) Error() string {
	return "multiprocessing.context.AuthenticationError: " + e.Text
}

func refused(text string) error { return &AuthenticationError{text} }

// ErrEOF is EOFError: the peer has closed the connection, between two messages.
var ErrEOF = errors.New("EOFError")

// ErrCut is what Python raises when the connection ends within a message.
var ErrCut = errors.New("OSError: got end of file during message")

// ErrLength is what Python raises when a message is longer than may be.
var ErrLength = errors.New("OSError: bad message length")
