// This file defines the barrier: threading.Barrier on a condition and two words that processes share.

package multiprocessing

import (
	"errors"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// ErrBrokenBarrier is threading.BrokenBarrierError, which has no text.
var ErrBrokenBarrier = errors.New("BrokenBarrierError")

// The states of a barrier.
const (
	filling   = 0
	draining  = 1
	resetting = -1
	broken    = -2
)

// A Barrier is multiprocessing.Barrier: so many processes wait for each other.
type Barrier struct {
	parties      int
	cond         *Condition
	state, count *sched.Var[int]
}

// NewBarrier returns a barrier of this name for so many.
func NewBarrier(t *sched.Thread, name string, parties int) *Barrier {
	if parties < 1 {
		t.FailWith("ValueError", "parties must be > 0")
	}
	return &Barrier{parties, NewCondition(t, name), sched.NewSharedVar(t, name+".state", filling), sched.NewSharedVar(t, name+".count", 0)}
}

// Wait waits until all have come, and returns how many were missing when the thread came. A barrier that is broken, or breaks
// meanwhile, raises ErrBrokenBarrier.
func (b *Barrier) Wait(t *sched.Thread) (index int) { return b.WaitTimeout(t, sched.Forever) }

// WaitTimeout is Wait for at most d: then it breaks the barrier.
func (b *Barrier) WaitTimeout(t *sched.Thread, d time.Duration) (index int) {
	b.cond.With(t, func() {
		b.enter(t)
		index = b.count.Get(t)
		b.count.Set(t, index+1)
		defer func() {
			left := b.count.Get(t) - 1
			b.count.Set(t, left)
			b.exit(t, left)
		}()
		if index+1 == b.parties {
			b.state.Set(t, draining)
			b.cond.NotifyAll(t)
		} else {
			b.await(t, d)
		}
	})
	return index
}

// enter waits until the barrier has let those go who came before.
func (b *Barrier) enter(t *sched.Thread) {
	for s := b.state.Get(t); s == draining || s == resetting; s = b.state.Get(t) {
		b.cond.Wait(t)
	}
	if b.state.Get(t) < 0 {
		sched.Raise(ErrBrokenBarrier)
	}
}

// await waits for the others.
func (b *Barrier) await(t *sched.Thread, d time.Duration) {
	if !b.cond.WaitFor(t, func() bool { return b.state.Get(t) != filling }, d) {
		b.breaks(t)
		sched.Raise(ErrBrokenBarrier)
	}
	if b.state.Get(t) < 0 {
		sched.Raise(ErrBrokenBarrier)
	}
}

func (b *Barrier) breaks(t *sched.Thread) {
	b.state.Set(t, broken)
	b.cond.NotifyAll(t)
}

// exit lets the next ones come, if t is the last to leave.
func (b *Barrier) exit(t *sched.Thread, left int) {
	if s := b.state.Get(t); left == 0 && (s == resetting || s == draining) {
		b.state.Set(t, filling)
		b.cond.NotifyAll(t)
	}
}

// Abort breaks the barrier.
func (b *Barrier) Abort(t *sched.Thread) { b.cond.With(t, func() { b.breaks(t) }) }

// Reset makes the barrier as new; for those who wait it is broken.
func (b *Barrier) Reset(t *sched.Thread) {
	b.cond.With(t, func() {
		if b.count.Get(t) == 0 {
			b.state.Set(t, filling)
		} else if s := b.state.Get(t); s == filling || s == broken {
			b.state.Set(t, resetting)
		}
		b.cond.NotifyAll(t)
	})
}

// Broken reports whether the barrier is broken.
func (b *Barrier) Broken(t *sched.Thread) bool { return b.state.Get(t) == broken }

// NWaiting returns how many wait.
func (b *Barrier) NWaiting(t *sched.Thread) int {
	if b.state.Get(t) != filling {
		return 0
	}
	return b.count.Get(t)
}

// Parties returns how many the barrier is for.
func (b *Barrier) Parties() int { return b.parties }
