// This file defines the acts of a schedule: in which order threads get, are refused and give back what others wait for.

package choice

import "github.com/gilsim/gilsim/trace"

// An act is what a thread did to an object that threads wait for: it got it, was refused it, or did another step to it, such
// as a release. To go on waiting is no act: it changes nothing, and how often that happens is a matter of time.
type act struct {
	thread  int32
	refused bool
	event   int64 // its number
}

// acts are what is left of the acts of a schedule. A thread that waits tries to get what it waits for while it has no
// interlock, so that the order of turns does not say when; this does.
type acts struct {
	left  [][]act // by object of the schedule; none for an object that nobody ever had to wait for
	told  gains   // of the run
	twins twins   // the objects of the schedule, by those of the run
}

func newActs(tr *trace.Trace) acts {
	a := acts{told: gains{}}
	var waited []bool // by object
	for _, e := range tr.Events {
		if e.Kind == trace.Try && e.Obj > 0 {
			waited = append(waited, make([]bool, max(0, int(e.Obj)+1-len(waited)))...)
			waited[e.Obj] = true
		}
	}
	a.left = make([][]act, len(waited))
	told := gains{}
	for i, e := range tr.Events {
		if told.isAct(&e) && e.Obj > 0 && int(e.Obj) < len(waited) && waited[e.Obj] {
			a.left[e.Obj] = append(a.left[e.Obj], act{e.Thread, isRefusal(&e), int64(i)})
		}
	}
	return a
}

// interlocks returns 1 if the first object is an interlock, else 0.
func interlocks(names *trace.Names) int32 {
	if info, ok := names.Object(1); ok && info.Class == trace.ClassGIL {
		return 1
	}
	return 0
}

// of returns the acts that are left on an object of the run.
func (a *acts) of(object int32) []act {
	if i := a.twins.find(object); i > 0 && int(i) < len(a.left) {
		return a.left[i]
	}
	return nil
}

// before returns the act that must come before what the option is about to do, nil if none must.
func (a *acts) before(o *Option) *act {
	list := a.of(o.Acts())
	if len(list) == 0 || list[0].thread == o.Thread {
		return nil
	}
	return &list[0]
}

// did takes an act of the run off the list, and reports whether it came off as in the schedule. An act that the schedule
// does not have is none of its business.
func (a *acts) did(e *trace.Event) bool {
	if !a.told.isAct(e) {
		return true
	}
	list := a.of(e.Obj)
	for i := range list {
		if list[i].thread == e.Thread {
			same := list[i].refused == isRefusal(e)
			copy(list[1:i+1], list[:i]) // the few that should have come before, not the many that come after
			a.left[a.twins.find(e.Obj)] = list[1:]
			return same
		}
	}
	return true
}

// gains is what threads have got by a try, as long as no event of the step itself has told of it.
type gains map[int32]int32

// isAct reports whether an event is an act, if its object is one that threads wait for.
func (g gains) isAct(e *trace.Event) bool {
	switch spec := e.Kind.Spec(); {
	case e.Kind == trace.Try && e.Arg == trace.Got:
		g[e.Thread] = e.Obj
		return true
	case e.Kind == trace.Try:
		return e.Arg == trace.Refused
	case spec.Group != trace.Program || spec.Obj != trace.Object:
		return false
	case g[e.Thread] == e.Obj:
		delete(g, e.Thread)
		return false
	}
	return true
}

func isRefusal(e *trace.Event) bool { return e.Kind == trace.Try && e.Arg == trace.Refused }
