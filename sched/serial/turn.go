// This file defines what a strategy sees.

package serial

// An Access is what a step does to one object.
type Access struct {
	Obj   int32 // the same in runs that are alike so far (see Machine.Traced), or one of those below
	Write bool
	Free  bool // before the step somebody who waits for the object could have had it
	Waits bool // the step can be made only if the object can be had

	Again Again // before the step itself: the thread may look at the object again
}

// Again says why a thread that has looped in vain goes on: see sched.Thread.Spin.
type Again uint8

// The reasons.
const (
	Changed Again = iota + 1 // this object, or another one that it has looked at, has been written
	Enabled                  // only this write of this object lets the step be made
)

// Objects that have no number in the trace. After them come two for each thread: its end, and its being woken.
const (
	Console   int32 = -1 // what is printed goes there, in order
	Spawns    int32 = -2 // the numbers of new threads, which depend on the order of their making
	CutOff    int32 = -3 // the end of the last ordinary thread ends the daemon threads
	Interlock int32 = -4 // that a turn was broken into, in whose middle no other thread can begin one
	Clock     int32 = -5 // the time that is shown: a look at it writes it, and who has slept reads it
	Passing   int32 = -6 // that time passes, if it does so only when nobody can go on: who wakes up writes it, and every turn reads it

	endOfFirst int32 = -16
)

// wakeOf is the object that a wake-up of the thread writes, and its going on reads.
func wakeOf(thread int32) int32 { return endOfFirst - 2*thread - 1 }

// EndOf is the object that the end of a thread writes.
func EndOf(thread int32) int32 { return endOfFirst - 2*thread }

// A Turn is what a strategy is asked with: the turn that has just been made, and who can make the next one. It is lent.
type Turn struct {
	Enabled []int32  // the threads that can go on, in order of their numbers
	Blocked []int32  // those that cannot, because what their step needs is not to be had
	Last    int32    // whose the last turn was; 0: there was none
	Did     []Access // what it did
	Next    []Access // by thread: the step that it has announced; its zero value touches nothing
}

// A Strategy decides whose turn is next.
type Strategy interface {
	// Choose returns one of t.Enabled, or 0 to give the run up. At the end of a run it is called once more, with nobody
	// enabled, to see what the last turn did.
	Choose(t *Turn) int32
}

// Conflict reports whether two turns depend on each other: both touch an object, and one of them writes it.
func Conflict(a, b []Access) bool {
	for i := range a {
		for j := range b {
			if a[i].Obj == b[j].Obj && (a[i].Write || b[j].Write) {
				return true
			}
		}
	}
	return false
}
