// Package ipc is what an operating system gives processes to communicate by: pipes, pairs of sockets, semaphores, and the wait
// for a child's end. Words of shared memory are sched.NewSharedVar.
//
// All of it lies outside the memory of any process, and so is the same for those that sched.Thread.StartProcess makes. On the
// simulated machine it is virtual; in a native.Program on the real one it is Linux's own: pipes and sockets, and words of shared
// memory with futexes. What a process has open a fork has open, too, as long as it does not close it: an input ends
// only when nobody has its other end open. A process that ends, however, has closed everything; but a semaphore that it had
// acquired stays so.
//
//	semaphore.go   what counts, and the lock made of it
//	pipe.go        the bytes between two ends, and their room
//	end.go         an end, who has it open, and what is read and written there
//	wait.go        the end of a child
//	real_*.go      the operating system's
package ipc
