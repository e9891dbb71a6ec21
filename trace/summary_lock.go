// This file keeps the books of the interpreter lock for the summary.

package trace

import "time"

// A lockBook counts what happens to the interpreter locks.
type lockBook struct {
	sum     LockSummary
	holds   stretchLog
	waits   stretchLog
	holders PerThread[holderBook]
	last    []int32 // by object: the thread that took it last, 0 for nobody
}

// A holderBook is what is known of one thread as a holder.
type holderBook struct {
	since   int64 // when it took the lock; holds only while it has it
	held    int64 // how long it has had it, the present hold not counted
	takes   int64
	holding bool
}

// newLockBook returns a book at the start of a run.
func newLockBook(names *Names) lockBook {
	return lockBook{holders: PerThread[holderBook]{Names: names}}
}

// step books an event. The spans are as before it, the reasons as after it: a drop's tells whether it was asked for.
func (b *lockBook) step(e *Event, spans *Spans, reasons *Reasons) {
	switch e.Kind {
	case Take:
		b.take(e, spans)
	case Drop:
		b.drop(e, spans, reasons)
	case Unpark:
		b.wake(e.Obj, spans, reasons)
	case Fail:
		b.sum.Failed++
	}
}

// take books that a thread has the lock, and how long it has wanted it.
func (b *lockBook) take(e *Event, spans *Spans) {
	now := max(e.Time, spans.now)
	b.sum.Acquisitions++
	if spans.waits.of(e.Obj) == waitGIL && b.handedOver(e.Obj, e.Thread) {
		b.sum.Handovers++
	}
	if l := spans.lives.Row(e.Thread); l != nil && l.wants {
		b.waits.add(now - l.wanted)
	}
	if h := b.holders.Row(e.Thread); h != nil {
		h.takes++
		h.since, h.holding = now, true
	}
}

// handedOver notes a defined lock's new holder and reports whether it had been another's before.
func (b *lockBook) handedOver(lock, to int32) bool {
	for int(lock) >= len(b.last) {
		b.last = append(b.last, 0)
	}
	from := b.last[lock]
	b.last[lock] = to
	return from != 0 && from != to
}

// drop books that a thread has let go.
func (b *lockBook) drop(e *Event, spans *Spans, reasons *Reasons) {
	if t := reasons.tenants.Row(e.Thread); t != nil && t.let == letAsked {
		b.sum.Forced++
	}
	h := b.holders.Row(e.Thread)
	if h == nil || !h.holding {
		return
	}
	held := max(e.Time, spans.now) - h.since
	b.holds.add(held)
	h.held += held
	h.holding = false
}

// wake counts the waking of a thread that is to take the lock.
func (b *lockBook) wake(thread int32, spans *Spans, reasons *Reasons) {
	l, t := spans.lives.Row(thread), reasons.tenants.Row(thread)
	if l != nil && l.parked && l.wants && !t.handover {
		b.sum.Wakeups++
	}
}

// thread returns how long a thread has had the lock up to now, and how often.
func (b *lockBook) thread(id int32, now int64) (held time.Duration, takes int64) {
	h := b.holders.Row(id)
	if h.holding {
		return time.Duration(h.held + now - h.since), h.takes
	}
	return time.Duration(h.held), h.takes
}

// summary returns the figures of the lock.
func (b *lockBook) summary() LockSummary {
	sum := b.sum
	sum.Holds, sum.Waits = b.holds.times(), b.waits.times()
	if sum.Wakeups > 0 {
		sum.FailedShare = float64(sum.Failed) / float64(sum.Wakeups)
	}
	return sum
}
