// This file defines what a run leaves for the next one, on an engine that makes many: to make it anew would take longer than a
// short run.

package sched

import "strconv"

// Spares are what runs of an engine, one at a time, have left for the next one: stacks, and threads. The zero value has none. Whoever
// has them closes them in the end.
//
// A thread that a program has kept from an earlier run is, once the present run has made as many threads, one of this: as with a
// file's number, nobody can tell. What else it may keep, such as a variable, knows its run, which is never used again.
type Spares struct {
	stacks  stacks
	threads []*Thread // by number, from 1; the length is 0
	machine Thread
	names   []string // Thread-1, Thread-2 …
}

// Close ends the goroutines that wait for the next run. It must be called where threads are resumed.
func (s *Spares) Close() { s.stacks.close() }

// thread returns the memory of a new thread that is to be the n-th, from 0.
func (s *Spares) thread(n int) *Thread {
	if s == nil || n >= cap(s.threads) {
		return new(Thread)
	}
	t := s.threads[:n+1][n]
	if t == nil {
		return new(Thread)
	}
	*t = Thread{}
	return t
}

// defaultName returns the n-th of the names Thread-1, Thread-2 and so on.
func (s *Spares) defaultName(n int) string {
	if s == nil {
		return "Thread-" + strconv.Itoa(n)
	}
	for len(s.names) < n {
		s.names = append(s.names, "Thread-"+strconv.Itoa(len(s.names)+1))
	}
	return s.names[n-1]
}
