// This file gives an end to a program of the operating system.

package ipc

import "github.com/gilsim/gilsim/sched"

// FD returns the descriptor of an end for a program that this process starts, below 0 if it has none, as on the simulated machine and in
// a process that only executes the making of the pipe again. From then on reads and writes there wait in the system: the end is the
// program's, and this process should close its own.
func (e *End) FD(t *sched.Thread) int {
	t.MustBeOf(e.pipe.run, e.pipe.object)
	if e.key == 0 || e.fd == none || t.Ghost() {
		return none
	}
	waitIn(e.fd)
	return e.fd
}
