// This file defines what queues keep their items in.

package threading

// An entry is an item of a queue with its number: items are counted from 1 as they are put.
type entry[T any] struct {
	item   T
	number int64
}

// entries are what a queue holds, in the order of its kind.
type entries[T any] interface {
	Len() int
	Push(e entry[T])
	Pop() entry[T] // there must be one
}
