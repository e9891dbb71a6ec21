// This file tells what threads, greenlets, cores and locks do from which event to which.

package page

import "github.com/gilsim/gilsim/trace"

// A change is what something is from an event on.
type change struct {
	event     int
	value, on int64
}

// A track is the changes of one thing.
type track []change

// note notes what the thing is from an event on. Of several changes at one event, or before the window, the last one counts.
func (k *track) note(w window, event int, value, on int64) {
	if event >= w.last {
		return
	}
	c := change{w.place(event), value, on}
	list := *k
	switch last := len(list) - 1; {
	case last >= 0 && list[last].event == c.event:
		list[last] = c
	case last >= 0 && list[last].value == value && list[last].on == on:
	default:
		*k = append(list, c)
	}
}

// line returns the track in the form of the page, without what it also waits for.
func (k track) line(of int) line {
	l, last := line{Of: of}, int64(0)
	for _, c := range k {
		l.add(&last, c.event, c.value)
	}
	return l
}

func (k track) life(of, thread int) life {
	l, last := life{Of: of, Thread: thread}, int64(0)
	for _, c := range k {
		l.Event = append(l.Event, int64(c.event)-last)
		l.State = append(l.State, c.value)
		l.On = append(l.On, c.on)
		last = int64(c.event)
	}
	return l
}

// A liveliness follows a run and keeps the tracks of all that lives in it.
type liveliness struct {
	names   *trace.Names
	events  []trace.Event
	window  window
	event   int // the present one
	spans   *trace.Spans
	threads trace.PerThread[threadTrack]
	cores   []track
	actors  []actorTrack // by object
	locks   []lockTrack  // by object
	drops   []int        // by object: 1 + the event of the last drop of that interpreter lock
	passed  [][2]int     // take and drop, where the lock went to another thread
}

// A threadTrack is what is kept of one thread.
type threadTrack struct {
	track
	state trace.State
	core  int16
	on    int32 // what it has parked on
}

// An actorTrack is what is kept of a greenlet, generator or hub.
type actorTrack struct {
	track
	thread int32
	began  int   // the event at which its present state began
	awaits int32 // what it has said last that it awaits
}

// A lockTrack is what is kept of a lock.
type lockTrack struct {
	track
	isLock bool
	last   int32 // who had it last
	holder int32
	depth  int // how often its holder has taken it
}

func (m *runMaker) addLives() {
	names := m.t.Names
	l := &liveliness{names: names, events: m.t.Events, window: m.window, threads: trace.PerThread[threadTrack]{Names: names}}
	l.actors = make([]actorTrack, names.Objects()+1)
	l.locks = make([]lockTrack, names.Objects()+1)
	l.drops = make([]int, names.Objects()+1)
	for id := range l.locks {
		info, _ := names.Object(int32(id))
		l.locks[id].isLock = info.Class == trace.ClassGIL || info.Class == trace.ClassLock
	}
	l.spans = trace.NewSpans(names, l.span)
	for l.event = range m.t.Events {
		l.step(&m.t.Events[l.event])
	}
	l.event = len(m.t.Events)
	l.spans.Settle()
	m.take(l)
}

// take takes over what a run's tracks are.
func (m *runMaker) take(l *liveliness) {
	for i, t := range l.threads.Rows() {
		m.States = append(m.States, t.life(i+1, i+1))
	}
	for i, k := range l.cores {
		m.Cores = append(m.Cores, k.line(i))
	}
	for thread := int32(1); int(thread) <= l.names.Threads(); thread++ {
		for _, actor := range l.spans.ActorsOf(thread) {
			if a := &l.actors[actor]; len(a.track) > 0 {
				m.Actors = append(m.Actors, a.life(int(actor), int(thread)))
			}
		}
	}
	for id := range l.locks {
		if k := l.locks[id].track; len(k) > 0 {
			m.Holds = append(m.Holds, k.line(id))
		}
	}
	m.Handovers = m.pairsOf(l.passed)
}

