// This file defines parking by a futex with a time-out, as glibc's condition variables and CPython's lock do on Linux.

package native

import (
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// The operations of futex(2) on a word of one process.
const (
	futexWait = 0 | futexPrivate
	futexWake = 1 | futexPrivate

	futexPrivate = 128
)

// A futex parks on a word in memory. System calls are made through the runtime, which lends the processor to others
// meanwhile: a garbage collection could not end otherwise.
type futex struct {
	permit  atomic.Uint32 // its givers
	waiting atomic.Bool   // it is in a wait, or woken and not yet out of it
}

// newParker returns what threads park on here.
func newParker() parker { return new(futex) }

// parking names it, for the trace's header.
const parking = "futex"

// permitted uses up the permit.
func (f *futex) permitted() givers { return givers(f.permit.Swap(0)) }

// wait waits for the permit.
func (f *futex) wait(d time.Duration) {
	switch {
	case d == 0:
		syscall.Syscall(unix.SYS_SCHED_YIELD, 0, 0, 0)
		return
	case d > 0 && f.soon():
		return
	}
	f.waiting.Store(true)
	defer f.waiting.Store(false)
	for end := deadline(d); !f.pending(); {
		left, passed := end.left()
		if passed {
			return
		}
		syscall.Syscall6(unix.SYS_FUTEX, uintptr(unsafe.Pointer(&f.permit)), futexWait, 0, uintptr(unsafe.Pointer(left)), 0, 0)
	}
}

// looks is how often a wait with a timer looks for the permit before it sleeps: about a microsecond.
const looks = 2000

// soon reports whether the permit comes at once. A holder that is asked for the interpreter lock lets go within a
// microsecond, just when the thread that asked falls asleep again; glibc's condition variable notices that on its way into
// the system call, as the holder must wait for the mutex until then. Without it a hand-over costs one more sleep than in C.
func (f *futex) soon() bool {
	for range looks {
		if f.pending() {
			return true
		}
	}
	return false
}

// unpark gives the permit. It makes its system call as long as the thread is in its wait, asleep or not, as sem_post of
// glibc does.
func (f *futex) unpark(by givers) {
	f.permit.Or(uint32(by))
	if f.waiting.Load() {
		syscall.Syscall(unix.SYS_FUTEX, uintptr(unsafe.Pointer(&f.permit)), futexWake, 1)
	}
}

// pending reports whether there is a permit.
func (f *futex) pending() bool { return f.permit.Load() != 0 }

// An expiry is when a wait is over; the zero value is never.
type expiry struct{ at time.Time }

// deadline returns the end of a wait of d; below 0 there is none.
func deadline(d time.Duration) expiry {
	if d < 0 {
		return expiry{}
	}
	return expiry{time.Now().Add(d)}
}

// left returns how long the wait still lasts, nil for ever, and whether it is over.
func (e expiry) left() (ts *unix.Timespec, passed bool) {
	if e.at.IsZero() {
		return nil, false
	}
	d := time.Until(e.at)
	spec := unix.NsecToTimespec(int64(d))
	return &spec, d <= 0
}
