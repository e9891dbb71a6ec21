// Package threading is Python's threading module for threads of package sched, on any engine: what it is called there
// it is called here, and what it does there it does here, error texts included.
//
// Lock and RLock are C code in CPython. Queues hold waiters, not threads.
//
// Condition, Semaphore, BoundedSemaphore, Event and Barrier are Python code there (Lib/threading.py of 3.11), on top of
// Lock and RLock, and so they are here: with the same order of steps, so that a switch can fall where it can fall there.
// What they share is guarded by their lock alone; a word that is looked at without the lock is a shared variable.
//
// Each method is a state machine, whose lines are those of the Python function, in the order in which it carries them out:
// the constants beside a machine quote them. A line is one step: a call, a look at a variable, another machine. The method
// itself is the machine stepped once on the stack of its thread; the op beside it (Acquire, AcquireOp) is for threads that
// are plain data, and have no stack. See sched.Call, and ops.go there. An exception is data in a machine, not a panic: the
// lines of the with statement that follow it are carried out in either form, and then the thread fails.
//
// Thread, Timer and Queue are Python code, too (Lib/threading.py, Lib/queue.py); Local and SimpleQueue are C code.
//
// A time-out is the last parameter of a method whose name ends in Timeout, and sched.Forever waits without end.
//
//	lock.go rlock.go           the two locks
//	condition.go timeout.go    the condition, what it can be made on, and how long it is waited for
//	semaphore.go               what counts
//	event.go barrier.go        what is waited for together
//	thread.go roll.go timer.go the handle around a thread, all that are alive, the one that waits first
//	local.go                   a value for each thread
//	queue.go simplequeue.go    queues: with a bound, and without
//
// Trace: a Condition, and what is built on one, has an object for its lock, and one for those who wait: a wait's end is an
// acquire of that, and a notify is a release. A wait makes a lock of its own, as in CPython, but no object: however long a
// program runs, it has as many objects as it made primitives.
package threading
