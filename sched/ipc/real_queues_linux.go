// This file makes the system calls of Linux for message queues.

package ipc

import (
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// A mqAttr is struct mq_attr, whose fields are longs.
type mqAttr struct {
	flags, messages, size, count int
	_                            [4]int
}

// openQueue is mq_open(3), of a queue with which nothing waits. The system call has the name without its slash.
func openQueue(name string, flags OpenFlag, a QueueAttributes) (fd int, has QueueAttributes, wrong Errno) {
	p, err := unix.BytePtrFromString(name)
	if err != nil {
		return none, has, ErrInvalid
	}
	system := (flags | NonBlock).system()
	attr := mqAttr{messages: a.Messages, size: a.MessageSize}
	r, _, errno := syscall.Syscall6(unix.SYS_MQ_OPEN, uintptr(unsafe.Pointer(p)), uintptr(system), 0o600, uintptr(unsafe.Pointer(&attr)), 0, 0)
	if errno != 0 {
		return none, has, Errno(errno)
	}
	if _, _, errno = syscall.Syscall(unix.SYS_MQ_GETSETATTR, r, 0, uintptr(unsafe.Pointer(&attr))); errno != 0 {
		unix.Close(int(r))
		return none, has, Errno(errno)
	}
	return int(r), QueueAttributes{attr.messages, attr.size}, 0
}

// unlinkQueue is mq_unlink(3).
func unlinkQueue(name string) Errno {
	p, err := unix.BytePtrFromString(name)
	if err != nil {
		return ErrInvalid
	}
	_, _, errno := syscall.Syscall(unix.SYS_MQ_UNLINK, uintptr(unsafe.Pointer(p)), 0, 0)
	return Errno(errno)
}

// sendNow is mq_send(3), once.
func sendNow(fd int, data []byte, priority int) Errno {
	_, _, errno := syscall.Syscall6(unix.SYS_MQ_TIMEDSEND, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(data))), uintptr(len(data)),
		uintptr(priority), 0, 0)
	return Errno(errno)
}

// sendMessage is mq_send(3).
func sendMessage(fd int, data []byte, priority int) Errno {
	for {
		if wrong := sendNow(fd, data, priority); wrong != Errno(unix.EINTR) {
			return wrong
		}
	}
}

// receiveNow is mq_receive(3), once.
func receiveNow(fd int, room []byte, priority *uint32) (n int, wrong Errno) {
	r, _, errno := syscall.Syscall6(unix.SYS_MQ_TIMEDRECEIVE, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(room))), uintptr(len(room)),
		uintptr(unsafe.Pointer(priority)), 0, 0)
	return int(r), Errno(errno)
}

// receiveMessage is mq_receive(3).
func receiveMessage(fd int, room []byte) (n, priority int, wrong Errno) {
	for {
		var p uint32
		switch n, wrong = receiveNow(fd, room, &p); wrong {
		case 0:
			return n, int(p), 0
		case Errno(unix.EINTR):
		default:
			return 0, 0, wrong
		}
	}
}

// pollDescriptor waits until a descriptor can be read, or written, or never will be, for at most d, and reports whether that is so.
func pollDescriptor(fd int, writes bool, d time.Duration) bool {
	events := int16(unix.POLLIN)
	if writes {
		events = unix.POLLOUT
	}
	list := []unix.PollFd{{Fd: int32(fd), Events: events}}
	n, err := unix.Poll(list, int((d+time.Millisecond-1)/time.Millisecond))
	return err == nil && n > 0
}

// getMessages is msgget(2): of a queue that is there, or of one that is not.
func getMessages(key uint32, makes bool) (id int, wrong Errno) {
	flags := 0
	if makes {
		flags = unix.IPC_CREAT | unix.IPC_EXCL | 0o600
	}
	r, _, errno := syscall.Syscall(unix.SYS_MSGGET, uintptr(key), uintptr(flags), 0)
	return int(r), Errno(errno)
}

// removeMessages is msgctl(2).
func removeMessages(id int) Errno {
	_, _, errno := syscall.Syscall(unix.SYS_MSGCTL, uintptr(id), unix.IPC_RMID, 0)
	return Errno(errno)
}

// sendTyped is msgsnd(2), without waiting, of a message with its head.
func sendTyped(id int, message []byte) Errno {
	for {
		_, _, errno := syscall.Syscall6(unix.SYS_MSGSND, uintptr(id), uintptr(unsafe.Pointer(&message[0])), uintptr(len(message)-headSize),
			unix.IPC_NOWAIT, 0, 0)
		if errno != unix.EINTR {
			return Errno(errno)
		}
	}
}

// The flags of msgrcv(2) that package unix does not name.
const (
	msgNoError = 0o10000
	msgExcept  = 0o20000
)

// receiveTyped is msgrcv(2), without waiting. It returns the message with its head, or if it fails the room for one, as it was given.
func receiveTyped(id, kind int, room []byte, flags ReceiveFlag) (message []byte, wrong Errno) {
	system := unix.IPC_NOWAIT
	if flags&NoError != 0 {
		system |= msgNoError
	}
	if flags&Except != 0 {
		system |= msgExcept
	}
	for {
		r, _, errno := syscall.Syscall6(unix.SYS_MSGRCV, uintptr(id), uintptr(unsafe.Pointer(&room[0])), uintptr(len(room)-headSize), uintptr(kind),
			uintptr(system), 0)
		switch errno {
		case 0:
			return room[:headSize+int(r)], 0
		case unix.EINTR:
		default:
			return room, Errno(errno)
		}
	}
}

// Where struct msqid64_ds has its msg_cbytes and its msg_qnum: by the size of a long, behind a struct ipc64_perm and three times.
var msgBytesAt, msgCountAt = map[int]int{4: 60, 8: 72}[headSize], map[int]int{4: 64, 8: 80}[headSize]

// stateOf tells how much is in a queue.
func stateOf(id int) messagesState {
	var s [128]byte // of which it has 120 at most
	if _, _, errno := syscall.Syscall(unix.SYS_MSGCTL, uintptr(id), unix.IPC_STAT, uintptr(unsafe.Pointer(&s))); errno != 0 {
		return messagesState{gone: true}
	}
	word := func(at int) int { return *(*int)(unsafe.Pointer(&s[at])) }
	return messagesState{count: word(msgCountAt), bytes: word(msgBytesAt)}
}

// countMessages returns how many messages are in a queue.
func countMessages(id int) int { return stateOf(id).count }
