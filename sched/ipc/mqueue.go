// This file defines the POSIX message queue: messages with priorities, under a name.

package ipc

import (
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
)

// The sizes of Linux (mq_overview(7)): what a queue has if nothing is said, which is also the most that one without privileges can have.
const (
	QueueMessages    = 10     // how many messages a queue holds
	QueueMessageSize = 8192   // how many bytes each can have
	QueuePriorities  = 32_768 // priorities are below that
)

// QueueAttributes are what a queue is made with: struct mq_attr. What is 0 is as the system has it.
type QueueAttributes struct {
	Messages    int // how many messages it holds: mq_maxmsg
	MessageSize int // how many bytes each can have: mq_msgsize
}

// complete gives them what is not said, and returns what is wrong with them.
func (a *QueueAttributes) complete() (wrong Errno) {
	if *a == (QueueAttributes{}) {
		*a = QueueAttributes{QueueMessages, QueueMessageSize}
	}
	if a.Messages <= 0 || a.Messages > QueueMessages || a.MessageSize <= 0 || a.MessageSize > QueueMessageSize {
		return ErrInvalid
	}
	return 0
}

// A MessageQueue is a POSIX message queue, as it was opened. Each process has it open or not.
type MessageQueue struct {
	handle
	queue *posixQueue
	flags OpenFlag
	spare atomic.Pointer[[]byte] // of one of an operating system: room for a message that is not in use; nil: it is
}

// A posixQueue is the queue itself.
type posixQueue struct {
	object     int32
	run        *sched.Run
	attributes QueueAttributes
	messages   []message // those of high priority first, and those of one in their order
	senders    sched.Queue
	receivers  sched.Queue
}

// A message is what is sent.
type message struct {
	data     []byte
	priority int
}

// OpenMessageQueue opens the queue of this name: mq_open. The name is a slash, and then something without one. With Create it is made
// if it is not there, with these attributes; with Exclusive, too, it fails with ErrExists if it is there. With NonBlock nothing that
// is done with it waits. On the real machine the name is one of the run's own, and a queue that is there at its end is removed.
func OpenMessageQueue(t *sched.Thread, name string, flags OpenFlag, a QueueAttributes) (*MessageQueue, error) {
	t.Announce(trace.None, 0, sched.Jump)
	mustHaveProcesses(t)
	if wrong := wrongQueue(name, flags); wrong != 0 {
		return nil, of(int64(wrong), "")
	}
	if t.Process().Real() != nil {
		return openRealQueue(t, name, flags, a)
	}
	queue, wrong := namesOf(t.Process().Run).queue(t, name, flags, a)
	if wrong != 0 {
		return nil, wrong
	}
	q := &MessageQueue{handle: handle{fd: none}, queue: queue, flags: flags}
	makeIn(t.Process(), q)
	return q, nil
}

// wrongQueue returns what is wrong with a name, or with flags.
func wrongQueue(name string, flags OpenFlag) Errno {
	rest, isPath := strings.CutPrefix(name, "/")
	switch mode := flags.mode(); {
	case mode != ReadOnly && mode != WriteOnly && mode != ReadWrite || !isPath:
		return ErrInvalid
	case rest == "":
		return ErrNotFound
	case strings.Contains(rest, "/"):
		return ErrNotAllowed
	case len(rest) > longest:
		return ErrLongName
	}
	return 0
}

// queue returns the queue of a name, which it makes if it is to.
func (n *namespace) queue(t *sched.Thread, name string, flags OpenFlag, a QueueAttributes) (*posixQueue, Errno) {
	q := n.queues[name]
	switch {
	case q != nil && flags&Create != 0 && flags&Exclusive != 0:
		return nil, ErrExists
	case q != nil:
		return q, 0
	case flags&Create == 0:
		return nil, ErrNotFound
	}
	if wrong := a.complete(); wrong != 0 {
		return nil, wrong
	}
	q = &posixQueue{object: t.Process().Names.AddObject(trace.ClassMessages, name), run: t.Process().Run, attributes: a}
	n.queues[name] = q
	return q, 0
}

