//go:build !linux

// This file stands in where there is no futex.

package native

// emptyWake returns nothing.
func emptyWake() func() { return nil }

// failedWait returns nothing.
func failedWait() func() { return nil }

// batch does nothing.
func batch() {}
