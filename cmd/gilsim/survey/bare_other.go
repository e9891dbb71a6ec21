// This file stands in where package unix has no sockets.

//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package survey

// bareCalls returns nothing.
func bareCalls() (*calls, func()) { return nil, nil }
