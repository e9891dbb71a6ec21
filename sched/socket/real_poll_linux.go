// This file defines poll on Linux, which has one that waits for any time.

package socket

import (
	"time"

	"golang.org/x/sys/unix"
)

// pollFor waits until one of the descriptors is ready, for d at most, and returns how many are.
func pollFor(fds []unix.PollFd, d time.Duration) (int, error) {
	wait := unix.NsecToTimespec(int64(d))
	n, err := unix.Ppoll(fds, &wait, nil)
	if err == unix.EINTR {
		return 0, nil
	}
	return n, err
}
