// This file defines what the methods of set and frozenset do (Objects/setobject.c). Their table is in settable.go.

package python

import "github.com/gilsim/gilsim/internal/number"

// addAll adds what iterating over v gives, as set_update_internal. An object that it does not know to the end it hands over,
// and has added nothing.
func (t *Thread) addAll(s *Set, v Value) *Exception {
	if v.layout() == layoutSet && !overrides(v, "__iter__") {
		c := s.copyOf(setClass)
		if !c.merge(as[Set](v)) {
			return handOver
		}
		s.merge(as[Set](v))
		return nil
	}
	items, err := t.peek(v)
	if err != nil {
		return err
	}
	hashes, err := t.hashes(items)
	if err != nil {
		return err
	}
	t.labors(len(items), itemHashed)
	c := *s
	c.table = append([]setEntry(nil), s.table...)
	if v.is(dictClass) && (c.filled+len(items))*5 >= c.mask()*3 {
		c.resize((c.live + len(items)) * 2)
	}
	for i, item := range items {
		if !c.add(item, hashes[i]) {
			return handOver
		}
	}
	s.table, s.filled, s.live = c.table, c.filled, c.live
	return nil
}

// hashes returns the hash of each item, or handOver.
func (t *Thread) hashes(items []Value) ([]int64, *Exception) {
	all := make([]int64, len(items))
	for i, v := range items {
		h, err := t.hashOf(v)
		if err != nil {
			return nil, err
		}
		all[i] = h
	}
	return all, nil
}

// hashOf returns hash(v), the exception of what has none, or handOver.
func (t *Thread) hashOf(v Value) (int64, *Exception) {
	if h, ok := hash(t, v); ok {
		return h, nil
	}
	if v.class().find("__hash__") == none {
		_, err := raise(typeError, "unhashable type: '%s'", v.class().typeName())
		return 0, err
	}
	if v.is(tupleClass) {
		for _, item := range v.items() {
			if _, err := t.hashOf(item); err != nil {
				return 0, err
			}
		}
	}
	return 0, handOver
}

// toSet returns v as a set: itself if it is one, or a new one of what iterating gives.
func (t *Thread) toSet(v Value) (*Set, *Exception) {
	if v.layout() == layoutSet {
		return as[Set](v), nil
	}
	s := newSet(setClass)
	err := t.addAll(s, v)
	return s, err
}

// subset reports whether each member of x is one of y.
func subset(x, y *Set) (is, known bool) {
	for key, h := range x.all {
		at, known := y.find(key, h)
		if at == nil || !known {
			return false, known
		}
	}
	return true, true
}

// A setOperation makes a new set of class from a set and another one. It reports false if only Python can tell.
type setOperation func(class *Class, x, y *Set) (*Set, bool)

func setUnion(class *Class, x, y *Set) (*Set, bool) {
	s := x.copyOf(class)
	return s, s.merge(y)
}

func setIntersection(class *Class, x, y *Set) (*Set, bool) {
	if y.live > x.live {
		x, y = y, x
	}
	return filtered(class, y, x, true)
}

func setDifference(class *Class, x, y *Set) (*Set, bool) {
	if x.live>>2 > y.live {
		s := x.copyOf(class)
		return s, s.removeAll(y)
	}
	return filtered(class, x, y, false)
}

// filtered returns the members of x that are members of y, or that are none.
func filtered(class *Class, x, y *Set, in bool) (*Set, bool) {
	s := newSet(class)
	for key, h := range x.all {
		at, known := y.find(key, h)
		if !known {
			return nil, false
		}
		if (at != nil) == in {
			s.add(key, h)
		}
	}
	return s, true
}

func (s *Set) removeAll(other *Set) (known bool) {
	for key, h := range other.all {
		at, known := s.find(key, h)
		if !known {
			return false
		}
		if at != nil {
			s.discard(at)
		}
	}
	if s.filled-s.live > s.mask()/4 {
		s.grow()
	}
	return true
}

