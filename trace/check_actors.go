// This file defines the rules for greenlets, generators and hubs, which are the actors inside a thread.

package trace

import "fmt"

// isNoActor looks at whom an event names as the one who acts and as the one who goes on.
func isNoActor(s *checkState, e *Event) string {
	switch {
	case e.Actor != 0 && !isActor(s.objects[e.Actor].class):
		return s.isOfClass(e.Actor)
	case e.Kind.Spec().Obj == Actor && e.Obj != 0 && !isActor(s.objects[e.Obj].class):
		return s.isOfClass(e.Obj)
	}
	return ""
}

// isOfClass says what an object is.
func (s *checkState) isOfClass(object int32) string {
	if object == 0 {
		return "it is the thread's own code"
	}
	return fmt.Sprintf("o%d is of class %.40q", object, s.objects[object].class)
}

func switchesWrong(s *checkState, e *Event) string {
	generator := func(object int32) bool { return s.objects[object].class == ClassGenerator }
	switch e.Kind {
	case Switch, Throw:
		if generator(e.Obj) {
			return s.isOfClass(e.Obj)
		}
	case Resume:
		if !generator(e.Obj) {
			return s.isOfClass(e.Obj)
		}
	case Yield:
		if !generator(e.Actor) {
			return s.isOfClass(e.Actor)
		}
	}
	return ""
}

// notCurrent holds for what is recorded of a thread, also by the machine's scheduler. A thread leaves its core for good by
// itself, whoever is current when it fails.
func notCurrent(s *checkState, e *Event) string {
	current := s.actors.current(e.Thread)
	if e.Kind == Exit {
		current = 0
	}
	switch {
	case e.Actor == current, isNoActor(s, e) != "":
		return ""
	case current == 0:
		return fmt.Sprintf("in T%d that is its own code", e.Thread)
	}
	return fmt.Sprintf("in T%d that is o%d", e.Thread, current)
}

func goesOnAfterEnd(s *checkState, e *Event) string {
	if a := s.goesOn(e); a == nil || !a.ended {
		return ""
	}
	return fmt.Sprintf("o%d has", e.Obj)
}

func actsInTwoThreads(s *checkState, e *Event) string {
	a := s.goesOn(e)
	if a == nil || e.Obj == 0 || a.thread == 0 || a.thread == e.Thread {
		return ""
	}
	return fmt.Sprintf("o%d acts in T%d", e.Obj, a.thread)
}

func resumesRunning(s *checkState, e *Event) string {
	if a := s.goesOn(e); e.Kind != Resume || a == nil || !a.on {
		return ""
	}
	return fmt.Sprintf("o%d is being executed", e.Obj)
}

func yieldsToOther(s *checkState, e *Event) string {
	if e.Kind != Yield {
		return ""
	}
	a := s.actors.life(e.Thread, e.Actor)
	switch {
	case a == nil || a.caller == e.Obj:
		return ""
	case a.caller == 0:
		return "that was the thread's own code"
	}
	return fmt.Sprintf("that was o%d", a.caller)
}

func endsOtherwise(_ *checkState, e *Event) string {
	if e.Kind.Spec().Arg != Ended || e.Arg == 0 || e.Arg == 1 {
		return ""
	}
	return fmt.Sprintf("it is %d", e.Arg)
}

// goesOn returns who goes on with an event that changes the current actor, nil for any other event.
func (s *checkState) goesOn(e *Event) *actorLife {
	if !e.Kind.Switches() {
		return nil
	}
	return s.actors.life(e.Thread, e.Obj)
}
