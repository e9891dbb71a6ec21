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
	Clock                // the time that the program asks for, ns (untimed strategies only)
)

// String names what is decided, for reports.
func (k Kind) String() string {
	names := [...]string{"who goes on", "whom a signal wakes", "a wake-up latency", "a timer's lateness",
		"the speed of a core", "the phase of the tick counter", "a random number", "the time"}
	if int(k) < len(names) {
		return names[k]
	}
	return fmt.Sprintf("decision %d", k)
}

// A Decision is one free choice.
type Decision struct {
	Kind      Kind
	Thread    int32     // whom it concerns
	At        int64     // the number of the event, from 0, that will carry the answer
	Low, High int64     // the bounds of a number; of Whom: of the waiter's place in the queue
	Quantiles []int64   // if not nil: how a number is spread from Low on, at equal steps; the first one is that of Low
	Order     WakeOrder // of Whom: the preference of a timed strategy
	Fresh     bool      // of Whom: nobody has been signalled since the first of the waiters came
	Waiters   Waiters   // of Whom
	Options   []Option  // of Next
	Limit     int64     // of Next, set by the strategy: ask again after so many bytecodes; 0: at the next step
	Names     *trace.Names
	Threads   Threads
}

// Waiters are those of whom a signal wakes one.
type Waiters interface {
	// IndexOf returns the place in the queue of the thread's waiter, -1 if it does not wait there.
	IndexOf(thread int32) int64
	// Gate reports whether they wait for an interlock.
	Gate() bool
}

// Threads is what a strategy can learn of any thread, whether it is an option or not.
type Threads interface {
	// Executed returns how many bytecodes a thread has executed, 0 if it has not been made yet.
	Executed(thread int32) int64
	// Released returns how often a thread has let its interlock go: where there is none as often as one likes.
	Released(thread int32) int64
	// Blocked reports whether a thread waits in a blocking call, for more than time.
	Blocked(thread int32) bool
}

// An Option is a thread that can be chosen, or a device.
type Option struct {
	Thread    int32
	Timer     bool       // it waits, and choosing it lets its time-out fire
	Device    bool       // it is no thread (its number is 0): choosing it lets what comes next from a device happen
	Current   bool       // it is the one that has the core
	Outside   bool       // it belongs to another process, and needs no interlock
	Own       int64      // bytecodes that it is about to execute; 0: the machine's work, or the end of a step
	Bytecodes int64      // bytecodes that it has executed so far
	Next      trace.Kind // the step that it has announced
	Obj       int32      // the object of that step
	Tries     int32      // the object that it waits for, and tries to get as soon as it can go on; 0: none
}

// actsOn returns the object that the thread acts on when it goes on, 0 for none.
func (o *Option) actsOn() int32 {
	switch {
	case o.Own == 0:
		return o.Tries
	case o.Next.Spec().Obj == trace.Object:
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
