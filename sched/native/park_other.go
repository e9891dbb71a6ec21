//go:build !linux

// This file chooses what threads park on where there is no futex.

package native

// newParker returns what threads park on here.
func newParker() parker { return newChannel() }

// parking names it, for the trace's header.
const parking = "channel"
