// This file brings the logs of the threads into one order.

package native

import (
	"container/heap"

	"github.com/gilsim/gilsim/trace"
)

// A merger merges logs by their time stamps, but where it is known what comes first: who takes a lock does so after who
// gave it back, and, as an interpreter lock counts how often it has gone to another thread, in the order of that number;
// the items of a queue are put there in the order of their numbers, and then taken out; a thread goes on after it was
// woken, and joins one that has ended. The stamps agree with that if all cores show the same
// time and no two events have the same, because what enables something is stamped before it takes effect, and what is
// enabled after.
type merger struct {
	heads   heads
	held    map[cause][]*log // logs whose next event must wait, by what for
	holders map[int32]int32  // by lock: the thread that has it
	numbers map[int32]int64  // by queue: how many items were put into it; by interpreter lock: how often it has gone to another thread
	threads []standing       // by number
	loose   map[int32]bool   // locks and queues of which something was not recorded: their order is that of the stamps
	time    int64
	to      trace.Recorder
	names   *trace.Names
	batch   []trace.Event
	count   int64
}

// A cause is what an event can have to wait for: an event of a lock or a queue, or of a thread; the other one is 0.
type cause struct{ lock, thread int32 }

// A standing is what the merger knows of a thread.
type standing struct {
	asleep bool // it waits, and its timer has not fired
	wakes  int  // wake-ups that it has not used up; one too many, if it has used two at once, does no harm
	over   bool // it has ended
}

// heads are logs that are not empty, ordered by the time of their first event. At the same time, where the clock is
// coarse, a lock is given back last, as what the others did may be owed to it; otherwise the order is that of the threads.
type heads []*log

func (h heads) Len() int      { return len(h) }
func (h heads) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *heads) Push(x any)   { *h = append(*h, x.(*log)) }

func (h heads) Less(i, j int) bool {
	a, b := h[i].first(), h[j].first()
	if a.Time != b.Time {
		return a.Time < b.Time
	}
	if drops := a.Kind == trace.Drop; drops != (b.Kind == trace.Drop) {
		return !drops
	}
	return a.Thread < b.Thread
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
	others := e.othersLogs() // defines names
	m := newMerger(e.config.Recorder, e.config.Names)
	for _, s := range e.threads {
		if s.ended.Load() && s.log.first() != nil {
			m.heads = append(m.heads, &s.log)
		}
	}
	m.take(others)
	m.merge()
	if e.why() == nil {
		m.cutOff(e.threads)
	}
	if text, halted := e.halted(); halted {
		m.emit(&trace.Event{Time: m.time, Arg: int64(e.config.Names.AddText(text)), Core: trace.NoCore, Kind: trace.Halt})
	}
	m.flush()
	return m.count
}

// newMerger returns a merger without logs.
func newMerger(to trace.Recorder, names *trace.Names) *merger {
	return &merger{
		held:    map[cause][]*log{},
		holders: map[int32]int32{},
		numbers: map[int32]int64{},
		loose:   map[int32]bool{},
		threads: make([]standing, names.Threads()+1),
		to:      to,
		names:   names,
	}
}

// take gives the merger more logs.
func (m *merger) take(logs [][]trace.Event) {
	for _, events := range logs {
		m.heads = append(m.heads, &log{last: events})
	}
}

// merge empties the logs.
func (m *merger) merge() {
	heap.Init(&m.heads)
	for m.heads.Len() > 0 || m.relent() {
		l := m.heads[0]
		e := l.first()
		if c := m.mustWait(e); c != (cause{}) {
			m.held[c] = append(m.held[c], heap.Pop(&m.heads).(*log))
			continue
		}
		m.emit(e)
		l.drop()
		if l.first() == nil {
			heap.Pop(&m.heads)
		} else {
			heap.Fix(&m.heads, 0)
		}
		m.note(e) // only now, as it changes the heap
	}
}

