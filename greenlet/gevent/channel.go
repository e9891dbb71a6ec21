// This file defines the channel, a queue without room.

package gevent

import (
	"slices"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A Channel is gevent.queue.Channel: a greenlet that puts waits until another one gets, and the other way round.
type Channel[T any] struct {
	hub     *Hub
	getters []*party[T]
	putters []*party[T]
	unlocks bool // a callback that brings them together is on its way
}

// A party is a greenlet that waits, with the item that it puts or has got.
type party[T any] struct {
	waiter *waiter
	item   T
}

// NewChannel returns a channel.
func NewChannel[T any](t *sched.Thread) *Channel[T] { return &Channel[T]{hub: GetHub(t)} }

// Put waits until somebody gets the item.
func (c *Channel[T]) Put(t *sched.Thread, item T) { raise(c.PutTimeout(t, item, sched.Forever)) }

// PutNowait is PutTimeout with 0: it lets the greenlets that are ready go first.
func (c *Channel[T]) PutNowait(t *sched.Thread, item T) error { return c.PutTimeout(t, item, 0) }

// PutTimeout is Put for at most d; then the error is ErrFull.
func (c *Channel[T]) PutTimeout(t *sched.Thread, item T, d time.Duration) error {
	enter(t)
	w := c.mustBelong(t)
	if w.raw == c.hub.raw {
		return c.putInHub(t, item)
	}
	p := &party[T]{w, item}
	c.putters = append(c.putters, p)
	return c.meet(t, p, &c.putters, c.getters, d, ErrFull)
}

// Get waits until somebody puts an item.
func (c *Channel[T]) Get(t *sched.Thread) T {
	item, err := c.GetTimeout(t, sched.Forever)
	raise(err)
	return item
}

// GetNowait is GetTimeout with 0: it lets the greenlets that are ready go first.
func (c *Channel[T]) GetNowait(t *sched.Thread) (T, error) { return c.GetTimeout(t, 0) }

// GetTimeout is Get for at most d; then the error is ErrEmpty.
func (c *Channel[T]) GetTimeout(t *sched.Thread, d time.Duration) (item T, err error) {
	enter(t)
	w := c.mustBelong(t)
	if w.raw == c.hub.raw {
		return c.getInHub()
	}
	p := &party[T]{waiter: w}
	c.getters = append(c.getters, p)
	err = c.meet(t, p, &c.getters, c.putters, d, ErrEmpty)
	return p.item, err
}

// Balance returns how many more wait to put than to get.
func (c *Channel[T]) Balance(t *sched.Thread) int {
	enter(t)
	return len(c.putters) - len(c.getters)
}

// meet waits, in the list, for one of the others; over is the error when its time has passed.
func (c *Channel[T]) meet(t *sched.Thread, p *party[T], list *[]*party[T], others []*party[T], d time.Duration, over error) error {
	if len(others) > 0 && !c.unlocks {
		c.unlocks = true
		c.hub.callbacks.Push(ready{c, 0})
	}
	late, thrown := p.waiter.waitFor(t, d)
	if i := slices.Index(*list, p); i >= 0 {
		*list = slices.Delete(*list, i, i+1)
	}
	raise(thrown)
	if late {
		return over
	}
	return nil
}

// call pairs those that put with those that get: Channel._unlock of gevent 22.10.2.
func (c *Channel[T]) call(t *sched.Thread, _ uint64) {
	for len(c.putters) > 0 && len(c.getters) > 0 {
		getter, putter := c.getters[0], c.putters[0]
		c.getters, c.putters = c.getters[1:], c.putters[1:]
		getter.item = putter.item
		getter.waiter.wake(t)
		putter.waiter.wake(t)
	}
	c.unlocks = false
}

// putInHub is a put in the hub, where nobody can wait.
func (c *Channel[T]) putInHub(t *sched.Thread, item T) error {
	if len(c.getters) == 0 {
		return ErrFull
	}
	getter := c.getters[0]
	c.getters = c.getters[1:]
	getter.item = item
	getter.waiter.wake(t)
	return nil
}

// getInHub is a get in the hub, where nobody can wait.
func (c *Channel[T]) getInHub() (item T, err error) {
	if len(c.putters) == 0 {
		return item, ErrEmpty
	}
	putter := c.putters[0]
	c.putters = c.putters[1:]
	c.hub.callbacks.Push(ready{putter.waiter, putter.waiter.turn})
	return putter.item, nil
}

func (c *Channel[T]) mustBelong(t *sched.Thread) *waiter { return c.hub.mustOwn(t) }
