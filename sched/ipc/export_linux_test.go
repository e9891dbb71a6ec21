package ipc

import "golang.org/x/sys/unix"

// Bare returns the descriptor.
func (h *handle) Bare() int { return h.fd }

// BareWrite is a system call.
func BareWrite(fd int, data []byte) { _, _ = unix.Write(fd, data) }

// BareRead is a system call.
func BareRead(fd int, data []byte) { _, _ = unix.Read(fd, data) }

// BareSend is a system call.
func BareSend(fd int, data []byte) { sendMessage(fd, data, 0) }

// BareReceive is a system call.
func BareReceive(fd int, room []byte) { receiveMessage(fd, room) }

// BareSendTyped is a system call.
func BareSendTyped(id int, data []byte) { sendTyped(id, 1, data) }

// BareReceiveTyped is a system call.
func BareReceiveTyped(id, room int) { receiveTyped(id, 0, room, 0) }
