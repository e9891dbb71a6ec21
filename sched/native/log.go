// This file defines the log of one thread: what it recorded, without a look at anybody else's.

package native

import "github.com/gilsim/gilsim/trace"

// chunk is how many events a log makes room for at once.
const chunk = 4096

// A log is the events of one thread, in order.
type log struct {
	full [][]trace.Event
	last []trace.Event
}

// add appends an event, and reports whether it needed more memory for that. It is written field by field: a struct
// literal costs several times as much.
func (l *log) add(time, arg int64, thread, actor, obj int32, kind trace.Kind) (grown bool) {
	n := len(l.last)
	if n == cap(l.last) {
		l.grow()
		n, grown = 0, true
	}
	l.last = l.last[:n+1]
	e := &l.last[n]
	e.Time = time
	e.Arg = arg
	e.Thread = thread
	e.Actor = actor
	e.Obj = obj
	e.Core = trace.NoCore
	e.Kind = kind
	return grown
}

// grow makes room.
func (l *log) grow() {
	if len(l.last) > 0 {
		l.full = append(l.full, l.last)
	}
	l.last = make([]trace.Event, 0, chunk)
}

// first returns the first event, nil if there is none.
func (l *log) first() *trace.Event {
	for len(l.full) > 0 && len(l.full[0]) == 0 {
		l.full = l.full[1:]
	}
	switch {
	case len(l.full) > 0:
		return &l.full[0][0]
	case len(l.last) > 0:
		return &l.last[0]
	}
	return nil
}

// drop forgets the first event, which there must be.
func (l *log) drop() {
	if len(l.full) > 0 {
		l.full[0] = l.full[0][1:]
		return
	}
	l.last = l.last[1:]
}
