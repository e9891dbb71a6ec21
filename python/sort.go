// This file defines list.sort and sorted for elements that Go can compare. Those of the program's classes, and keys, are the twins'.

package python

import "slices"

// sortItems sorts keys, stably, and items in the same way; both may be one slice. Up to 64 elements it compares which CPython
// compares, in its order (Objects/listobject.c: count_run, binarysort), so that an exception names the same two operands.
func (t *Thread) sortItems(keys, items []Value) *Exception {
	if len(keys) < 2 {
		return nil
	}
	if len(keys) >= 64 {
		return t.mergeSort(keys, items)
	}
	run, down, err := t.countRun(keys)
	if err != nil {
		return err
	}
	both := func(do func(s []Value)) {
		do(keys)
		if &items[0] != &keys[0] {
			do(items)
		}
	}
	if down {
		both(func(s []Value) { reverse(s[:run]) })
	}
	for ; run < len(keys); run++ {
		left, right := 0, run
		for left < right {
			middle := left + (right-left)/2
			less, err := t.compared(keys[run], keys[middle])
			if err != nil {
				return err
			}
			if less {
				right = middle
			} else {
				left = middle + 1
			}
		}
		both(func(s []Value) {
			v := s[run]
			copy(s[left+1:run+1], s[left:run])
			s[left] = v
		})
	}
	return nil
}

// countRun returns how long the run at the beginning is, and whether it descends (strictly).
func (t *Thread) countRun(keys []Value) (n int, down bool, err *Exception) {
	down, err = t.compared(keys[1], keys[0])
	if err != nil {
		return 0, false, err
	}
	for n = 2; n < len(keys); n++ {
		less, err := t.compared(keys[n], keys[n-1])
		if err != nil {
			return 0, false, err
		}
		if less != down {
			break
		}
	}
	return n, down, nil
}

// compared reports whether x < y, for a sort.
func (t *Thread) compared(x, y Value) (less bool, err *Exception) {
	t.labors(1, itemCompared)
	return t.order("__lt__", x, y)
}

func (t *Thread) mergeSort(keys, items []Value) *Exception {
	type pair struct{ key, item Value }
	all := make([]pair, len(keys))
	for i := range all {
		all[i] = pair{keys[i], items[i]}
	}
	var failed *Exception
	slices.SortStableFunc(all, func(x, y pair) int {
		if failed != nil {
			return 0
		}
		t.labors(1, itemCompared) // this sort compares about as often as CPython's
		for _, c := range []struct {
			x, y   Value
			result int
		}{{x.key, y.key, -1}, {y.key, x.key, 1}} {
			less, err := t.order("__lt__", c.x, c.y)
			if err != nil {
				failed = err
				return 0
			}
			if less {
				return c.result
			}
		}
		return 0
	})
	if failed != nil {
		return failed
	}
	for i, p := range all {
		keys[i], items[i] = p.key, p.item
	}
	return nil
}

// reverseArgument takes the argument reverse of sort.
func (t *Thread) reverseArgument(v Value) (bool, *Exception) {
	if t.interp.since(12) {
		b, known := t.truth(v)
		if !known {
			return false, handOver
		}
		return b, nil
	}
	n, err := t.index(v, notInteger)
	return n != 0, err
}

// sorted sorts a slice that nobody else has, last elements first if down is set; equal ones keep their order either way.
func (t *Thread) sorted(items []Value, down bool) *Exception {
	if down {
		reverse(items)
	}
	err := t.sortItems(items, items)
	if down {
		reverse(items)
	}
	return err
}

func listSort(t *Thread, a []Value) (Value, *Exception) {
	if a[1] != none {
		return Value{}, handOver
	}
	down, err := t.reverseArgument(a[2])
	if err != nil {
		return Value{}, err
	}
	l := as[List](a[0])
	items := append([]Value(nil), l.items...)
	err = t.sorted(items, down)
	if err == handOver {
		return Value{}, err
	}
	copy(l.items, items) // as far as it is sorted, if two elements could not be compared
	return none, err
}

// sortedFunction is sorted(iterable, key=None, reverse=False).
func sortedFunction(t *Thread, a []Value) (Value, *Exception) {
	if a[1] != none {
		return Value{}, handOver
	}
	items, err := t.peek(a[0])
	if err != nil {
		return Value{}, err
	}
	down, err := t.reverseArgument(a[2])
	if err != nil {
		return Value{}, err
	}
	items = append([]Value(nil), items...)
	if err := t.sorted(items, down); err != nil {
		return Value{}, err
	}
	return newList(items...), nil
}

// sortPairs is _sort_pairs(keys, items): it sorts two lists by the first one, and says whether it could: only Python can compare
// some keys.
func sortPairs(t *Thread, a []Value) (Value, *Exception) {
	keys, items := append([]Value(nil), a[0].items()...), append([]Value(nil), a[1].items()...)
	switch err := t.sortItems(keys, items); err {
	case nil:
		copy(a[1].items(), items)
		return pyTrue, nil
	case handOver:
		return pyFalse, nil
	default:
		return Value{}, err
	}
}
