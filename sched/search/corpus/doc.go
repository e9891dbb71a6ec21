// Package corpus holds named programs with a fault that shows in some interleavings only, written from their descriptions in the
// literature: what searches are measured by.
//
// Each is as small as its fault allows: the threads, what they share, and a check. None sleeps, draws or looks at the clock.
//
//	programs.go  the list
//	counters.go  data that is changed by several threads
//	locks.go     locks in the wrong order, or the wrong lock
//	buffers.go   stacks, queues and buffers
//	flags.go     algorithms without locks
package corpus
