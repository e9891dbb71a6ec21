// This file defines the monkey patch: what takes the place of a thread's blocking calls, and how other threads wake what it has
// parked.

package gevent

import (
	"time"

	"github.com/gilsim/gilsim/greenlet"
	"github.com/gilsim/gilsim/internal/container"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/socket"
	"github.com/gilsim/gilsim/trace"
)

// Patch lets what blocks the thread block only the greenlet that calls it, from now on: monkey.patch_all, for one thread. So
// do the methods Sleep, IO, Yield and Join of the thread, and all that waits by Block, as what is in package threading does.
func Patch(t *sched.Thread) { t.SetHub((*patch)(GetHub(t))) }

// Unpatch undoes what Patch does. No greenlet must wait in a call that it has patched.
func Unpatch(t *sched.Thread) { t.SetHub(nil) }

// patch is a hub as it parks greenlets in place of their thread.
type patch Hub

// A parked is how a greenlet waits in place of its thread.
type parked struct {
	place   container.Node[*waiter] // among those that wait so
	byOther bool                    // another thread may wake it
	owed    error                   // was thrown into it when it had got what it waited for: it is raised when it waits next
}

// Park parks the current greenlet until it is woken, or until that time of the hub's clock.
func (p *patch) Park(t *sched.Thread, until time.Duration) (sched.Wake, error) {
	w := self(t)
	if thrown := w.owed(); thrown != nil {
		return sched.TimedOut, thrown
	}
	w.park.place.Value = w
	p.parked.Push(&w.park.place)
	w.park.byOther = true
	if until >= 0 {
		p.timers.set(&w.timer, until, (*expiry)(w))
	}
	thrown := w.wait(t)
	p.timers.cancel(&w.timer)
	w.park.byOther = false
	p.parked.Remove(&w.park.place)
	late := w.late
	w.late = false
	if late {
		return sched.TimedOut, thrown
	}
	return sched.Unparked, thrown
}

// Rest parks the current greenlet for d.
func (p *patch) Rest(t *sched.Thread, d time.Duration) error {
	w := self(t)
	if thrown := w.owed(); thrown != nil {
		return thrown
	}
	if d >= 0 {
		return w.sleep(t, d)
	}
	w.park.place.Value = w
	p.parked.Push(&w.park.place)
	thrown := w.wait(t)
	p.parked.Remove(&w.park.place)
	return thrown
}

// Until returns when d, which begins now, will be over.
func (p *patch) Until(t *sched.Thread, d time.Duration) time.Duration { return (*Hub)(p).until(t, d) }

// Wake lets a greenlet go on that is parked.
func (p *patch) Wake(t *sched.Thread, at *sched.Waiter) {
	w := at.Coroutine().Owner.(*greenlet.Greenlet).Owner.(*waiter)
	if t != p.thread {
		p.inbox.put(t, w)
		return
	}
	if w.park.byOther {
		p.callbacks.Push(ready{w, w.turn})
	}
}

// Thrown raises an exception in the current greenlet, or when it waits next if it has got what it waited for.
func (p *patch) Thrown(t *sched.Thread, err error, got bool) {
	if got {
		self(t).park.owed = err
		return
	}
	greenlet.Raise(err)
}

// owed returns the exception that is to be raised when the greenlet waits, nil if there is none.
func (w *waiter) owed() error {
	err := w.park.owed
	w.park.owed = nil
	return err
}

// An arrival is what another thread has done to what belongs to a hub: it takes effect in the hub's next turn.
type arrival interface{ come(h *Hub) }

// come wakes a greenlet that is still parked.
func (w *waiter) come(h *Hub) {
	if w.park.byOther {
		h.callbacks.Push(ready{w, w.turn})
	}
}

// collect queues what other threads have done, and reports whether there is a callback to run.
func (h *Hub) collect(t *sched.Thread) bool {
	for _, a := range h.inbox.take(t) {
		a.come(h)
	}
	return h.callbacks.Len() > 0
}

// outside reports whether what a greenlet waits for can still come: from another thread, or as input.
func (h *Hub) outside(t *sched.Thread) bool {
	if h.parked.Len() == 0 {
		return false
	}
	for n := h.parked.First(); n != nil; n = n.Next() {
		info, _ := t.Process().Names.Object(n.Value.raw.Coroutine().Awaits())
		if info.Class == trace.ClassIO {
			return true
		}
	}
	return !t.Process().Alone(t)
}

// An inbox holds what other threads have done, in the order in which they did it: mostly greenlets that they have woken. While it is
// empty the hub's thread can wait for it.
type inbox struct {
	thread *sched.Thread
	object int32
	some   sched.Atomic // 1 if the list is not empty

	mu     sched.Mutex // guards what follows
	list   []arrival
	spare  []arrival     // what the list was before, to be used again
	asleep bool          // the thread waits
	poller *socket.Epoll // in which the thread waits, nil if it does not
}

func (b *inbox) init(t *sched.Thread, name string) {
	b.thread, b.object = t, t.Process().Names.AddObject(trace.ClassHub, name)
}

func (b *inbox) filled() bool { return b.some.Load() != 0 }

// put takes what another thread, t, has done, and wakes the hub's if it sleeps. The mutex orders this with Try and listen, so that the
// hub's thread either sees it in the list or is seen asleep: no wake-up is lost.
func (b *inbox) put(t *sched.Thread, a arrival) {
	b.mu.Lock(t)
	b.list = append(b.list, a)
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

// take returns what has come. It is to be looked at before the next call.
func (b *inbox) take(t *sched.Thread) []arrival {
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

// listen notes that the thread is about to wait in a poller, which a thread that wakes a greenlet must wake then. It reports false if
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

// Try reports whether a greenlet was woken. If not, the next thread that wakes one must wake this thread, too.
func (b *inbox) Try(t *sched.Thread) bool {
	b.mu.Lock(t)
	defer b.mu.Unlock(t)
	b.asleep = len(b.list) == 0
	return t.Tried(b.object, !b.asleep)
}

func (b *inbox) Object() int32 { return b.object }

// Holder returns nil: any thread may wake a greenlet.
func (b *inbox) Holder() *sched.Thread { return nil }
