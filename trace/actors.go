// This file follows which actor is current in each thread, and in whose bodies the greenlets are.

package trace

import "slices"

// isActor tells whether an object of this class can be the Actor of an event.
func isActor(class string) bool {
	return class == ClassGreenlet || class == ClassHub || class == ClassGenerator
}

// switchKinds has the bits of the kinds that change the current actor of a thread.
const switchKinds = 1<<Switch | 1<<Throw | 1<<Resume | 1<<Yield

// Switches reports whether an event of this kind changes the current actor of its thread.
func (k Kind) Switches() bool { return uint64(switchKinds)>>k&1 != 0 }

// An actorLife is where one actor stands. The own code of a thread has one too: it is like a greenlet.
type actorLife struct {
	class  string // "" for an object that is no actor, and for a thread's own code
	thread int32  // the one in which it acts; 0 before its first turn
	inner  int32  // of a greenlet: the innermost generator in whose body it is; 0 if it is in none
	caller int32  // of a generator that has been resumed: by whom; 0 is the thread's own code
	base   int32  // of a generator that has been resumed: the greenlet in which it is executed; 0 is the thread's own code
	turns  int64  // how often it was switched to, thrown into or resumed
	nth    int    // of all actors of the run, the how many-th that had a turn, from 1; 0 before that
	on     bool   // of a generator: it was resumed and has not yielded since
	ended  bool
}

// An actorTracker follows the actors of a run.
//
// It bears with a trace that breaks the rules: what is no actor is passed over, and an actor that does something is
// current, however it came to be.
type actorTracker struct {
	names   *Names
	threads PerThread[threadActors]
	objects []actorLife // by number
	count   int         // how many actors have had a turn
}

// threadActors is what is known of the actors of one thread.
type threadActors struct {
	current int32 // 0 is the thread's own code
	own     actorLife
	all     []int32 // the actors that had their first turn in the thread, in that order
}

// newActorTracker returns a tracker at the start of a run.
func newActorTracker(names *Names) actorTracker {
	return actorTracker{names: names, threads: PerThread[threadActors]{Names: names}}
}

// current returns the current actor of a thread, 0 for its own code.
func (k *actorTracker) current(thread int32) int32 {
	if t := k.threads.Row(thread); t != nil {
		return t.current
	}
	return 0
}

// life returns where an actor stands, nil for what is none. It holds until the next call.
func (k *actorTracker) life(thread, actor int32) *actorLife {
	if actor == 0 {
		if t := k.threads.Row(thread); t != nil {
			return &t.own
		}
		return nil
	}
	if uint(actor) < uint(len(k.objects)) && k.objects[actor].class != "" {
		return &k.objects[actor]
	}
	return k.learn(actor)
}

// learn looks an object up, and makes room for it if it is an actor.
func (k *actorTracker) learn(actor int32) *actorLife {
	info, ok := k.names.Object(actor)
	if !ok || !isActor(info.Class) {
		return nil
	}
	k.objects = extend(k.objects, int(actor)+1)
	k.objects[actor].class = info.Class
	return &k.objects[actor]
}

// step takes in the next event. Most change nothing, and are to cost next to nothing. A turn is that of the thread, whoever
// is current in it.
func (k *actorTracker) step(e *Event) {
	if e.Kind.Switches() || e.Actor != k.current(e.Thread) && e.Kind != Turn {
		k.change(e)
	}
}

// change takes in an event that may change who is current.
func (k *actorTracker) change(e *Event) {
	if k.threads.Row(e.Thread) == nil || k.life(e.Thread, e.Actor) == nil {
		return
	}
	k.enter(e.Thread, e.Actor)
	if !e.Kind.Switches() || k.life(e.Thread, e.Obj) == nil {
		return
	}
	switch e.Kind {
	case Switch, Throw:
		k.life(e.Thread, e.Actor).ended = e.Arg == 1
	case Resume:
		k.resume(e)
	case Yield:
		k.yield(e)
	}
	k.turn(e)
}

// enter makes an actor current.
func (k *actorTracker) enter(thread, actor int32) {
	k.threads.Row(thread).current = actor
	if a := k.life(thread, actor); a.thread == 0 && actor != 0 {
		t := k.threads.Row(thread)
		t.all = append(t.all, actor)
		k.count++
		a.thread, a.nth = thread, k.count
	}
}

// turn gives the thread to whom the event names: if that is a greenlet in the middle of a generator's body, to the
// generator.
func (k *actorTracker) turn(e *Event) {
	k.enter(e.Thread, e.Obj)
	to := k.life(e.Thread, e.Obj)
	if e.Kind != Yield {
		to.turns++
	}
	if (e.Kind == Switch || e.Kind == Throw) && to.inner != 0 {
		k.enter(e.Thread, to.inner)
	}
}

// resume puts a generator on top of who resumes it.
func (k *actorTracker) resume(e *Event) {
	base := k.baseOf(e.Thread, e.Actor)
	generator := k.life(e.Thread, e.Obj)
	generator.on, generator.caller, generator.base = true, e.Actor, base
	if greenlet := k.life(e.Thread, base); greenlet != nil {
		greenlet.inner = e.Obj
	}
}

// yield takes a generator off who has resumed it.
func (k *actorTracker) yield(e *Event) {
	generator := k.life(e.Thread, e.Actor)
	generator.on, generator.ended = false, e.Arg == 1
	base, inner := generator.base, generator.caller
	if inner == base {
		inner = 0
	}
	if greenlet := k.life(e.Thread, base); greenlet != nil {
		greenlet.inner = inner
	}
}

// baseOf returns the greenlet in which an actor is executed: itself, unless it is a generator.
func (k *actorTracker) baseOf(thread, actor int32) int32 {
	if a := k.life(thread, actor); a != nil && a.class == ClassGenerator {
		return a.base
	}
	return actor
}

// of returns the actors that had their first turn in a thread: hubs first, then all others in the order of that turn.
func (k *actorTracker) of(thread int32) []int32 {
	t := k.threads.Row(thread)
	if t == nil {
		return nil
	}
	all := slices.Clone(t.all)
	slices.SortStableFunc(all, func(a, b int32) int { return k.rank(a) - k.rank(b) })
	return all
}

// rank is 0 for a hub and 1 for any other actor.
func (k *actorTracker) rank(actor int32) int {
	if k.objects[actor].class == ClassHub {
		return 0
	}
	return 1
}
