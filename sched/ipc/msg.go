// This file defines the System V message queue: messages with types, under a number.

package ipc

import (
	"fmt"
	"slices"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// The sizes of Linux (msgget(2)).
const (
	MessagesSize = 8192   // how many bytes a message can have: MSGMAX
	MessagesRoom = 16_384 // how many bytes a queue holds: MSGMNB
)

// Private as the key of a queue makes one that nobody finds by a key: IPC_PRIVATE.
const Private = 0

// A ReceiveFlag says how a System V message is received.
type ReceiveFlag int

// The flags of msgrcv(2).
const (
	NoWait  ReceiveFlag = 1 << iota // IPC_NOWAIT: of sending, too
	NoError                         // MSG_NOERROR: a message that is too long is cut off
	Except                          // MSG_EXCEPT: any but those of the type
)

// Messages is a System V message queue. All processes that know it can use it, as long as nobody removes it: nobody has it open.
type Messages struct {
	run   *sched.Run
	queue *sysvQueue // simulated
	real  *realMessages
	id    int
}

// A sysvQueue is the simulated queue itself.
type sysvQueue struct {
	object    int32
	id        int
	key       int
	messages  []typed
	bytes     int
	removed   bool
	senders   sched.Queue
	receivers sched.Queue
}

// A typed message is what is sent.
type typed struct {
	data []byte
	kind int
}

// GetMessages returns the queue of this key: msgget. With Create it is made if it is not there; with Exclusive, too, it fails with
// ErrExists if it is. A key is 32 bits. On the real machine keys are the run's own, and a queue that is there at its end is removed.
func GetMessages(t *sched.Thread, key int, flags OpenFlag) (*Messages, error) {
	t.Announce(trace.None, 0, sched.Jump)
	mustHaveProcesses(t)
	switch {
	case int(int32(key)) != key:
		return nil, ErrInvalid
	case t.Process().Real() != nil:
		return getRealMessages(t, key, flags)
	}
	names := namesOf(t.Process().Run)
	q := names.messages[key]
	switch {
	case q != nil && flags&Create != 0 && flags&Exclusive != 0:
		return nil, ErrExists
	case q == nil && flags&Create == 0 && key != Private:
		return nil, ErrNotFound
	case q == nil:
		q = &sysvQueue{object: t.Process().Names.AddObject(trace.ClassMessages, nameOfKey(key)), id: names.made, key: key}
		names.made++
		if key != Private {
			names.messages[key] = q
		}
	}
	return &Messages{run: t.Process().Run, queue: q, id: q.id}, nil
}

// nameOfKey is what reports call a queue.
func nameOfKey(key int) string {
	if key == Private {
		return "private"
	}
	return fmt.Sprintf("%#x", uint32(key))
}

// ID returns the number of the queue.
func (m *Messages) ID() int { return m.id }

// object returns the number of the queue in the trace.
func (m *Messages) object() int32 {
	if m.real != nil {
		return m.real.object
	}
	return m.queue.object
}

// Len returns how many messages there are, and 0 if it was removed. It is no step of the program.
func (m *Messages) Len() int {
	if m.real != nil {
		return countMessages(m.id)
	}
	return len(m.queue.messages)
}

// Send sends a message of a type, with the interpreter lock released, and waits for room, unless it is NoWait: then it fails with
// ErrAgain. It fails with ErrInvalid if the type is less than 1, the message is longer than messages can be, or the queue was removed,
// and with ErrRemoved if it is removed meanwhile. (msgsnd(2))
func (m *Messages) Send(t *sched.Thread, kind int, data []byte, flags ReceiveFlag) error {
	t.Announce(trace.Send, m.object(), sched.Jump)
	t.MustBeOf(m.run, m.object())
	switch {
	case kind < 1 || len(data) > MessagesSize || flags&^NoWait != 0:
		return ErrInvalid
	case m.real != nil:
		return m.real.send(t, m.id, kind, data, flags)
	case m.queue.removed:
		return ErrInvalid
	}
	s := &sendingTyped{sysvQueue: m.queue, message: typed{slices.Clone(data), kind}}
	if !perform(t, s, patience(flags)) {
		return ErrAgain
	}
	if s.removed {
		return ErrRemoved
	}
	t.Engine().Record(t, trace.Send, m.object(), int64(len(data)))
	return nil
}

// patience returns how long a call waits.
func patience(flags ReceiveFlag) time.Duration {
	if flags&NoWait != 0 {
		return 0
	}
	return sched.Forever
}

// Object returns the number of the queue in the trace.
func (q *sysvQueue) Object() int32 { return q.object }

// Gone wakes the others in the place of a thread that has been killed while it waited.
func (q *sysvQueue) Gone(machine *sched.Thread) { q.wakeAll(machine) }

// wakeAll wakes everybody: what one cannot use another one may, for it waits for another type, or room for less.
func (q *sysvQueue) wakeAll(t *sched.Thread) {
	for q.receivers.Wake(t, sched.FIFO) {
	}
	for q.senders.Wake(t, sched.FIFO) {
	}
}

// fits reports whether there is room for so many bytes: also messages of none are counted.
func (q *sysvQueue) fits(n int) bool {
	return q.bytes+n <= MessagesRoom && len(q.messages)+1 <= MessagesRoom
}

// A sendingTyped is a send under way.
type sendingTyped struct {
	*sysvQueue
	message typed
}

func (s *sendingTyped) waiting() *sched.Queue { return &s.senders }

// attempt puts the message at the end, if there is room.
func (s *sendingTyped) attempt(t *sched.Thread) bool {
	switch {
	case s.removed:
		return true
	case !s.fits(len(s.message.data)):
		return false
	}
	s.messages = append(s.messages, s.message)
	s.bytes += len(s.message.data)
	copying(t, len(s.message.data))
	for s.receivers.Wake(t, sched.FIFO) {
	}
	return true
}

// Receive receives a message, with the interpreter lock released, and waits for one, unless it is NoWait: then it fails with ErrNoMessage.
// Of kind 0 it is the first one; of a positive kind the first of that type, or, with Except, of any other one; of a negative one
// the first of the lowest type that is not above its absolute value. One that is longer than room fails with ErrTooLong, and stays, unless
// it is cut off: NoError. It fails with ErrInvalid if the queue was removed, and with ErrRemoved if it is meanwhile. (msgrcv(2))
func (m *Messages) Receive(t *sched.Thread, kind, room int, flags ReceiveFlag) (data []byte, got int, err error) {
	t.Announce(trace.Recv, m.object(), sched.Jump)
	t.MustBeOf(m.run, m.object())
	switch {
	case room < 0 || flags&^(NoWait|NoError|Except) != 0:
		return nil, 0, ErrInvalid
	case m.real != nil:
		return m.real.receive(t, m.id, kind, room, flags)
	case m.queue.removed:
		return nil, 0, ErrInvalid
	}
	r := &receivingTyped{sysvQueue: m.queue, kind: kind, room: room, flags: flags}
	switch made := perform(t, r, patience(flags)); {
	case !made:
		return nil, 0, ErrNoMessage
	case r.wrong != 0:
		return nil, 0, r.wrong
	}
	t.Engine().Record(t, trace.Recv, m.object(), int64(len(r.message.data)))
	return r.message.data, r.message.kind, nil
}

// A receivingTyped is a receive under way.
type receivingTyped struct {
	*sysvQueue
	kind    int
	room    int
	flags   ReceiveFlag
	message typed
	wrong   Errno
}

func (r *receivingTyped) waiting() *sched.Queue { return &r.receivers }

// attempt takes the message that is wanted, if there is one.
func (r *receivingTyped) attempt(t *sched.Thread) bool {
	if r.removed {
		r.wrong = ErrRemoved
		return true
	}
	i := r.wanted()
	if i < 0 {
		return false
	}
	r.message = r.messages[i]
	if len(r.message.data) > r.room && r.flags&NoError == 0 {
		r.wrong = ErrTooLong
		return true
	}
	r.messages = slices.Delete(r.messages, i, i+1)
	r.bytes -= len(r.message.data)
	r.message.data = r.message.data[:min(r.room, len(r.message.data))]
	copying(t, len(r.message.data))
	for r.senders.Wake(t, sched.FIFO) {
	}
	return true
}

// wanted returns the place of the message that is wanted, -1 if there is none.
func (r *receivingTyped) wanted() int {
	best := -1
	for i, m := range r.messages {
		switch {
		case r.kind == 0, r.kind > 0 && (m.kind == r.kind) != (r.flags&Except != 0):
			return i
		case r.kind < 0 && m.kind <= -r.kind && (best < 0 || m.kind < r.messages[best].kind):
			best = i
		}
	}
	return best
}

// Remove removes the queue, with all that is in it: msgctl(IPC_RMID). Who waits there fails with ErrRemoved.
func (m *Messages) Remove(t *sched.Thread) error {
	t.Announce(trace.None, 0, sched.Jump)
	t.MustBeOf(m.run, m.object())
	switch {
	case m.real != nil:
		return m.real.remove(t, m.id)
	case m.queue.removed:
		return ErrInvalid
	}
	if m.queue.key != Private {
		delete(namesOf(m.run).messages, m.queue.key)
	}
	m.queue.removed, m.queue.messages = true, nil
	m.queue.wakeAll(t)
	return nil
}
