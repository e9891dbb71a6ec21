// This file defines the list.

package container

// A List holds nodes in a row. The zero value is empty.
type List[T any] struct {
	first, last *Node[T]
	count       int
}

// A Node is a place in a list. It stands in one list at a time, and is part of what stands there, so that a list needs no
// memory of its own. The zero value stands nowhere.
type Node[T any] struct {
	Value T // what stands there; set by whoever has the node

	in         *List[T]
	prev, next *Node[T]
}

// Len returns how many nodes there are.
func (l *List[T]) Len() int { return l.count }

// First returns the first node, nil if there is none.
func (l *List[T]) First() *Node[T] { return l.first }

// Last returns the last node, nil if there is none.
func (l *List[T]) Last() *Node[T] { return l.last }

// Next returns the node after n, nil if n is the last one.
func (n *Node[T]) Next() *Node[T] { return n.next }

// Prev returns the node before n, nil if n is the first one.
func (n *Node[T]) Prev() *Node[T] { return n.prev }

// In returns the list that n stands in, nil if it stands nowhere.
func (n *Node[T]) In() *List[T] { return n.in }

// Push puts n at the end. It must stand nowhere.
func (l *List[T]) Push(n *Node[T]) {
	n.in, n.prev = l, l.last
	if l.last == nil {
		l.first = n
	} else {
		l.last.next = n
	}
	l.last = n
	l.count++
}

// Remove takes n out, and reports whether it was there: one that stands elsewhere, or nowhere, stays.
func (l *List[T]) Remove(n *Node[T]) bool {
	if n.in != l {
		return false
	}
	if n.prev == nil {
		l.first = n.next
	} else {
		n.prev.next = n.next
	}
	if n.next == nil {
		l.last = n.prev
	} else {
		n.next.prev = n.prev
	}
	n.in, n.prev, n.next = nil, nil, nil
	l.count--
	return true
}

// Pop takes out the first node, and returns it; nil if there is none.
func (l *List[T]) Pop() *Node[T] {
	n := l.first
	if n != nil {
		l.Remove(n)
	}
	return n
}
