// This file follows which actor is current in each thread, in whose bodies the greenlets are, and what each is doing from when to when.

package trace

import "slices"

// IsActor reports whether objects of the class are greenlets, generators, tasks, event loops or hubs, which can be the actor of an event.
func IsActor(class string) bool {
	return class == ClassGreenlet || class == ClassHub || resumable(class)
}

// resumable reports whether objects of the class are executed on top of who resumes them.
func resumable(class string) bool {
	return class == ClassGenerator || class == ClassTask || class == ClassLoop
}

// switchKinds has the bits of the kinds that change the current actor of a thread.
const switchKinds = 1<<Switch | 1<<Throw | 1<<Resume | 1<<Yield

// Switches reports whether an event of this kind changes the current actor of its thread.
func (k Kind) Switches() bool { return uint64(switchKinds)>>k&1 != 0 }

// An actorLife is where one actor stands. The own code of a thread has one too: it is like a greenlet.
type actorLife struct {
	class  string // "" for an object that is no actor, and for a thread's own code
	thread int32  // the one in which it acts; 0 before its first turn
	inner  int32  // of a greenlet: the innermost generator or task in whose body it is; 0 if it is in none
	caller int32  // of a generator or task that has been resumed: by whom; 0 is the thread's own code
	base   int32  // of a generator or task that has been resumed: the greenlet in which it is executed; 0 is the thread's own code
	turns  int64  // how often it was switched to, thrown into or resumed
	nth    int    // of all actors of the run, the how many-th that had a turn, from 1; 0 before that
	on     bool   // of a generator or task: it was resumed and has not yielded since
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
	if !ok || !IsActor(info.Class) {
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

func (k *actorTracker) enter(thread, actor int32) {
	k.threads.Row(thread).current = actor
	k.begin(thread, actor)
}

// begin begins the life of an actor in a thread, unless it has begun.
func (k *actorTracker) begin(thread, actor int32) {
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

func (k *actorTracker) resume(e *Event) {
	base := k.baseOf(e.Thread, e.Actor)
	generator := k.life(e.Thread, e.Obj)
	generator.on, generator.caller, generator.base = true, e.Actor, base
	if greenlet := k.life(e.Thread, base); greenlet != nil {
		greenlet.inner = e.Obj
	}
}

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

// baseOf returns the greenlet in which an actor is executed: itself, unless it is a generator or a task.
func (k *actorTracker) baseOf(thread, actor int32) int32 {
	if a := k.life(thread, actor); a != nil && resumable(a.class) {
		return a.base
	}
	return actor
}

// of returns the actors that had their first turn in a thread: hubs and event loops first, then all others in the order of that turn.
func (k *actorTracker) of(thread int32) []int32 {
	t := k.threads.Row(thread)
	if t == nil {
		return nil
	}
	all := slices.Clone(t.all)
	slices.SortStableFunc(all, func(a, b int32) int { return k.rank(a) - k.rank(b) })
	return all
}

func (k *actorTracker) rank(actor int32) int {
	if class := k.objects[actor].class; class == ClassHub || class == ClassLoop {
		return 0
	}
	return 1
}

// An actorClock follows the actors of a run and tells how they spend their time, from their first turn to their end. A
// thread's own code has no account: its time is what the actors of the thread leave.
type actorClock struct {
	actorTracker
	spans *Spans
	since PerThread[int64] // when the current actor of a thread became so
	away  []absence        // by object
}

// An absence is the time in which an actor is not current.
type absence struct {
	thread int32 // where it was current before; 0 if it is not away
	since  int64 // holds only while it is away
	wait   State // what its last step tells of why it hands over; 0 if that tells nothing
}

// follow takes in an event of an actor, or one that changes the current one.
func (c *actorClock) follow(e *Event) {
	if c.spans.lives.Row(e.Thread) == nil {
		return
	}
	from := c.current(e.Thread)
	c.actorTracker.step(e)
	if to := c.current(e.Thread); to != from {
		c.leave(e.Thread, from)
		c.enter(to)
		*c.since.Row(e.Thread) = c.spans.now
	}
	if e.Actor != 0 && c.life(e.Thread, e.Actor) != nil {
		c.noteWait(e)
	}
	if e.Kind == Ready {
		c.ready(e)
	}
}

// ready notes that a task can go on. The life of a new one begins with that.
func (c *actorClock) ready(e *Event) {
	task := c.life(e.Thread, e.Obj)
	if e.Obj == 0 || task == nil || task.ended {
		return
	}
	a := c.absence(e.Obj)
	if task.thread == 0 {
		c.begin(e.Thread, e.Obj)
		a.thread, a.since = e.Thread, c.spans.now
	}
	c.stayAway(e.Obj, c.spans.now)
	a.wait = StateDue
}

func (c *actorClock) leave(thread, actor int32) {
	if actor == 0 {
		return
	}
	l := c.spans.lives.Row(thread)
	c.stay(actor, Span{From: l.since, To: c.spans.now, Thread: thread, Core: l.core, State: l.state})
	if a := c.absence(actor); a.thread == 0 && !c.objects[actor].ended {
		a.thread, a.since = thread, c.spans.now
	}
}

func (c *actorClock) enter(actor int32) {
	if actor == 0 {
		return
	}
	c.stayAway(actor, c.spans.now)
	*c.absence(actor) = absence{}
}

// threadSpan accounts for the current actor of a thread one of whose spans has ended.
func (c *actorClock) threadSpan(span Span) {
	if actor := c.current(span.Thread); actor != 0 {
		c.stay(actor, span)
	}
}

// stay tells of the part of a thread's span in which this actor was current.
func (c *actorClock) stay(actor int32, span Span) {
	from := max(span.From, *c.since.Row(span.Thread))
	if span.State != StateUnborn && span.State != StateEnded && from < span.To {
		c.spans.tell(Span{From: from, To: span.To, Thread: span.Thread, Actor: actor, Core: span.Core, State: span.State})
	}
}

// stayAway tells of an actor's absence up to a time.
func (c *actorClock) stayAway(actor int32, now int64) {
	a := c.absence(actor)
	if a.thread == 0 || a.since >= now {
		return
	}
	state := StateSuspended
	if a.wait != StateUnborn {
		state = a.wait
	}
	c.spans.tell(Span{From: a.since, To: now, Thread: a.thread, Actor: actor, Core: NoCore, State: state})
	a.since = now
}

// absence returns the row of an actor, which has a life.
func (c *actorClock) absence(actor int32) *absence {
	c.away = extend(c.away, len(c.objects))
	return &c.away[actor]
}

// noteWait notes what an actor waits for, in case that it hands over next. One that is away makes no step in a trace that obeys the
// rules; in another one, what it was away for so far stays what it was.
func (c *actorClock) noteWait(e *Event) {
	c.stayAway(e.Actor, c.spans.now)
	a := c.absence(e.Actor)
	switch {
	case e.Kind == Sleep:
		a.wait = StateSleep
	case e.Kind == IO:
		a.wait = StateIO
	case e.Kind == Try && e.Arg != Got || e.Kind == Await:
		a.wait = parkState(c.spans.waits.of(e.Obj), 1)
	case e.Kind == Now: // a hub looks when the wait will be over
	case e.Kind.Spec().Group == Program && !e.Kind.Switches():
		a.wait = StateUnborn
	}
}

// settle ends all absences now, or with the thread, and begins them again. The threads' own spans must have been settled.
func (c *actorClock) settle() {
	for i := range c.away {
		if a := &c.away[i]; a.thread != 0 {
			now := c.spans.now
			if l := c.spans.lives.Row(a.thread); l.state == StateEnded {
				now = l.since
			}
			c.stayAway(int32(i), now)
		}
	}
}
