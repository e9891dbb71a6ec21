// This file defines what generators, coroutines and asynchronous generators have (Objects/genobject.c).

package python

import "fmt"

// resumption is a native that resumes a generator or coroutine, with the value that is the how many-th argument; 0: with None.
func resumption(name, signature string, argument int) Native {
	return Native{enters: true, name: name, signature: signature, call: func(t *Thread, a []Value) (Value, *Exception) {
		v := none
		if argument > 0 {
			v = a[argument]
		}
		t.called = t.resume(as[Generator](a[0]), v, t.calling)
		return Value{}, calls
	}}
}

// defineResumable gives a class what generators and coroutines have in common; the names of the other attributes begin with prefix.
func defineResumable(class *Class, prefix, delegate string) {
	class.define(
		resumption("send", "($self, value, /)", 1),
		Native{enters: true, name: "throw", signature: "($self, typ, val=None, tb=None, /)", twin: "_generator_throw", call: generatorThrow},
		Native{enters: true, name: "close", call: func(t *Thread, a []Value) (Value, *Exception) {
			t.called = t.close(as[Generator](a[0]), t.calling)
			return Value{}, calls
		}},
	)
	defineAttributes(class, prefix, delegate)
	class.define(readOnly(prefix+"running", func(v Value) Value { return boolean(as[Generator](v).running) }))
}

// defineAttributes gives a class the attributes that all three have.
func defineAttributes(class *Class, prefix, delegate string) {
	class.define(
		Native{name: "__repr__", call: func(t *Thread, a []Value) (Value, *Exception) {
			return newStr(fmt.Sprintf("<%s object %s at %s>", class.name, as[Generator](a[0]).qualname, t.address(a[0]))), nil
		}},
		textAttribute("__name__", func(v Value) *string { return &as[Generator](v).name }),
		textAttribute("__qualname__", func(v Value) *string { return &as[Generator](v).qualname }),
		readOnly(prefix+delegate, func(v Value) Value {
			if g := as[Generator](v); g.frame != nil {
				return orNone(g.delegate())
			}
			return none
		}),
		readOnly(prefix+"code", func(v Value) Value { return as[Generator](v).body.codeObj }),
		Native{enters: true, name: prefix + "frame", kind: anAttribute, call: func(t *Thread, a []Value) (Value, *Exception) {
			if g := as[Generator](a[0]); g.frame != nil {
				return t.frameObject(g.frame).ref(), nil
			}
			return none, nil
		}},
	)
}

func defineGenerators() {
	generatorClass.define(
		Native{name: "__iter__", call: func(_ *Thread, a []Value) (Value, *Exception) { return a[0], nil }},
		resumption("__next__", "", 0),
	)
	defineResumable(generatorClass, "gi_", "yieldfrom")
	coroutineClass.define(Native{name: "__await__", twin: "_coroutine_await", call: leave})
	defineResumable(coroutineClass, "cr_", "await")
	coroutineClass.define(readOnly("cr_origin", func(Value) Value { return none }))
	asyncGeneratorClass.define(
		Native{name: "__aiter__", call: func(_ *Thread, a []Value) (Value, *Exception) { return a[0], nil }},
		Native{name: "__anext__", twin: "_agen_anext", call: leave},
		Native{name: "asend", signature: "($self, value, /)", twin: "_agen_asend", call: leave},
		Native{name: "athrow", signature: "($self, typ, val=<absent>, tb=<absent>, /)", twin: "_agen_athrow", call: leave},
		Native{name: "aclose", twin: "_agen_aclose", call: leave},
		classGetItem,
	)
	defineAttributes(asyncGeneratorClass, "ag_", "await")
	asyncGeneratorClass.define(readOnly("ag_running", func(v Value) Value { return boolean(as[Generator](v).async.running) }))
}
