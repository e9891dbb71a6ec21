// This file holds the run queue, and the timers on it, against twins that are too simple to be wrong: sorted slices.

package sim

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A sorted is a run queue as a slice: whoever comes in is put in front of the first entry that it precedes.
type sorted []entry

func (s *sorted) add(x entry) {
	i := slices.IndexFunc(*s, func(y entry) bool { return x.before(&y) })
	if i < 0 {
		i = len(*s)
	}
	*s = slices.Insert(*s, i, x)
}

func (s *sorted) pop() entry {
	x := (*s)[0]
	*s = (*s)[1:]
	return x
}

func TestRunQueueKeepsOrder(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var q runQueue
		var twin sorted
		seq := uint64(0)
		r.Repeat(map[string]func(*rapid.T){
			"add": func(r *rapid.T) {
				seq++
				x := entry{
					rank: rapid.Int64Range(-1, 1).Draw(r, "rank"),
					key:  rapid.Int64Range(0, 8).Draw(r, "key"),
					seq:  seq,
					id:   int32(seq),
				}
				q.add(x.rank, x.key, x.seq, x.id)
				twin.add(x)
			},
			"pop": func(r *rapid.T) {
				if len(twin) == 0 {
					r.Skip("empty")
				}
				want := twin.pop()
				if first := *q.first(); first != want {
					r.Fatalf("first is number %d, want %d", first.seq, want.seq)
				}
				if id := q.pop(); id != want.id {
					r.Fatalf("popped thread %d, want %d", id, want.id)
				}
			},
			"keep": func(r *rapid.T) {
				of := rapid.Uint64Range(2, 5).Draw(r, "of")
				dropped := func(x entry) bool { return x.seq%of == 0 }
				q.keep(func(x *entry) bool { return !dropped(*x) })
				twin = slices.DeleteFunc(twin, dropped)
			},
			"": func(r *rapid.T) {
				if q.len() != len(twin) {
					r.Fatalf("%d entries, want %d", q.len(), len(twin))
				}
			},
		})
	})
}

func TestRunQueuePopsTiesInTheOrderInWhichTheyCame(t *testing.T) {
	var q runQueue
	q.add(0, 20, 1, 1)
	for seq := uint64(2); seq < 20; seq++ { // before the one in the row: into the heap
		q.add(0, 10, seq, int32(seq))
	}
	for seq := uint64(2); seq < 20; seq++ {
		if got := q.pop(); got != int32(seq) {
			t.Fatalf("number %d comes out before %d", got, seq)
		}
	}
}

func TestRunQueueKeepsTiesInTheOrderInWhichTheyCame(t *testing.T) {
	var q runQueue
	q.add(0, 20, 1, 1)
	q.add(0, 9, 2, 2)
	for seq := uint64(3); seq < 20; seq++ {
		q.add(0, 10, seq, int32(seq))
	}
	q.pop()
	q.keep(func(x *entry) bool { return x.seq != 1 })
	for seq := uint64(3); seq < 20; seq++ {
		if got := q.pop(); got != int32(seq) {
			t.Fatalf("number %d comes out before %d", got, seq)
		}
	}
}

func TestTimersFireInOrderOfTime(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var h timers
		var twin sorted
		seq := uint64(0)
		threads := make([]thread, 7)
		for i := range threads {
			threads[i].id = int32(i)
		}
		of := func(id int32) int { return slices.IndexFunc(twin, func(x entry) bool { return x.id == id }) }
		next := func() int32 {
			if x := h.next(threads); x != nil {
				return x.id
			}
			return 0
		}
		r.Repeat(map[string]func(*rapid.T){
			"set": func(r *rapid.T) {
				id := rapid.Int32Range(1, int32(len(threads)-1)).Draw(r, "thread")
				if of(id) >= 0 {
					r.Skip("it has one")
				}
				seq++
				when := rapid.Int64Range(0, 5).Draw(r, "when")
				h.set(threads, &threads[id], when, seq)
				twin.add(entry{key: when, seq: seq, id: id})
			},
			"set and cancel often": func(r *rapid.T) {
				id := rapid.Int32Range(1, int32(len(threads)-1)).Draw(r, "thread")
				if of(id) >= 0 {
					r.Skip("it has one")
				}
				for i := range int64(100) {
					seq++
					h.set(threads, &threads[id], i%6, seq)
					h.cancel(&threads[id])
				}
			},
			"cancel": func(r *rapid.T) {
				id := rapid.Int32Range(1, int32(len(threads)-1)).Draw(r, "thread")
				h.cancel(&threads[id])
				if i := of(id); i >= 0 {
					twin = slices.Delete(twin, i, i+1)
				}
			},
			"expire": func(r *rapid.T) {
				if len(twin) == 0 {
					r.Skip("empty")
				}
				h.next(threads)
				if got, want := h.expire(threads), twin.pop().id; got != want {
					r.Fatalf("the timer of thread %d fires before that of %d", of(got), of(want))
				}
			},
			"": func(r *rapid.T) {
				var want int32
				if len(twin) > 0 {
					want = twin[0].id
				}
				if got := next(); got != want {
					r.Fatalf("the next timer is not the earliest of %d", len(twin))
				}
				if h.len() > 2*len(threads)+64+1 {
					r.Fatalf("%d entries for %d timers", h.len(), len(twin))
				}
			},
		})
	})
}

func TestCancelledTimerDoesNotFireIntoTheNextWait(t *testing.T) {
	var h timers
	threads := []thread{{}, {id: 1}}
	h.set(threads, &threads[1], 10, 1)
	h.cancel(&threads[1])
	h.set(threads, &threads[1], 30, 2)
	if x := h.next(threads); x == nil || x.key != 30 {
		t.Fatalf("next is %v, want the timer at 30", x)
	}
	h.expire(threads)
	if x := h.next(threads); x != nil {
		t.Fatalf("next is %v, want none", x)
	}
}

func TestBehindIsTheGreatestKeyOfTheRank(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var q runQueue
		type placed struct{ rank, key int64 }
		var list []placed
		seq := uint64(0)
		for range rapid.IntRange(0, 60).Draw(r, "entries") {
			if len(list) > 0 && rapid.IntRange(0, 3).Draw(r, "pop") == 0 {
				x := *q.first()
				q.pop()
				list = slices.DeleteFunc(list, func(p placed) bool { return p == placed{x.rank, x.key} })
				q.keep(func(e *entry) bool { return e.rank != x.rank || e.key != x.key }) // no twins remain
				continue
			}
			p := placed{rapid.Int64Range(-2, 2).Draw(r, "rank"), rapid.Int64Range(0, 50).Draw(r, "key")}
			seq++
			q.add(p.rank, p.key, seq, 1)
			list = append(list, p)
		}
		rank, want := rapid.Int64Range(-3, 3).Draw(r, "of rank"), int64(10)
		for _, p := range list {
			if p.rank == rank {
				want = max(want, p.key)
			}
		}
		if got := q.behind(rank, 10); got != want {
			r.Fatalf("behind %d of %v: %d, want %d", rank, list, got, want)
		}
	})
}
