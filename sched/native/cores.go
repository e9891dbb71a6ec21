// This file tells how many cores are in reach.

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

// pinned returns the core that the i-th thread is tied to, if any.
func (c *Config) pin(i int) {
	if !c.Pin {
		return
	}
	if cores := inReach(); len(cores) > 0 {
		pinTo(cores[i%len(cores)])
	}
}