func setSymmetricDifference(class *Class, x, y *Set) (*Set, bool) {
	s := y.copyOf(class)
	return s, s.toggle(x)
}

// toggle removes the members of another set that are in s, and adds those that are not.
func (s *Set) toggle(other *Set) (known bool) {
	for key, h := range other.all {
		at, known := s.find(key, h)
		switch {
		case !known:
			return false
		case at != nil:
			s.discard(at)
		default:
			s.insert(key, h)
		}
	}
	return true
}

// baseSet is the built-in class of a set, which its operations give.
func baseSet(v Value) *Class {
	if v.isA(frozensetClass) {
		return frozensetClass
	}
	return setClass
}

// setOperator makes an operator of sets, which takes sets only; back says that its operands are exchanged.
func setOperator(name, twin string, back bool, do setOperation) Native {
	return Native{name: name, signature: "($self, value, /)", twin: twin, call: func(_ *Thread, a []Value) (Value, *Exception) {
		x, y := a[0], a[1]
		if y.layout() != layoutSet {
			return notImplemented, nil
		}
		if back {
			x, y = y, x
		}
		s, known := do(baseSet(x), as[Set](x), as[Set](y))
		if !known {
			return Value{}, handOver
		}
		return s.ref(), nil
	}}
}

// A setUpdate changes a set by another one, and reports false if only Python can tell; it may have changed some of it then.
type setUpdate func(s, other *Set) bool

func intersect(s, other *Set) (known bool) {
	r, known := setIntersection(setClass, s, other)
	if known {
		s.become(r)
	}
	return known
}

// changed does an update to a copy of x, which x becomes if all of it was known.
func changed(x, y *Set, do setUpdate) (known bool) {
	s := x.snapshot()
	if known = do(s, y); known {
		x.become(s)
	}
	return known
}

// setInPlace makes an augmented operator.
func setInPlace(name, twin string, do setUpdate) Native {
	return Native{name: name, signature: "($self, value, /)", twin: twin, call: func(_ *Thread, a []Value) (Value, *Exception) {
		if a[1].layout() != layoutSet {
			return notImplemented, nil
		}
		if !changed(as[Set](a[0]), as[Set](a[1]), do) {
			return Value{}, handOver
		}
		return a[0], nil
	}}
}

// An eachUpdate changes a set by one of the arguments of a method, which may be any iterable.
type eachUpdate func(t *Thread, s *Set, v Value) *Exception

// updating makes an eachUpdate of what takes a set.
func updating(do setUpdate) eachUpdate {
	return func(t *Thread, s *Set, v Value) *Exception {
		other, err := t.toSet(v)
		if err == nil && !do(s, other) {
			err = handOver
		}
		return err
	}
}

// intersectWith leaves the members that iterating over v gives, too, in the order of a smaller set, or of another iterable.
func (t *Thread) intersectWith(s *Set, v Value) *Exception {
	if v.layout() == layoutSet {
		return updating(intersect)(t, s, v)
	}
	items, err := t.peek(v)
	if err != nil {
		return err
	}
	r := newSet(setClass)
	for _, item := range items {
		h, err := t.hashOf(item)
		if err != nil {
			return err
		}
		at, known := s.find(item, h)
		if !known || at != nil && !r.add(item, h) {
			return handOver
		}
	}
	s.become(r)
	return nil
}

// differ takes away the members of v as set.difference does: it goes through the members where v is a set that is not much smaller.
func (t *Thread) differ(s *Set, v Value) *Exception {
	if v.layout() != layoutSet {
		s.become(s.copyOf(setClass))
		return updating((*Set).removeAll)(t, s, v)
	}
	r, known := setDifference(setClass, s, as[Set](v))
	if !known {
		return handOver
	}
	s.become(r)
	return nil
}

// copyAndAdd adds the members of v to a copy of the set.
func (t *Thread) copyAndAdd(s *Set, v Value) *Exception {
	s.become(s.copyOf(setClass))
	return t.addAll(s, v)
}

