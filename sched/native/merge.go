// This file brings the logs of the threads into one order.

package native

import (
	"container/heap"

	"github.com/gilsim/gilsim/trace"
)

// A merger merges logs by their time stamps, but for locks: who takes one comes after who gave it back, and, as the
// interpreter lock counts how often it has gone to another thread, in the order of that number. The stamps agree with
// that if all cores show the same time, because a lock is given back after the stamp, and taken before it.
type merger struct {
	heads   heads
	held    map[int32][]*log // by lock: logs whose next event must wait
	holders map[int32]int32  // by lock: the thread that has it
	number  int64            // how often the interpreter lock has gone to another thread
	time    int64
	to      trace.Recorder
	batch   []trace.Event
	count   int64
}

// heads are logs that are not empty, ordered by the time of their first event; at the same time by thread.
type heads []*log

func (h heads) Len() int      { return len(h) }
func (h heads) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *heads) Push(x any)   { *h = append(*h, x.(*log)) }

func (h heads) Less(i, j int) bool {
	a, b := h[i].first(), h[j].first()
	return a.Time < b.Time || a.Time == b.Time && a.Thread < b.Thread
}

func (h *heads) Pop() any {
	last := len(*h) - 1
	l := (*h)[last]
	*h = (*h)[:last]
	return l
}

// deliver hands all events to the recorder, in one order, and returns how many there are. The run is over.
func (e *engine) deliver() int64 {
	if e.config.Recorder == nil {
		return 0
	}
	m := &merger{held: map[int32][]*log{}, holders: map[int32]int32{}, to: e.config.Recorder}
	for _, s := range e.threads {
		if s.ended.Load() && s.log.first() != nil {
			m.heads = append(m.heads, &s.log)
		}
	}
	m.merge()
	if text, halted := e.halted(); halted {
		m.emit(&trace.Event{Time: m.time, Arg: int64(e.config.Names.AddText(text)), Core: trace.NoCore, Kind: trace.Halt})
	}
	m.flush()
	return m.count
}

// merge empties the logs.
func (m *merger) merge() {
	heap.Init(&m.heads)
	for m.heads.Len() > 0 || m.relent() {
		l := m.heads[0]
		e := l.first()
		if lock, must := m.mustWait(e); must {
			m.held[lock] = append(m.held[lock], heap.Pop(&m.heads).(*log))
			continue
		}
		m.note(e)
		m.emit(e)
		l.drop()
		if l.first() == nil {
			heap.Pop(&m.heads)
		} else {
			heap.Fix(&m.heads, 0)
		}
	}
}

// mustWait reports whether an event must wait for another one, and for which lock.
func (m *merger) mustWait(e *trace.Event) (lock int32, must bool) {
	switch e.Kind {
	case trace.Take:
		return e.Obj, m.holders[e.Obj] != 0 || e.Arg > m.number+1
	case trace.Acquire:
		return e.Obj, m.holders[e.Obj] != 0
	}
	return 0, false
}

// note notes what an event does to a lock, and lets those events go on that waited for that.
func (m *merger) note(e *trace.Event) {
	switch e.Kind {
	case trace.Take:
		m.holders[e.Obj], m.number = e.Thread, e.Arg
	case trace.Acquire:
		m.holders[e.Obj] = e.Thread
	case trace.Drop, trace.Release:
		m.holders[e.Obj] = 0
		for _, l := range m.held[e.Obj] {
			heap.Push(&m.heads, l)
		}
		m.held[e.Obj] = m.held[e.Obj][:0]
	}
}

// relent lets all events go on that wait for one that was not recorded, as in a run that was ended before its time.
// It reports false if there are none.
func (m *merger) relent() bool {
	found := false
	for lock, logs := range m.held {
		for _, l := range logs {
			heap.Push(&m.heads, l)
			found = true
		}
		delete(m.held, lock)
		delete(m.holders, lock)
	}
	if found {
		m.number = 1 << 62
	}
	return found
}

// emit hands an event over. Where the order of a lock contradicts the stamps, time stands still.
func (m *merger) emit(e *trace.Event) {
	if len(m.batch) == chunk {
		m.flush()
	}
	m.time = max(m.time, e.Time)
	m.batch = append(m.batch, *e)
	m.batch[len(m.batch)-1].Time = m.time
	m.count++
}

// flush hands over what there is.
func (m *merger) flush() {
	if len(m.batch) > 0 {
		m.to.Record(m.batch)
	}
	m.batch = m.batch[:0]
}
