// This file defines the rules that every trace obeys, whichever engine made it.

package trace

import (
	"fmt"
	"slices"
)

// A rule looks at an event and at what was before it; it changes nothing.
type rule struct {
	name   string
	says   string
	last   bool                                       // an event that breaks it is looked at no further
	broken func(s *checkState, e *Event) (why string) // empty if the rule holds
}

// runRules hold for every event of a run. The order is that of the messages about one event.
var runRules = []rule{
	{"defined", "an event has a kind, and refers to threads and objects that are defined", true, undefined},
	{"time", "time never runs back", false, timeRunsBack},
	{"spawned", "a thread is spawned once, before all that it does; T1 is there from the start", false, notSpawned},
	{"machine", "only a thread gets a core, waits, and takes a lock", false, machineActs},
	{"gone", "a thread that has left its core for good does nothing more", false, actsAfterExit},
	{"steps", "a thread's program steps lie between its start and its end", false, stepOutsideLife},
	{"cores", "a thread is on one core at a time, and a core runs one thread at a time", false, runsTwice},
	{"on core", "what happens on a core is done by the thread that is on it", false, notOnCore},
	{"parked", "a thread that waits does nothing until it is woken or its timer fires", false, actsWhileParked},
	{"timer", "a timer fires only for a thread that waits with one", false, noTimer},
	{"one holder", "an interpreter lock is taken only while nobody holds it", false, takenTwice},
	{"holder drops", "only its holder drops an interpreter lock", false, dropsUnheld},
	{"lock held", "where a process has an interpreter lock, only its holder does program steps", false, stepUnlocked},
	{"outside", "a thread has nothing to do with the interpreter lock of another process", false, lockedOutside},
	{"process", "a thread belongs to the process of who spawned it, and one that was forked is the first of its process", false, otherProcess},
	{"request", "the interpreter lock is requested of its holder", false, requestsUnheld},
	{"try", "an attempt gets a lock of the program only while it is free", false, getsHeld},
	{"acquire", "a lock of the program is acquired only while it is free", false, acquiresHeld},
	{"release", "a lock of the program is released only while it is held", false, releasesFree},
	{"load", "a load returns what was stored last, or what the load before it returned; a container may have more or fewer items, and parts of Python objects other values", false, loadsOther},
	{"put", "the items that are put into a queue are counted from 1", false, miscountsPut},
	{"get", "an item is taken out of a queue once, and only after it was put there", false, getsNoItem},
	{"join", "a thread sees another one end only after that one's end", false, joinsLiving},
	{"count", "a thread's count of bytecodes never falls", false, countFalls},
}

// actorRules hold for every event but a turn of a thread with greenlets, generators or a hub.
var actorRules = []rule{
	{"actor", "only greenlets, generators, tasks, event loops and hubs act inside a thread", false, isNoActor},
	{"current", "a thread does everything as its current actor", false, notCurrent},
	{"generator", "generators, tasks and event loops, and they alone, are resumed and yield", false, switchesWrong},
	{"ended", "an actor that has ended does nothing more, and nobody hands over to it", false, goesOnAfterEnd},
	{"one thread", "an actor acts in one thread only", false, actsInTwoThreads},
	{"suspended", "a generator or task is resumed only while it is suspended", false, resumesRunning},
	{"yields back", "a generator or task yields to who has resumed it", false, yieldsToOther},
	{"end", "the argument of a switch says 1 if who acts has ended with it, 0 if not", false, endsOtherwise},
}

// turnRules hold for the turns of a schedule.
var turnRules = []rule{
	{"defined", "a turn is that of a thread which is defined", true, turnOfNobody},
	{"turns grow", "a thread's next turn ends at a higher count of bytecodes", false, turnGoesBack},
}

func undefined(s *checkState, e *Event) string {
	spec := e.Kind.Spec()
	switch {
	case spec.Group == 0:
		return fmt.Sprintf("there is no kind %d", e.Kind)
	case e.Core < NoCore:
		return fmt.Sprintf("there is no core %d", e.Core)
	case !s.knowsThread(e.Thread):
		return fmt.Sprintf("T%d is not defined", e.Thread)
	case !s.knowsObject(e.Actor):
		return fmt.Sprintf("o%d is not defined", e.Actor)
	case spec.Obj == Thread && !s.knowsThread(e.Obj):
		return fmt.Sprintf("T%d is not defined", e.Obj)
	case (spec.Obj == Object || spec.Obj == Actor) && !s.knowsObject(e.Obj):
		return fmt.Sprintf("o%d is not defined", e.Obj)
	case spec.Arg == Position && !s.knowsPlace(e.Arg):
		return fmt.Sprintf("p%d is not defined", e.Arg)
	}
	return ""
}

