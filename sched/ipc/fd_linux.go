package ipc

import "golang.org/x/sys/unix"

// waitIn has reads and writes wait in the system.
func waitIn(fd int) { _ = unix.SetNonblock(fd, false) }
