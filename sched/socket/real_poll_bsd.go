// This file defines poll where it waits for whole milliseconds.

//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package socket

import (
	"time"

	"golang.org/x/sys/unix"
)

// pollFor waits until one of the descriptors is ready, for d at most, rounded up, and returns how many are.
func pollFor(fds []unix.PollFd, d time.Duration) (int, error) {
	n, err := unix.Poll(fds, int((d+time.Millisecond-1)/time.Millisecond))
	if err == unix.EINTR {
		return 0, nil
	}
	return n, err
}
