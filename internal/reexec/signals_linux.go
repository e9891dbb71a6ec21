// This file keeps signals from being lost while a child begins.

package reexec

import (
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// held are the signals that a child is started with blocked. The system keeps them until the child takes them, which package os/signal
// unblocks; without that one that came while its Go runtime begins would end it, or be lost.
var held = []unix.Signal{unix.SIGHUP, unix.SIGINT, unix.SIGQUIT, unix.SIGUSR1, unix.SIGUSR2, unix.SIGALRM, unix.SIGTERM}

// setOf returns a set of signals, as the system has it.
func setOf(signals []unix.Signal) (set unix.Sigset_t) {
	bits := 8 * uint(unsafe.Sizeof(set.Val[0]))
	for _, s := range signals {
		set.Val[uint(s-1)/bits] |= 1 << (uint(s-1) % bits)
	}
	return set
}

// withMask calls f on a thread that blocks these signals, as what it starts does, too.
func withMask(how int, signals []unix.Signal, f func() error) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var before unix.Sigset_t
	set := setOf(signals)
	if err := unix.PthreadSigmask(how, &set, &before); err != nil {
		return err
	}
	defer func() { _ = unix.PthreadSigmask(unix.SIG_SETMASK, &before, nil) }()
	return f()
}

// Unmasked calls f, which starts another program: that one begins with no signal blocked, whatever this one has.
func Unmasked(f func() error) error { return withMask(unix.SIG_SETMASK, nil, f) }

// UnblockSignals lets every signal reach the calling thread.
func UnblockSignals() {
	var none unix.Sigset_t
	_ = unix.PthreadSigmask(unix.SIG_SETMASK, &none, nil)
}
