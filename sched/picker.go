// This file defines decisions, everything that is free in a run, and the pickers that make them.

package sched

import (
	"math"

	"github.com/gilsim/gilsim/trace"
)

// A Picker decides what is free in a run: it is the strategy of a search, the memory of a replay, or the randomness of
// a simulation. The same answers give the same run, whoever gives them.
type Picker interface {
	// Timed reports whether virtual time decides who runs. A timed picker is asked for numbers only, and for whom a
	// signal wakes. An untimed one sees a machine of one core on which nothing takes time but bytecodes, and is asked
	// at every announced step who goes on.
	Timed() bool
	// Pick answers a decision: the index of one of its options if it has any, or else a number from Low to High. An error ends the run.
	// The decision and its options are only lent. A picker that is a trace.Recorder, too, is shown all events up to the
	// decision before it is asked.
	Pick(d *Decision) (int64, error)
}

// A DecisionKind says what is to be decided.
type DecisionKind uint8

// The kinds of decision.
const (
	Next     DecisionKind = iota // who goes on: a runnable thread, one whose timer fires now, or a device (untimed pickers only)
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
	Fresh     bool      // of Whom: nobody has been signalled since the first of the waiters came
	Options   []Option  // of Next
	Limit     int64     // of Next, set by the picker: ask again after so many bytecodes; 0: at the next step
	Names     *trace.Names
	queue     *Queue // of Whom
	process   *Process
}

// executed returns how many bytecodes a thread has executed, 0 if it has not been made yet.
func (d *Decision) executed(thread int32) int64 {
	if t := d.process.thread(thread); t != nil {
		return t.progress()
	}
	return 0
}

// released returns how often a thread has let the interlock go: where there is none as often as one likes.
func (d *Decision) released(thread int32) int64 {
	if d.process.lock == nil {
		return math.MaxInt64
	}
	if t := d.process.thread(thread); t != nil {
		return t.released
	}
	return 0
}

// blocked reports whether a thread waits in a blocking call, for more than time.
func (d *Decision) blocked(thread int32) bool {
	t := d.process.thread(thread)
	return t != nil && t.sim.condition == parked && t.block.on != nil && t.block.state == waiting
}

// Waiting returns the place in the queue of the thread's waiter, -1 if it does not wait there: for a picker that knows
// whom it wants to be woken, in a decision of kind Whom.
func (d *Decision) Waiting(thread int32) int64 { return d.queue.indexOf(thread) }

// gate reports whether those who wait in the queue wait for the interlock.
func (d *Decision) gate() bool {
	first := d.queue.list.First().Value
	return first == &first.thread.gate
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
