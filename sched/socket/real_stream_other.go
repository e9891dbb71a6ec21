// This file defines that there are no real TCP sockets and pollers where package unix has no BSD sockets.

//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package socket

import (
	"time"

	"github.com/gilsim/gilsim/sched"
)

// newRealStream fails.
func newRealStream(*sched.Thread, int32) (stream, error) { return nil, ErrUnsupported }

// pollReal fails.
func pollReal(*sched.Thread, int32, []entry, time.Duration) error { return ErrUnsupported }
