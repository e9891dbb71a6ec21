// This file defines the run queue, an ordered queue of threads, and the timers, which are another one.

package sim

import (
	"slices"
	"sort"
)

// An entry is one place of a run queue. The keys lie in the entry, so that ordering touches no thread.
type entry struct {
	rank int64  // of the run queue: minus the priority; 0 of a timer
	key  int64  // of the run queue: virtual run time; of a timer: when it fires
	seq  uint64 // who came first
	id   int32  // the thread
}

func (a *entry) before(b *entry) bool {
	if a.rank != b.rank {
		return a.rank < b.rank
	}
	if a.key != b.key {
		return a.key < b.key
	}
	return a.seq < b.seq
}

// A runQueue holds entries in order: those that came in order, as most do, in a row; the others in a heap. Entries are
// taken out at the front only.
type runQueue struct {
	row   []entry // in order, from head on, in a ring: its length is a power of two
	head  int
	count int     // in the row
	heap  []entry // of four children a node: half as deep as a binary one
}

func (q *runQueue) len() int { return q.count + len(q.heap) }

// inRow returns an entry of the row.
func (q *runQueue) inRow(i int) *entry { return &q.row[(q.head+i)&(len(q.row)-1)] }

// add puts t in. Its number seq is greater than that of any entry before.
func (q *runQueue) add(rank, key int64, seq uint64, id int32) {
	if q.count > 0 {
		if last := q.inRow(q.count - 1); rank < last.rank || rank == last.rank && key < last.key {
			q.heap = append(q.heap, entry{rank, key, seq, id})
			q.up(len(q.heap) - 1)
			return
		}
	}
	q.append(rank, key, seq, id)
}

// append is add for an entry that comes after all of the row.
func (q *runQueue) append(rank, key int64, seq uint64, id int32) {
	if q.count == len(q.row) {
		q.grow()
	}
	x := q.inRow(q.count)
	x.rank, x.key, x.seq, x.id = rank, key, seq, id
	q.count++
}

// addBehind puts t in behind all that have its rank: its key is the least that does, but not less than key.
func (q *runQueue) addBehind(rank, key int64, seq uint64, id int32) {
	if len(q.heap) == 0 && q.count > 0 {
		if last := q.inRow(q.count - 1); last.rank == rank {
			q.append(rank, max(key, last.key), seq, id)
			return
		}
	}
	q.add(rank, q.behind(rank, key), seq, id)
}

func (q *runQueue) grow() {
	row := make([]entry, max(16, 2*len(q.row)))
	n := copy(row, q.row[q.head:])
	copy(row[n:], q.row[:q.head])
	q.row, q.head = row, 0
}

// behind returns the least key, but not less than key, with which an entry stands behind all that have this rank. The
// heap is searched through: it is short where many go behind the others, as each stands in the row then.
func (q *runQueue) behind(rank, key int64) int64 {
	after := q.count
	if after > 0 && q.inRow(after-1).rank > rank { // as a rule the last one has the least priority
		after = sort.Search(q.count, func(i int) bool { return q.inRow(i).rank > rank })
	}
	if after > 0 {
		if last := q.inRow(after - 1); last.rank == rank {
			key = max(key, last.key)
		}
	}
	for i := range q.heap {
		if x := &q.heap[i]; x.rank == rank {
			key = max(key, x.key)
		}
	}
	return key
}

func (q *runQueue) first() *entry {
	if q.count > 0 && (len(q.heap) == 0 || q.row[q.head].before(&q.heap[0])) {
		return &q.row[q.head]
	}
	return &q.heap[0]
}

func (q *runQueue) pop() (id int32) {
	if x := q.first(); q.count > 0 && x == &q.row[q.head] {
		q.head = (q.head + 1) & (len(q.row) - 1)
		q.count--
		return x.id
	}
	id = q.heap[0].id
	last := len(q.heap) - 1
	q.heap[0] = q.heap[last]
	q.heap[last] = entry{}
	q.heap = q.heap[:last]
	q.down()
	return id
}

func (q *runQueue) up(i int) {
	x := q.heap[i]
	for i > 0 {
		parent := (i - 1) / 4
		if !x.before(&q.heap[parent]) {
			break
		}
		q.heap[i] = q.heap[parent]
		i = parent
	}
	q.heap[i] = x
}

func (q *runQueue) down() {
	if len(q.heap) == 0 {
		return
	}
	i, x := 0, q.heap[0]
	for {
		first := 4*i + 1
		if first >= len(q.heap) {
			break
		}
		least := first
		for child := first + 1; child < min(first+4, len(q.heap)); child++ {
			if q.heap[child].before(&q.heap[least]) {
				least = child
			}
		}
		if !q.heap[least].before(&x) {
			break
		}
		q.heap[i] = q.heap[least]
		i = least
	}
	q.heap[i] = x
}

func (q *runQueue) keep(wanted func(*entry) bool) {
	var list []entry
	for i := range q.count {
		if x := &q.row[(q.head+i)&(len(q.row)-1)]; wanted(x) {
			list = append(list, *x)
		}
	}
	for i := range q.heap {
		if x := &q.heap[i]; wanted(x) {
			list = append(list, *x)
		}
	}
	slices.SortFunc(list, func(a, b entry) int {
		if a.before(&b) {
			return -1
		}
		return 1 // no two are the same
	})
	*q = runQueue{}
	for i := range list {
		q.add(list[i].rank, list[i].key, list[i].seq, list[i].id)
	}
}

// timers is a runQueue in which each thread has at most one entry that counts: the one whose number the thread knows. So
// cancelling a timer touches nothing but its thread; the entry stays until it comes to the front, or until most entries
// are such.
type timers struct {
	runQueue
	live int // entries that count
}

func (h *timers) set(threads []thread, t *thread, when int64, seq uint64) {
	if h.len() > 2*h.live+64 {
		h.keep(func(x *entry) bool { return counts(threads, x) })
	}
	t.timer, t.fires = seq, when
	h.add(0, when, seq, t.id)
	h.live++
}

// counts reports whether an entry is that of a timer which has not been cancelled.
func counts(threads []thread, x *entry) bool { return threads[x.id].timer == x.seq }

func (h *timers) cancel(t *thread) {
	if t.timer != 0 {
		t.timer = 0
		h.live--
	}
}

func (h *timers) next(threads []thread) *entry {
	for h.len() > 0 {
		x := h.first()
		if counts(threads, x) {
			return x
		}
		h.pop()
	}
	return nil
}

func (h *timers) expire(threads []thread) (id int32) {
	id = h.pop()
	h.cancel(&threads[id])
	return id
}
