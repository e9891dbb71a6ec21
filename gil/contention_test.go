// This file defines random programs whose threads all want the same locks.

package gil_test

import (
	"time"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/threading"
	"pgregory.net/rapid"
)

// A tenure is a lock that a thread holds for a while.
type tenure struct {
	Lock   int
	Try    bool // only if it is free
	Inside int64
	Sleep  time.Duration // inside
	Helper bool          // another thread releases it
	After  int64
}

// A contention is a program whose threads, one for each list, all want the same locks.
type contention [][]tenure

// contentions generates such programs.
func contentions() *rapid.Generator[contention] {
	one := rapid.Custom(func(r *rapid.T) tenure {
		return tenure{
			Lock:   rapid.IntRange(0, 1).Draw(r, "lock"),
			Try:    rapid.IntRange(0, 3).Draw(r, "try") == 0,
			Inside: rapid.Int64Range(0, 300).Draw(r, "inside"),
			Sleep:  rapid.SampledFrom([]time.Duration{-1, 0, 1, 10 * time.Microsecond, 100 * time.Microsecond}).Draw(r, "sleep"),
			Helper: rapid.IntRange(0, 7).Draw(r, "helper") == 0,
			After:  rapid.Int64Range(0, 300).Draw(r, "after"),
		}
	})
	return rapid.Custom(func(r *rapid.T) contention {
		return rapid.SliceOfN(rapid.SliceOfN(one, 1, 8), 2, 5).Draw(r, "threads")
	})
}

// main is the main thread of the program.
func (c contention) main(t *sched.Thread) {
	locks := []*threading.Lock{threading.NewLock(t, "a"), threading.NewLock(t, "b")}
	var all []*sched.Thread
	for _, holds := range c {
		all = append(all, t.Spawn("", func(t *sched.Thread) {
			for _, h := range holds {
				h.by(t, locks[h.Lock])
			}
		}))
	}
	for _, other := range all {
		t.Join(other)
	}
}

// by lets the thread hold the lock.
func (h tenure) by(t *sched.Thread, lock *threading.Lock) {
	if h.Try && !lock.TryAcquire(t) {
		return
	}
	if !h.Try {
		lock.Acquire(t)
	}
	t.Run(h.Inside)
	if h.Sleep >= 0 {
		t.Sleep(h.Sleep)
	}
	if h.Helper {
		t.Spawn("", lock.Release)
	} else {
		lock.Release(t)
	}
	t.Run(h.After)
}
