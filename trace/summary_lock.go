// This file keeps the books of the interpreter locks for the summary, and the times of many stretches in little room.

package trace

import (
	"math/bits"
	"time"
)

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

func (b *lockBook) take(e *Event, spans *Spans) {
	now := max(e.Time, spans.now)
	b.sum.Acquisitions++
	if spans.waits.of(e.Obj) == waitGIL && b.handedOff(e.Obj, e.Thread) {
		b.sum.Handoffs++
	}
	if l := spans.lives.Row(e.Thread); l != nil && l.wants {
		b.waits.add(now - l.wanted)
	}
	if h := b.holders.Row(e.Thread); h != nil {
		h.takes++
		h.since, h.holding = now, true
	}
}

// handedOff notes a defined lock's new holder and reports whether it had been another's before.
func (b *lockBook) handedOff(lock, to int32) bool {
	for int(lock) >= len(b.last) {
		b.last = append(b.last, 0)
	}
	from := b.last[lock]
	b.last[lock] = to
	return from != 0 && from != to
}

func (b *lockBook) drop(e *Event, spans *Spans, reasons *Reasons) {
	if t := reasons.drops.Row(e.Thread); t != nil && t.cause == dropRequested {
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
	l, t := spans.lives.Row(thread), reasons.drops.Row(thread)
	if l != nil && l.parked && l.wants && !t.handoff {
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

func (b *lockBook) summary() LockSummary {
	sum := b.sum
	sum.Holds, sum.Waits = b.holds.times(), b.waits.times()
	if sum.Wakeups > 0 {
		sum.FailedShare = float64(sum.Failed) / float64(sum.Wakeups)
	}
	return sum
}

// Times says what many stretches of time were like. All are 0 where there was none.
type Times struct {
	Count   int64         // how many there were
	Total   time.Duration // how long all of them were together
	Longest time.Duration
	Median  time.Duration // at most 1 % off; exact where stretches of nearly this length all had this length
}

// A stretchLog is a histogram of fixed size with buckets that grow with what they hold: those of a stretch of n bits are
// 1/128 of its highest power of two wide, and the short ones are 1 ns wide. So no bucket holds stretches that differ by
// 1 %, whatever the order in which they come. Each bucket keeps the sum of what it holds, and stands for the mean of it.
type stretchLog struct {
	count, total, longest int64
	buckets               [stretchBuckets]struct{ count, sum int64 }
}

const (
	stretchBits    = 7 // buckets per power of two, as a power of two
	stretchBuckets = (64 - stretchBits) << stretchBits
)

func (h *stretchLog) add(stretch int64) {
	stretch = max(stretch, 0)
	h.count++
	h.total += stretch
	h.longest = max(h.longest, stretch)
	b := &h.buckets[stretchBucket(stretch)]
	b.count++
	b.sum += stretch
}

// stretchBucket returns the bucket of a stretch: its power of two, then the bits that follow the highest one.
func stretchBucket(stretch int64) int {
	power := bits.Len64(uint64(stretch) >> stretchBits)
	if power == 0 {
		return int(stretch)
	}
	return power<<stretchBits + int(stretch>>(power-1)) - 1<<stretchBits
}

// times returns the figures. The median of an even number of stretches is the lower of the two in the middle.
func (h *stretchLog) times() Times {
	t := Times{Count: h.count, Total: time.Duration(h.total), Longest: time.Duration(h.longest)}
	rank := (h.count + 1) / 2
	for _, b := range h.buckets[:] {
		if rank <= b.count && b.count > 0 {
			t.Median = time.Duration(b.sum / b.count)
			break
		}
		rank -= b.count
	}
	return t
}
