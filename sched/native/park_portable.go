// This file defines parking by a channel and a timer: on every system, and inside testing/synctest, which cannot see a futex.

package native

import (
	"runtime"
	"sync/atomic"
	"time"
)

// A channel parks on a channel. The permit is no element of it: one that a sender has handed to a receiver which has not run
// yet would be nowhere to be seen meanwhile, and the watch would take a busy computer for a deadlock.
type channel struct {
	permit atomic.Uint32 // its givers
	hints  chan struct{} // says that the permit is worth a look; an old one may be left
}

// newChannel returns one without a permit.
func newChannel() parker { return &channel{hints: make(chan struct{}, 1)} }

// permitted uses up the permit.
func (c *channel) permitted() givers { return givers(c.permit.Swap(0)) }

// wait waits for the permit.
func (c *channel) wait(d time.Duration) {
	switch {
	case d == 0:
		runtime.Gosched()
	case d < 0:
		for !c.pending() {
			<-c.hints
		}
	default:
		timer := time.NewTimer(d)
		defer timer.Stop()
		for !c.pending() {
			select {
			case <-c.hints:
			case <-timer.C:
				return
			}
		}
	}
}

// unpark gives the permit.
func (c *channel) unpark(by givers) {
	c.permit.Or(uint32(by))
	select {
	case c.hints <- struct{}{}:
	default:
	}
}

// pending reports whether there is a permit.
func (c *channel) pending() bool { return c.permit.Load() != 0 }
