// This file defines the methods of dict and of its views (CPython's Objects/dictobject.c).

package python

import "strings"

// list returns the keys, values or items, as the class of the iterator over them says.
func (d *Dict) list(class *Class) []Value {
	all := make([]Value, 0, d.live)
	for key, v := range d.all {
		switch class {
		case valueIteratorClass:
			key = v
		case itemIteratorClass:
			key = newTuple(key, v)
		}
		all = append(all, key)
	}
	return all
}

// look returns the place of a key, or -1; the exception of one that has no hash; or handOver.
func (t *Thread) look(d *Dict, key Value) (i int, h int64, err *Exception) {
	if h, err = t.hashOf(key); err != nil {
		return -1, 0, err
	}
	i, known := d.find(key, h)
	if !known {
		return -1, h, handOver
	}
	return i, h, nil
}

func dictItem(t *Thread, a []Value) (Value, *Exception) {
	d := as[Dict](a[0])
	i, _, err := t.look(d, a[1])
	switch {
	case err != nil:
		return Value{}, err
	case i >= 0:
		return d.entries[i].value, nil
	case !a[0].is(dictClass) && a[0].class().find("__missing__").valid():
		return Value{}, handOver
	}
	return Value{}, exceptionOf(keyError, a[1])
}

func dictSetItem(t *Thread, a []Value) (Value, *Exception) {
	d := as[Dict](a[0])
	h, err := t.hashOf(a[1])
	if err != nil {
		return Value{}, err
	}
	if !d.setHashed(a[1], h, a[2]) {
		return Value{}, handOver
	}
	return none, nil
}

func dictDelItem(t *Thread, a []Value) (Value, *Exception) {
	d := as[Dict](a[0])
	i, _, err := t.look(d, a[1])
	if err != nil {
		return Value{}, err
	}
	if i < 0 {
		return Value{}, exceptionOf(keyError, a[1])
	}
	d.remove(i)
	return none, nil
}

func dictContains(t *Thread, a []Value) (Value, *Exception) {
	i, _, err := t.look(as[Dict](a[0]), a[1])
	return boolean(i >= 0), err
}

func dictGet(t *Thread, a []Value) (Value, *Exception) {
	d := as[Dict](a[0])
	i, _, err := t.look(d, a[1])
	if err != nil || i < 0 {
		return a[2], err
	}
	return d.entries[i].value, nil
}

func dictSetDefault(t *Thread, a []Value) (Value, *Exception) {
	d := as[Dict](a[0])
	i, h, err := t.look(d, a[1])
	switch {
	case err != nil:
		return Value{}, err
	case i >= 0:
		return d.entries[i].value, nil
	}
	d.insert(a[1], h, a[2])
	d.shown(a[1], a[2])
	return a[2], nil
}

func dictPop(t *Thread, a []Value) (Value, *Exception) {
	d := as[Dict](a[0])
	i, _, err := t.look(d, a[1])
	switch {
	case err != nil:
		return Value{}, err
	case i >= 0:
		v := d.entries[i].value
		d.remove(i)
		return v, nil
	case a[2].valid():
		return a[2], nil
	}
	return Value{}, exceptionOf(keyError, a[1])
}

func dictPopItem(_ *Thread, v Value) (Value, *Exception) { return as[Dict](v).popItem(true) }

// popItem removes the last entry, or the first one, and returns its key and value.
func (d *Dict) popItem(last bool) (Value, *Exception) {
	if d.live == 0 {
		return raise(keyError, "popitem(): dictionary is empty")
	}
	i := d.end(last)
	pair := newTuple(d.entries[i].key, d.entries[i].value)
	d.remove(i)
	if last {
		d.entries = d.entries[:i]
	}
	return pair, nil
}

// copyOf returns an exact dict with the same entries.
func (d *Dict) copyOf() *Dict {
	c := newDict()
	for i := range d.entries {
		if e := &d.entries[i]; e.key.valid() {
			c.insert(e.key, e.hash, e.value)
		}
	}
	return c
}

// mergeDict sets all entries of another dict. It reports false if only Python can tell; some may have been set.
func (d *Dict) mergeDict(other *Dict) (known bool) {
	if d == other {
		return true
	}
	for i := range other.entries {
		if e := &other.entries[i]; e.key.valid() && !d.setHashed(e.key, e.hash, e.value) {
			return false
		}
	}
	return true
}

// become takes over the entries of another dict, which nobody else has.
func (d *Dict) become(other *Dict) {
	d.entries, d.index, d.live, d.used = other.entries, other.index, other.live, other.used
	d.changes++
	for k, v := range d.all {
		d.shown(k, v)
	}
}

