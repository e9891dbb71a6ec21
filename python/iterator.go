// This file defines the iterators of the built-in types.

package python

// An Iterator is one of a built-in type, such as list_iterator or enumerate: its class says what the fields mean to it. Where a
// range is iterated they are the next number, the end, and the step.
type Iterator struct {
	Object
	of            Value // what is iterated; the zero Value: it is exhausted
	i, stop, step int64
	others        []Value
}

var (
	listIteratorClass  = builtin("list_iterator", layoutIterator, objectClass).with(final | uninstantiable)
	tupleIteratorClass = builtin("tuple_iterator", layoutIterator, objectClass).with(final | uninstantiable)
	rangeIteratorClass = builtin("range_iterator", layoutIterator, objectClass).with(final | uninstantiable)
)

// newIterator returns an iterator of a class over an object, from its first place.
func newIterator(class *Class, of Value) Value {
	return (&Iterator{Object: Object{class: class}, of: of}).ref()
}
