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
//	nativeerrors.go                        what is wrong with the arguments of a call, as CPython words it
//	compiled.go                            library code that is compiled by go generate, and not in each process
//	accesses.go containeraccess.go callaccess.go
//	                                       what an instruction does to what threads share, for a search
//	rebinding.go cstep.go                  the same of what a program binds anew, and of library code that stands for C code
//	loopstate.go                           how a search knows a loop that only looks
//	reachable.go refcount.go watch.go death.go collect.go
//	                                       how long objects live, without counts of references: see below
//
// # Processes
//
// A process is a machine with memory of its own, in a process of sched:
//
//	clone.go                               the copy of all that a program can reach: what fork gives a child
//	machine.go                             what the processes of a run have in common
//	processmodule.go multiprocessingmodule.go listenermodule.go
//	                                       the modules _posix and _multiprocessing, on which lib/os.py and lib/multiprocessing stand
//	signals.go signalmodule.go             how handlers of signals run, and the module _signal
//	network.go networkmodule.go selectmodule.go
//	                                       the module _network, on which lib/_socket.py and lib/_select.py stand
//
// # Threads that run side by side
//
// On the real machine without an interpreter lock threads execute at the same time. There is no second loop and no second
// set of objects for that, and no atomic access on any other machine:
//
//	slot.go                                variables of modules, cells and classes: two words that are read and stored as one value
//	parallel.go                            the locks of containers, steps made alone, and steps while the others rest
//	touches.go touchtable.go               which of them an instruction is, and what natives touch
//
// The seam is the bit that says of an object that other threads can reach it. It is there for traces, and the loop leaves what is done
// to such an object to slow whenever somebody watches; to run side by side is one more reason to watch. So nothing that one thread alone
// can reach costs more than elsewhere, and a machine with a lock tests what it tested before. The exception are variables of
// modules, which have no bit and are what programs share most: the first run of a program without the lock makes a copy of its
// bytecode with two instructions of their own for them. A native that nobody has said anything of in touchtable.go is called while no
// other thread makes a step on a container: a mistake there costs time, and never an object.
//
// Rejected: atomic words in every slot, which a run with the lock would pay for; a lock in every object, which is what CPython has, for
// the same reason; one lock for all that is shared, which makes threads wait that work on objects of their own.
//
// # The lives of objects
//
// Nothing counts references: values are Go's, and its collector frees them. What a program can see of the lives of its objects is found
// by walking over what it can reach:
//
//	reachable.go    the walk, along the references that CPython counts
//	refcount.go     sys.getrefcount
//	watch.go        which objects are watched, and what an instruction drops
//	death.go        what dies of that, and in which order
//	collect.go      gc.collect, and the end of the program
//	weakref.go      the cells of weak references
//
// While objects are watched, the grant of a thread ends before each instruction; otherwise the loop knows nothing of it.
//
// Rejected: counts that each instruction keeps up, which all programs would pay for; a finalizer of Go's, which comes when it likes.
//
// # Built-in functions that call Python
//
// They never nest the loop. A native either does its whole work in Go, or leaves it to a function of the same purpose in
// python/lib/_builtins.py, its twin: an ordinary frame of code that counts as C code.
package python
