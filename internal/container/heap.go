// This file defines the heap.

package container

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
