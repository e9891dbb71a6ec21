// This file defines the numbers of signals, and their handlers.

package signal

import (
	"fmt"

	"github.com/gilsim/gilsim/sched"
)

// The signals, with their numbers on Linux.
const (
	SIGHUP  = 1
	SIGINT  = 2
	SIGQUIT = 3
	SIGKILL = 9
	SIGUSR1 = 10
	SIGSEGV = 11
	SIGUSR2 = 12
	SIGPIPE = 13
	SIGALRM = 14
	SIGTERM = 15
	SIGCHLD = 17
	SIGCONT = 18
	SIGSTOP = 19
)

// names are the signals that have a name here.
var names = map[int]string{
	SIGHUP: "SIGHUP", SIGINT: "SIGINT", SIGQUIT: "SIGQUIT", SIGKILL: "SIGKILL", SIGUSR1: "SIGUSR1", SIGSEGV: "SIGSEGV", SIGUSR2: "SIGUSR2",
	SIGPIPE: "SIGPIPE", SIGALRM: "SIGALRM", SIGTERM: "SIGTERM", SIGCHLD: "SIGCHLD", SIGCONT: "SIGCONT", SIGSTOP: "SIGSTOP",
}

// Name returns a signal's name, such as SIGTERM; "signal 40" for one without.
func Name(number int) string {
	if name, ok := names[number]; ok {
		return name
	}
	return fmt.Sprintf("signal %d", number)
}

// A Handler says what a process does with a signal: Default, Ignore, or what Func returns.
type Handler = sched.Disposition

// What a process can do with a signal beside running a function: what the system does by itself (SIG_DFL), and nothing (SIG_IGN).
var (
	Default = Handler{}
	Ignore  = Handler{Ignored: true}
)

// Func returns the handler that runs f in the main thread, with the number of the signal.
func Func(f func(t *sched.Thread, number int)) Handler { return Handler{Handler: f} }

// Signal says what the thread's process does with a signal from now on, and returns what it did so far: signal.signal. Only a main
// thread may: ValueError. SIGKILL and SIGSTOP cannot be caught: OSError.
func Signal(t *sched.Thread, number int, h Handler) (before Handler) {
	t.Call(func() {})
	switch {
	case t != t.Process().Main():
		t.FailWith("ValueError", "signal only works in main thread of the main interpreter")
	case number < 1 || number > sched.LastSignal:
		t.FailWith("ValueError", "signal number out of range")
	case number == SIGKILL || number == SIGSTOP:
		t.FailWith("OSError", "[Errno 22] Invalid argument")
	}
	return t.SetDisposition(number, h)
}

// GetSignal returns what the thread's process does with a signal: signal.getsignal.
func GetSignal(t *sched.Thread, number int) Handler {
	t.Call(func() {})
	mustBeSignal(t, number)
	return t.Process().Disposition(number)
}

// mustBeSignal fails the thread unless there is a signal of this number.
func mustBeSignal(t *sched.Thread, number int) {
	if number < 1 || number > sched.LastSignal {
		t.FailWith("ValueError", "signal number out of range")
	}
}

// IsKeyboardInterrupt reports whether an exception is the one that SIGINT raises by default.
func IsKeyboardInterrupt(err error) bool {
	_, is := err.(sched.KeyboardInterrupt)
	return is
}
