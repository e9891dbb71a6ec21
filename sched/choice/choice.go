// Package choice defines what is free in a run, as data, and the strategies that decide it.
//
// Whatever the program, the lock and the configuration leave open is a Decision: which thread goes on, which waiter a
// signal wakes, how long a wake-up takes, a random number. A Strategy answers. Simulation, replay and search differ in
// nothing else, and the same answers give the same run, whoever gives them.
//
//	choice.go   the Decision and its Options, and what a Strategy is
//	seeded.go   plain simulation: virtual time decides who runs, a seeded generator draws the numbers
//	exact.go    exact replay: every recorded answer, times included
//	byorder.go  replay by order: turns, and the order in which threads get what they wait for, whatever the time
//
// No engine is known here, and no thread: a strategy sees numbers and names, so that one can be written anywhere. What
// a strategy needs to know of the run beyond the decision it gets from the events: one that is a trace.Recorder, too, is
// shown all of them up to the decision before it is asked.
//
// Rejected: draws recorded as events of their own. Every answer is carried by the very next event instead, so that a
// trace is all that exact replay needs.
package choice

import (
	"fmt"

	"github.com/gilsim/gilsim/trace"
)

// A Strategy decides what is free in a run. The word is that of the testing literature.
type Strategy interface {
	// Timed reports whether virtual time decides who runs. A timed strategy is asked for numbers only, and for whom a
	// signal wakes. An untimed one sees a machine of one core on which nothing takes time but bytecodes, and is asked
	// at every announced step who goes on.
	Timed() bool
	// Pick answers a decision: the index of one of its options if it has any, or else a number from Low to High. An error ends the run.
	// The decision and its options are only lent. A strategy that is a trace.Recorder, too, is shown all events up to the
	// decision before it is asked.
	Pick(d *Decision) (int64, error)
}

// A Clock is a strategy that overrides the clock: a replay in which the program is told the times again that it was told
// when it was recorded. Time is the engine's business otherwise.
type Clock interface {
	// Now returns what the thread is told that asks for the time, which is now. An error ends the run.
	Now(thread int32, now int64) (int64, error)
}

// A Kind says what is to be decided.
type Kind uint8

// The kinds of decision.
const (
	Next     Kind = iota // who goes on: a runnable thread, one whose timer fires now, or a device (untimed strategies only)
	Whom                 // which waiter a signal wakes
	Latency              // how long a woken thread takes to be ready, ns
	Lateness             // how late a timer fires, ns
	Speed                // picoseconds a bytecode, while the thread keeps its core
	Phase                // where the tick counter stands at the start
	Chance               // a random number that the program asks for
)

// String names what is decided, for reports.
func (k Kind) String() string {
	names := [...]string{"who goes on", "whom a signal wakes", "a wake-up latency", "a timer's lateness",
		"the speed of a core", "the phase of the tick counter", "a random number"}
	if int(k) < len(names) {
		return names[k]
	}
	return fmt.Sprintf("decision %d", k)
}

// A Decision is one free choice.
type Decision struct {
	Kind      Kind
	Thread    int32     // whom it concerns; of Whom: who signals
	Obj       int32     // of Whom: the object that the waiters wait for
	At        int64     // the number of the event, from 0, that will carry the answer
	Low, High int64     // the bounds of a number; of Whom: of the waiter's place in the queue
	Quantiles []int64   // if not nil: how a number is spread from Low on, at equal steps; the first one is that of Low
	Order     WakeOrder // of Whom: the preference of a timed strategy
	Fresh     bool      // of Whom: nobody has been signalled since the first of the waiters came
	Waiters   Waiters   // of Whom
	Options   []Option  // of Next
	Limit     int64     // of Next, set by the strategy: ask again after so many bytecodes; 0: at the next step
	Names     *trace.Names

	// Executed returns how many bytecodes a thread has executed, whether it is an option or not; 0 before it is made.
	Executed func(thread int32) int64
}

// Waiters are those of whom a signal wakes one.
type Waiters interface {
	// IndexOf returns the place in the queue of the thread's waiter, -1 if it does not wait there.
	IndexOf(thread int32) int64
}

// An Option is one way in which the run can go on: a thread makes its next step, a timer fires, or what was under way
// arrives from a device.
//
// A step is announced before it takes effect, and takes effect when its option is chosen: the program's own, such as the
// store of a shared variable, and the machine's work for a thread: Take and Drop of the interpreter lock, Try to get what
// it waits for, Unpark, once it has woken others, and Timeout of its timer. A thread that has nothing to announce, as it
// computes or has just been started, has None.
type Option struct {
	Thread    int32      // 0: no thread but a device
	Process   int32      // that the thread belongs to, from 0
	Step      trace.Kind // what comes next; Timeout: the thread waits, and its time-out fires
	Obj       int32      // the object of that step, where it has one; of Timeout: what the thread waits for
	Place     int32      // where in the program's source the step is made; 0: not known
	Own       int64      // bytecodes that the thread executes before the step takes effect; 0: it is the machine's work, or all are executed
	Bytecodes int64      // bytecodes that it has executed so far
	Current   bool       // it has the core
}

// Device reports whether the option is what comes next from a device.
func (o *Option) Device() bool { return o.Thread == 0 }

// Timer reports whether the option is that the thread's time-out fires.
func (o *Option) Timer() bool { return o.Step == trace.Timeout }

// Acts returns the object that the thread acts on when the option is chosen, so that another thread's act on it comes
// before or after; 0 for none.
func (o *Option) Acts() int32 {
	if o.Step == trace.Try || o.Own > 0 && o.Step.Spec().Group == trace.Program && o.Step.Spec().Obj == trace.Object {
		return o.Obj
	}
	return 0
}

// A WakeOrder is the preference among several waiters of one signal.
type WakeOrder uint8

// The orders.
const (
	// FIFO wakes who has waited longest, time-outs in between included: a fair lock, which CPython never had.
	FIFO WakeOrder = iota
	// Mixed is what a condition variable of glibc was measured to do under CPython's lock. Those who have come since the
	// last signal are a group of their own, and earlier groups are served first, in order. In a new group the one that
	// came last, who has just timed out and is still on its core, often takes the signal of the first; the more there
	// are, the less often.
	Mixed
	// Shuffled wakes anyone, with equal chances.
	Shuffled
)

// A DivergenceError says that a run departs from the trace or the schedule that it replays.
type DivergenceError struct {
	Event int64 // the index of the event, from 0; -1 if it is no particular one
	Msg   string
}

// Error says where and how. It counts events from 1.
func (e *DivergenceError) Error() string {
	if e.Event < 0 {
		return e.Msg
	}
	return fmt.Sprintf("event %d: %s", e.Event+1, e.Msg)
}
