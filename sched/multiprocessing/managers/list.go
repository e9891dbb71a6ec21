// This file defines a server's lists, and their proxy. An Array is one of numbers of one kind.

package managers

import (
	"fmt"
	"slices"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/multiprocessing/pickle"
)

// A list is a list of a server. Each method is one step, as a method of C code under the interpreter lock.
type list struct {
	class string
	mutex sched.Mutex
	items []any
	check func(item any) (any, error) // of what is put into it; nil: anything
}

// NewList returns an object that is a list with these items.
func NewList(items ...any) *Object {
	l := &list{class: "list", items: slices.Clone(items)}
	o := l.object()
	o.Value = func(t *sched.Thread) any { return l.copy(t) }
	o.Repr = func(t *sched.Thread) string { return Repr(l.copy(t)) }
	return o
}

func (l *list) copy(t *sched.Thread) []any {
	l.mutex.Lock(t)
	defer l.mutex.Unlock(t)
	return append([]any{}, l.items...)
}

func (l *list) object() *Object {
	return &Object{Class: l.class, Methods: []Method{
		l.method("__add__", 1, []string{"other"}, l.plus),
		l.method("__contains__", 1, []string{"item"}, func(v []any, _ []bool) (any, error) { return l.find(v[0]) >= 0, nil }),
		l.method("__delitem__", 1, []string{"index"}, l.deleteItem),
		l.method("__getitem__", 1, []string{"index"}, l.item),
		l.method("__imul__", 1, []string{"n"}, func(v []any, _ []bool) (any, error) { return nil, l.multiply(v[0]) }),
		l.method("__len__", 0, nil, func([]any, []bool) (any, error) { return len(l.items), nil }),
		l.method("__mul__", 1, []string{"n"}, func(v []any, _ []bool) (any, error) { return l.times(v[0]) }),
		l.method("__reversed__", 0, nil, l.reversed),
		l.method("__rmul__", 1, []string{"n"}, func(v []any, _ []bool) (any, error) { return l.times(v[0]) }),
		l.method("__setitem__", 2, []string{"index", "value"}, l.setItem),
		l.method("append", 1, []string{"item"}, func(v []any, _ []bool) (any, error) { l.items = append(l.items, v[0]); return nil, nil }),
		l.method("count", 1, []string{"item"}, l.count),
		l.method("extend", 1, []string{"items"}, l.extend),
		l.method("index", 1, []string{"item"}, l.index),
		l.method("insert", 2, []string{"index", "item"}, l.insert),
		l.method("pop", 0, []string{"index"}, l.pop),
		l.method("remove", 1, []string{"item"}, l.remove),
		l.method("reverse", 0, nil, func([]any, []bool) (any, error) { slices.Reverse(l.items); return nil, nil }),
		l.method("sort", 0, []string{"key", "reverse"}, l.sort),
	}}
}

// method makes a method that is one step.
func (l *list) method(name string, least int, names []string, f func(values []any, given []bool) (any, error)) Method {
	return taking(name, least, names, func(t *sched.Thread, values []any, given []bool) (any, error) {
		l.mutex.Lock(t)
		defer l.mutex.Unlock(t)
		return f(values, given)
	})
}

// itemsOf returns what a list, a tuple or a set has; false if the value is none.
func itemsOf(value any) ([]any, bool) {
	switch v := value.(type) {
	case []any:
		return v, true
	case Tuple:
		return v, true
	case *pickle.Set:
		return v.Items(), true
	}
	return nil, false
}

func mustBeItems(value any) ([]any, error) {
	items, ok := itemsOf(value)
	if !ok {
		return nil, Raised("TypeError", fmt.Sprintf("'%s' object is not iterable", pickle.TypeName(value)))
	}
	return items, nil
}

func (l *list) plus(v []any, _ []bool) (any, error) {
	more, ok := v[0].([]any)
	if !ok {
		return nil, Raised("TypeError", fmt.Sprintf("can only concatenate list (not \"%s\") to list", pickle.TypeName(v[0])))
	}
	return append(append([]any{}, l.items...), more...), nil
}

// longestList is how many items a product may have.
const longestList = 1 << 20

func (l *list) times(value any) ([]any, error) {
	n, err := intOf(value)
	switch {
	case err != nil:
		return nil, err
	case n > 0 && len(l.items) > longestList/n:
		return nil, Raised("MemoryError", "")
	}
	return slices.Repeat(append([]any{}, l.items...), max(n, 0)), nil
}

func (l *list) multiply(value any) error {
	items, err := l.times(value)
	if err == nil {
		l.items = items
	}
	return err
}

// at returns where an index is, which may count from the end.
func (l *list) at(value any, what string) (int, error) {
	i, err := intOf(value)
	if err != nil {
		return 0, Raised("TypeError", fmt.Sprintf("%s indices must be integers or slices, not %s", l.class, pickle.TypeName(value)))
	}
	if i < 0 {
		i += len(l.items)
	}
	if i < 0 || i >= len(l.items) {
		return 0, Raised("IndexError", l.class+" "+what+" out of range")
	}
	return i, nil
}

// A bounds is which items a slice with a step of 1 stands for.
func (l *list) bounds(s Slice) (from, to int, err error) {
	if step, ok := s.Step.(int); s.Step != nil && (!ok || step != 1) {
		return 0, 0, Raised("ValueError", "a slice of a manager's "+l.class+" must have the step 1")
	}
	if from, err = l.bound(s.Start, 0); err != nil {
		return 0, 0, err
	}
	if to, err = l.bound(s.Stop, len(l.items)); err != nil {
		return 0, 0, err
	}
	return from, max(from, to), nil
}

