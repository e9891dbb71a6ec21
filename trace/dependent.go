// This file defines which steps depend on each other: those whose order a program can notice.

package trace

// A Thing is what threads share: an object, a thread (whether it lives), or the output. It is a small number, fit to index a
// slice; 0 is nothing.
type Thing int

// output is what all prints write. Number 0 is no thread, so its place is free.
const output = Thing(1)

func objectThing(object int32) Thing { return 2 * Thing(object) }
func threadThing(thread int32) Thing { return 2*Thing(thread) + 1 }

// A Touch is what a step does to what threads share. The zero Touch is that of a step which touches nothing, such as a sleep.
type Touch struct {
	Thing  Thing
	Writes bool
}

// TouchOf returns what a step of this kind touches, done by a thread to an object or a thread (see Kind.Spec). That is known
// as soon as the step is announced: what comes of it does not matter, so that an attempt (Try) counts as if it succeeded.
//
// A thread is written by its start, its end and its being spawned, and read by those who join it.
func TouchOf(kind Kind, thread, obj int32) Touch {
	switch spec := kind.Spec(); {
	case kind == Print:
		return Touch{output, true}
	case kind == Start || kind == End || kind == Crash:
		return Touch{threadThing(thread), true}
	case obj == 0:
		return Touch{}
	case spec.Obj == Thread:
		return Touch{threadThing(obj), kind.starts()}
	case spec.Obj == Object:
		return Touch{objectThing(obj), spec.Writes || kind == Try}
	}
	return Touch{}
}

// Touch returns what the event touches.
func (e *Event) Touch() Touch { return TouchOf(e.Kind, e.Thread, e.Obj) }

// Conflicts reports whether both touch the same thing and one of them writes it.
func (t Touch) Conflicts(other Touch) bool {
	return t.Thing != 0 && t.Thing == other.Thing && (t.Writes || other.Writes)
}

// Dependent reports whether the order of two steps counts: both are of one thread, or they conflict. Two runs of which one
// becomes the other by swapping neighbours that are not dependent are equivalent: no thread can tell them apart.
func Dependent(a, b *Event) bool { return a.Thread == b.Thread || a.Touch().Conflicts(b.Touch()) }
