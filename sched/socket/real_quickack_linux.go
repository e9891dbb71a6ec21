// This file defines TCP_QUICKACK, which Linux has.

package socket

import "golang.org/x/sys/unix"

func quickAck(fd int) error { return unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_QUICKACK, 1) }
