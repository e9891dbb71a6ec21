// This file tells what variables and queues hold, and which steps on variables conflict.

package page

import (
	"strconv"

	"github.com/gilsim/gilsim/trace"
)

// A valueTrack is what a variable holds, or a queue. A variable that is read before it is written held that from the start.
type valueTrack struct {
	track
	items int64 // of a queue
}

func (m *runMaker) addValues() {
	tracks := make([]valueTrack, len(m.Objects))
	for i := range m.t.Events {
		e := &m.t.Events[i]
		if e.Obj <= 0 || int(e.Obj) >= len(tracks) || e.Kind.Spec().Obj != trace.Object {
			continue
		}
		k := &tracks[e.Obj]
		switch e.Kind {
		case trace.Load:
			if len(k.track) == 0 {
				k.note(m.window, 0, m.value(e), 0)
			}
		case trace.Store:
			k.note(m.window, i, m.value(e), 0)
		case trace.Put, trace.Get:
			k.items++
			if e.Kind == trace.Get {
				k.items -= 2
			}
			k.note(m.window, i, m.packed(strconv.FormatInt(k.items, 10)), 0)
		}
	}
	for id := range tracks {
		if k := tracks[id].track; len(k) > 0 {
			m.Values = append(m.Values, k.line(id))
		}
	}
}

// value returns the text of a value that was read or written.
func (m *runMaker) value(e *trace.Event) int64 {
	info, _ := m.t.Names.Object(e.Obj)
	if info.Class != trace.ClassRef {
		return m.packed(strconv.FormatInt(e.Arg, 10))
	}
	text, _ := m.t.Names.Text(e.Arg)
	return m.packed(trace.Printable(text))
}

// A user is who reads and writes a variable.
type user struct{ thread, actor, object int32 }

// An access is a step on a variable.
type access struct {
	event  int
	thread int32
}

// A variableTrack is what is known of a variable: its last store, and the loads since.
type variableTrack struct {
	store access
	loads []access // the last one of each thread
}

// addConflicts finds, for each step on a variable, the last one of another thread that conflicts with it, and lost updates.
func (m *runMaker) addConflicts() {
	var conflicts [][2]int
	var updates trace.Updates
	variables := make([]variableTrack, len(m.Objects))
	reads := map[user]int{}
	for i := range m.t.Events {
		e := &m.t.Events[i]
		if e.Kind != trace.Load && e.Kind != trace.Store {
			continue
		}
		_, loses := updates.Step(e)
		if e.Obj <= 0 || int(e.Obj) >= len(variables) {
			continue
		}
		v, who := &variables[e.Obj], user{e.Thread, e.Actor, e.Obj}
		if loses && m.window.has(i) {
			m.addLost(i, reads[who], v.store.event)
		}
		if other := v.take(access{i, e.Thread}, e.Kind == trace.Store); other >= 0 {
			conflicts = append(conflicts, [2]int{i, other})
		}
		if e.Kind == trace.Load {
			reads[who] = i
		}
	}
	m.Conflicts = m.pairsOf(conflicts)
}

// take enters a step and returns the last one before it of another thread that conflicts with it, -1 if there is none.
func (v *variableTrack) take(a access, writes bool) (other int) {
	other = -1
	if v.store.thread != 0 && v.store.thread != a.thread {
		other = v.store.event
	}
	if !writes {
		v.load(a)
		return other
	}
	for _, l := range v.loads {
		if l.thread != a.thread {
			other = max(other, l.event)
		}
	}
	v.store, v.loads = a, v.loads[:0]
	return other
}

func (v *variableTrack) load(a access) {
	for i := range v.loads {
		if v.loads[i].thread == a.thread {
			v.loads[i] = a
			return
		}
	}
	v.loads = append(v.loads, a)
}

func (m *runMaker) addLost(store, read, over int) {
	before := func(event int) int64 {
		if event < m.window.first {
			return 0
		}
		return int64(store - event)
	}
	place := store - m.window.first
	m.Lost.Store = append(m.Lost.Store, int64(place-m.Lost.last))
	m.Lost.Read = append(m.Lost.Read, before(read))
	m.Lost.Over = append(m.Lost.Over, before(over))
	m.Lost.last = place
}
