// Package generator is Python's generators for threads of package sched: functions that yield values, and are resumed for
// the next one, with what is sent to them or thrown into them. It follows CPython 3.11; where later versions differ it
// says so.
//
//	func main(t *sched.Thread) {
//		squares := generator.New("squares", func(t *sched.Thread, y *generator.Yielder[int]) (any, error) {
//			for i := range 3 {
//				if _, err := y.Yield(i * i); err != nil {
//					return nil, err // what was thrown: a *GeneratorExit of Close
//				}
//			}
//			return "done", nil
//		})
//		first, err := squares.Next(t) // 0, nil
//		for v := range squares.All(t) {
//			t.Print(v) // 1, then 4
//		}
//	}
//
// # The rules
//
// A generator is created, then in turn running and suspended, and in the end closed. It is executed on top of whoever
// resumes it, and yields back to that. Next, Send and Throw return what it yields; when its body has ended, a
// *StopIteration with the result, or the error that the body has returned. A panic of the body comes out as a
// *PanicError, which keeps its stack, and what greenlet.Raise has raised as itself. A generator that is executed cannot
// be resumed: not by itself, not by one that it resumes, not by a greenlet while another one has switched away in the
// midst of it. From delegates to another generator, as yield from does.
//
// Each resumption and each yield is a bytecode and an event of the trace. Requests for the interpreter lock are looked
// for after the resumption, and not after the yield.
//
// # Differences from Python
//
//   - A generator belongs to the thread that has resumed it first; any other one gets ErrThread. In Python generators are bound to
//     no thread. Here the body holds its *sched.Thread, and the Go runtime ties a stack to the OS thread that it was made on.
//   - No reference is counted: a generator that nobody needs any more is suspended until its thread ends, unless it is closed.
//     All closes it when the loop is left.
//   - When a thread ends, the generators that are suspended in it are abandoned: their deferred calls run, but no step of the
//     program that such a call makes has any effect.
//   - Go has no exception that is being handled (sys.exc_info), so that none is hidden or restored at a yield. Exceptions are
//     errors: Yield returns what is thrown, and the body passes it on.
//   - A Yielder is a value, and code outside of the body could get hold of it. Yield tells that, and fails.
//
// # Where to find what
//
//	generator.go  the generator: its making, its states
//	resume.go     how it is resumed; what it runs, and how it yields
//	iterators.go  delegation, and Go's iterators
//	errors.go     exceptions
//
// # Rejected ways
//
// A greenlet for each generator: a switch goes through the trampoline of the thread, which takes twice as long as a
// switch of stacks to whoever is below. Values in an any: an int would be allocated at each yield. Iterators of Go alone
// (iter.Pull): nothing can be sent to one, thrown into it, or returned by it.
package generator
