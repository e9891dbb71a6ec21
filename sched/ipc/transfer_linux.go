//go:build linux && !race

package ipc

import (
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// readNow is read(2), once. It is here, and not in package unix, for what Leave says of calls.
func readNow(fd int, data []byte) (n int, wrong Errno) {
	r, _, errno := syscall.Syscall(unix.SYS_READ, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(data))), uintptr(len(data)))
	return int(r), Errno(errno)
}

// writeNow is write(2), once.
func writeNow(fd int, data []byte) (n int, wrong Errno) {
	r, _, errno := syscall.Syscall(unix.SYS_WRITE, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(data))), uintptr(len(data)))
	return int(r), Errno(errno)
}
