// This file tests the timers against a heap that is known to be right, and measures them.

package gevent

import (
	"container/heap"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/gilsim/gilsim/sched"
	"pgregory.net/rapid"
)

// A named callback does nothing.
type named int

func (named) call(*sched.Thread, uint64) {}

// reference is a heap of alarms: by time, and at the same time by serial.
type reference []alarm

func (r reference) Len() int { return len(r) }
func (r reference) Less(i, j int) bool {
	return r[i].when < r[j].when || r[i].when == r[j].when && r[i].serial < r[j].serial
}
func (r reference) Swap(i, j int) { r[i], r[j] = r[j], r[i] }
func (r *reference) Push(x any)   { *r = append(*r, x.(alarm)) }
func (r *reference) Pop() any {
	last := (*r)[len(*r)-1]
	*r = (*r)[:len(*r)-1]
	return last
}

// next drops what is void, and returns the first alarm, nil if there is none.
func (r *reference) next() *alarm {
	for len(*r) > 0 && (*r)[0].void() {
		heap.Pop(r)
	}
	if len(*r) == 0 {
		return nil
	}
	return &(*r)[0]
}

// TestTimersFireInOrder holds that timers fire as a heap by time and then by number says, whichever of them are set and cancelled,
// and that none fires that was set after the expiry began.
func TestTimersFireInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var h timers
		var want reference
		now := time.Duration(0)
		all := make([]timer, rapid.IntRange(1, 200).Draw(t, "timers"))
		spread := rapid.SampledFrom([]int64{3, 1000, 1 << 40}).Draw(t, "spread")
		for range rapid.IntRange(1, 400).Draw(t, "steps") {
			i := rapid.IntRange(0, len(all)-1).Draw(t, "timer")
			switch rapid.IntRange(0, 3).Draw(t, "step") {
			case 0, 1:
				h.cancel(&all[i])
				h.set(&all[i], now+time.Duration(rapid.Int64Range(0, spread).Draw(t, "d")), named(i))
				heap.Push(&want, alarm{all[i].when, all[i].serial, &all[i]})
			case 2:
				h.cancel(&all[i])
			default:
				now += time.Duration(rapid.Int64Range(0, spread/2).Draw(t, "passes"))
				expires(t, &h, &want, now)
			}
			looksAhead(t, &h, &want)
		}
		expires(t, &h, &want, now+time.Duration(spread))
		if h.live != 0 || h.filled != 0 && h.expire(1<<62, 1<<62) != nil {
			t.Fatalf("%d are left", h.live)
		}
	})
}

// expires compares what fires.
func expires(t *rapid.T, h *timers, want *reference, now time.Duration) {
	for serial := h.serial; ; {
		first := want.next()
		var due *timer
		if first != nil && first.when <= now {
			due = first.timer
			heap.Pop(want)
		}
		got := h.expire(now, serial)
		if got != due {
			t.Fatalf("at %v fires %v, want %v", now, got, due)
		}
		if due == nil {
			return
		}
		due.fire(nil)
	}
}

// looksAhead compares which timer is next: with so few there is no excuse.
func looksAhead(t *rapid.T, h *timers, want *reference) {
	when, ok := h.next()
	first := want.next()
	if ok != (first != nil) || ok && when > first.when || ok && when < first.when && h.live <= searched {
		t.Fatalf("next is %v, %v, want %v", when, ok, first)
	}
}

// TestATimerThatIsSetMeanwhileWaits holds that a timer whose time has come does not fire if it was set after the expiry began.
func TestATimerThatIsSetMeanwhileWaits(t *testing.T) {
	var h timers
	var a, b timer
	h.set(&a, 5, named(1))
	serial := h.serial
	if h.expire(5, serial) != &a {
		t.Fatal("the first does not fire")
	}
	h.set(&b, 5, named(2))
	if h.expire(5, serial) != nil || h.expire(5, h.serial) != &b {
		t.Fatal("the second one fires too early, or not at all")
	}
}

// TestCancellingTheFirstOverAndOverIsCheap holds that timers which stand close together, and are cancelled in order, are not
// searched through each time: a hundred thousand would take hours.
func TestCancellingTheFirstOverAndOverIsCheap(t *testing.T) {
	var h timers
	all := make([]timer, 100_000)
	for i := range all {
		h.set(&all[i], 1<<40+time.Duration(i), named(0))
	}
	for i := range all {
		when, ok := h.next()
		if !ok || when > all[i].when {
			t.Fatalf("after %d, next is %v, %v", i, when, ok)
		}
		h.cancel(&all[i])
	}
	if _, ok := h.next(); ok {
		t.Error("some are left")
	}
}

// BenchmarkTimers sets a timer and lets one fire, while so many are set, with times spread at random; beside it container/heap does.
func BenchmarkTimers(b *testing.B) {
	for _, pending := range []int{1000, 100_000, 1_000_000} {
		random := rand.New(rand.NewPCG(1, 2))
		wait := func() time.Duration { return time.Duration(random.Int64N(int64(10 * time.Second))) }
		b.Run(fmt.Sprint("pending=", pending), func(b *testing.B) {
			var h timers
			all := make([]timer, pending)
			for i := range all {
				h.set(&all[i], wait(), named(0))
			}
			for b.Loop() {
				h.set(h.expire(1<<62, h.serial), h.last+wait(), named(0))
			}
		})
		b.Run(fmt.Sprint("heap/pending=", pending), func(b *testing.B) {
			var h reference
			all := make([]timer, pending)
			for i := range all {
				heap.Push(&h, alarm{wait(), uint64(i), &all[i]})
			}
			for b.Loop() {
				first := heap.Pop(&h).(alarm)
				first.when += wait()
				heap.Push(&h, first)
			}
		})
	}
}