// pairsOf puts pairs of a later and an earlier event, those with the later one in the window, into the form of the page.
func (m *runMaker) pairsOf(list [][2]int) (p pairs) {
	last := 0
	for _, pair := range list {
		if !m.window.has(pair[0]) || !m.window.has(pair[1]) {
			continue
		}
		p.Later = append(p.Later, int64(pair[0]-m.window.first-last))
		p.Earlier = append(p.Earlier, int64(pair[0]-pair[1]))
		last = pair[0] - m.window.first
	}
	return p
}

// step takes in the present event.
func (l *liveliness) step(e *trace.Event) {
	l.spans.Step(e)
	if e.Kind == trace.Await && e.Actor > 0 && int(e.Actor) < len(l.actors) {
		l.actors[e.Actor].awaits = e.Obj
	}
	if t := l.threads.Row(e.Thread); t != nil && e.Kind == trace.Park {
		t.on = e.Obj
	}
	l.look(e.Thread, e.Core)
	if e.Kind.Spec().Obj == trace.Thread {
		l.look(e.Obj, trace.NoCore)
	}
	l.lock(e)
}

// look notes what a thread does by now, and who is on which core.
func (l *liveliness) look(thread int32, core int16) {
	t := l.threads.Row(thread)
	if t == nil {
		return
	}
	state := l.spans.State(thread)
	if state == t.state && !(state == trace.StateRunning && core >= 0 && core != t.core) {
		return
	}
	if t.state == trace.StateRunning && t.core >= 0 {
		l.core(t.core).note(l.window, l.event, 0, 0)
	}
	if state == trace.StateRunning {
		if t.core = core; core >= 0 {
			l.core(core).note(l.window, l.event, int64(thread), 0)
		}
	}
	t.state = state
	on := int64(0)
	if waits(state) {
		on = int64(t.on)
	}
	t.note(l.window, l.event, int64(state), on)
}

// waits reports whether a thread in the state waits for an object.
func waits(s trace.State) bool {
	return s == trace.StateLock || trace.StateIO <= s && s <= trace.StateWait
}

func (l *liveliness) core(core int16) *track {
	for len(l.cores) <= int(core) {
		l.cores = append(l.cores, nil)
	}
	return &l.cores[core]
}

// span notes what an actor did, which the events tell only when it is over. What took no time is left out.
func (l *liveliness) span(s trace.Span) {
	if s.Actor <= 0 || int(s.Actor) >= len(l.actors) {
		return
	}
	a := &l.actors[s.Actor]
	if a.thread == 0 {
		a.began = l.event
		for a.began > 0 && l.events[a.began-1].Time >= s.From {
			a.began--
		}
	}
	a.thread = s.Thread
	on := int64(0)
	if waits(s.State) {
		on = int64(a.awaits)
	}
	a.note(l.window, a.began, int64(s.State), on)
	a.note(l.window, l.event, int64(trace.StateEnded), 0) // until it does something else
	a.began = l.event
}

// lock notes who has a lock by now, and where an interpreter lock went from one thread to another.
func (l *liveliness) lock(e *trace.Event) {
	if e.Obj <= 0 || int(e.Obj) >= len(l.locks) || !l.locks[e.Obj].isLock || l.threads.Row(e.Thread) == nil {
		return
	}
	k := &l.locks[e.Obj]
	switch e.Kind {
	case trace.Take, trace.Acquire:
		l.taken(e, k)
	case trace.Drop:
		k.holder, l.drops[e.Obj] = 0, l.event+1
	case trace.Release:
		if k.depth--; k.depth <= 0 {
			k.holder = 0
		}
	default:
		return
	}
	k.note(l.window, l.event, int64(k.holder), 0)
}

func (l *liveliness) taken(e *trace.Event, k *lockTrack) {
	if k.holder == e.Thread {
		k.depth++
		return
	}
	if drop := l.drops[e.Obj]; drop > 0 && k.last != e.Thread {
		l.passed = append(l.passed, [2]int{l.event, drop - 1})
	}
	k.holder, k.last, k.depth = e.Thread, e.Thread, 1
}
