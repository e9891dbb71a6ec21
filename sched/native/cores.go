// This file tells how many cores are in reach, and which one a thread is tied to.

package native

import "runtime"

// Cores returns how many cores the process can use at the same time: what the affinity mask and the limits of its
// container leave.
func Cores() int {
	set := runtime.GOMAXPROCS(0)
	runtime.SetDefaultGOMAXPROCS() // Go's default is just that number
	usual := runtime.GOMAXPROCS(0)
	if usual != set {
		runtime.GOMAXPROCS(set)
	}
	return usual
}

// pin ties the calling OS thread, the i-th of the run, to a core, if that is wanted.
func (c *Config) pin(i int) {
	if !c.Pin {
		return
	}
	if cores := inReach(); len(cores) > 0 {
		pinTo(cores[i%len(cores)])
	}
}
