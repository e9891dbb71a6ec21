// This file defines the errors that Python's exceptions of this package are here.

package futures

import "errors"

var (
	// ErrCancelled is CancelledError: the future was cancelled.
	ErrCancelled = errors.New("CancelledError")
	// ErrTimeout is TimeoutError: the future was not done in time.
	ErrTimeout = errors.New("TimeoutError")
	// ErrInvalidState is InvalidStateError: a future that is done is given another result.
	ErrInvalidState = errors.New("InvalidStateError")
)
