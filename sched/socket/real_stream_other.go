// This file defines that there are no real TCP sockets and pollers where package unix has no BSD sockets.

//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package socket

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// newRealStream fails.
func newRealStream(*sched.Thread, int32) (stream, error) { return nil, ErrUnsupported }

// newRealPoll returns a call that fails.
func newRealPoll(int32, []entry, time.Duration) systemCall { return unsupported{} }

// unsupported is a system call that there is not.
type unsupported struct{}

// Step does nothing.
func (unsupported) Step(*sched.Thread, sched.Wake) (r sched.Request, done bool) { return r, true }

func (unsupported) failure() error { return ErrUnsupported }
