// This file defines decisions, everything that is free in a run, and the pickers that make them.

package sched

import "github.com/gilsim/gilsim/trace"

// A Picker decides what is free in a run: it is the strategy of a search, the memory of a replay, or the randomness of
// a simulation. The same answers give the same run, whoever gives them.
type Picker interface {
	// Timed reports whether virtual time decides who runs. A timed picker is asked for numbers only, and for whom a
	// signal wakes. An untimed one sees a machine of one core on which nothing takes time but bytecodes, and is asked
	// at every announced step who goes on.
	Timed() bool
	// Pick answers a decision: the index of one of its options if it has any, or else a number from Low to High. An error ends the run.
	// The decision and its options are only lent.
	Pick(d *Decision) (int64, error)
}

// A DecisionKind says what is to be decided.
type DecisionKind uint8

// The kinds of decision.
const (
	Next     DecisionKind = iota // who goes on: a runnable thread, or one whose timer fires now (untimed pickers only)
	Whom                         // which waiter a signal wakes
	Latency                      // how long a woken thread takes to be ready, ns
	Lateness                     // how late a timer fires, ns
	Speed                        // picoseconds a bytecode, while the thread keeps its core
	Phase                        // where the tick counter stands at the start
	Chance                       // a random number that the program asks for
	Clock                        // the time that the program asks for, ns (untimed pickers only)
)

// A Decision is one free choice.
type Decision struct {
	Kind      DecisionKind
	Thread    int32     // whom it concerns
	At        int64     // the number of the event, from 0, that will carry the answer
	Low, High int64     // the bounds of a number; of Whom: of the waiter's place in the queue
	Quantiles []int64   // if not nil: how a number is spread from Low on, at equal steps; the first one is that of Low
	Order     WakeOrder // of Whom: the preference of a timed picker
	Options   []Option  // of Next
	Limit     int64     // of Next, set by the picker: ask again after so many bytecodes; 0: at the next step
	Names     *trace.Names
	queue     *Queue   // of Whom
	process   *Process // of Next
}

// executed returns how many bytecodes a thread has executed, 0 if it has not been made yet.
func (d *Decision) executed(thread int32) int64 {
	if t := d.process.thread(thread); t != nil {
		return t.progress()
	}
	return 0
}

// released returns how often a thread has let the interlock go.
func (d *Decision) released(thread int32) int64 {
	if t := d.process.thread(thread); t != nil {
		return t.released
	}
	return 0
}

// Waiting returns the place in the queue of the thread's waiter, -1 if it does not wait there: for a picker that knows
// whom it wants to be woken, in a decision of kind Whom.
func (d *Decision) Waiting(thread int32) int64 { return d.queue.indexOf(thread) }

// An Option is a thread that can be chosen.
type Option struct {
	Thread    int32
	Timer     bool       // it waits, and choosing it lets its time-out fire
	Current   bool       // it is the one that has the core
	Own       int64      // bytecodes that it is about to execute; 0: the machine's work, or the end of a step
	Bytecodes int64      // bytecodes that it has executed so far
	Next      trace.Kind // the step that it has announced
	Obj       int32      // the object of that step
}

// A WakeOrder is the preference among several waiters of one signal.
type WakeOrder uint8

// The orders.
const (
	// FIFO wakes who has waited longest.
	FIFO WakeOrder = iota
	// Mixed is what a condition variable on Linux was measured to do under CPython's lock: in about half of the cases
	// the one that came last, who has just timed out and is still on its core, wins; else the first.
	Mixed
	// Shuffled wakes anyone, with equal chances.
	Shuffled
)
