// This file tells on Linux which cores are in reach, and ties threads to them.

package native

import (
	"runtime"

	"golang.org/x/sys/unix"
)

// inReach returns the numbers of the cores that the affinity mask gives.
func inReach() []int {
	var set unix.CPUSet
	if unix.SchedGetaffinity(0, &set) != nil {
		return nil
	}
	var list []int
	for i := range runtime.NumCPU() + 8*len(set) {
		if set.IsSet(i) {
			list = append(list, i)
		}
	}
	return list
}

// pinTo ties the calling OS thread to a core, if it can.
func pinTo(core int) {
	var set unix.CPUSet
	set.Set(core)
	_ = unix.SchedSetaffinity(0, &set)
}

// osThread returns the number of the OS thread that calls.
func osThread() int { return unix.Gettid() }
