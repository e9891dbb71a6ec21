// This file defines the views of a dict: dict.keys(), dict.values() and dict.items() (Objects/dictobject.c).

package python

// newView returns a view of a dict.
func newView(class *Class, of Value) Value {
	return (&View{Object: Object{class: class}, of: of}).ref()
}

// A View is what dict.keys, dict.values and dict.items return: its class says which.
type View struct {
	Object
	of Value
}

var (
	keysClass   = builtin("dict_keys", layoutView, objectClass).with(final | uninstantiable)
	valuesClass = builtin("dict_values", layoutView, objectClass).with(final | uninstantiable)
	itemsClass  = builtin("dict_items", layoutView, objectClass).with(final | uninstantiable)
)

// viewIterators are the classes of the iterators over a view, forwards and backwards.
func viewIterators(view *Class) (forwards, backwards *Class) {
	switch view {
	case keysClass:
		return keyIteratorClass, reverseKeyIteratorClass
	case valuesClass:
		return valueIteratorClass, reverseValueIterator
	}
	return itemIteratorClass, reverseItemIterator
}

// viewed returns what lists the elements of a view of a dict; nil for other views.
func viewed(v Value) func() []Value {
	if v.class() != keysClass && v.class() != valuesClass && v.class() != itemsClass {
		return nil
	}
	class, _ := viewIterators(v.class())
	return func() []Value { return as[Dict](as[View](v).of).list(class) }
}

func itemsContains(t *Thread, a []Value) (Value, *Exception) {
	if a[1].layout() != layoutTuple || len(a[1].items()) != 2 {
		return pyFalse, nil
	}
	d := as[Dict](as[View](a[0]).of)
	i, _, err := t.look(d, a[1].items()[0])
	if err != nil || i < 0 {
		return pyFalse, err
	}
	equal, known := identical(d.entries[i].value, a[1].items()[1], deepest)
	if !known {
		return Value{}, handOver
	}
	return boolean(equal), nil
}

// viewSetMethods are those of keys and items, which are like sets.
func viewSetMethods(twin string, contains func(*Thread, []Value) (Value, *Exception)) []Native {
	all := []Native{
		{name: "__contains__", signature: "($self, key, /)", call: contains, twin: twin},
		{name: "isdisjoint", signature: oneOther, twin: "_view_isdisjoint", call: func(t *Thread, a []Value) (Value, *Exception) {
			x, y, err := t.bothSets(a)
			if err != nil { // not all members need be hashed
				return Value{}, handOver
			}
			is, known := disjoint(x, y)
			if !known {
				return Value{}, handOver
			}
			return boolean(is), nil
		}},
	}
	for _, o := range []struct {
		name string
		do   setOperation
	}{{"or", setUnion}, {"and", setIntersection}, {"sub", viewDifference}, {"xor", viewSymmetricDifference}} {
		all = append(all, viewOperator("__"+o.name+"__", "_view_"+o.name, o.do),
			viewOperator("__r"+o.name+"__", "_view_r"+o.name, func(class *Class, x, y *Set) (*Set, bool) { return o.do(class, y, x) }))
	}
	for _, o := range []struct {
		name string
		test func(x, y *Set) (is, known bool)
	}{{"__eq__", sameSets}, {"__ne__", sameSets}, {"__lt__", properSubset}, {"__le__", smaller}, {"__gt__", exchanged(properSubset)}, {"__ge__", exchanged(smaller)}} {
		all = append(all, Native{name: o.name, signature: "($self, value, /)", twin: "_view" + o.name[1:4], call: func(t *Thread, a []Value) (Value, *Exception) {
			if a[1].layout() != layoutSet && a[1].class() != keysClass && a[1].class() != itemsClass {
				return notImplemented, nil
			}
			x, y, err := t.bothSets(a)
			if err != nil { // not all members need be hashed
				return Value{}, handOver
			}
			is, known := o.test(x, y)
			if !known {
				return Value{}, handOver
			}
			return boolean(is != (o.name == "__ne__")), nil
		}})
	}
	return all
}

func (t *Thread) bothSets(a []Value) (x, y *Set, err *Exception) {
	if x, err = t.toSet(a[0]); err != nil {
		return nil, nil, err
	}
	y, err = t.toSet(a[1])
	return x, y, err
}

// viewDifference is set(x) without what is in y, as dictviews_sub: one member after the other is taken out.
func viewDifference(_ *Class, x, y *Set) (*Set, bool) {
	s := x.snapshot()
	return s, s.removeAll(y)
}

// viewSymmetricDifference is set(x) changed by what is in y, as dictviews_xor.
func viewSymmetricDifference(_ *Class, x, y *Set) (*Set, bool) {
	s := x.snapshot()
	return s, s.toggle(y)
}

func viewOperator(name, twin string, do setOperation) Native {
	return Native{name: name, signature: "($self, value, /)", twin: twin, call: func(t *Thread, a []Value) (Value, *Exception) {
		x, y, err := t.bothSets(a)
		if err != nil {
			return Value{}, err
		}
		s, known := do(setClass, x, y)
		if !known {
			return Value{}, handOver
		}
		return s.ref(), nil
	}}
}
