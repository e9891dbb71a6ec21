//go:build !linux

// This file stands in where threads cannot be tied to cores.

package native

// inReach returns what is known of the cores in reach: nothing.
func inReach() []int { return nil }

// pinTo does nothing.
func pinTo(int) {}

// osThread returns 0: the number of an OS thread is not known.
func osThread() int { return 0 }
