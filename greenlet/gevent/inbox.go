// This file defines the inbox of a hub: what other threads wake greenlets through.

package gevent

import (
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
	"github.com/gilsim/gilsim/trace"
)

// An inbox holds the greenlets that other threads have woken, in the order in which they did. While it is empty the hub's thread
// can wait for it.
type inbox struct {
	thread *sched.Thread
	object int32
	some   sched.Atomic // 1 if the list is not empty

	mu     sched.Mutex // guards what follows
	list   []*waiter
	spare  []*waiter     // what the list was before, to be used again
	asleep bool          // the thread waits
	poller *socket.Epoll // in which the thread waits, nil if it does not
}

// init makes the inbox of the thread's hub, of this name.
func (b *inbox) init(t *sched.Thread, name string) {
	b.thread, b.object = t, t.Process().Names.AddObject(trace.ClassHub, name)
}

// filled reports whether somebody was woken.
func (b *inbox) filled() bool { return b.some.Load() != 0 }

// put wakes a greenlet, on behalf of another thread.
func (b *inbox) put(t *sched.Thread, w *waiter) {
	b.mu.Lock(t)
	b.list = append(b.list, w)
	b.some.Store(t, 1)
	asleep, poller := b.asleep, b.poller
	b.asleep, b.poller = false, nil
	b.mu.Unlock(t)
	switch {
	case asleep:
		t.Engine().Unpark(t, b.thread)
	case poller != nil:
		_ = poller.Notify(t) // closed with the run alone
	}
}

// take returns those that were woken. They are to be looked at before the next call.
func (b *inbox) take(t *sched.Thread) []*waiter {
	b.mu.Lock(t)
	defer b.mu.Unlock(t)
	b.list, b.spare = b.spare[:0], b.list
	b.some.Store(t, 0)
	return b.spare
}

// wait blocks the thread until somebody is woken, for at most d.
func (b *inbox) wait(t *sched.Thread, d time.Duration) {
	t.BlockThread(b, d)
	b.mu.Lock(t)
	b.asleep = false
	b.mu.Unlock(t)
}

// listen notes that the thread is about to wait in a poller, which whoever wakes a greenlet must wake then. It reports false if
// somebody was woken already.
func (b *inbox) listen(t *sched.Thread, poller *socket.Epoll) bool {
	b.mu.Lock(t)
	defer b.mu.Unlock(t)
	if len(b.list) > 0 {
		return false
	}
	b.poller = poller
	return true
}

// ignore notes that the thread waits in the poller no longer.
func (b *inbox) ignore(t *sched.Thread) {
	b.mu.Lock(t)
	defer b.mu.Unlock(t)
	b.poller = nil
}

// Try reports whether somebody was woken. If not, whoever wakes somebody must wake the thread.
func (b *inbox) Try(t *sched.Thread) bool {
	b.mu.Lock(t)
	defer b.mu.Unlock(t)
	b.asleep = len(b.list) == 0
	return t.Tried(b.object, !b.asleep)
}

// Object returns the number of the hub as something to wait for.
func (b *inbox) Object() int32 { return b.object }

// Holder returns nil: any thread may act.
func (b *inbox) Holder() *sched.Thread { return nil }
