// This file defines the POSIX message queue of an operating system: a descriptor.

package ipc

import (
	"encoding/binary"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// openRealQueue is OpenMessageQueue there.
func openRealQueue(t *sched.Thread, name string, flags OpenFlag, a QueueAttributes) (*MessageQueue, error) {
	known := nameFor(t, sched.NamedQueue, trace.Info{Class: trace.ClassMessages, Name: name}, name)
	q := &MessageQueue{handle: handle{fd: none}, flags: flags, queue: &posixQueue{object: known.object, run: t.Process().Run}}
	_, q.key = t.Share(known.object, 1)
	outcome, has := t.Ask(trace.IO, func() (int64, []byte) {
		fd, has, wrong := openOrMakeQueue(known.system, flags, a)
		if wrong != 0 {
			return int64(wrong), nil
		}
		q.fd = fd
		return 0, binary.AppendUvarint(binary.AppendUvarint(nil, uint64(has.Messages)), uint64(has.MessageSize))
	})
	if outcome != 0 {
		return nil, of(outcome, "")
	}
	messages, n := binary.Uvarint(has)
	size, _ := binary.Uvarint(has[n:])
	q.queue.attributes = QueueAttributes{int(messages), int(size)}
	if t.Ghost() {
		q.fd = t.Process().Real().Carried(q.key)
	}
	makeIn(t.Process(), q)
	return q, nil
}

// openOrMakeQueue opens the queue. What it would be made with matters only if it is made.
func openOrMakeQueue(system string, flags OpenFlag, a QueueAttributes) (fd int, has QueueAttributes, wrong Errno) {
	unfit := Errno(0)
	if flags&Create != 0 {
		unfit = a.complete()
	}
	if unfit != 0 {
		flags &^= Create
	}
	fd, has, wrong = openQueue(system, flags, a)
	switch {
	case unfit == 0:
	case wrong == ErrNotFound:
		wrong = unfit
	case wrong == 0 && flags&Exclusive != 0:
		closeDescriptor(fd)
		wrong = ErrExists
	}
	return fd, has, wrong
}

// unlinkRealQueue is UnlinkMessageQueue there.
func unlinkRealQueue(t *sched.Thread, name string) error {
	known := nameFor(t, sched.NamedQueue, trace.Info{Class: trace.ClassMessages, Name: name}, name)
	outcome, _ := t.Ask(trace.IO, func() (int64, []byte) { return int64(unlinkQueue(known.system)), nil })
	return of(outcome, "")
}

// A realMessage is a send or a receive under way.
type realMessage struct {
	*MessageQueue
	receives bool
	data     []byte // what is sent; or the room, and then what was received
	priority int
	wrong    Errno
}

// Object returns the number of the queue in the trace.
func (m *realMessage) Object() int32 { return m.queue.object }

// call sends or receives.
func (m *realMessage) call() (again bool) {
	if m.receives {
		var n int
		n, m.priority, m.wrong = receiveMessage(m.fd, m.data)
		m.data = m.data[:n]
	} else {
		m.wrong = sendMessage(m.fd, m.data, m.priority)
	}
	if m.wrong != ErrAgain {
		return false
	}
	m.wrong, m.data = 0, m.data[:cap(m.data)]
	return true
}

// look waits until there is a message, or room for one.
func (m *realMessage) look(d time.Duration) bool { return pollDescriptor(m.fd, !m.receives, d) }

// sendOn sends what was not sent at once.
func (q *MessageQueue) sendOn(t *sched.Thread, data []byte, priority int, d time.Duration, late Errno, before attempt) error {
	outcome, _ := t.Ask(trace.Send, func() (int64, []byte) {
		m := &realMessage{MessageQueue: q, data: data[:len(data):len(data)], priority: priority}
		if !callReal(t, m, d, before) {
			m.wrong = late
		}
		return int64(m.wrong), nil
	})
	if d == 0 && outcome == 0 {
		t.Engine().Record(t, trace.Send, q.queue.object, int64(len(data)))
	}
	return of(outcome, "")
}

// takeRoom returns room for a message, which is to be stored in spare when it is used no longer.
func (q *MessageQueue) takeRoom() *[]byte {
	if room := q.spare.Swap(nil); room != nil {
		return room
	}
	fresh := make([]byte, q.queue.attributes.MessageSize)
	return &fresh
}

// receiveOn receives what was not received at once.
func (q *MessageQueue) receiveOn(t *sched.Thread, room []byte, d time.Duration, late Errno, before attempt) (n, priority int, err error) {
	outcome, data := t.Ask(trace.Recv, func() (int64, []byte) {
		m := &realMessage{MessageQueue: q, receives: true, data: room}
		if !callReal(t, m, d, before) {
			m.wrong = late
		}
		if m.wrong != 0 {
			return -int64(m.wrong), nil
		}
		return int64(m.priority), m.data
	})
	if priority, err = decode(outcome); err != nil {
		return 0, 0, err
	}
	t.Engine().Record(t, trace.Recv, q.queue.object, int64(len(data)))
	return copy(room, data), priority, nil
}