// UnlinkMessageQueue removes the queue of this name: mq_unlink. Who has it open goes on with it, and nobody opens it any more.
func UnlinkMessageQueue(t *sched.Thread, name string) error {
	t.Announce(trace.None, 0, sched.Jump)
	mustHaveProcesses(t)
	if wrong := wrongQueue(name, ReadOnly); wrong != 0 {
		return wrong
	}
	if t.Process().Real() != nil {
		return unlinkRealQueue(t, name)
	}
	names := namesOf(t.Process().Run)
	if names.queues[name] == nil {
		return ErrNotFound
	}
	delete(names.queues, name)
	return nil
}

// Attributes returns what the queue was made with. It is no step of the program.
func (q *MessageQueue) Attributes() QueueAttributes { return q.queue.attributes }

// opened does nothing: a queue lives until nobody knows it.
func (q *MessageQueue) opened() {}

// closed does nothing: who waits goes on waiting.
func (q *MessageQueue) closed(*sched.Thread) {}

// Object returns the number of the queue in the trace.
func (q *MessageQueue) Object() int32 { return q.queue.object }

// Close closes the queue for the thread's process: mq_close.
func (q *MessageQueue) Close(t *sched.Thread) error {
	t.Announce(trace.None, 0, sched.Jump)
	t.MustBeOf(q.queue.run, q.queue.object)
	return closeIn(t, q)
}

// isOpen reports whether the thread's process has it open for this.
func (q *MessageQueue) isOpen(t *sched.Thread, mode OpenFlag) bool {
	t.MustBeOf(q.queue.run, q.queue.object)
	return q.isOpenIn(t, q) && q.flags&(mode|ReadWrite) != 0
}

// within returns how long a call waits that is to wait for at most d, and what is wrong if that is over.
func (q *MessageQueue) within(d time.Duration) (time.Duration, Errno) {
	if q.flags&NonBlock != 0 {
		return 0, ErrAgain
	}
	return d, ErrTimedOut
}

// Send sends a message, with the interpreter lock released, and waits for room, for at most d: mq_timedsend. It fails with ErrMessageSize
// if it is longer than messages can be, with ErrInvalid if there is no such priority, with ErrTimedOut if the time is over, and with
// ErrAgain if there is no room where nothing waits.
func (q *MessageQueue) Send(t *sched.Thread, data []byte, priority int, d time.Duration) error {
	t.Announce(trace.Send, q.queue.object, sched.Jump)
	switch {
	case priority < 0 || priority >= QueuePriorities:
		return ErrInvalid
	case !q.isOpen(t, WriteOnly):
		return ErrClosed
	case len(data) > q.queue.attributes.MessageSize:
		return ErrMessageSize
	}
	d, late := q.within(d)
	if q.key == 0 {
		return q.sendVirtual(t, data, priority, d, late)
	}
	if d != 0 {
		t.Engine().Record(t, trace.Send, q.queue.object, int64(len(data))) // before it can be received
	}
	if !t.Leave() {
		return q.sendOn(t, data, priority, d, late, notMade)
	}
	if wrong := sendNow(q.fd, data, priority); wrong != 0 {
		return q.sendOn(t, data, priority, d, late, after(wrong, d != 0))
	}
	t.Return()
	t.Learn(trace.Send, 0, nil)
	if d == 0 {
		t.Engine().Record(t, trace.Send, q.queue.object, int64(len(data)))
	}
	return nil
}

// sendVirtual is Send on the simulated machine.
func (q *MessageQueue) sendVirtual(t *sched.Thread, data []byte, priority int, d time.Duration, late Errno) error {
	if !perform(t, &sendingMessage{q.queue, message{slices.Clone(data), priority}}, d) {
		return late
	}
	t.Engine().Record(t, trace.Send, q.queue.object, int64(len(data)))
	return nil
}

// A sendingMessage is a send under way.
type sendingMessage struct {
	*posixQueue
	message message
}

