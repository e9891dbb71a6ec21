// This file defines the eras of CPython: all that differs between its versions, in one table.

package gil

import (
	"slices"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
)

// An Era is a version of CPython as far as threads can tell it from others. A test of a program under that version has
//
//	sim.Config{GIL: era.Lock, Bytecode: era.Bytecode, Library: era.Library}
type Era struct {
	Name     string // as in "3.9"; that of a free-threaded build ends in t
	Lock     Config // with the version's default intervals
	Bytecode int64  // what a bytecode costs on the virtual machine of the reference figures, in picoseconds
	AsIn     string // the version whose figures and check points it has, because it has not been measured; "" if it has been

	// Library is what the standard library does.
	Library sched.Library
}

// eras lists the versions, the oldest first.
//
// Disciplines and checks are those of CPython's ceval.c and ceval_gil.h: ticks up to 3.1, the interval since 3.2; checks
// after backward jumps and calls alone since 3.10 (PR 18334), since 3.11 not after specialised calls. 3.14 calls __enter__ of a
// with statement as anything else, and so looks after it: half of all forced switches in a loop around `with lock: pass` come
// with the lock held; 3.15 does not any more (issue 148874). A free-threaded build has no lock; its checks matter where the lock
// is switched on again (PYTHON_GIL=1).
//
// A bytecode's cost was measured with the count-down `while n > 0: n -= 1`, sequentially in one thread, 10,000,000 rounds of
// 9 bytecodes on a 2-core virtual machine: 2.7.18 in 0.164 s, 3.9.18 in 0.305 s, 3.10.13 in 0.251 s, 3.11.7 in 0.224 s, 3.13.0 in 0.232 s,
// 3.13.5 free-threaded in 0.300 s, 3.14.10 in 0.138 s, 3.15.2 in 0.145 s (binaries of Debian; the others were built with
// -O3). Others have no figure of their own: 3.6, 3.7 and 3.8 have that of 3.9, whose interpreter does not specialise
// either, and 3.12 the mean of 3.11 and 3.13.
var eras = []Era{
	{Name: "2.7", Lock: usual(Ticks, Every), Bytecode: 1822, Library: costing(until32, "2.7")},
	{Name: "3.6", Lock: usual(Interval, Every), Bytecode: 3389, Library: costing(until39, "3.6")},
	{Name: "3.7", Lock: usual(Interval, Every), Bytecode: 3389, Library: costing(until39, "3.7")},
	{Name: "3.8", Lock: usual(Interval, Every), Bytecode: 3389, Library: costing(until39, "3.8")},
	{Name: "3.9", Lock: usual(Interval, Every), Bytecode: 3389, Library: costing(until320, "3.9")},
	{Name: "3.10", Lock: usual(Interval, Calls), Bytecode: 2787, Library: costing(until321, "3.10")},
	{Name: "3.11", Lock: usual(Interval, Calls311), Bytecode: 2489, Library: costing(until312, "3.11")},
	{Name: "3.12", Lock: usual(Interval, Calls311), Bytecode: 2533, Library: costing(today, "3.12")},
	{Name: "3.13", Lock: usual(Interval, Calls311), Bytecode: 2578, Library: costing(today, "3.13")},
	{Name: "3.13t", Lock: usual(Off, Calls311), Bytecode: 3333, Library: costing(today, "3.13")},
	{Name: "3.14", Lock: usual(Interval, Calls314), Bytecode: 1533, Library: costing(today, "3.13")},
	{Name: "3.14t", Lock: usual(Off, Calls311), Bytecode: 3333, AsIn: "3.13t", Library: costing(today, "3.13")},
	{Name: "3.15", Lock: usual(Interval, Calls311), Bytecode: 1611, Library: costing(today, "3.13")},
	{Name: "3.15t", Lock: usual(Off, Calls311), Bytecode: 3333, AsIn: "3.13t", Library: costing(today, "3.13")},
}

// What the standard library did before the version in the name.
var (
	until32  = sched.Library{ZeroSleepReturns: true, PlainNames: true, DaemonWorkers: true, PolledWaits: true, DeafLocks: true, InterruptedCalls: true}
	until312 = sched.Library{Warmup: sched.Warmup{Calls: 8, Percent: 70}} // 19.9 ns a round of a count-down, and 13.9 from the 8th call on
	until321 = sched.Library{ZeroSleepReturns: true}
	until320 = sched.Library{ZeroSleepReturns: true, PlainNames: true}
	until39  = sched.Library{ZeroSleepReturns: true, PlainNames: true, DaemonWorkers: true}
	today    = sched.Library{}
)

// costing returns the library with what calls cost in a version.
func costing(l sched.Library, version string) sched.Library {
	l.Calls = callCosts[version]
	return l
}

// usual returns a lock with CPython's default intervals, whose waiters are woken as was measured on Linux.
func usual(d Discipline, c Checks) Config {
	return Config{Discipline: d, Checks: c, WakeOrder: choice.Mixed}.complete()
}

// Eras returns every era, the oldest first.
func Eras() []Era { return slices.Clone(eras) }

// CPython returns the era of this name, such as "3.9" or "3.13t". The error names those that there are.
func CPython(name string) (Era, error) {
	names := make([]string, len(eras))
	for i := range eras {
		names[i] = eras[i].Name
	}
	i, err := parse("CPython", names, name)
	if err != nil {
		return Era{}, err
	}
	return eras[i], nil
}
