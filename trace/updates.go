// This file finds lost updates: stores of a thread that has not seen what it overwrites.

package trace

// A LostUpdate is a store by a thread that had read the variable before another one wrote it: what the other one wrote is
// lost.
type LostUpdate struct {
	Read        Event // the value that the thread went by
	Overwritten Event // the last store before its own, which it did not see
	Store       Event
}

// Updates follows the loads and stores of a run and finds lost updates. The zero value is ready to use, at the start.
//
// A store is taken to go by the last load of the same variable by the same thread since that thread's last store. A
// variable that has the same value again as when it was read has lost nothing.
type Updates struct {
	reads  map[varUser]varAccess
	writes map[int32]varAccess // by variable: the last one
}

// A varUser is who reads and writes a variable.
type varUser struct{ thread, actor, object int32 }

// A varAccess is a load or a store, with how many stores of the variable there had been then.
type varAccess struct {
	event  Event
	stores int64
}

// Step takes in the next event, and reports whether it loses an update, and which.
func (u *Updates) Step(e *Event) (lost LostUpdate, found bool) {
	who := varUser{e.Thread, e.Actor, e.Obj}
	switch e.Kind {
	case Load:
		if u.reads == nil {
			u.reads, u.writes = make(map[varUser]varAccess), make(map[int32]varAccess)
		}
		u.reads[who] = varAccess{*e, u.writes[e.Obj].stores}
	case Store:
		read, ok := u.reads[who]
		last := u.writes[e.Obj]
		if u.reads != nil {
			delete(u.reads, who)
			u.writes[e.Obj] = varAccess{*e, last.stores + 1}
		}
		lost = LostUpdate{read.event, last.event, *e}
		found = ok && last.stores > read.stores && last.event.Arg != read.event.Arg
	}
	return lost, found
}

// Read returns the load that a store would go by, if there is one. It is asked before Step.
func (u *Updates) Read(e *Event) (Event, bool) {
	a, ok := u.reads[varUser{e.Thread, e.Actor, e.Obj}]
	return a.event, ok
}
