// Package multiprocessing is Python's multiprocessing module for the processes of package sched: what it is called there it
// is called here, and what it does there it does here, error texts included.
//
// A process is a function, and it has a memory, an interpreter lock and an end of its own. A variable of package sched that it
// was forked with is its own from then on. A Go variable that the function captures is nobody's memory, so that both see it:
// a program that is to behave as in Python captures none that it changes.
//
// Lock, Semaphore and RLock are C code in CPython, on semaphores of the operating system. Condition, Event, Barrier, Queue,
// JoinableQueue and SimpleQueue are Python code on top of them (Lib/multiprocessing, CPython 3.11), and so they are here, with
// the same order of steps. What passes through a queue or a Connection is pickled, so that nothing of it is shared, and takes
// the room in a pipe that it takes in CPython.
//
//	start.go process.go end.go     how a process starts, its handle, and what it does at its end
//	lock.go condition.go           locks, semaphores, and what is waited for
//	event.go barrier.go
//	value.go sharedmemory.go       numbers in shared memory, and bytes with a name, and what
//	tracker.go                     becomes of those at the end of a program
//	pickle.go func.go inherit.go   what can be sent, and what cannot; its bytes are package pickle's
//	connection.go                  Pipe
//	queue.go feeder.go             Queue, whose items a thread sends
//	joinable.go simplequeue.go
//	pool.go worker.go result.go    Pool
//
// Below lie pickle/, what values are in bytes; connection/, messages over TCP between two who have the same key; and managers/,
// servers whose objects other processes use.
//
// Only threads whose body is a function can use it. On the real machine the program must be a native.Program: then its processes
// are those of the operating system.
package multiprocessing
