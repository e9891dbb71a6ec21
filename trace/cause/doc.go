// Package cause says why a run ended badly, as far as its trace tells.
//
// The causal past of a step is all that happens before it: without the rest it would have happened alike. Of a failing step the past
// alone is what a reader needs. In it there is often a pair of steps of one thread that another thread has come between, with a step
// that does not go with them: an update that is lost, a value that is another one when it is read again, half of a change. Which
// lock would have kept the other one out is told by the locks that both held.
//
//	cause.go     the failing step, and its past
//	conflict.go  the steps that came into each other's way
//	locks.go     who held which lock, and which lock there should have been
//	words.go     all this in a paragraph
//
// Here nothing is guessed about a program beyond its trace. What is found stands out; whether the program minds it only its own check
// can tell.
package cause
