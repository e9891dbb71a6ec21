//go:build unix && !linux

// This file reads processor use on other Unix systems: of the process alone.

package native

import "golang.org/x/sys/unix"

// threadUsage returns what is known of a thread: nothing.
func threadUsage() Usage { return Usage{} }

// processUsage returns what getrusage(2) says of the process.
func processUsage() Usage {
	var r unix.Rusage
	if unix.Getrusage(unix.RUSAGE_SELF, &r) != nil {
		return Usage{}
	}
	return Usage{
		CPU:         known(r.Utime.Nano() + r.Stime.Nano()),
		System:      known(r.Stime.Nano()),
		Voluntary:   known(int64(r.Nvcsw)),
		Involuntary: known(int64(r.Nivcsw)),
	}
}
