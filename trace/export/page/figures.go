// This file gives the figures of a run: those of the summary, and who made whom wait.

package page

import (
	"cmp"
	"slices"

	"github.com/gilsim/gilsim/trace"
)

// figures are those of the whole run, also where the page shows a window of it. Times are in nanoseconds.
type figures struct {
	Wall       int64          `json:"wall"`
	CPUPercent float64        `json:"cpu"`
	Busy       []int64        `json:"busy"` // by core
	Threads    []threadFigure `json:"threads"`
	Lock       lockFigure     `json:"lock"`
	Switches   []switchFigure `json:"switches"` // the reasons that there were
	Blame      []blame        `json:"blame"`
}

type threadFigure struct {
	Ran       int64 `json:"ran"`
	LockWait  int64 `json:"lock"`
	Ready     int64 `json:"ready"`
	Blocked   int64 `json:"blocked"`
	GaveUp    int64 `json:"gave"`
	Lost      int64 `json:"lost"`
	Bytecodes int64 `json:"bytecodes"`
}

type lockFigure struct {
	Acquisitions int64   `json:"takes"`
	Handoffs     int64   `json:"handoffs"`
	Forced       int64   `json:"forced"`
	InVain       float64 `json:"vain"` // a share of 1
	LongestWait  int64   `json:"longest"`
}

type switchFigure struct {
	Reason string `json:"reason"`
	Count  int64  `json:"count"`
}

// A blame says for how long one thread waited for a lock while another one had it.
type blame struct {
	Waiter int   `json:"waiter"`
	Holder int   `json:"holder"`
	Lock   int   `json:"lock"`
	Time   int64 `json:"time"`
}

func (m *runMaker) addFigures() {
	s := trace.Summarize(m.t)
	f := &m.Figures
	f.Wall, f.CPUPercent = int64(s.Wall), s.CPUPercent
	for _, busy := range s.Busy {
		f.Busy = append(f.Busy, int64(busy))
	}
	for i := range s.Threads {
		t := &s.Threads[i]
		f.Threads = append(f.Threads, threadFigure{int64(t.Ran), int64(t.LockWait), int64(t.Ready), int64(t.Blocked), t.Voluntary, t.Forced, t.Bytecodes})
	}
	f.Lock = lockFigure{s.Lock.Acquisitions, s.Lock.Handoffs, s.Lock.Forced, s.Lock.FailedShare, int64(s.Lock.Waits.Longest)}
	for _, why := range s.Switches {
		if why.Count > 0 {
			f.Switches = append(f.Switches, switchFigure{why.Reason, why.Count})
		}
	}
	f.Blame = blames(m.t)
}

// A holdClock tells how long each thread has had a lock. Between two changes of its holder the present one's time grows.
type holdClock struct {
	holder int32
	depth  int
	since  int64
	held   map[int32]int64 // by thread
	order  []int32         // the threads that have had it, in the order of their first holds
}

// at returns how long a thread has had the lock up to a time.
func (c *holdClock) at(thread int32, now int64) int64 {
	if thread == c.holder {
		return c.held[thread] + now - c.since
	}
	return c.held[thread]
}

func (c *holdClock) give(thread int32, now int64) {
	if c.holder != 0 {
		c.held[c.holder] += now - c.since
	}
	if _, known := c.held[thread]; !known && thread != 0 {
		c.held[thread] = 0
		c.order = append(c.order, thread)
	}
	c.holder, c.since = thread, now
}

// A wait is a thread's wait for a lock that has not ended: how long each holder had had it when it began.
type wait struct {
	lock   int32
	before map[int32]int64
}

// A blamer follows a run and tells who made whom wait.
type blamer struct {
	spans *trace.Spans
	locks map[int32]*holdClock
	waits trace.PerThread[wait]
	on    trace.PerThread[int32]
	found map[blame]int64 // without its time: how long
	order []blame         // those found, in the order in which they were first
}

// blames returns who made whom wait, the longest first.
func blames(t *trace.Trace) (list []blame) {
	b := &blamer{locks: map[int32]*holdClock{}, waits: trace.PerThread[wait]{Names: t.Names}, on: trace.PerThread[int32]{Names: t.Names}, found: map[blame]int64{}}
	b.spans = trace.NewSpans(t.Names, func(trace.Span) {})
	for id := int32(1); int(id) <= t.Names.Objects(); id++ {
		if info, _ := t.Names.Object(id); info.Class == trace.ClassGIL || info.Class == trace.ClassLock {
			b.locks[id] = &holdClock{held: map[int32]int64{}}
		}
	}
	for i := range t.Events {
		b.step(&t.Events[i])
	}
	for id := range b.waits.Rows() {
		b.end(int32(id + 1))
	}
	for _, who := range b.order {
		found := who
		found.Time = b.found[who]
		list = append(list, found)
	}
	slices.SortFunc(list, func(x, y blame) int {
		return cmp.Or(cmp.Compare(y.Time, x.Time), cmp.Compare(x.Waiter, y.Waiter), cmp.Compare(x.Holder, y.Holder), cmp.Compare(x.Lock, y.Lock))
	})
	return list
}

func (b *blamer) step(e *trace.Event) {
	b.spans.Step(e)
	if on := b.on.Row(e.Thread); on != nil {
		if e.Kind == trace.Park {
			*on = e.Obj
		}
		b.look(e.Thread)
	}
	if e.Kind.Spec().Obj == trace.Thread {
		b.look(e.Obj)
	}
	if c := b.locks[e.Obj]; c != nil && b.on.Row(e.Thread) != nil {
		c.step(e, b.spans.Now())
	}
}

// step notes who has the lock by now.
func (c *holdClock) step(e *trace.Event, now int64) {
	switch e.Kind {
	case trace.Take, trace.Acquire:
		if c.holder == e.Thread {
			c.depth++
			return
		}
		c.depth = 1
		c.give(e.Thread, now)
	case trace.Drop:
		c.give(0, now)
	case trace.Release:
		if c.depth--; c.depth <= 0 {
			c.give(0, now)
		}
	}
}

// look notes whether a thread has begun to wait for a lock, or waits no more.
func (b *blamer) look(thread int32) {
	w := b.waits.Row(thread)
	if w == nil {
		return
	}
	lock := int32(0)
	if state := b.spans.State(thread); state == trace.StateLock || state == trace.StateAcquire {
		lock = *b.on.Row(thread)
	}
	if lock == w.lock {
		return
	}
	b.end(thread)
	if c := b.locks[lock]; c != nil {
		*w = wait{lock, map[int32]int64{}}
		for _, holder := range c.order {
			w.before[holder] = c.at(holder, b.spans.Now())
		}
	}
}

// end books a thread's wait to those who have had the lock meanwhile.
func (b *blamer) end(thread int32) {
	w := b.waits.Row(thread)
	if w.lock == 0 {
		return
	}
	c := b.locks[w.lock]
	for _, holder := range c.order {
		if took := c.at(holder, b.spans.Now()) - w.before[holder]; took > 0 && holder != thread {
			b.blame(blame{Waiter: int(thread), Holder: int(holder), Lock: int(w.lock)}, took)
		}
	}
	*w = wait{}
}

func (b *blamer) blame(who blame, took int64) {
	if b.found[who] == 0 {
		b.order = append(b.order, who)
	}
	b.found[who] += took
}
