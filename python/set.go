// This file defines the table of a set.

package python

// A Set is a set or a frozenset: CPython's table, so that ints come in the same order (Objects/setobject.c).
type Set struct {
	Object
	table   []setEntry // its length is a power of two
	live    int
	filled  int // with those that have been deleted
	changes int
}

type setEntry struct {
	hash    int64
	key     Value // the zero Value: free, or deleted
	deleted bool
}
