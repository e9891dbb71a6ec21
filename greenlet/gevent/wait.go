// This file defines how to wait for several things at once.

package gevent

import (
	"iter"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A Waitable is what Wait waits for: a *Greenlet, *Event, *AsyncResult or *Semaphore.
type Waitable interface {
	RawLink(t *sched.Thread, f func(t *sched.Thread)) *Link
	Unlink(l *Link)
}

// JoinAll waits until all of the greenlets are over, and returns them in the order of their ends: gevent.joinall.
func JoinAll(t *sched.Thread, list []*Greenlet) []*Greenlet {
	return JoinAllTimeout(t, list, len(list), sched.Forever)
}

// JoinAllTimeout is JoinAll that waits for only count of them, and for at most d. It returns those that are over.
func JoinAllTimeout(t *sched.Thread, list []*Greenlet, count int, d time.Duration) []*Greenlet {
	return WaitTimeout(t, list, count, d)
}

// JoinAllRaise is JoinAllTimeout that ends when one has ended with an exception, which it returns: joinall(raise_error=True).
func JoinAllRaise(t *sched.Thread, list []*Greenlet, count int, d time.Duration) (done []*Greenlet, err error) {
	for g := range IwaitTimeout(t, list, count, d) {
		if g.err != nil {
			return done, g.err
		}
		done = append(done, g)
	}
	return done, nil
}

// Wait waits until all of the objects are ready, and returns them in the order in which they became so: gevent.wait.
func Wait[W Waitable](t *sched.Thread, objects []W) []W {
	return WaitTimeout(t, objects, len(objects), sched.Forever)
}

// WaitTimeout is Wait for only count of them, and for at most d. It returns those that are ready.
func WaitTimeout[W Waitable](t *sched.Thread, objects []W, count int, d time.Duration) (done []W) {
	for o := range IwaitTimeout(t, objects, count, d) {
		done = append(done, o)
	}
	return done
}

// Iwait yields the objects as they become ready: gevent.iwait.
func Iwait[W Waitable](t *sched.Thread, objects []W) iter.Seq[W] {
	return IwaitTimeout(t, objects, len(objects), sched.Forever)
}

// IwaitTimeout is Iwait for only count of them, and for at most d.
func IwaitTimeout[W Waitable](t *sched.Thread, objects []W, count int, d time.Duration) iter.Seq[W] {
	return func(yield func(W) bool) {
		enter(t)
		a := &arrivals{over: -1, links: make([]*Link, len(objects))}
		for i, o := range objects {
			a.links[i] = o.RawLink(t, func(t *sched.Thread) { a.came(t, i) })
		}
		defer func() {
			for i, o := range objects {
				o.Unlink(a.links[i])
			}
		}()
		h := GetHub(t)
		if d >= 0 {
			h.timers.set(&a.timer, h.until(t, d), a)
			defer h.timers.cancel(&a.timer)
		}
		for range min(count, len(objects)) {
			i := a.next(t)
			if i == a.over || !yield(objects[i]) {
				return
			}
		}
	}
}

// arrivals are the objects that have become ready and were not looked at, in order: MultipleWaiter of gevent.
type arrivals struct {
	list   []int // by their places
	over   int   // stands for the end of the time
	links  []*Link
	timer  timer
	waiter *waiter // waits for the next one; nil if none does
}

func (a *arrivals) came(t *sched.Thread, i int) {
	a.list = append(a.list, i)
	if a.waiter != nil {
		a.waiter.wake(t)
	}
}

// call is the end of the time.
func (a *arrivals) call(t *sched.Thread, _ uint64) { a.came(t, a.over) }

func (a *arrivals) next(t *sched.Thread) int {
	if len(a.list) == 0 {
		a.waiter = self(t)
		thrown := a.waiter.wait(t)
		a.waiter = nil
		raise(thrown)
	}
	i := a.list[0]
	a.list = a.list[1:]
	return i
}
