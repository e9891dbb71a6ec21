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
func BareSendTyped(id int, message []byte) { sendTyped(id, message) }

// BareReceiveTyped is a system call.
func BareReceiveTyped(id int, room []byte) { _, _ = receiveTyped(id, 0, room, 0) }

// BareMessage returns a message with its head.
func BareMessage(data []byte) []byte { return newMessage(1, data) }

// BareWriteAt is a system call.
func BareWriteAt(fd int, data []byte) { _, _ = unix.Pwrite(fd, data, 0) }

// BareReadAt is a system call.
func BareReadAt(fd int, data []byte) { _, _ = unix.Pread(fd, data, 0) }