func timeRunsBack(s *checkState, e *Event) string {
	if e.Time >= s.time {
		return ""
	}
	return fmt.Sprintf("it was %d ns", s.time)
}

func notSpawned(s *checkState, e *Event) string {
	switch {
	case !s.threads[e.Thread].spawned:
		return fmt.Sprintf("T%d was not", e.Thread)
	case e.Kind.starts() && s.threads[e.Obj].spawned:
		return fmt.Sprintf("T%d was there", e.Obj)
	}
	return ""
}

func machineActs(_ *checkState, e *Event) string {
	if e.Thread != 0 {
		return ""
	}
	switch e.Kind {
	case Take, Drop, Run, Park, Timeout, Expire, Preempt, Exit:
		return "T0 is the machine itself"
	}
	return ""
}

func actsAfterExit(s *checkState, e *Event) string {
	if !s.threads[e.Thread].gone {
		return ""
	}
	return fmt.Sprintf("T%d has", e.Thread)
}

func stepOutsideLife(s *checkState, e *Event) string {
	t := &s.threads[e.Thread]
	switch {
	case !isStep(e):
		return ""
	case e.Kind == Start && t.started:
		return "it started before"
	case e.Kind != Start && !t.started:
		return "it has not started"
	case t.over:
		return "it has ended"
	}
	return ""
}

// isStep tells whether an event is something that the program did. Crash is not: it tells how the doing failed.
func isStep(e *Event) bool { return e.Kind.Spec().Group == Program && e.Kind != Crash }

func runsTwice(s *checkState, e *Event) string {
	if e.Kind != Run || e.Core == NoCore {
		return ""
	}
	if core, ok := s.threads[e.Thread].onCore(); ok {
		return fmt.Sprintf("T%d is on c%d", e.Thread, core)
	}
	if other := s.onCore(e.Core); other != 0 {
		return fmt.Sprintf("c%d runs T%d", e.Core, other)
	}
	return ""
}

func notOnCore(s *checkState, e *Event) string {
	if e.Kind == Run || e.Core == NoCore || e.Thread == 0 || s.onCore(e.Core) == e.Thread {
		return ""
	}
	if other := s.onCore(e.Core); other != 0 {
		return fmt.Sprintf("c%d runs T%d", e.Core, other)
	}
	return fmt.Sprintf("c%d runs nobody", e.Core)
}

func actsWhileParked(s *checkState, e *Event) string {
	t := &s.threads[e.Thread]
	if e.Kind == Timeout || !t.parked || t.awake || s.real && t.permits > 0 {
		return ""
	}
	return fmt.Sprintf("T%d waits for o%d", e.Thread, t.waitsFor)
}

func noTimer(s *checkState, e *Event) string {
	t := &s.threads[e.Thread]
	switch {
	case e.Kind != Timeout:
		return ""
	case !t.parked:
		return fmt.Sprintf("T%d does not wait", e.Thread)
	case !t.timer:
		return fmt.Sprintf("T%d waits for ever", e.Thread)
	}
	return ""
}

func takenTwice(s *checkState, e *Event) string {
	if e.Kind != Take || s.objects[e.Obj].holder == 0 {
		return ""
	}
	return fmt.Sprintf("T%d holds o%d", s.objects[e.Obj].holder, e.Obj)
}

func dropsUnheld(s *checkState, e *Event) string {
	if e.Kind != Drop || s.objects[e.Obj].holder == e.Thread {
		return ""
	}
	if other := s.objects[e.Obj].holder; other != 0 {
		return fmt.Sprintf("T%d holds o%d", other, e.Obj)
	}
	return fmt.Sprintf("nobody holds o%d", e.Obj)
}

func stepUnlocked(s *checkState, e *Event) string {
	t := &s.threads[e.Thread]
	switch p := &s.processes[t.process]; {
	case isStep(e) && p.locked && t.holds == 0:
		return fmt.Sprintf("T%d does not hold one", e.Thread)
	case e.Kind.Spec().Group == Lock && !p.locked && p.unlocked != 0 && lockedOutside(s, e) == "":
		return fmt.Sprintf("event %d is a step from before it was ever taken", p.unlocked)
	}
	return ""
}

// otherProcess looks at what the threads' definitions say, where they say anything: the first process is not named.
func otherProcess(s *checkState, e *Event) string {
	mine := s.names.Process(e.Thread)
	switch other := s.names.Process(e.Obj); {
	case e.Kind == Spawn && other != mine:
		return fmt.Sprintf("T%d belongs to process %d, and T%d to %d", e.Thread, mine, e.Obj, other)
	case e.Kind == Fork && other != 0 && slices.Contains(s.forked, other):
		return fmt.Sprintf("process %d had threads before T%d", other, e.Obj)
	}
	return ""
}