// updatedBy returns a copy of a set that has been changed by each of others.
func (t *Thread) updatedBy(x *Set, others []Value, do eachUpdate) (*Set, *Exception) {
	s := x.snapshot()
	for _, v := range others {
		if err := do(t, s, v); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// setMethod makes a method that gives a new set, of any number of iterables: the first changes a copy as first does, the others as
// then.
func setMethod(name string, first, then eachUpdate) Native {
	return Native{name: name, signature: "($self, *others)", twin: "_set_" + name, call: func(t *Thread, a []Value) (Value, *Exception) {
		s, _ := t.updatedBy(as[Set](a[0]), nil, nil)
		do := first
		for _, v := range a[1].items() {
			if err := do(t, s, v); err != nil {
				return Value{}, err
			}
			do = then
		}
		r := newSet(baseSet(a[0]))
		r.become(s)
		return r.ref(), nil
	}}
}

// setChange makes a method that changes the set, by any number of iterables.
func setChange(name, signature string, do eachUpdate) Native {
	return Native{name: name, signature: signature, twin: "_set_change_" + name, call: func(t *Thread, a []Value) (Value, *Exception) {
		others := []Value{a[1]}
		if signature != oneOther {
			others = a[1].items()
		}
		s, err := t.updatedBy(as[Set](a[0]), others, do)
		if err != nil {
			return Value{}, err
		}
		as[Set](a[0]).become(s)
		return none, nil
	}}
}

const oneOther = "($self, other, /)"

// setTest makes a method that compares the set with an iterable.
func setTest(name string, test func(x, y *Set) (is, known bool)) Native {
	return Native{name: name, signature: oneOther, twin: "_set_" + name, call: func(t *Thread, a []Value) (Value, *Exception) {
		other, err := t.toSet(a[1])
		if err != nil {
			return Value{}, err
		}
		is, known := test(as[Set](a[0]), other)
		if !known {
			return Value{}, handOver
		}
		return boolean(is), nil
	}}
}

func disjoint(x, y *Set) (is, known bool) {
	for key, h := range x.all {
		at, known := y.find(key, h)
		if at != nil || !known {
			return false, known
		}
	}
	return true, true
}

// setComparison makes an operator that compares sets by inclusion.
func setComparison(name string, test func(x, y *Set) (is, known bool)) Native {
	return Native{name: name, signature: "($self, value, /)", twin: "_set" + name[1:4], call: func(_ *Thread, a []Value) (Value, *Exception) {
		if a[1].layout() != layoutSet {
			return notImplemented, nil
		}
		is, known := test(as[Set](a[0]), as[Set](a[1]))
		if !known {
			return Value{}, handOver
		}
		return boolean(is), nil
	}}
}

// member returns the hash of what is looked for in a set: a set stands for the frozenset of the same members.
func (t *Thread) member(v Value) (Value, int64, *Exception) {
	if v.isA(setClass) && v.class().find("__hash__") == none {
		v = as[Set](v).copyOf(frozensetClass).ref()
	}
	h, err := t.hashOf(v)
	return v, h, err
}

// lookingFor makes a method that looks for one member.
func lookingFor(name string, do func(s *Set, at *setEntry, v Value) (Value, *Exception)) Native {
	return Native{name: name, signature: "($self, key, /)", twin: "_set_" + name, call: func(t *Thread, a []Value) (Value, *Exception) {
		v, h, err := t.member(a[1])
		if err != nil {
			return Value{}, err
		}
		s := as[Set](a[0])
		at, known := s.find(v, h)
		if !known {
			return Value{}, handOver
		}
		return do(s, at, a[1])
	}}
}

func setAdd(t *Thread, a []Value) (Value, *Exception) {
	h, err := t.hashOf(a[1])
	if err != nil {
		return Value{}, err
	}
	if !as[Set](a[0]).add(a[1], h) {
		return Value{}, handOver
	}
	return none, nil
}

func setPop(_ *Thread, v Value) (Value, *Exception) {
	s := as[Set](v)
	if s.live == 0 {
		return raise(keyError, "pop from an empty set")
	}
	i := s.finger & s.mask()
	for !s.table[i].key.valid() {
		i = (i + 1) & s.mask()
	}
	key := s.table[i].key
	s.discard(&s.table[i])
	s.finger = i + 1
	return key, nil
}

func setRepr(t *Thread, v Value) (Value, *Exception) {
	s := as[Set](v)
	name := v.class().name
	if s.live == 0 {
		return newStr(name + "()"), nil
	}
	return t.within(v, name+"(...)", func() (string, *Exception) {
		text, err := t.reprItems(s.members())
		text = "{" + text + "}"
		if !v.is(setClass) {
			text = name + "(" + text + ")"
		}
		return text, err
	})
}

// newSetOf is set(iterable) and frozenset(iterable) of a class.
func (t *Thread) newSetOf(class *Class, v Value) (Value, *Exception) {
	if v.valid() && v.is(frozensetClass) && class == frozensetClass {
		return v, nil
	}
	s := newSet(class)
	if v.valid() {
		if err := t.addAll(s, v); err != nil {
			return Value{}, err
		}
	}
	return s.ref(), nil
}

func frozensetHash(_ *Thread, v Value) (Value, *Exception) {
	var all []int64
	for _, h := range as[Set](v).all {
		all = append(all, h)
	}
	return integer(number.HashSet(all)), nil
}

func properSubset(x, y *Set) (is, known bool) {
	if x.live >= y.live {
		return false, true
	}
	return subset(x, y)
}

// exchanged makes a test with its operands exchanged.
func exchanged(test func(x, y *Set) (is, known bool)) func(x, y *Set) (is, known bool) {
	return func(x, y *Set) (is, known bool) { return test(y, x) }
}

func smaller(x, y *Set) (is, known bool) {
	if x.live > y.live {
		return false, true
	}
	return subset(x, y)
}

// setMethods are those that set and frozenset share.
func setMethods() []Native {
	all := []Native{
		unary("__len__", func(_ *Thread, v Value) (Value, *Exception) { return integer(int64(as[Set](v).live)), nil }),
		unary("__iter__", func(_ *Thread, v Value) (Value, *Exception) {
			return makeIterator(setIteratorClass, Iterator{of: v, stop: int64(as[Set](v).live)}), nil
		}),
		unary("__repr__", setRepr).withTwin("_set_repr"),
		unary("copy", func(_ *Thread, v Value) (Value, *Exception) {
			if v.is(frozensetClass) {
				return v, nil
			}
			return as[Set](v).copyOf(baseSet(v)).ref(), nil
		}),
		lookingFor("__contains__", func(_ *Set, at *setEntry, _ Value) (Value, *Exception) { return boolean(at != nil), nil }),
		{name: "__eq__", signature: "($self, value, /)", twin: "_set_eq", call: equality(true)},
		{name: "__ne__", signature: "($self, value, /)", twin: "_set_ne", call: equality(false)},
		setComparison("__lt__", properSubset), setComparison("__le__", smaller), setComparison("__gt__", exchanged(properSubset)), setComparison("__ge__", exchanged(smaller)),
		setMethod("union", (*Thread).copyAndAdd, (*Thread).addAll), setMethod("intersection", (*Thread).intersectWith, (*Thread).intersectWith),
		setMethod("difference", (*Thread).differ, updating((*Set).removeAll)),
		{name: "symmetric_difference", signature: oneOther, twin: "_set_symmetric_difference", call: func(t *Thread, a []Value) (Value, *Exception) {
			other, err := t.toSet(a[1])
			if err != nil {
				return Value{}, err
			}
			s, known := setSymmetricDifference(baseSet(a[0]), as[Set](a[0]), other)
			if !known {
				return Value{}, handOver
			}
			return s.ref(), nil
		}},
		setTest("issubset", smaller), setTest("issuperset", exchanged(smaller)), setTest("isdisjoint", disjoint),
		classGetItem,
	}
	for _, o := range []struct {
		name string
		do   setOperation
	}{{"or", setUnion}, {"and", setIntersection}, {"sub", setDifference}, {"xor", setSymmetricDifference}} {
		all = append(all, setOperator("__"+o.name+"__", "_set_"+o.name, false, o.do), setOperator("__r"+o.name+"__", "_set_r"+o.name, true, o.do))
	}
	return all
}

func defineSet() {
	setClass.define(append(setMethods(),
		Native{name: "__new__", kind: aStatic, signature: "($cls, *args, **kwargs)", call: func(_ *Thread, a []Value) (Value, *Exception) { return newSet(as[Class](a[0])).ref(), nil }},
		Native{name: "__init__", signature: "($self, iterable=<absent>, /)", twin: "_set_init", call: func(t *Thread, a []Value) (Value, *Exception) {
			s := newSet(setClass)
			if a[1].valid() {
				if err := t.addAll(s, a[1]); err != nil {
					return Value{}, err
				}
			}
			as[Set](a[0]).become(s)
			return none, nil
		}},
		Native{name: "add", signature: "($self, key, /)", call: setAdd, twin: "_set_add"},
		lookingFor("discard", func(s *Set, at *setEntry, _ Value) (Value, *Exception) {
			if at != nil {
				s.discard(at)
			}
			return none, nil
		}),
		lookingFor("remove", func(s *Set, at *setEntry, v Value) (Value, *Exception) {
			if at == nil {
				return Value{}, exceptionOf(keyError, v)
			}
			s.discard(at)
			return none, nil
		}),
		unary("pop", setPop),
		unary("clear", func(_ *Thread, v Value) (Value, *Exception) {
			as[Set](v).become(newSet(setClass))
			return none, nil
		}),
		setChange("update", "($self, *others)", (*Thread).addAll), setChange("intersection_update", "($self, *others)", (*Thread).intersectWith),
		setChange("difference_update", "($self, *others)", updating((*Set).removeAll)), setChange("symmetric_difference_update", oneOther, updating((*Set).toggle)),
		setInPlace("__ior__", "_set_ior", (*Set).merge), setInPlace("__iand__", "_set_iand", intersect),
		setInPlace("__isub__", "_set_isub", (*Set).removeAll), setInPlace("__ixor__", "_set_ixor", (*Set).toggle),
	)...)
	setClass.constant("__hash__", none)
	frozensetClass.define(append(setMethods(),
		Native{name: "__new__", kind: aStatic, signature: "($cls, iterable=<absent>, /)", twin: "_frozenset_new", call: func(t *Thread, a []Value) (Value, *Exception) {
			return t.newSetOf(as[Class](a[0]), a[1])
		}},
		unary("__hash__", frozensetHash),
	)...)
}

// setKeys is _set_keys(set, hash): the members of this hash, for the twins to compare.
func setKeys(_ *Thread, a []Value) (Value, *Exception) {
	var all []Value
	if s := as[Set](a[0]); s.table != nil {
		probe(s.table, a[1].i, func(e *setEntry) bool {
			if e.key.valid() && e.hash == a[1].i {
				all = append(all, e.key)
			}
			return e.key.valid() || e.deleted
		})
	}
	return newList(all...), nil
}

// setInsert is _set_insert(set, key, hash) of what is no member.
func setInsert(_ *Thread, a []Value) (Value, *Exception) {
	as[Set](a[0]).insert(a[1], a[2].i)
	return none, nil
}

// setDrop is _set_drop(set, key, hash) of an object that _set_keys gave.
func setDrop(_ *Thread, a []Value) (Value, *Exception) {
	s := as[Set](a[0])
	if s.table == nil {
		return none, nil
	}
	probe(s.table, a[2].i, func(e *setEntry) bool {
		if e.key == a[1] {
			s.discard(e)
			return false
		}
		return e.key.valid() || e.deleted
	})
	return none, nil
}

// setBecome is _set_become(set, other): it takes over what other has.
func setBecome(_ *Thread, a []Value) (Value, *Exception) {
	as[Set](a[0]).become(as[Set](a[1]))
	return none, nil
}
