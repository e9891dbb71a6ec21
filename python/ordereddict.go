// This file defines what OrderedDict and lru_cache do to the order of a dict, in one step as their C code does it (CPython's
// Objects/odictobject.c and Modules/_functoolsmodule.c). Their classes are in lib/_collections.py and lib/_functools.py.

package python

import "slices"

// end returns the place of the last entry, or of the first one. There must be one.
func (d *Dict) end(last bool) int {
	if last {
		i := len(d.entries) - 1
		for !d.entries[i].key.valid() {
			i--
		}
		return i
	}
	i := 0
	for !d.entries[i].key.valid() {
		i++
	}
	if i > d.live { // many have been removed in front: who removes one after the other need not pass them again and again
		d.grow()
		return 0
	}
	return i
}

// toEnd makes the entry at a place the last one, or the first one.
func (d *Dict) toEnd(i int, last bool) {
	e := d.entries[i]
	d.remove(i)
	d.insert(e.key, e.hash, e.value)
	if last {
		return
	}
	n := len(d.entries) - 1
	d.entries = slices.Insert(d.entries[:n], 0, e)
	if d.index != nil {
		d.grow()
	}
}

func moveToEnd(t *Thread, a []Value) (Value, *Exception) {
	d := as[Dict](a[0])
	i, _, err := t.look(d, a[1])
	switch {
	case err != nil:
		return Value{}, err
	case i < 0:
		return Value{}, exceptionOf(keyError, a[1])
	}
	d.toEnd(i, a[2].i != 0)
	return none, nil
}

// dictToEnd is _dict_to_end(dict, key, hash, last) of an object that _dict_keys gave.
func dictToEnd(_ *Thread, a []Value) (Value, *Exception) {
	d := as[Dict](a[0])
	if i := d.place(a[1], a[2].i); i >= 0 {
		d.toEnd(i, a[3].i != 0)
	}
	return none, nil
}

func init() {
	registerModule(&NativeModule{name: "_builtins", functions: []Native{
		{name: "_dict_move_to_end", signature: "(dict, key, last, /)", twin: "_move_to_end", call: moveToEnd},
		{name: "_dict_to_end", signature: "(dict, key, hash, last, /)", call: dictToEnd},
		{name: "_dict_pop_end", signature: "(dict, last, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			return as[Dict](a[0]).popItem(a[1].i != 0)
		}},
	}})
}