// update sets what dict(v) holds, as dict.update does. If it hands over it has done nothing.
func (t *Thread) update(d *Dict, v Value) *Exception {
	if v.layout() == layoutDict && !overrides(v, "__iter__") && !overrides(v, "keys") && !overrides(v, "__getitem__") {
		c := d.copyOf()
		if !c.mergeDict(as[Dict](v)) {
			return handOver
		}
		d.become(c)
		return nil
	}
	if v.class().find("keys").valid() {
		return handOver
	}
	items, err := t.peek(v)
	if err != nil {
		return err
	}
	t.labors(len(items), itemMapped)
	c := d.copyOf()
	for i, item := range items {
		pair, err := t.peek(item)
		switch {
		case err == handOver:
			return err
		case err != nil:
			_, err := raise(typeError, "cannot convert dictionary update sequence element #%d to a sequence", i)
			return err
		case len(pair) != 2:
			_, err := raise(valueError, "dictionary update sequence element #%d has length %d; 2 is required", i, len(pair))
			return err
		}
		h, err := t.hashOf(pair[0])
		if err != nil {
			return err
		}
		if !c.setHashed(pair[0], h, pair[1]) {
			return handOver
		}
	}
	d.become(c)
	return nil
}

func dictUpdate(t *Thread, a []Value) (Value, *Exception) {
	d := as[Dict](a[0])
	if a[1].valid() {
		if err := t.update(d, a[1]); err != nil {
			return Value{}, err
		}
	}
	d.mergeDict(as[Dict](a[2])) // the keys are strs: that is known
	return none, nil
}

func dictFromKeys(t *Thread, a []Value) (Value, *Exception) {
	if as[Class](a[0]) != dictClass {
		return Value{}, handOver
	}
	items, err := t.peek(a[1])
	if err != nil {
		return Value{}, err
	}
	hashes, err := t.hashes(items)
	if err != nil {
		return Value{}, err
	}
	t.labors(len(items), itemMapped)
	d := newDict()
	for i, key := range items {
		if !d.setHashed(key, hashes[i], a[2]) {
			return Value{}, handOver
		}
	}
	return d.ref(), nil
}

func dictRepr(t *Thread, v Value) (Value, *Exception) {
	d := as[Dict](v)
	return t.within(v, "{...}", func() (string, *Exception) {
		var b strings.Builder
		b.WriteString("{")
		first := true
		for key, item := range d.all {
			if !first {
				b.WriteString(", ")
			}
			first = false
			for i, part := range []Value{key, item} {
				if i > 0 {
					b.WriteString(": ")
				}
				s, err := t.repr(part)
				if err != nil {
					return "", err
				}
				b.WriteString(s.text())
			}
			if t.tooLarge(int64(b.Len())) {
				return "", exceptionOf(memoryError)
			}
		}
		return b.String() + "}", nil
	})
}

func dictOr(t *Thread, a []Value) (Value, *Exception) {
	if a[1].layout() != layoutDict {
		return notImplemented, nil
	}
	c := as[Dict](a[0]).copyOf()
	if !c.mergeDict(as[Dict](a[1])) {
		return Value{}, handOver
	}
	return c.ref(), nil
}