func (l *list) bound(value any, otherwise int) (int, error) {
	if value == nil {
		return otherwise, nil
	}
	i, err := intOf(value)
	if err != nil {
		return 0, Raised("TypeError", "slice indices must be integers or None or have an __index__ method")
	}
	if i < 0 {
		i += len(l.items)
	}
	return min(max(i, 0), len(l.items)), nil
}

func (l *list) item(v []any, _ []bool) (any, error) {
	if s, ok := v[0].(Slice); ok {
		from, to, err := l.bounds(s)
		if err != nil {
			return nil, err
		}
		return append([]any{}, l.items[from:to]...), nil
	}
	i, err := l.at(v[0], "index")
	if err != nil {
		return nil, err
	}
	return l.items[i], nil
}

func (l *list) setItem(v []any, _ []bool) (any, error) {
	if s, ok := v[0].(Slice); ok {
		return nil, l.setSlice(s, v[1])
	}
	i, err := l.at(v[0], "assignment index")
	if err != nil {
		return nil, err
	}
	l.items[i], err = l.checked(v[1], l.items[i])
	return nil, err
}

// checked returns the item if it can be put into the list, and else what was there.
func (l *list) checked(item, was any) (any, error) {
	if l.check == nil {
		return item, nil
	}
	made, err := l.check(item)
	if err != nil {
		return was, err
	}
	return made, nil
}

func (l *list) setSlice(s Slice, value any) error {
	from, to, err := l.bounds(s)
	if err != nil {
		return err
	}
	given, err := mustBeItems(value)
	if err != nil {
		return err
	}
	items := slices.Clone(given)
	for i, item := range items {
		if items[i], err = l.checked(item, nil); err != nil {
			return err
		}
	}
	l.items = slices.Replace(l.items, from, to, items...)
	return nil
}

func (l *list) deleteItem(v []any, _ []bool) (any, error) {
	from, to := 0, 0
	var err error
	if s, ok := v[0].(Slice); ok {
		from, to, err = l.bounds(s)
	} else if from, err = l.at(v[0], "assignment index"); err == nil {
		to = from + 1
	}
	if err != nil {
		return nil, err
	}
	l.items = slices.Delete(l.items, from, to)
	return nil, nil
}

// equal reports whether two values are the same, by what they would be written as: 1 and 1.0 are not.
func equal(a, b any) bool { return Repr(a) == Repr(b) }

// find returns where an item is first, -1 if it is not there.
func (l *list) find(item any) int {
	return slices.IndexFunc(l.items, func(other any) bool { return equal(item, other) })
}

func (l *list) reversed([]any, []bool) (any, error) {
	items := slices.Clone(l.items)
	slices.Reverse(items)
	return append([]any{}, items...), nil
}

func (l *list) count(v []any, _ []bool) (any, error) {
	n := 0
	for _, item := range l.items {
		if equal(item, v[0]) {
			n++
		}
	}
	return n, nil
}

func (l *list) extend(v []any, _ []bool) (any, error) {
	items, err := mustBeItems(v[0])
	l.items = append(l.items, items...)
	return nil, err
}

func (l *list) index(v []any, _ []bool) (any, error) {
	if i := l.find(v[0]); i >= 0 {
		return i, nil
	}
	return nil, Raised("ValueError", Repr(v[0])+" is not in list")
}

func (l *list) insert(v []any, _ []bool) (any, error) {
	i, err := l.bound(v[0], 0)
	if err == nil {
		l.items = slices.Insert(l.items, i, v[1])
	}
	return nil, err
}

func (l *list) pop(v []any, given []bool) (any, error) {
	if len(l.items) == 0 {
		return nil, Raised("IndexError", "pop from empty list")
	}
	i := len(l.items) - 1
	if given[0] {
		var err error
		if i, err = l.at(v[0], "pop index"); err != nil {
			return nil, Raised("IndexError", "pop index out of range")
		}
	}
	item := l.items[i]
	l.items = slices.Delete(l.items, i, i+1)
	return item, nil
}

func (l *list) remove(v []any, _ []bool) (any, error) {
	i := l.find(v[0])
	if i < 0 {
		return nil, Raised("ValueError", "list.remove(x): x not in list")
	}
	l.items = slices.Delete(l.items, i, i+1)
	return nil, nil
}

// sort sorts numbers, or texts.
func (l *list) sort(v []any, given []bool) (any, error) {
	if given[0] && v[0] != nil {
		return nil, Raised("TypeError", "a key function cannot be sent")
	}
	var failed error
	items := slices.Clone(l.items)
	slices.SortStableFunc(items, func(a, b any) int {
		order, err := compare(a, b)
		if err != nil {
			failed = err
		}
		if truth(v[1]) {
			return -order
		}
		return order
	})
	if failed == nil {
		l.items = items
	}
	return nil, failed
}

// A ListProxy is a proxy for a list.
type ListProxy struct{ *BaseProxy }

// Get returns an item.
func (p ListProxy) Get(t *sched.Thread, i int) (any, error) { return p.CallMethod(t, "__getitem__", i) }

// Set sets an item.
func (p ListProxy) Set(t *sched.Thread, i int, value any) error {
	_, err := p.CallMethod(t, "__setitem__", i, value)
	return err
}

// Append appends an item.
func (p ListProxy) Append(t *sched.Thread, item any) error {
	_, err := p.CallMethod(t, "append", item)
	return err
}

// Len returns how many items there are.
func (p ListProxy) Len(t *sched.Thread) (int, error) { return asInt(p.CallMethod(t, "__len__")) }

// Slice returns a copy of the items.
func (p ListProxy) Slice(t *sched.Thread) ([]any, error) {
	value, err := p.CallMethod(t, "__getitem__", Slice{})
	items, _ := value.([]any)
	return items, err
}
