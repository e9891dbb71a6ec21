// This file defines the numbers in the names of greenlets.

package gevent

import "container/heap"

// idents hands out numbers: always the lowest that nobody has, as gevent's minimal_ident is.
type idents struct {
	next int // no higher one was handed out so far
	back lowest
}

// take returns a number.
func (i *idents) take() int {
	if len(i.back) > 0 {
		return heap.Pop(&i.back).(int)
	}
	i.next++
	return i.next - 1
}

// free takes a number back.
func (i *idents) free(n int) { heap.Push(&i.back, n) }

// lowest is a heap of numbers.
type lowest []int

// Len returns how many there are.
func (l lowest) Len() int { return len(l) }

// Less orders them.
func (l lowest) Less(i, j int) bool { return l[i] < l[j] }

// Swap swaps two.
func (l lowest) Swap(i, j int) { l[i], l[j] = l[j], l[i] }

// Push puts one in at the end.
func (l *lowest) Push(n any) { *l = append(*l, n.(int)) }

// Pop takes the last one out.
func (l *lowest) Pop() any {
	last := len(*l) - 1
	n := (*l)[last]
	*l = (*l)[:last]
	return n
}
