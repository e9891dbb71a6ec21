// This file defines the feeder: the thread of a process that sends what is put into a Queue there.

package multiprocessing

import (
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
)

// A feeder is what one process knows of a queue: what was put and is not sent, and the thread that sends it.
type feeder struct {
	queue     *Queue
	notEmpty  *threading.Condition
	thread    *sched.Thread
	closed    bool
	cancelled bool // nobody waits for it at the end

	mu     sched.Mutex // guards buffer
	buffer []any       // what was put; the mark comes last
}

// mark is what closes a feeder.
type mark struct{}

// The priorities of what is done for a queue at the end of a process.
const (
	closePriority = 10
	joinPriority  = -5
)

// feeder returns what the process of t knows of the queue. A fork has nothing to send.
func (q *Queue) feeder(t *sched.Thread) *feeder {
	s := stateOf(t)
	s.mu.Lock(t)
	defer s.mu.Unlock(t)
	f := s.feeders[q]
	if f == nil {
		if s.feeders == nil {
			s.feeders = make(map[*Queue]*feeder)
		}
		f = &feeder{queue: q, notEmpty: threading.NewConditionOn(t, threading.NewLock(t, q.name+".notempty"), q.name+".notempty")}
		s.feeders[q] = f
	}
	return f
}

// begin starts the thread, unless it has been started: Queue._start_thread.
func (f *feeder) begin(t *sched.Thread) {
	if f.thread != nil {
		return
	}
	f.thread = t.SpawnDaemon("QueueFeederThread", f.feed)
	s := stateOf(t)
	if !f.cancelled {
		s.finalize(t, joinPriority, f, f.join)
	}
	s.finalize(t, closePriority, f, f.close)
}

// close lets the thread end when everything is sent: Queue._finalize_close.
func (f *feeder) close(t *sched.Thread) {
	stateOf(t).cancel(t, closePriority, f)
	if f.thread == nil {
		return
	}
	f.notEmpty.With(t, func() {
		f.add(t, mark{})
		f.notEmpty.Notify(t, 1)
	})
}

// join waits for the thread: Queue._finalize_join.
func (f *feeder) join(t *sched.Thread) {
	stateOf(t).cancel(t, joinPriority, f)
	if f.thread != nil {
		t.Join(f.thread)
	}
}

// feed is Queue._feed: what the thread does.
func (f *feeder) feed(t *sched.Thread) {
	for {
		f.notEmpty.With(t, func() {
			if f.empty(t) {
				f.notEmpty.Wait(t)
			}
		})
		for !f.empty(t) {
			t.Run(pickleCode)
			item := f.next(t)
			if item == any(mark{}) {
				f.queue.writer.Close(t)
				return
			}
			if !f.send(t, item) {
				return
			}
		}
	}
}

// add puts an item at the end of the buffer. Like the two below it is one step of a deque, which needs no lock of Python's.
func (f *feeder) add(t *sched.Thread, item any) {
	f.mu.Lock(t)
	defer f.mu.Unlock(t)
	f.buffer = append(f.buffer, item)
}

// empty reports whether nothing is left to be sent.
func (f *feeder) empty(t *sched.Thread) bool {
	f.mu.Lock(t)
	defer f.mu.Unlock(t)
	return len(f.buffer) == 0
}

// next takes out what is to be sent next.
func (f *feeder) next(t *sched.Thread) any {
	f.mu.Lock(t)
	defer f.mu.Unlock(t)
	item := f.buffer[0]
	f.buffer = f.buffer[1:]
	return item
}

// send pickles and sends an item, and reports whether the thread goes on. One that cannot be pickled is gone, and its
// traceback is printed.
func (f *feeder) send(t *sched.Thread, item any) (goesOn bool) {
	data, err := Dumps(item)
	if err != nil {
		f.queue.sem.Release(t)
		t.Print("Traceback (most recent call last):\n" + err.Error())
		return true
	}
	f.queue.wlock.With(t, func() { err = f.queue.writer.SendBytes(t, data) })
	return err == nil // without a reader it ends, and says nothing
}
