// This file derives from the events what every greenlet, generator and hub is doing, as states.go does for threads.

package trace

// An actorSpan is a stretch of time, longer than nothing, that an actor spent in one state. While it is current, that is
// the state of its thread.
type actorSpan struct {
	from, to      int64
	thread, actor int32
	state         threadState
}

// An actorClock follows the actors of a run and tells how they spend their time, from their first turn to their end. A
// thread's own code has no account: its time is what the actors of the thread leave.
type actorClock struct {
	actorTracker
	states *stateTracker
	since  perThread[int64] // when the current actor of a thread became so
	away   []absence        // by object
	spend  func(actorSpan)  // is told every span, those of one actor in their order
}

// An absence is the time in which an actor is not current.
type absence struct {
	thread int32       // where it was current before; 0 if it is not away
	since  int64       // holds only while it is away
	wait   threadState // what its last step tells of why it hands over; 0 if that tells nothing
}

// newActorClock returns a clock at the start of a run. Those states must have been told of an event before the clock is.
func newActorClock(names *Names, states *stateTracker, spend func(actorSpan)) actorClock {
	return actorClock{
		actorTracker: newActorTracker(names), states: states, since: perThread[int64]{names: names}, spend: spend,
	}
}

// step takes in the next event. Most are nothing to it, and are to cost next to nothing.
func (c *actorClock) step(e *Event) {
	if e.Actor != 0 || e.Kind.switches() {
		c.follow(e)
	}
}

// follow takes in an event of an actor, or one that changes the current one.
func (c *actorClock) follow(e *Event) {
	if c.states.lives.row(e.Thread) == nil {
		return
	}
	from := c.current(e.Thread)
	c.actorTracker.step(e)
	if to := c.current(e.Thread); to != from {
		c.leave(e.Thread, from)
		c.enter(to)
		*c.since.row(e.Thread) = c.states.now
	}
	if e.Actor != 0 && c.life(e.Thread, e.Actor) != nil {
		c.noteWait(e)
	}
}

// leave accounts for an actor that was current up to now.
func (c *actorClock) leave(thread, actor int32) {
	if actor == 0 {
		return
	}
	l := c.states.lives.row(thread)
	c.stay(actor, c.states.span(thread, l))
	if a := c.absence(actor); a.thread == 0 && !c.objects[actor].ended {
		a.thread, a.since = thread, c.states.now
	}
}

// enter accounts for an actor that was away up to now.
func (c *actorClock) enter(actor int32) {
	if actor == 0 {
		return
	}
	c.stayAway(actor, c.states.now)
	*c.absence(actor) = absence{}
}

// threadSpan accounts for the current actor of a thread one of whose spans has ended.
func (c *actorClock) threadSpan(span stateSpan) {
	if actor := c.current(span.thread); actor != 0 {
		c.stay(actor, span)
	}
}

// stay tells of the part of a thread's span in which this actor was current.
func (c *actorClock) stay(actor int32, span stateSpan) {
	from := max(span.from, *c.since.row(span.thread))
	if span.state != stateUnborn && span.state != stateEnded && from < span.to {
		c.spend(actorSpan{from, span.to, span.thread, actor, span.state})
	}
}

// stayAway tells of an actor's absence up to a time.
func (c *actorClock) stayAway(actor int32, now int64) {
	a := c.absence(actor)
	if a.thread == 0 || a.since >= now {
		return
	}
	state := stateSuspended
	if a.wait != stateUnborn {
		state = a.wait
	}
	c.spend(actorSpan{a.since, now, a.thread, actor, state})
	a.since = now
}

// absence returns the row of an actor, which has a life.
func (c *actorClock) absence(actor int32) *absence {
	c.away = extend(c.away, len(c.objects))
	return &c.away[actor]
}

// noteWait notes what an actor waits for, in case that it hands over next.
func (c *actorClock) noteWait(e *Event) {
	a := c.absence(e.Actor)
	switch {
	case e.Kind == Sleep:
		a.wait = stateBlocked
	case e.Kind == IO:
		a.wait = stateIO
	case e.Kind == Try && e.Arg != Got:
		a.wait = parkState(c.states.waits.of(e.Obj), 1)
	case e.Kind == Now: // a hub looks when the wait will be over
	case e.Kind.Spec().Group == Program && !e.Kind.switches():
		a.wait = stateUnborn
	}
}

// settle ends all absences now, or with the thread, and begins them again. The threads' own spans must have been settled.
func (c *actorClock) settle() {
	for i := range c.away {
		if a := &c.away[i]; a.thread != 0 {
			now := c.states.now
			if l := c.states.lives.row(a.thread); l.state == stateEnded {
				now = l.since
			}
			c.stayAway(int32(i), now)
		}
	}
}
