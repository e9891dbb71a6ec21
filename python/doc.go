// Package python runs Python programs as threads of sched.
//
// What lives here: the values and objects of Python, its classes and built-in functions, and the machine that executes the
// bytecode of package code. A thread is plain data: frames that point to frames, values, and no Go stack, closure, channel or
// pointer to the host in anything that a clone of a running machine must copy.
//
// # Where to find what
//
//	value.go object.go attributes.go       values, objects in memory, their attributes
//	class.go exception.go                  classes, and those that are built in
//	native.go                              built-in functions as data: signatures, error texts, and how they leave work to Python
//	hash.go dict.go settable.go iterator.go  what containers are made of
//	str.go int.go list.go …                the methods of the built-in types, a file each or two
//	tables.go nativeforms.go               what is built in, and the forms that many natives share
//	thread.go interpreter.go               what a thread has, and what the threads of a run share
//
// # Built-in functions that call Python
//
// They never nest the loop. A native either does its whole work in Go, or leaves it to a function of the same purpose in
// python/lib/_builtins.py, its twin: an ordinary frame of code that counts as C code.
package python
