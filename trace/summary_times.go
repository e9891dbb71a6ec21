// This file gathers many stretches of time in little room: their number, total, longest and median.

package trace

import (
	"math/bits"
	"time"
)

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

// add puts one stretch in. One that is shorter than nothing counts as nothing.
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
