// This file makes the calls of transfer_linux.go known to the race detector: what is written comes before what is read.

//go:build linux && race

package ipc

import "golang.org/x/sys/unix"

func readNow(fd int, data []byte) (n int, wrong Errno) {
	n, err := unix.Read(fd, data)
	return n, errnoOf(err)
}

func writeNow(fd int, data []byte) (n int, wrong Errno) {
	n, err := unix.Write(fd, data)
	return n, errnoOf(err)
}
