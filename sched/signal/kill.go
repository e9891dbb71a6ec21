// This file defines how signals are sent, blocked and waited for.

package signal

import "github.com/gilsim/gilsim/sched"

// Kill sends a signal to the process of this number: os.kill. One that has ended and has not been waited for is not told; where there
// is none of this run, that is a ProcessLookupError. With the signal 0 nothing is sent.
func Kill(t *sched.Thread, pid, number int) {
	if number < 0 || number > sched.LastSignal {
		t.Call(func() {})
		t.FailWith("OSError", "[Errno 22] Invalid argument")
	}
	if !t.SignalPid(pid, number) {
		t.FailWith("ProcessLookupError", "[Errno 3] No such process")
	}
}

// Raise sends the thread's own process a signal: signal.raise_signal.
func Raise(t *sched.Thread, number int) {
	mustBeSignal(t, number)
	t.Signal(t.Process(), number)
}

// Block has the thread block these signals, too, and returns those that it has blocked so far: pthread_sigmask(SIG_BLOCK). What is sent
// while every thread of a process blocks it waits; once it has come it does not come again.
func Block(t *sched.Thread, numbers ...int) (before sched.SignalSet) {
	before = t.SignalMask()
	return SetMask(t, before|sched.Signals(numbers...))
}

// Unblock has the thread block these signals no longer: pthread_sigmask(SIG_UNBLOCK). What has come meanwhile arrives.
func Unblock(t *sched.Thread, numbers ...int) (before sched.SignalSet) {
	return SetMask(t, t.SignalMask()&^sched.Signals(numbers...))
}

// SetMask has the thread block these signals and no others: pthread_sigmask(SIG_SETMASK).
func SetMask(t *sched.Thread, set sched.SignalSet) (before sched.SignalSet) {
	t.Call(func() {})
	before = t.SignalMask()
	t.SetSignalMask(set)
	return before
}

// Pending returns the signals that have come, and are blocked: signal.sigpending.
func Pending(t *sched.Thread) sched.SignalSet {
	t.Call(func() {})
	return t.PendingSignals()
}

// Pause waits until a handler has run: signal.pause. If it raises an exception, so does Pause.
func Pause(t *sched.Thread) {
	t.AwaitSignal()
}
