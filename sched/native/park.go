// This file defines what a thread parks on: one permit, which a wake-up gives and the thread uses up.

package native

import "time"

// givers are who have given a permit. A trace tells each wake-up, and a thread that wakes another one records that: who was woken by no
// thread must know it, to record it himself.
type givers uint32

const (
	nobody   givers = 0
	aThread  givers = 1 << 0
	noThread givers = 1 << 1 // a signal has come, or the run is being ended
)

// A parker is the permit of one thread. Only the thread itself waits.
type parker interface {
	// permitted uses up the permit, and returns who has given it: nobody, if there is none.
	permitted() givers
	// wait waits until there is a permit, which it leaves there, or until d has passed; below 0 it waits for ever. With 0 it
	// lets other threads go first.
	wait(d time.Duration)
	// unpark gives a permit; one is kept at most.
	unpark(by givers)
	// pending reports whether there is a permit.
	pending() bool
}

// await waits for a permit without end, and uses it up.
func await(p parker) {
	p.wait(-1)
	p.permitted()
}
