// Package ipc is what an operating system gives processes to communicate by: pipes, FIFOs, pairs of sockets, message queues,
// semaphores, shared memory, files, and the wait for a child's end. Single words of shared memory are sched.NewSharedVar, too.
//
// All of it lies outside the memory of any process, and so is the same for those that sched.Thread.StartProcess makes. On the
// simulated machine it is virtual; in a native.Program on the real one it is Linux's own: pipes, sockets and queues, and words of
// shared memory with futexes. What a process has open a fork has open, too, as long as it does not close it: an input ends
// only when nobody has its other end open. A process that ends, however, has closed everything; but a semaphore that it had
// acquired stays so.
//
// What has a name is found by it from every process of the run, and by nobody else: on the real machine, too, where the system
// has it under another name, the names of a run are its own, and what is left when it is over is removed, however it ends.
//
//	semaphore.go named_semaphore.go  what counts, and the lock made of it
//	pipe.go fifo.go  the bytes between two ends, and their room; pipes with a name
//	end.go           an end, and what is read and written there
//	mqueue.go        POSIX message queues
//	msg.go           System V message queues
//	memory.go file.go  shared memory, with a name or without; files, and their positions
//	table.go names.go  what a process has open, and what all know by a name
//	call.go errors.go  calls that may have to wait, and what is wrong with them
//	wait.go          the end of a child
//	real_*.go        the operating system's
package ipc
