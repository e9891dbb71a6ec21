// This file surveys what only Linux has: futex calls that find nothing to do, and batch threads.

package native

import (
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// emptyWake returns a wake-up that finds nobody asleep.
func emptyWake() func() {
	f := new(futex)
	f.waiting.Store(true) // it is on its way out of a wait
	return func() { f.unpark(aThread) }
}

// failedWait returns a wait whose permit is there already.
func failedWait() func() {
	f := new(futex)
	f.permit.Store(1)
	return func() {
		syscall.Syscall6(unix.SYS_FUTEX, uintptr(unsafe.Pointer(&f.permit)), futexWait, 0, 0, 0, 0)
	}
}

// batch makes the calling OS thread one that takes no core from others when it is woken, if it can.
func batch() {
	_ = unix.SchedSetAttr(0, &unix.SchedAttr{Size: unix.SizeofSchedAttr, Policy: unix.SCHED_BATCH}, 0)
}
