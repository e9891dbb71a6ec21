// This file defines the methods of None, NotImplemented and Ellipsis.

package python

func defineNone() {
	named := func(name string) Native {
		return unary("__repr__", func(*Thread, Value) (Value, *Exception) { return newStr(name), nil })
	}
	only := func(v Value) Native {
		return Native{name: "__new__", kind: aStatic, signature: "($cls, /)", call: func(*Thread, []Value) (Value, *Exception) { return v, nil }}
	}
	noneClass.define(named("None"), only(none), unary("__bool__", func(*Thread, Value) (Value, *Exception) { return pyFalse, nil }))
	notImplementedClass.define(named("NotImplemented"), only(notImplemented))
	ellipsisClass.define(named("Ellipsis"), only(ellipsis))
}
