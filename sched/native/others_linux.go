// This file tells how much of the computer others use, on Linux.

package native

import (
	"bytes"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// Others returns the processor time that everybody but this process, and those that it has waited for, has used of the computer
// so far, in nanoseconds, to some 10 ms. It is not known where the process can reach but a part of the computer: what goes on in the rest of it does
// not matter.
func Others() Reading {
	text, err := os.ReadFile("/proc/stat")
	if err != nil {
		return Reading{}
	}
	all, cores := busy(text)
	if cores != Cores() {
		return Reading{}
	}
	return all.minus(processUsage().CPU).minus(reapedUse())
}

// reapedUse returns what the children have used that this process has waited for.
func reapedUse() Reading {
	var r unix.Rusage
	if unix.Getrusage(unix.RUSAGE_CHILDREN, &r) != nil {
		return Reading{}
	}
	return known(r.Utime.Nano() + r.Stime.Nano())
}

// hertz is the unit of the times in /proc/stat, which is the same for every program.
const hertz = 100

// busy reads from /proc/stat how long all cores together have been busy, and how many there are.
func busy(stat []byte) (time Reading, cores int) {
	for line := range bytes.Lines(stat) {
		fields := bytes.Fields(line)
		switch {
		case len(fields) < 9 || !bytes.HasPrefix(fields[0], []byte("cpu")):
		case len(fields[0]) == len("cpu"):
			time = sumOf(fields[1:4], fields[6:8]) // user, nice, system; irq, softirq: neither idle nor stolen
		default:
			cores++
		}
	}
	return time, cores
}

// sumOf returns the sum of times.
func sumOf(lists ...[][]byte) Reading {
	sum := known(0)
	for _, list := range lists {
		for _, text := range list {
			n, err := strconv.ParseInt(string(text), 10, 64)
			sum = sum.plus(Reading{n * (1e9 / hertz), err == nil})
		}
	}
	return sum
}
