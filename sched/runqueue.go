// This file defines the run queue of the simulated machine: the ready threads in the order in which they get a core.

package sched

// A ready is one entry of the run queue. The keys lie in the entry, so that ordering touches no thread.
type ready struct {
	rank  int64 // minus the priority
	spent int64 // virtual run time
	seq   uint64
	t     *Thread
}

// before reports whether the entry gets a core before another one: by priority, then who has had less of the
// processor (as the completely fair schedulers of Linux have it), then who came first.
func (a *ready) before(b *ready) bool {
	if a.rank != b.rank {
		return a.rank < b.rank
	}
	if a.spent != b.spent {
		return a.spent < b.spent
	}
	return a.seq < b.seq
}

// A runQueue is a heap of ready threads. Entries are never taken out but from the top.
type runQueue struct {
	heap []ready
	most int64 // the most virtual run time that any entry has had since the queue was last empty
}

// len returns how many threads are ready.
func (q *runQueue) len() int { return len(q.heap) }

// add puts t in.
func (q *runQueue) add(t *Thread, seq uint64) {
	x := ready{-int64(t.priority), t.sim.spent, seq, t}
	if len(q.heap) == 0 {
		q.most = x.spent
	}
	q.most = max(q.most, x.spent)
	q.heap = append(q.heap, x)
	i := len(q.heap) - 1
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

// pop takes out the thread that is first.
func (q *runQueue) pop() *Thread {
	t := q.heap[0].t
	last := len(q.heap) - 1
	x := q.heap[last]
	q.heap[last] = ready{}
	q.heap = q.heap[:last]
	if last > 0 {
		q.down(x)
	}
	return t
}

// down puts x where it belongs, from the root on.
func (q *runQueue) down(x ready) {
	i := 0
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
