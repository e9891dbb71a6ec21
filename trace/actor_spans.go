// This file is the part of Spans that is about greenlets, generators and hubs.

package trace

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
}

// leave accounts for an actor that was current up to now.
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

// enter accounts for an actor that was away up to now.
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

// noteWait notes what an actor waits for, in case that it hands over next.
func (c *actorClock) noteWait(e *Event) {
	a := c.absence(e.Actor)
	switch {
	case e.Kind == Sleep:
		a.wait = StateBlocked
	case e.Kind == IO:
		a.wait = StateIO
	case e.Kind == Try && e.Arg != Got:
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
