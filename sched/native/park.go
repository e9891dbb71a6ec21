// This file defines what a thread parks on: one permit, which a wake-up gives and the thread uses up.

package native

import "time"

// A parker is the permit of one thread. Only the thread itself waits.
type parker interface {
	// permitted uses up the permit, if there is one.
	permitted() bool
	// wait waits until there is a permit, which it leaves there, or until d has passed; below 0 it waits for ever. With 0 it
	// lets other threads go first.
	wait(d time.Duration)
	// unpark gives a permit; one is kept at most.
	unpark()
	// pending reports whether there is a permit.
	pending() bool
}

// await waits for a permit without end, and uses it up.
func await(p parker) {
	p.wait(-1)
	p.permitted()
}
