// This file defines parking by a channel and a timer: on every system, and inside testing/synctest, which cannot see a futex.

package native

import (
	"runtime"
	"time"
)

// A channel parks on a channel that holds the permit.
type channel chan struct{}

// newChannel returns one without a permit.
func newChannel() parker { return make(channel, 1) }

// permitted uses up the permit.
func (c channel) permitted() bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// wait waits for the permit.
func (c channel) wait(d time.Duration) (timedOut bool) {
	switch {
	case d < 0:
		<-c
		return false
	case d == 0:
		runtime.Gosched()
		return !c.permitted()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-c:
		return false
	case <-timer.C:
		return !c.permitted()
	}
}

// unpark gives the permit.
func (c channel) unpark() {
	select {
	case c <- struct{}{}:
	default:
	}
}

// pending reports whether there is a permit.
func (c channel) pending() bool { return len(c) > 0 }