// cutOff tells of the daemon threads that were left at the end.
func (m *merger) cutOff(threads []*thread) {
	for _, s := range threads {
		if s.ended.Load() && s.cut {
			m.emit(&trace.Event{Time: m.time, Obj: s.of.ID(), Core: trace.NoCore, Kind: trace.Cut})
		}
	}
}

// mustWait returns what an event must wait for, the zero value if for nothing.
func (m *merger) mustWait(e *trace.Event) (c cause) {
	var must bool
	switch e.Kind {
	case trace.Take:
		c.lock, must = e.Obj, m.holders[e.Obj] != 0 || e.Arg > m.numbers[e.Obj]+1
	case trace.Acquire:
		c.lock, must = e.Obj, m.of(e.Obj, trace.ClassLock) && m.holders[e.Obj] != 0
	case trace.Release: // anybody may do that, before the one that has acquired it has come to its stamp
		c.lock, must = e.Obj, m.of(e.Obj, trace.ClassLock) && m.holders[e.Obj] == 0
	case trace.Run:
		c.thread, must = e.Thread, m.threads[e.Thread].asleep && m.threads[e.Thread].wakes == 0
	case trace.Put:
		c.lock, must = e.Obj, e.Arg > m.numbers[e.Obj]+1
	case trace.Get:
		c.lock, must = e.Obj, e.Arg > m.numbers[e.Obj]
	case trace.Join:
		c.thread, must = e.Obj, !m.threads[e.Obj].over
	}
	if !must || m.loose[c.lock] {
		return cause{}
	}
	return c
}

// of reports whether an object is of this class.
func (m *merger) of(object int32, class string) bool {
	info, ok := m.names.Object(object)
	return ok && info.Class == class
}

// note notes what an event does, and lets those events go on that waited for it.
func (m *merger) note(e *trace.Event) {
	switch e.Kind {
	case trace.Take:
		m.holders[e.Obj], m.numbers[e.Obj] = e.Thread, e.Arg
	case trace.Drop:
		m.holders[e.Obj] = 0
		m.free(cause{lock: e.Obj})
	case trace.Acquire:
		m.holders[e.Obj] = e.Thread
		m.free(cause{lock: e.Obj})
	case trace.Release:
		m.holders[e.Obj] = 0
		m.free(cause{lock: e.Obj})
	case trace.Put:
		m.numbers[e.Obj] = e.Arg
		m.free(cause{lock: e.Obj})
	case trace.End, trace.Crash:
		m.threads[e.Thread].over = true
		m.free(cause{thread: e.Thread})
	case trace.Cut:
		m.threads[e.Obj].over = true
		m.free(cause{thread: e.Obj})
	case trace.Park, trace.Timeout, trace.Run, trace.Unpark:
		m.noteWait(e)
	}
}

// noteWait notes how an event changes who waits.
func (m *merger) noteWait(e *trace.Event) {
	t := &m.threads[e.Thread]
	switch e.Kind {
	case trace.Park:
		t.asleep = e.Arg != 0 && !m.of(e.Obj, trace.ClassIO) // the operating system tells nobody when it wakes a thread
	case trace.Timeout:
		t.asleep = false
	case trace.Run:
		if t.asleep {
			t.wakes--
		}
		t.asleep = false
	case trace.Unpark:
		m.threads[e.Obj].wakes++
		m.free(cause{thread: e.Obj})
	}
}

// free lets all events go on that wait for c, which has happened.
func (m *merger) free(c cause) {
	for _, l := range m.held[c] {
		heap.Push(&m.heads, l)
	}
	delete(m.held, c)
}

// relent lets all events go on that wait for one that was not recorded, as in a run that was ended before its time.
// It reports false if there are none. From then on the stamps alone decide.
func (m *merger) relent() bool {
	if len(m.held) == 0 {
		return false
	}
	for c := range m.held {
		m.loose[c.lock] = c.lock != 0
		if c.thread != 0 {
			m.threads[c.thread] = standing{over: true}
		}
		m.free(c)
	}
	return true
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
