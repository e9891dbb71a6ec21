// This file defines the timers of a hub: callbacks in the order in which their time comes.

package gevent

import (
	"math/bits"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A timer is not set in its zero value.
type timer struct {
	fires  callback
	when   time.Duration
	serial uint64 // of its alarm that counts; 0: it is not set
}

// An alarm is an entry of the heap. One whose serial is not its timer's is void.
type alarm struct {
	when   time.Duration
	serial uint64
	timer  *timer
}

func (a *alarm) void() bool { return a.timer.serial != a.serial }

// timers is a radix heap: no timer is set to a time that is over, so that alarms need to be ordered only as far as their
// times differ from that of the last one that fired, and a timer costs nearly the same however many there are. Alarms of the
// same time are always in the same bucket, and fire in the order in which they were set. The zero value is empty.
type timers struct {
	buckets [64]bucket // by what the time differs in from last: bucket i if bit i-1 is the highest one, bucket 0 if in nothing
	filled  uint64     // bit i is set if bucket i is not empty
	last    time.Duration
	serial  uint64 // of the alarm that was set last
	live    int    // alarms that are not void
}

// A bucket is alarms in the order in which they were set. Each alarm of a bucket is earlier than those of the next ones.
type bucket struct {
	alarms []alarm
	first  int           // those before it have fired
	least  time.Duration // no alarm is earlier
	voided int           // no more than this many alarms are void
	stale  bool          // an alarm of the time least has been cancelled: maybe it was the only one
}

// set sets a timer, which must not be set. A time before that of the last alarm that fired counts as that.
func (h *timers) set(t *timer, when time.Duration, fires callback) {
	h.serial++
	h.live++
	t.fires, t.when, t.serial = fires, max(when, h.last), h.serial
	h.put(alarm{t.when, h.serial, t})
}

// cancel takes a timer away, if it is set. Its alarm stays, and is void.
func (h *timers) cancel(t *timer) {
	if t.serial == 0 {
		return
	}
	h.live--
	b := &h.buckets[h.index(t.when)]
	b.voided++
	b.stale = b.stale || t.when == b.least
	*t = timer{}
}

// index returns the bucket in which an alarm of this time stands.
func (h *timers) index(when time.Duration) int { return bits.Len64(uint64(when ^ h.last)) }

func (h *timers) put(a alarm) {
	i := h.index(a.when)
	b := &h.buckets[i]
	if h.filled&(1<<i) == 0 {
		h.filled |= 1 << i
		b.least, b.stale, b.voided = a.when, false, 0
	} else if a.when < b.least {
		b.least, b.stale = a.when, false
	}
	b.alarms = append(b.alarms, a)
}

// next returns the time of the first alarm. If thousands stand close together, of which many have been cancelled, it may be
// that of a cancelled one: to look for the first of the others each time would take too long.
func (h *timers) next() (when time.Duration, ok bool) {
	for h.live > 0 {
		i := bits.TrailingZeros64(h.filled)
		b := &h.buckets[i]
		if live := len(b.alarms) - b.first; !b.stale || live > searched && b.voided < live/4 {
			return b.least, true
		}
		h.sweep(i)
	}
	return 0, false
}

// searched is how many alarms are searched through for the first that is not void, without further ado.
const searched = 64

// sweep drops the void alarms of bucket i, and looks which of the others is least.
func (h *timers) sweep(i int) {
	b := &h.buckets[i]
	kept := b.alarms[:0]
	for _, a := range b.alarms[b.first:] {
		if a.void() {
			continue
		}
		if len(kept) == 0 || a.when < b.least {
			b.least = a.when
		}
		kept = append(kept, a)
	}
	clear(b.alarms[len(kept):])
	b.alarms, b.first, b.voided, b.stale = kept, 0, 0, false
	if len(kept) == 0 {
		h.filled &^= 1 << i
	}
}

// expire takes out the first timer that is due at this time, and returns it; nil if there is none, or if its serial is greater than
// that: it has been set meanwhile. Whoever calls must fire it. As long as none was cancelled no timer itself is looked at, which may
// not be in the processor's cache.
func (h *timers) expire(now time.Duration, serial uint64) *timer {
	for h.live > 0 {
		i := bits.TrailingZeros64(h.filled)
		b := &h.buckets[i]
		switch {
		case b.stale && len(b.alarms) <= few:
			h.sweep(i)
			continue
		case b.least > now:
			return nil
		case i > 0 && len(b.alarms) > few:
			h.spread(i)
			continue
		}
		at := b.find()
		a := b.alarms[at]
		void := b.isVoid(&a)
		if !void && a.serial > serial {
			return nil
		}
		h.take(i, at)
		if !void {
			h.live--
			return a.timer
		}
	}
	return nil
}

// fire ends the wait of a timer that expire has returned.
func (t *timer) fire(th *sched.Thread) {
	fires := t.fires
	*t = timer{}
	fires.call(th, 0)
}

// few is the size of a bucket that is searched through rather than spread: most alarms would be moved several times otherwise.
const few = 8

// find returns the place of the first alarm of the time least. In bucket 0 that is the first one: all are of one time.
func (b *bucket) find() int {
	for i := b.first; ; i++ {
		if b.alarms[i].when == b.least {
			return i
		}
	}
}

// isVoid reports whether an alarm of the bucket is void. It looks at the timer only if some of the bucket are.
func (b *bucket) isVoid(a *alarm) bool { return b.voided > 0 && a.void() }

// take takes an alarm out of bucket i, the first of the time least.
func (h *timers) take(i, at int) {
	b := &h.buckets[i]
	b.remove(at)
	switch {
	case len(b.alarms) == b.first:
		b.alarms, b.first = b.alarms[:0], 0
		h.filled &^= 1 << i
	case i > 0:
		b.look()
	}
}

// remove takes out the alarm at a place, which is the first one, or one of few.
func (b *bucket) remove(at int) {
	if at == b.first {
		b.alarms[at] = alarm{}
		b.first++
		return
	}
	last := len(b.alarms) - 1
	copy(b.alarms[at:], b.alarms[at+1:])
	b.alarms[last] = alarm{}
	b.alarms = b.alarms[:last]
}

// look looks which alarm is least; if all are void, the bucket is stale.
func (b *bucket) look() {
	b.stale = true
	for i := b.first; i < len(b.alarms); i++ {
		if a := &b.alarms[i]; !b.isVoid(a) && (b.stale || a.when < b.least) {
			b.least, b.stale = a.when, false
		}
	}
}

// spread distributes bucket i, the first that is not empty, over those before it: its first alarm fires next.
func (h *timers) spread(i int) {
	b := &h.buckets[i]
	h.last = b.least
	h.filled &^= 1 << i
	for _, a := range b.alarms[b.first:] {
		if !b.isVoid(&a) {
			h.put(a)
		}
	}
	clear(b.alarms)
	b.alarms, b.first = b.alarms[:0], 0
}
