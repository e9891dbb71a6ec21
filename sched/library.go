// This file defines what the standard library does differently from version to version of Python.

package sched

import (
	"fmt"
	"strings"
)

// A Library says which habits of older versions of CPython's standard library a run has. The zero value is the library of today.
// Package gil has a table of the versions.
type Library struct {
	// PlainNames: a thread that gets no name is called Thread-1, whatever its target; since 3.10 Thread-1 (target).
	PlainNames bool
	// ZeroSleepReturns: time.sleep(0) is a select that returns at once; since 3.11 it is clock_nanosleep, which sets a timer, and so
	// gives the core up for the slack of timers, 83 µs on Linux. Others may take the interlock meanwhile in every version.
	ZeroSleepReturns bool
	// DaemonWorkers: the workers of thread pools are daemon threads, which atexit ends; since 3.9 they are none, and what ends them
	// is called before the main thread waits for others.
	DaemonWorkers bool
	// PolledWaits: a wait with a time-out (Condition.wait, and so Event, Queue and join) looks for its wake-up after 1 ms,
	// 2 ms, 4 ms and so on, in the end every 50 ms (Lib/threading.py 2.7); since 3.2 it is a wait of the operating system's, which
	// a notify ends at once.
	PolledWaits bool
	// DeafLocks: a signal does not end the wait for a lock, nor that for the end of a thread: its handler runs when that has come. Since
	// 3.2 it runs at once, and the wait goes on (Python/thread_pthread.h).
	DeafLocks bool
	// InterruptedCalls: input and output that a signal interrupts fail with EINTR, once its handler has run, and a sleep is over; since
	// 3.5 they go on (PEP 475).
	InterruptedCalls bool
	// Calls is what its calls cost beside their bytecodes.
	Calls CallCosts
	// Warmup says when functions of the program become faster. It is the interpreter's, and no habit of the library.
	Warmup Warmup
}

// habits names the fields, in the order of the text.
var habits = []struct {
	name  string
	field func(l *Library) *bool
}{
	{"plain-names", func(l *Library) *bool { return &l.PlainNames }},
	{"zero-sleep-returns", func(l *Library) *bool { return &l.ZeroSleepReturns }},
	{"daemon-workers", func(l *Library) *bool { return &l.DaemonWorkers }},
	{"polled-waits", func(l *Library) *bool { return &l.PolledWaits }},
	{"deaf-locks", func(l *Library) *bool { return &l.DeafLocks }},
	{"interrupted-calls", func(l *Library) *bool { return &l.InterruptedCalls }},
}

// String lists the habits and the costs of calls, with commas; it is empty for the library of today without such costs.
func (l Library) String() string {
	var list []string
	for _, h := range habits {
		if *h.field(&l) {
			list = append(list, h.name)
		}
	}
	for _, costs := range []string{l.Warmup.String(), l.Calls.String()} {
		if costs != "" {
			list = append(list, costs)
		}
	}
	return strings.Join(list, ",")
}

// ParseLibrary reads what String returns.
func ParseLibrary(text string) (l Library, err error) {
	if text == "" {
		return l, nil
	}
	for word := range strings.SplitSeq(text, ",") {
		if !l.set(word) {
			return l, fmt.Errorf("sched: the library has no habit, and no call with a cost in nanoseconds, that %.40q says", word)
		}
	}
	return l, nil
}

func (l *Library) set(habit string) (known bool) {
	for _, h := range habits {
		if h.name == habit {
			*h.field(l) = true
			return true
		}
	}
	return l.Calls.set(habit) || l.Warmup.set(habit)
}

// Library returns which habits the standard library has.
func (r *Run) Library() Library { return r.library }