// Object returns the number of the queue in the trace.
func (q *posixQueue) Object() int32 { return q.object }

// attempt puts the message where it belongs, if there is room.
func (s *sendingMessage) attempt(t *sched.Thread) bool {
	if len(s.messages) == s.attributes.Messages {
		return false
	}
	i := slices.IndexFunc(s.messages, func(m message) bool { return m.priority < s.message.priority })
	if i < 0 {
		i = len(s.messages)
	}
	s.messages = slices.Insert(s.messages, i, s.message)
	copying(t, len(s.message.data))
	s.wakeAll(t)
	return true
}

func (s *sendingMessage) waiting() *sched.Queue { return &s.senders }

// Gone wakes another one in the place of a thread that has been killed while it waited.
func (q *posixQueue) Gone(machine *sched.Thread) { q.wakeAll(machine) }

// wakeAll wakes one who can receive, and one who can send.
func (q *posixQueue) wakeAll(t *sched.Thread) {
	if len(q.messages) > 0 {
		q.receivers.Wake(t, sched.FIFO)
	}
	if len(q.messages) < q.attributes.Messages {
		q.senders.Wake(t, sched.FIFO)
	}
}

// Receive receives the message that has been there longest of those of the highest priority, with the interpreter lock released, and
// waits for one, for at most d: mq_timedreceive. It fails with ErrMessageSize if the room that is given, in bytes, is less than
// messages can have, with ErrTimedOut if the time is over, and with ErrAgain if there is none where nothing waits.
func (q *MessageQueue) Receive(t *sched.Thread, room int, d time.Duration) (data []byte, priority int, err error) {
	space := q.takeRoom()
	n, priority, err := q.ReceiveInto(t, (*space)[:max(0, min(room, len(*space)))], d)
	if err == nil {
		data = slices.Clone((*space)[:n])
	}
	q.spare.Store(space)
	return data, priority, err
}

// ReceiveInto is Receive into the caller's memory, and returns how many bytes the message has.
func (q *MessageQueue) ReceiveInto(t *sched.Thread, room []byte, d time.Duration) (n, priority int, err error) {
	t.Announce(trace.Recv, q.queue.object, sched.Jump)
	switch {
	case !q.isOpen(t, ReadOnly):
		return 0, 0, ErrClosed
	case len(room) < q.queue.attributes.MessageSize:
		return 0, 0, ErrMessageSize
	}
	d, late := q.within(d)
	if q.key == 0 {
		return q.receiveVirtual(t, room, d, late)
	}
	if !t.Leave() {
		return q.receiveOn(t, room, d, late, notMade)
	}
	var has uint32
	n, wrong := receiveNow(q.fd, room, &has)
	if wrong != 0 {
		return q.receiveOn(t, room, d, late, after(wrong, d != 0))
	}
	t.Return()
	t.Learn(trace.Recv, int64(has), room[:n])
	t.Engine().Record(t, trace.Recv, q.queue.object, int64(n))
	return n, int(has), nil
}

// receiveVirtual is ReceiveInto on the simulated machine.
func (q *MessageQueue) receiveVirtual(t *sched.Thread, room []byte, d time.Duration, late Errno) (n, priority int, err error) {
	r := &receivingMessage{posixQueue: q.queue}
	if !perform(t, r, d) {
		return 0, 0, late
	}
	t.Engine().Record(t, trace.Recv, q.queue.object, int64(len(r.message.data)))
	return copy(room, r.message.data), r.message.priority, nil
}

// A receivingMessage is a receive under way.
type receivingMessage struct {
	*posixQueue
	message message
}

// attempt takes the first message, if there is one.
func (r *receivingMessage) attempt(t *sched.Thread) bool {
	if len(r.messages) == 0 {
		return false
	}
	r.message = r.messages[0]
	r.messages = slices.Delete(r.messages, 0, 1)
	copying(t, len(r.message.data))
	r.wakeAll(t)
	return true
}

func (r *receivingMessage) waiting() *sched.Queue { return &r.receivers }