func lockedOutside(s *checkState, e *Event) string {
	process := s.threads[e.Thread].process
	switch {
	case e.Kind.Spec().Group != Lock,
		e.Kind == Request && s.threads[e.Obj].process == process,
		e.Kind != Request && (s.objects[e.Obj].process == 0 || s.objects[e.Obj].process == process+1):
		return ""
	}
	return fmt.Sprintf("T%d belongs to another process", e.Thread)
}

func requestsUnheld(s *checkState, e *Event) string {
	if e.Kind != Request || s.threads[e.Obj].holds != 0 {
		return ""
	}
	return fmt.Sprintf("T%d does not hold it", e.Obj)
}

func getsHeld(s *checkState, e *Event) string {
	if e.Kind != Try || e.Arg != Got {
		return ""
	}
	return heldBy(s, e.Obj)
}

func acquiresHeld(s *checkState, e *Event) string {
	if e.Kind != Acquire || s.threads[e.Thread].got == e.Obj {
		return ""
	}
	return heldBy(s, e.Obj)
}

// heldBy says who holds a lock of the program, nothing if it is free or the object is none.
func heldBy(s *checkState, object int32) string {
	o := &s.objects[object]
	if o.class != ClassLock || o.holder == 0 {
		return ""
	}
	return fmt.Sprintf("T%d acquired o%d", o.holder, object)
}

func releasesFree(s *checkState, e *Event) string {
	if e.Kind != Release || s.objects[e.Obj].class != ClassLock || s.objects[e.Obj].holder != 0 {
		return ""
	}
	return fmt.Sprintf("o%d is free", e.Obj)
}

func loadsOther(s *checkState, e *Event) string {
	if e.Kind != Load || s.real && !s.oneLock() {
		return ""
	}
	o := &s.objects[e.Obj]
	if s.python && s.names.isPart(e.Obj) {
		return ""
	}
	if !o.hasValue || o.value == e.Arg || s.names.oneContainer(e.Obj, o.value, e.Arg) {
		return ""
	}
	return fmt.Sprintf("o%d holds %d, and %d was read", e.Obj, o.value, e.Arg)
}

func miscountsPut(s *checkState, e *Event) string {
	if e.Kind != Put || e.Arg == s.objects[e.Obj].puts+1 {
		return ""
	}
	return fmt.Sprintf("%d were put into o%d", s.objects[e.Obj].puts, e.Obj)
}

func getsNoItem(s *checkState, e *Event) string {
	if e.Kind != Get || s.objects[e.Obj].items[e.Arg] {
		return ""
	}
	return fmt.Sprintf("o%d holds no item %d", e.Obj, e.Arg)
}

func joinsLiving(s *checkState, e *Event) string {
	if e.Kind != Join || s.threads[e.Obj].over || s.threads[e.Obj].gone {
		return ""
	}
	return fmt.Sprintf("T%d has not ended", e.Obj)
}

func countFalls(s *checkState, e *Event) string {
	t := &s.threads[e.Thread]
	if e.Kind.Spec().Arg != Bytecodes || e.Arg >= t.bytecodes {
		return ""
	}
	return fmt.Sprintf("it falls from %d to %d", t.bytecodes, e.Arg)
}

func turnOfNobody(s *checkState, e *Event) string {
	if e.Thread != 0 && s.knowsThread(e.Thread) {
		return ""
	}
	return fmt.Sprintf("T%d is not", e.Thread)
}

func turnGoesBack(s *checkState, e *Event) string {
	t := &s.threads[e.Thread]
	if e.Kind != Turn || e.Arg > t.turn || e.Arg < 0 { // one below 0 lasts until the thread waits or ends
		return ""
	}
	return fmt.Sprintf("T%d's last one ended at %d, and this one at %d", e.Thread, t.turn, e.Arg)
}

// isNoActor looks at whom an event names as the one who acts and as the one who goes on.
func isNoActor(s *checkState, e *Event) string {
	switch {
	case e.Actor != 0 && !IsActor(s.objects[e.Actor].class):
		return s.isOfClass(e.Actor)
	case e.Kind.Spec().Obj == Actor && e.Obj != 0 && !IsActor(s.objects[e.Obj].class):
		return s.isOfClass(e.Obj)
	}
	return ""
}

func (s *checkState) isOfClass(object int32) string {
	if object == 0 {
		return "it is the thread's own code"
	}
	return fmt.Sprintf("o%d is of class %.40q", object, s.objects[object].class)
}

func switchesWrong(s *checkState, e *Event) string {
	generator := func(object int32) bool { return resumable(s.objects[object].class) }
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
