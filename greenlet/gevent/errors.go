// This file defines the exceptions.

package gevent

import (
	"errors"

	"github.com/gilsim/gilsim/greenlet"
)

// The exceptions of this package, to be compared with errors.Is.
var (
	// ErrLoopExit is raised in the main greenlet when it waits, and no greenlet can ever go on: gevent's report of a deadlock.
	ErrLoopExit = &greenlet.Error{Class: "LoopExit", Text: "This operation would block forever"}
	// ErrBlockingSwitchOut is raised by what waits, in a callback of the hub.
	ErrBlockingSwitchOut = &greenlet.Error{Class: "BlockingSwitchOutError", Text: "Impossible to call blocking function in the event loop callback"}
	// ErrInvalidSwitch is raised in a greenlet that waits and is switched to by somebody else than the hub.
	ErrInvalidSwitch = &greenlet.Error{Class: "InvalidSwitchError", Text: "Invalid switch", Hint: "a greenlet that waits in the hub goes on when what it waits for has happened"}
	// ErrThreadUse is raised where a greenlet of another thread, or what belongs to another thread's hub, is used.
	ErrThreadUse = &greenlet.Error{Class: "InvalidThreadUseError", Text: "it belongs to the hub of another thread", Hint: "what several threads share is in package threading"}

	// ErrConcurrentUse is returned to a greenlet that waits for a socket for which another one does.
	ErrConcurrentUse = &greenlet.Error{Class: "ConcurrentObjectUseError", Text: "This socket is already used by another greenlet", Hint: "one greenlet may read of it, and one write to it"}

	ErrEmpty        = &greenlet.Error{Class: "Empty", Hint: "the queue has no item"}
	ErrFull         = &greenlet.Error{Class: "Full", Hint: "the queue has no room"}
	ErrPoolFull     = &greenlet.Error{Class: "PoolFull", Hint: "the pool has no room"}
	ErrOverReleased = &greenlet.Error{Class: "ValueError", Text: "Semaphore released too many times"}
	ErrTaskDone     = &greenlet.Error{Class: "ValueError", Text: "task_done() called too many times"}
	ErrNotOwner     = &greenlet.Error{Class: "RuntimeError", Text: "cannot release un-acquired lock", Hint: "the greenlet that has acquired it releases it"}
)

func isExit(err error) bool {
	var exit *greenlet.GreenletExit
	return errors.As(err, &exit)
}
