// This file defines what a step needs: a search must not choose one that could only begin to wait.

package sched

import "github.com/gilsim/gilsim/trace"

// A Needed is what a step needs before it can be made, such as a lock that is free.
type Needed interface {
	// Free reports whether t could make the step now. Asking changes nothing.
	Free(t *Thread) bool
}

// Needs says what the step that t announces next needs: an engine that decides before each step chooses it only when that
// is to be had. Others are not told. It is called right before the announcement, by what would otherwise wait without a
// time-out. Where a hub parks greenlets the thread can make the step in any case: it goes on with another one.
func (t *Thread) Needs(n Needed) {
	if t.run.stepwise && (t.hub == nil || t.whole) {
		t.needs = n
	}
}

// A SystemCall is what a step needs that calls the system. What such a call touches has no number in the trace, so the call tells which
// places it is about: see Touching.
type SystemCall interface {
	Needed
	// Place returns the place that the call is about. If it waits, that is what it waits for.
	Place() int32
	// Waits reports whether the call, as things are, is a step only when it is Free. One that does not wait is a step at any time.
	Waits() bool
	// Outside reports whether the interlock is let go for the call.
	Outside() bool
	// Entry returns the place that the thread reads with coming up to the call; 0: none. Who closes what others wait for writes it:
	// whether they have begun to wait already is a question of its own.
	Entry() int32
}

// CallsSystem is Needs for a step that calls the system. It has an effect that others see, whatever kind of step is announced.
func (t *Thread) CallsSystem(c SystemCall) {
	if t.run.stepwise {
		t.needs = c
	}
}

// NoteFree tells, with the effect of a step that gives others what they need, whether that was to be had before it, too: a
// put into a queue that was not empty lets nobody go on who could not have.
func (t *Thread) NoteFree(free bool) { t.wasFree = free }

// Free reports whether the thread has ended.
func (e *endOf) Free(*Thread) bool { return e.over.Load() }

// A Preemptible engine is told where a thread may lose its interlock, by an interlock that computes that and takes nothing.
type Preemptible interface {
	// MayLose is told that t, before its next step, can lose the interlock to any other thread, after so many bytecodes more at the
	// soonest.
	MayLose(t *Thread, after int64)
}

// A Touching engine is one that decides before each step, and wants to know what the step does to what has no number in the trace:
// the attributes and items of a language's objects.
type Touching interface {
	// Place returns the number of a place of an owner, whose number is the same in all runs that are alike so far. A step on it is
	// announced as a trace.Load or trace.Store of that number.
	Place(owner int64, name string) int32
	// AllValues returns the number of the place that stands for all values of an owner, each of which is a place, too: who looks at
	// all of them writes it, and who replaces one reads it. So those who replace different ones do not depend on each other.
	AllValues(owner int64) int32
	// EndOf returns the number of the end of a thread, which looks at whether it lives read.
	EndOf(thread *Thread) int32
	// Touch is told, before the effect of a step, that t reads or writes a place, or an object of the trace, with it.
	Touch(t *Thread, place int32, write bool)
	// Gives is told that the step under way writes a place that others wait for, and whether they could have had it before, too.
	Gives(place int32, free bool)
	// Number returns the number of an object of the trace that is the same in all runs that are alike so far.
	Number(traced int32) int32
}

// A Patient engine, which has no time, lets a time-out fire at any moment. So what the clock shows does not matter to who looks at it only
// to see how long he may still wait.
type Patient interface {
	// ForDeadline is told that t looks at the clock next, and that it is for this.
	ForDeadline(t *Thread)
}

// Begins forgets what was noted of the step that the thread begins now.
func (k *Task) Begins() { k.needs, k.wasFree = nil, false }

// WasFree returns what NoteFree was told in the present step.
func (k *Task) WasFree() bool { return k.wasFree }

// Needs returns what the step that the thread has announced needs; nil: nothing.
func (k *Task) Needs() Needed { return k.needs }

// Step returns the program's step that the thread has announced, and its object.
func (k *Task) Step() (step trace.Kind, object int32) { return k.next, k.nextObj }

// WaitsFor reports whether the thread, which parks, waits for an object, and not for time alone.
func (k *Task) WaitsFor() bool { return k.doing == blocks && k.block.on != nil || k.hub != nil }
