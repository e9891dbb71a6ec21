// This file defines what queues keep their items in: the ring (FIFO), the stack (LIFO) and the heap (least first).

package container

import ()

// A Ring holds items first in, first out. The zero value is empty.
type Ring[T any] struct {
	slots []T // their number is a power of two
	first int // where the first item is
	count int
}

// Len returns how many items there are.
func (r *Ring[T]) Len() int { return r.count }

// Push puts an item at the end.
func (r *Ring[T]) Push(item T) {
	if r.count == len(r.slots) {
		r.grow()
	}
	r.slots[(r.first+r.count)&(len(r.slots)-1)] = item
	r.count++
}

// grow makes room for twice as many.
func (r *Ring[T]) grow() {
	slots := make([]T, max(8, 2*len(r.slots)))
	n := copy(slots, r.slots[r.first:])
	copy(slots[n:], r.slots[:r.first])
	r.slots, r.first = slots, 0
}

// Peek returns the first item. There must be one.
func (r *Ring[T]) Peek() T { return r.slots[r.first] }

// At returns the i-th item from the first one on, 0 for the first.
func (r *Ring[T]) At(i int) T { return r.slots[(r.first+i)&(len(r.slots)-1)] }

// Pop takes out the first item. There must be one.
func (r *Ring[T]) Pop() T {
	item := r.slots[r.first]
	var none T
	r.slots[r.first] = none // the item may be garbage now
	r.first = (r.first + 1) & (len(r.slots) - 1)
	r.count--
	return item
}

// A Stack holds items last in, first out. The zero value is empty.
type Stack[T any] struct{ list []T }

// Len returns how many items there are.
func (s *Stack[T]) Len() int { return len(s.list) }

// Push puts an item on top.
func (s *Stack[T]) Push(item T) { s.list = append(s.list, item) }

// Peek returns the last item. There must be one.
func (s *Stack[T]) Peek() T { return s.list[len(s.list)-1] }

// Pop takes out the last item. There must be one.
func (s *Stack[T]) Pop() T {
	last := len(s.list) - 1
	item := s.list[last]
	var none T
	s.list[last] = none
	s.list = s.list[:last]
	return item
}

// A Heap holds items of which the least comes out first. It is Python's heapq, comparison by comparison: among items of which
// none is less than the other, another heap would have another order.
type Heap[T any] struct {
	items Stack[T]
	less  func(a, b T) bool
}

// NewHeap returns an empty heap of items in this order.
func NewHeap[T any](less func(a, b T) bool) *Heap[T] { return &Heap[T]{less: less} }

// Len returns how many items there are.
func (h *Heap[T]) Len() int { return h.items.Len() }

// Push puts an item in.
func (h *Heap[T]) Push(item T) {
	h.items.Push(item)
	h.rise(0, h.Len()-1)
}

// Peek returns the least item. There must be one.
func (h *Heap[T]) Peek() T { return h.items.list[0] }

// Pop takes out the least item. There must be one.
func (h *Heap[T]) Pop() T {
	last := h.items.Pop()
	if h.Len() == 0 {
		return last
	}
	least := h.items.list[0]
	h.items.list[0] = last
	h.sink()
	return least
}

// rise moves the item at i up to where its parent is not greater, at most to top.
func (h *Heap[T]) rise(top, i int) {
	list := h.items.list
	item := list[i]
	for i > top {
		parent := (i - 1) / 2
		if !h.less(item, list[parent]) {
			break
		}
		list[i] = list[parent]
		i = parent
	}
	list[i] = item
}

// sink moves the first item down along the lesser children to the bottom, and from there up to its place: that takes fewer
// comparisons than to look for its place on the way down.
func (h *Heap[T]) sink() {
	list := h.items.list
	item, i := list[0], 0
	for child := 1; child < len(list); child = 2*i + 1 {
		if right := child + 1; right < len(list) && !h.less(list[child], list[right]) {
			child = right
		}
		list[i] = list[child]
		i = child
	}
	list[i] = item
	h.rise(0, i)
}
