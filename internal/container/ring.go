// This file defines the ring.

package container

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

// Pop takes out the first item. There must be one.
func (r *Ring[T]) Pop() T {
	item := r.slots[r.first]
	var none T
	r.slots[r.first] = none // the item may be garbage now
	r.first = (r.first + 1) & (len(r.slots) - 1)
	r.count--
	return item
}
