// This file defines the built-in functions that would reach outside the run, and those that there are not: each says so in a sentence.

package python

// openFunction is open: a program has no files.
func openFunction(t *Thread, a []Value) (Value, *Exception) {
	const why = "gilsim runs a program on a machine of its own, which has no files: print, and input() for what it is given"
	return Value{}, t.newExceptionOf(as[Class](t.interp.builtins.get("PermissionError")), []Value{integer(1), newStr(why), a[0]})
}

// exitFunction is exit and quit, which the module site adds.
func exitFunction(_ *Thread, a []Value) (Value, *Exception) {
	return Value{}, exceptionOf(systemExit, a[0])
}

// notThere is a built-in function that is not supported; why is told.
func notThere(name, why string) Native {
	return Native{name: name, signature: "(*args, **kwargs)", call: func(*Thread, []Value) (Value, *Exception) {
		return raise(notImplementedError, "%s is not supported: %s", name, why)
	}}
}
