// Package gil is the interpreter lock: its disciplines as pure rules, and the lock that carries them out on any engine.
//
//	off       free-threaded 3.13t and later   no lock: a switch may come at every step
//	ticks     CPython up to 3.1               every so many counted bytecodes: release, signal, and take again at once
//	interval  CPython 3.2 and later           a waiter that has waited one interval asks; the holder lets go at its next
//	                                          check, and waits until somebody else has taken the lock
//	coop      green threads                   nothing but blocking and yielding switches
//
// Where a holder looks is a second, separate parameter, the checks: after every bytecode (up to 3.9), after calls and
// backward jumps (3.10), after those but for a few specialised built-ins (3.11 and later). It decides which races can
// happen at all.
//
// CPython returns what is known of one of its versions: an Era, whose Lock is a Config.
//
// # CPython's names and ours
//
//	take_gil, drop_gil                    lock.Acquire, lock.Release
//	gil->locked, last_holder              rules.holder, rules.lastHolder
//	gil->switch_number                    rules.switches
//	gil_drop_request                      rules.request; in a trace the event "request"
//	gil->interval, sys.setswitchinterval  Config.Interval
//	gil->cond, gil->switch_cond           lock.queue, lock.switched
//	eval_breaker                          lock.evalBreaker, which each check looks at, and Engine.Interrupt
//	_Py_Ticker, sys.setcheckinterval      rules.ticker, Config.CheckInterval
//	FORCE_SWITCHING                       rules.forced
//
// # What follows from the rules and is not built in
//
// The chance that a releaser under ticks loses the race for its own lock is no constant: the lock is free while the
// releaser pays for its signal, and a waiter on another core takes it if its wake-up ends just then. That a wait for a
// busy lock lasts one interval and the lateness of a timer, that an I/O-bound thread among CPU-bound ones pays that for
// every wait (the convoy), and that a lone thread never lets go: all of it comes out of the machine.
//
// # Rejected ways
//
// A lock that hands over to the first waiter (FIFO): CPython never had one; the order among waiters is a parameter,
// that of the eras is what was measured, neither FIFO nor random. A probability of losing the lock at each check: it would
// be the answer, not the question. One type for each discipline: they share most of their few lines, and a table of types hides that.
package gil
