// This file defines the barrier.

package threading

import (
	"errors"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// ErrBrokenBarrier is the error of a thread that comes to a barrier which is broken, or which breaks or is reset while it
// waits: threading.BrokenBarrierError.
var ErrBrokenBarrier = errors.New("BrokenBarrierError")

// A Barrier is threading.Barrier: threads wait at it until so many have come, and then go on together. It can be used
// again and again: who comes while those of the last round leave waits until they have left.
type Barrier struct {
	cond    *Condition
	action  func(t *sched.Thread)
	parties int
	state   *sched.Var[int8]
	count   *sched.Var[int] // who wait, or leave
}

// The states of a barrier, as in Lib/threading.py.
const (
	filling   int8 = 0
	draining  int8 = 1
	resetting int8 = -1 // draining, but those who leave do so with an error
	broken    int8 = -2
)

// NewBarrier returns a barrier of this name for so many threads, 1 or more. The last one that comes calls action, unless
// that is nil, before any goes on. Making one takes no time.
func NewBarrier(t *sched.Thread, name string, parties int, action func(t *sched.Thread)) *Barrier {
	if parties < 1 {
		t.Fail("parties must be > 0")
	}
	return &Barrier{
		cond:    newCondition(t, NewLock(t, name), "barrier", name),
		action:  action,
		parties: parties,
		state:   sched.NewVar(t, name+"._state", filling),
		count:   sched.NewVar(t, name+"._count", 0),
	}
}

// Wait waits until all have come. It returns the thread's place in the order in which they came, from 0, or
// ErrBrokenBarrier.
func (b *Barrier) Wait(t *sched.Thread) (int, error) { return b.WaitTimeout(t, sched.Forever) }

// WaitTimeout is Wait for at most d: then it breaks the barrier.
func (b *Barrier) WaitTimeout(t *sched.Thread, d time.Duration) (index int, err error) {
	enter(t)
	b.cond.With(t, func() { index, err = b.wait(t, d) })
	return index, err
}

// wait is WaitTimeout with the lock acquired.
func (b *Barrier) wait(t *sched.Thread, d time.Duration) (index int, err error) {
	if !b.enter(t) {
		return 0, ErrBrokenBarrier
	}
	index = b.count.Get(t)
	b.add(t, 1)
	defer b.exit(t)
	switch {
	case index+1 == b.parties:
		b.open(t)
	case !b.pass(t, d):
		return 0, ErrBrokenBarrier
	}
	return index, nil
}

// add changes the count, whose lock the thread has.
func (b *Barrier) add(t *sched.Thread, n int) { b.count.Set(t, b.count.Get(t)+n) }

// enter waits until those of the last round have left, and reports whether the barrier is not broken.
func (b *Barrier) enter(t *sched.Thread) bool {
	enter(t)
	for s := b.state.Get(t); s == draining || s == resetting; s = b.state.Get(t) {
		b.cond.Wait(t)
	}
	return b.state.Get(t) == filling
}

// open calls the action and lets those go on who wait. An action that panics breaks the barrier.
func (b *Barrier) open(t *sched.Thread) {
	enter(t)
	opened := false
	defer func() {
		if !opened {
			b.spoil(t)
		}
	}()
	if b.action != nil {
		enter(t)
		b.action(t)
	}
	b.state.Set(t, draining)
	b.cond.NotifyAll(t)
	opened = true
}

// pass waits until the barrier is open, and reports whether it is. A time-out breaks it.
func (b *Barrier) pass(t *sched.Thread, d time.Duration) bool {
	enter(t)
	if !b.cond.WaitForTimeout(t, func() bool { return b.state.Get(t) != filling }, d) {
		b.spoil(t)
		return false
	}
	return b.state.Get(t) == draining
}

// exit is how a thread leaves: the last one makes the barrier ready for the next round.
func (b *Barrier) exit(t *sched.Thread) {
	b.add(t, -1)
	enter(t)
	if b.count.Get(t) > 0 {
		return
	}
	if s := b.state.Get(t); s == draining || s == resetting {
		b.state.Set(t, filling)
		b.cond.NotifyAll(t)
	}
}

// spoil breaks the barrier, whose lock the thread has.
func (b *Barrier) spoil(t *sched.Thread) {
	enter(t)
	b.state.Set(t, broken)
	b.cond.NotifyAll(t)
}

// Reset makes the barrier as new. Who waits at it gets ErrBrokenBarrier.
func (b *Barrier) Reset(t *sched.Thread) {
	enter(t)
	b.cond.enter(t)
	b.reset(t)
	b.cond.NotifyAll(t)
	b.cond.exit(t)
}

// reset is Reset with the lock acquired: while anybody is there the barrier becomes ready only when he has left.
func (b *Barrier) reset(t *sched.Thread) {
	if b.count.Get(t) == 0 {
		b.state.Set(t, filling)
		return
	}
	if s := b.state.Get(t); s == filling || s == broken {
		b.state.Set(t, resetting)
	}
}

// Abort breaks the barrier: who waits at it, and who comes, gets ErrBrokenBarrier.
func (b *Barrier) Abort(t *sched.Thread) {
	enter(t)
	b.cond.enter(t)
	b.spoil(t)
	b.cond.exit(t)
}

// Parties returns for how many threads the barrier is.
func (b *Barrier) Parties() int { return b.parties }

// NWaiting returns how many threads wait at the barrier.
func (b *Barrier) NWaiting(t *sched.Thread) int {
	enter(t)
	if b.state.Get(t) != filling {
		return 0
	}
	return b.count.Get(t)
}

// Broken reports whether the barrier is broken.
func (b *Barrier) Broken(t *sched.Thread) bool {
	enter(t)
	return b.state.Get(t) == broken
}