func defineDict() {
	dictClass.define(
		Native{name: "__new__", kind: aStatic, signature: "($cls, *args, **kwargs)", call: func(_ *Thread, a []Value) (Value, *Exception) { return alloc[Dict](as[Class](a[0])).ref(), nil }},
		Native{name: "__init__", signature: "($self, iterable=<absent>, /, **kwargs)", call: dictUpdate, twin: "_dict_update_with"},
		unary("__len__", func(_ *Thread, v Value) (Value, *Exception) { return integer(int64(as[Dict](v).live)), nil }),
		unary("__iter__", func(_ *Thread, v Value) (Value, *Exception) { return overDict(keyIteratorClass, as[Dict](v)), nil }),
		unary("__reversed__", func(_ *Thread, v Value) (Value, *Exception) {
			return overDict(reverseKeyIteratorClass, as[Dict](v)), nil
		}),
		unary("__repr__", dictRepr).withTwin("_dict_repr"),
		Native{name: "__getitem__", signature: "($self, key, /)", call: dictItem, twin: "_dict_getitem"},
		Native{name: "__setitem__", signature: "($self, key, value, /)", call: dictSetItem, twin: "_dict_setitem"},
		Native{name: "__delitem__", signature: "($self, key, /)", call: dictDelItem, twin: "_dict_delitem"},
		Native{name: "__contains__", signature: "($self, key, /)", call: dictContains, twin: "_dict_contains"},
		Native{name: "__eq__", signature: "($self, value, /)", twin: "_dict_eq", call: equality(true)},
		Native{name: "__ne__", signature: "($self, value, /)", twin: "_dict_ne", call: equality(false)},
		Native{name: "__or__", signature: "($self, value, /)", call: dictOr, twin: "_dict_or"},
		Native{name: "__ror__", signature: "($self, value, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			if a[1].layout() != layoutDict {
				return notImplemented, nil
			}
			return dictOr(t, []Value{a[1], a[0]})
		}, twin: "_dict_ror"},
		Native{name: "__ior__", signature: "($self, value, /)", twin: "_dict_ior", call: func(t *Thread, a []Value) (Value, *Exception) { return a[0], t.update(as[Dict](a[0]), a[1]) }},
		Native{name: "get", signature: "($self, key, default=None, /)", call: dictGet, twin: "_dict_get"},
		Native{name: "setdefault", signature: "($self, key, default=None, /)", call: dictSetDefault, twin: "_dict_setdefault"},
		Native{name: "pop", signature: "($self, key, default=<absent>, /)", call: dictPop, twin: "_dict_pop"},
		unary("popitem", dictPopItem),
		Native{name: "update", signature: "($self, other=<absent>, /, **kwargs)", call: dictUpdate, twin: "_dict_update_with"},
		unary("clear", func(_ *Thread, v Value) (Value, *Exception) {
			as[Dict](v).clear()
			return none, nil
		}),
		unary("copy", func(_ *Thread, v Value) (Value, *Exception) { return as[Dict](v).copyOf().ref(), nil }),
		Native{name: "fromkeys", kind: aClassMethod, signature: "($type, iterable, value=None, /)", call: dictFromKeys, twin: "_dict_fromkeys"},
		unary("keys", func(_ *Thread, v Value) (Value, *Exception) { return newView(keysClass, v), nil }),
		unary("values", func(_ *Thread, v Value) (Value, *Exception) { return newView(valuesClass, v), nil }),
		unary("items", func(_ *Thread, v Value) (Value, *Exception) { return newView(itemsClass, v), nil }),
		classGetItem,
	)
	dictClass.constant("__hash__", none)
	for _, class := range []*Class{keysClass, valuesClass, itemsClass} {
		forwards, backwards := viewIterators(class)
		class.define(
			unary("__len__", func(_ *Thread, v Value) (Value, *Exception) {
				return integer(int64(as[Dict](as[View](v).of).live)), nil
			}),
			unary("__iter__", func(_ *Thread, v Value) (Value, *Exception) { return overDict(forwards, as[Dict](as[View](v).of)), nil }),
			unary("__reversed__", func(_ *Thread, v Value) (Value, *Exception) {
				return overDict(backwards, as[Dict](as[View](v).of)), nil
			}),
			unary("__repr__", func(t *Thread, v Value) (Value, *Exception) {
				return t.within(v, "...", func() (string, *Exception) {
					s, err := t.reprItems(viewed(v)())
					return v.class().name + "([" + s + "])", err
				})
			}).withTwin("_view_repr"),
			getter("mapping", func(v Value) Value { return as[View](v).of }),
		)
	}
	keysClass.define(viewSetMethods("_keys_contains", func(t *Thread, a []Value) (Value, *Exception) {
		return dictContains(t, []Value{as[View](a[0]).of, a[1]})
	})...)
	itemsClass.define(viewSetMethods("_items_contains", itemsContains)...)
	keysClass.constant("__hash__", none)
	itemsClass.constant("__hash__", none)
}

// candidates yields the places of the keys of a hash, until it returns false.
func (d *Dict) candidates(h int64, yield func(i int) bool) {
	if d.index == nil {
		for i := range d.entries {
			if e := &d.entries[i]; e.hash == h && e.key.valid() && !yield(i) {
				return
			}
		}
		return
	}
	mask := len(d.index) - 1
	for j, perturb := int(h)&mask, uint64(h); ; j = (5*j + int(perturb) + 1) & mask {
		at := int(d.index[j])
		if at == 0 || at > 0 && d.entries[at-1].hash == h && !yield(at-1) {
			return
		}
		perturb >>= 5
	}
}

// place returns the place of just this key object, or -1.
func (d *Dict) place(key Value, h int64) int {
	at := -1
	d.candidates(h, func(i int) bool {
		if d.entries[i].key == key {
			at = i
		}
		return at < 0
	})
	return at
}

// dictKeys is _dict_keys(dict, hash): the keys of this hash, for the twins to compare.
func dictKeys(_ *Thread, a []Value) (Value, *Exception) {
	d := as[Dict](a[0])
	var all []Value
	d.candidates(a[1].i, func(i int) bool {
		all = append(all, d.entries[i].key)
		return true
	})
	return newList(all...), nil
}

// dictAt is _dict_at(dict, key, hash): the value of an object that _dict_keys gave.
func dictAt(_ *Thread, a []Value) (Value, *Exception) {
	d := as[Dict](a[0])
	if i := d.place(a[1], a[2].i); i >= 0 {
		return d.entries[i].value, nil
	}
	return Value{}, exceptionOf(keyError, a[1])
}

// dictPut is _dict_put(dict, key, hash, value): it sets the value of an object that _dict_keys gave, or of a new key.
func dictPut(_ *Thread, a []Value) (Value, *Exception) {
	d := as[Dict](a[0])
	if i := d.place(a[1], a[2].i); i >= 0 {
		d.entries[i].value = a[3]
		d.shown(a[1], a[3])
	} else {
		d.insert(a[1], a[2].i, a[3])
		d.shown(a[1], a[3])
	}
	return none, nil
}

// dictRemove is _dict_remove(dict, key, hash) of an object that _dict_keys gave.
func dictRemove(_ *Thread, a []Value) (Value, *Exception) {
	d := as[Dict](a[0])
	if i := d.place(a[1], a[2].i); i >= 0 {
		d.remove(i)
	}
	return none, nil
}
