// This file defines the System V message queue of an operating system. It cannot be polled, so that a thread waits for a word of shared
// memory that whoever has sent, received or removed changes.

package ipc

import (
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"time"
	"unsafe"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// A messagesMemory is the memory of a queue's name.
type messagesMemory struct {
	key     atomic.Uint32 // by which the system has it; 0: it was never made
	changes atomic.Uint32
	waiters atomic.Uint32 // how many wait for that, or did when they were killed
}

// headSize is how many bytes a message has in front of its own: its type, a long.
const headSize = int(unsafe.Sizeof(int(0)))

// newMessage returns a message with its head.
func newMessage(kind int, data []byte) []byte {
	message := make([]byte, headSize+len(data))
	*(*int)(unsafe.Pointer(&message[0])) = kind
	copy(message[headSize:], data)
	return message
}

// kindOf returns the type of a message.
func kindOf(message []byte) int { return *(*int)(unsafe.Pointer(&message[0])) }

// contents returns what is behind its head.
func contents(message []byte) []byte { return message[headSize:] }

// realMessages is what a process knows of a queue.
type realMessages struct {
	object int32
	memory *messagesMemory
}

// getRealMessages is GetMessages there.
func getRealMessages(t *sched.Thread, key int, flags OpenFlag) (*Messages, error) {
	name := nameOfKey(key)
	if key == Private {
		_, unique := t.Share(0, 1)
		name = fmt.Sprintf("private %d", unique)
		flags |= Create
	}
	known := nameFor(t, sched.NamedMessages, trace.Info{Class: trace.ClassMessages, Name: nameOfKey(key)}, name)
	r := &realMessages{known.object, (*messagesMemory)(t.Process().Real().Shared(known.key, known.object))}
	outcome, _ := t.Ask(trace.IO, func() (int64, []byte) {
		id, wrong := r.memory.get(flags)
		if wrong != 0 {
			return -int64(wrong), nil
		}
		return int64(id), nil
	})
	id, err := decode(outcome)
	if err != nil {
		return nil, err
	}
	return &Messages{run: t.Process().Run, real: r, id: id}, nil
}

// get returns the number of the queue, and makes it if it is to. The key of one that is made is noted before, so that it is removed
// whoever is killed meanwhile.
func (m *messagesMemory) get(flags OpenFlag) (id int, wrong Errno) {
	for {
		key := m.key.Load()
		if key != 0 {
			switch id, wrong = getMessages(key, false); {
			case wrong == 0 && flags&Create != 0 && flags&Exclusive != 0:
				return 0, ErrExists
			case wrong != ErrNotFound:
				return id, wrong
			}
		}
		if flags&Create == 0 {
			return 0, ErrNotFound
		}
		if key == 0 {
			if key = rand.Uint32(); key == 0 || !isFree(key) || !m.key.CompareAndSwap(0, key) {
				continue
			}
		}
		if id, wrong = getMessages(key, true); wrong != ErrExists {
			return id, wrong
		}
	}
}

// isFree reports whether no queue of the system has the key.
func isFree(key uint32) bool {
	_, wrong := getMessages(key, false)
	return wrong == ErrNotFound
}

// changed tells who waits that the queue is not as it was.
func (m *messagesMemory) changed() {
	m.changes.Add(1)
	if m.waiters.Load() > 0 {
		wake(&m.changes, everybody)
	}
}

// A realTyped is a send or a receive under way.
type realTyped struct {
	*realMessages
	id       int
	receives bool
	message  []byte // what is sent; or the room, and then what was received
	kind     int    // of what is to be received
	flags    ReceiveFlag
	wrong    Errno

	before atomic.Pointer[messagesBefore] // how the queue was when it was tried; nil: there was nothing to wait for
}

// A messagesBefore is how a queue was when somebody began to wait. Who looks for a deadlock reads it while that one goes on.
type messagesBefore struct {
	changes uint32 // how often it had changed
	state   messagesState
}

// A messagesState tells how much is in a queue: it differs if somebody was killed who has changed it, and told nobody.
type messagesState struct {
	count, bytes int
	gone         bool
}

// Object returns the number of the queue in the trace.
func (r *realTyped) Object() int32 { return r.object }

// call sends or receives. Before it waits it notes how the queue is, and tries once more.
func (r *realTyped) call() (again bool) {
	changes := r.memory.changes.Load()
	if r.try(); r.mustWait() {
		r.before.Store(&messagesBefore{changes, stateOf(r.id)})
		r.try()
	}
	switch {
	case r.wrong == 0:
		r.memory.changed()
	case r.wrong == ErrInvalid && r.before.Load() != nil:
		r.wrong = ErrRemoved
	}
	return r.mustWait()
}

func (r *realTyped) mustWait() bool { return r.wrong == ErrAgain || r.wrong == ErrNoMessage }

// try sends or receives, without waiting.
func (r *realTyped) try() {
	if r.receives {
		r.message, r.wrong = receiveTyped(r.id, r.kind, r.message, r.flags)
	} else {
		r.wrong = sendTyped(r.id, r.message)
	}
}

// look waits until the queue has changed.
func (r *realTyped) look(d time.Duration) bool {
	before := r.before.Load()
	if d > 0 && r.memory.changes.Load() == before.changes {
		r.memory.waiters.Add(1)
		waitWhile(&r.memory.changes, before.changes, d)
		r.memory.waiters.Add(^uint32(0))
	}
	return r.memory.changes.Load() != before.changes || stateOf(r.id) != before.state
}

// send is Send there.
func (r *realMessages) send(t *sched.Thread, id, kind int, data []byte, flags ReceiveFlag) error {
	d := patience(flags)
	if d != 0 {
		t.Engine().Record(t, trace.Send, r.object, int64(len(data))) // before it can be received
	}
	message := newMessage(kind, data)
	if !t.Leave() {
		return r.sendOn(t, id, message, d, notMade)
	}
	if sendTyped(id, message) != 0 {
		return r.sendOn(t, id, message, d, inVain)
	}
	r.memory.changed()
	t.Return()
	t.Learn(trace.Send, 0, nil)
	if d == 0 {
		t.Engine().Record(t, trace.Send, r.object, int64(len(data)))
	}
	return nil
}

// sendOn sends what was not sent at once.
func (r *realMessages) sendOn(t *sched.Thread, id int, message []byte, d time.Duration, before attempt) error {
	outcome, _ := t.Ask(trace.Send, func() (int64, []byte) {
		c := &realTyped{realMessages: r, id: id, message: message}
		callReal(t, c, d, before)
		return int64(c.wrong), nil
	})
	if d == 0 && outcome == 0 {
		t.Engine().Record(t, trace.Send, r.object, int64(len(contents(message))))
	}
	return of(outcome, "")
}

// receive is Receive there.
func (r *realMessages) receive(t *sched.Thread, id, kind, room int, flags ReceiveFlag) (data []byte, got int, err error) {
	message := make([]byte, headSize+min(room, MessagesSize))
	if !t.Leave() {
		return r.receiveOn(t, id, kind, message, flags, notMade)
	}
	message, wrong := receiveTyped(id, kind, message, flags)
	if wrong != 0 {
		return r.receiveOn(t, id, kind, message, flags, inVain)
	}
	r.memory.changed()
	t.Return()
	data, got = contents(message), kindOf(message)
	t.Learn(trace.Recv, int64(got), data)
	t.Engine().Record(t, trace.Recv, r.object, int64(len(data)))
	return data, got, nil
}

// receiveOn receives what was not received at once, where this message lies.
func (r *realMessages) receiveOn(t *sched.Thread, id, kind int, message []byte, flags ReceiveFlag, before attempt) (data []byte, got int, err error) {
	outcome, data := t.Ask(trace.Recv, func() (int64, []byte) {
		c := &realTyped{realMessages: r, id: id, receives: true, kind: kind, message: message, flags: flags}
		callReal(t, c, patience(flags), before)
		if c.wrong != 0 {
			return -int64(c.wrong), nil
		}
		return int64(kindOf(c.message)), contents(c.message)
	})
	if got, err = decode(outcome); err != nil {
		return nil, 0, err
	}
	t.Engine().Record(t, trace.Recv, r.object, int64(len(data)))
	return data, got, nil
}

// remove is Remove there.
func (r *realMessages) remove(t *sched.Thread, id int) error {
	outcome, _ := t.Ask(trace.IO, func() (int64, []byte) {
		wrong := removeMessages(id)
		if wrong == 0 {
			r.memory.changed()
		}
		return int64(wrong), nil
	})
	return of(outcome, "")
}
