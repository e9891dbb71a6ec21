// Package container holds what the queues of threads and of greenlets keep their items in, a ring, a stack and a heap, and the list
// that waiters stand in. Nothing here knows of threads; a user that shares one between threads guards it.
package container
