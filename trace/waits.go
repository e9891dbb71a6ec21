// This file tells apart what a thread can wait for, by the class of the object that it parks on.

package trace

// A waitKind is what a parked thread waits for.
type waitKind uint8

const (
	waitUnknown waitKind = iota // the object has not been looked up
	waitOther                   // a condition, a queue, anything without a class of its own
	waitGIL                     // the interpreter lock
	waitIO                      // input or output
	waitTimer                   // a sleep
	waitLock                    // a lock of the program
	waitThread                  // the end of another thread
)

// waitFor returns what a thread waits for that parks on an object of this class.
func waitFor(class string) waitKind {
	switch class {
	case ClassGIL:
		return waitGIL
	case ClassIO:
		return waitIO
	case ClassTimer:
		return waitTimer
	case ClassLock:
		return waitLock
	case ClassThread:
		return waitThread
	}
	return waitOther
}

// A waitTable remembers what kind of wait each object stands for, so that Names, which locks, is asked once an object.
type waitTable struct {
	names *Names
	kinds []waitKind // of object i+1
}

// of returns what a thread waits for that parks on the object; waitOther if it is not defined.
func (w *waitTable) of(object int32) waitKind {
	if i := int(object) - 1; uint(i) < uint(len(w.kinds)) && w.kinds[i] != waitUnknown {
		return w.kinds[i]
	}
	return w.learn(object)
}

// learn looks the object up. Numbers below it may still be undefined: a reader meets definitions in any order.
func (w *waitTable) learn(object int32) waitKind {
	info, ok := w.names.Object(object)
	if !ok {
		return waitOther
	}
	for len(w.kinds) < int(object) {
		w.kinds = append(w.kinds, waitUnknown)
	}
	w.kinds[object-1] = waitFor(info.Class)
	return w.kinds[object-1]
}
