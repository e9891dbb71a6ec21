// This file opens to the tests what they need of the inside of processes.

package native

import "github.com/gilsim/gilsim/sched"

// Wake has the thread look for signals, though none has come.
func Wake(t *sched.Thread) { machine(t).engine.Wake(t) }

// HoldSignals keeps what has arrived at t's process from being delivered until release is called.
func HoldSignals(t *sched.Thread) (release func()) {
	p := &machine(t).engine.config.family.post
	p.mu.Lock()
	return p.mu.Unlock
}
