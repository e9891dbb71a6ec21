// This file follows who holds which lock, and says which one would have kept two threads apart.

package cause

import (
	"slices"

	"github.com/gilsim/gilsim/trace"
)

// An Advice says which lock would have kept the other thread out.
type Advice struct {
	Kind AdviceKind
	Lock int32 // an object's number; 0: none
	Two  int32 // the other thread's lock, of OtherLock
}

// An AdviceKind is a sort of advice.
type AdviceKind uint8

// The sorts of advice.
const (
	NoLock    AdviceKind = iota // nobody has a lock: there should be one
	HoldOn                      // both take the same lock, but the one thread gives it back in between
	OnlyOne                     // the one thread holds it all the while, and the other one does not take it
	OnlyOther                   // the other way round
	OtherLock                   // each holds one, but not the same
)

// A hold is a lock that a thread has from one index of the trace to another one.
type hold struct {
	thread, object int32
	from, to       int
}

// holds are all of a run.
type holds []hold

func locksOf(tr *trace.Trace) (list holds) {
	for i := range tr.Events {
		e := &tr.Events[i]
		info, _ := tr.Names.Object(e.Obj)
		switch {
		case info.Class == trace.ClassGIL || inLibrary(tr.Names, e.Obj):
		case e.Kind == trace.Acquire:
			list = append(list, hold{e.Thread, e.Obj, i, len(tr.Events)})
		case e.Kind == trace.Release:
			for k, h := range slices.Backward(list) {
				if h.object == e.Obj && h.to == len(tr.Events) {
					list[k].to = i
					break
				}
			}
		}
	}
	return list
}

// at returns the locks that a thread holds at all these indexes, without having given them back in between.
func (l holds) at(thread int32, indexes ...int) (objects []int32) {
	for _, h := range l {
		if h.thread == thread && !slices.ContainsFunc(indexes, func(i int) bool { return i < h.from || i > h.to }) {
			objects = append(objects, h.object)
		}
	}
	return objects
}

// advice says which lock would have kept the thread of the step between from coming between the other two.
func (l holds) advice(events []trace.Event, first, between, then int) Advice {
	one, other := events[first].Thread, events[between].Thread
	all, there := l.at(one, first, then), l.at(other, between)
	for _, object := range l.at(one, first) {
		if slices.Contains(there, object) && slices.Contains(l.at(one, then), object) {
			return Advice{Kind: HoldOn, Lock: object}
		}
	}
	switch {
	case len(all) > 0 && len(there) > 0:
		return Advice{OtherLock, all[0], there[0]}
	case len(all) > 0:
		return Advice{Kind: OnlyOne, Lock: all[0]}
	case len(there) > 0:
		return Advice{Kind: OnlyOther, Lock: there[0]}
	}
	return Advice{}
}
