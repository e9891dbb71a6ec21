// This file defines what queues keep their items in: first in first out, last in first out, and by priority.

package threading

// An entry is an item of a queue with its number: items are counted from 1 as they are put.
type entry[T any] struct {
	item   T
	number int64
}

// entries are what a queue holds, in the order of its kind.
type entries[T any] interface {
	len() int
	push(e entry[T])
	pop() entry[T] // there must be one
}

// A ring holds entries first in, first out. The zero value is empty.
type ring[T any] struct {
	slots []entry[T] // their number is a power of two
	first int        // where the first entry is
	count int
}

func (r *ring[T]) len() int { return r.count }

func (r *ring[T]) push(e entry[T]) {
	if r.count == len(r.slots) {
		r.grow()
	}
	r.slots[(r.first+r.count)&(len(r.slots)-1)] = e
	r.count++
}

// grow makes room for twice as many.
func (r *ring[T]) grow() {
	slots := make([]entry[T], max(8, 2*len(r.slots)))
	n := copy(slots, r.slots[r.first:])
	copy(slots[n:], r.slots[:r.first])
	r.slots, r.first = slots, 0
}

func (r *ring[T]) pop() entry[T] {
	e := r.slots[r.first]
	r.slots[r.first] = entry[T]{} // the item may be garbage now
	r.first = (r.first + 1) & (len(r.slots) - 1)
	r.count--
	return e
}

// A stack holds entries last in, first out.
type stack[T any] struct{ list []entry[T] }

func (s *stack[T]) len() int        { return len(s.list) }
func (s *stack[T]) push(e entry[T]) { s.list = append(s.list, e) }

func (s *stack[T]) pop() entry[T] {
	last := len(s.list) - 1
	e := s.list[last]
	s.list[last] = entry[T]{}
	s.list = s.list[:last]
	return e
}

// A heap holds entries of which the least item comes first. It is Python's heapq, comparison by comparison: among items of
// which none is less than the other, another heap would have another order.
type heap[T any] struct {
	stack[T]
	less func(a, b T) bool
}

func (h *heap[T]) push(e entry[T]) {
	h.stack.push(e)
	h.rise(0, len(h.list)-1)
}

func (h *heap[T]) pop() entry[T] {
	last := h.stack.pop()
	if len(h.list) == 0 {
		return last
	}
	least := h.list[0]
	h.list[0] = last
	h.sink()
	return least
}

// rise moves the entry at i up to where its parent is not greater, at most to top.
func (h *heap[T]) rise(top, i int) {
	e := h.list[i]
	for i > top {
		parent := (i - 1) / 2
		if !h.less(e.item, h.list[parent].item) {
			break
		}
		h.list[i] = h.list[parent]
		i = parent
	}
	h.list[i] = e
}

// sink moves the first entry down along the lesser children to the bottom, and from there up to its place: that takes
// fewer comparisons than to look for its place on the way down.
func (h *heap[T]) sink() {
	e, i := h.list[0], 0
	for child := 1; child < len(h.list); child = 2*i + 1 {
		if right := child + 1; right < len(h.list) && !h.less(h.list[child].item, h.list[right].item) {
			child = right
		}
		h.list[i] = h.list[child]
		i = child
	}
	h.list[i] = e
	h.rise(0, i)
}
