// This file defines the forms that natives for operators and attributes have in common.

package python

// comparison makes the natives of the six comparisons from one that returns -1, 0 or 1, or 2 where the two are unordered, and
// reports whether it knows objects like the second.
func comparison(compare func(x, y Value) (c int, ok bool)) []Native {
	holds := map[string]func(c int) bool{
		"__lt__": func(c int) bool { return c == -1 },
		"__le__": func(c int) bool { return c == -1 || c == 0 },
		"__eq__": func(c int) bool { return c == 0 },
		"__ne__": func(c int) bool { return c != 0 },
		"__gt__": func(c int) bool { return c == 1 },
		"__ge__": func(c int) bool { return c == 1 || c == 0 },
	}
	var all []Native
	for _, name := range []string{"__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"} {
		hold := holds[name]
		all = append(all, Native{name: name, signature: "($self, value, /)", call: func(_ *Thread, a []Value) (Value, *Exception) {
			c, ok := compare(a[0], a[1])
			if !ok {
				return notImplemented, nil
			}
			return boolean(hold(c)), nil
		}})
	}
	return all
}

// binary makes the natives of an operator, __add__ and __radd__, of one for operands that accepts takes.
func binary(name string, accepts func(v Value) bool, do func(t *Thread, x, y Value) (Value, *Exception)) []Native {
	return []Native{
		{name: "__" + name + "__", signature: "($self, value, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			if !accepts(a[1]) {
				return notImplemented, nil
			}
			return do(t, a[0], a[1])
		}},
		{name: "__r" + name + "__", signature: "($self, value, /)", call: func(t *Thread, a []Value) (Value, *Exception) {
			if !accepts(a[1]) {
				return notImplemented, nil
			}
			return do(t, a[1], a[0])
		}},
	}
}

// unary makes a native without arguments of its own.
func unary(name string, do func(t *Thread, v Value) (Value, *Exception)) Native {
	return Native{name: name, signature: "($self, /)", call: func(t *Thread, a []Value) (Value, *Exception) { return do(t, a[0]) }}
}

// asMember returns the native of an attribute that is a member.
func asMember(n Native) Native {
	n.member = true
	return n
}

// getter makes a native that is an attribute which cannot be set.
func getter(name string, get func(v Value) Value) Native {
	return Native{name: name, kind: anAttribute, call: func(_ *Thread, a []Value) (Value, *Exception) { return get(a[0]), nil }}
}
