// This file defines the stack.

package container

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
