// This file reads processor use on Linux: of threads, too.

package native

import (
	"bytes"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// threadUsage returns what the calling OS thread has used so far.
func threadUsage() Usage {
	u := usageOf(unix.RUSAGE_THREAD)
	u.CPU = clock(unix.CLOCK_THREAD_CPUTIME_ID)
	u.Queued = queued()
	return u
}

// processUsage returns what the process has used so far.
func processUsage() Usage {
	u := usageOf(unix.RUSAGE_SELF)
	u.CPU = clock(unix.CLOCK_PROCESS_CPUTIME_ID)
	return u
}

// usageOf returns what getrusage(2) says.
func usageOf(who int) Usage {
	var r unix.Rusage
	if unix.Getrusage(who, &r) != nil {
		return Usage{}
	}
	return Usage{
		System:      known(r.Stime.Nano()),
		Voluntary:   known(int64(r.Nvcsw)),
		Involuntary: known(int64(r.Nivcsw)),
	}
}

// clock reads one of the clocks of processor time.
func clock(id int32) Reading {
	var ts unix.Timespec
	if unix.ClockGettime(id, &ts) != nil {
		return Reading{}
	}
	return known(ts.Nano())
}

// queued returns how long the calling thread has waited for a core: the second number of its schedstat.
func queued() Reading {
	text, err := os.ReadFile("/proc/thread-self/schedstat")
	if fields := bytes.Fields(text); err == nil && len(fields) == 3 {
		if n, err := strconv.ParseInt(string(fields[1]), 10, 64); err == nil {
			return known(n)
		}
	}
	return Reading{}
}
