// Package greenlet is Python's greenlet for threads of package sched: coroutines inside one thread that switch to each
// other by name, with values, exceptions and a tree of parents. It follows greenlet 2.0.2 and 3.x rule by rule; where Go
// makes that impossible it says so below.
//
//	func main(t *sched.Thread) {
//		var ping, pong *greenlet.Greenlet
//		ping = greenlet.New(t, "ping", func(t *sched.Thread, a greenlet.Args) (any, error) {
//			return pong.Switch(t, "from ping")
//		})
//		pong = greenlet.New(t, "pong", func(t *sched.Thread, a greenlet.Args) (any, error) {
//			t.Print("pong got", a.Pos[0])
//			return "done", nil
//		})
//		value, err := ping.Switch(t) // "done", nil: pong's result goes to its parent, the main greenlet
//	}
//
// # The rules
//
// A greenlet is pending, then active, then dead. It has a parent: whoever was current when it was made. All transfer of
// control is one operation: to a greenlet, or if that is dead to its nearest ancestor that is not, with arguments or with an
// exception. One that is pending starts with the arguments; one that is suspended returns them from its own pending
// Switch: none as an empty Tuple, one as itself, several as a Tuple, named ones as Kwargs. A result, or an error, goes to the
// parent of that moment, whatever switch that is suspended in. Greenlets never preempt each other; their thread can be
// preempted in any of them.
//
// An exception is a Go error: what Switch returns, and what a greenlet's function returns. A function that ends with a
// GreenletExit dies in peace: the exception is the value that its parent gets. A panic in a greenlet goes to its parent, too, as
// a *PanicError that has kept the stack of the place where it happened. Code that cannot return an error raises it (Raise,
// Catch).
//
// # Differences from Python
//
//   - No reference is counted. What Python does when the last one to a suspended greenlet goes, Kill does when it is asked.
//   - When a thread ends, the greenlets that are suspended in it are abandoned, as in Python. But there their finally
//     blocks do not run, and deferred calls of Go do; no step of the program that such a call makes has any effect.
//   - Threads are passed explicitly: t is the thread whose code calls. Each thread has its own main greenlet, its own
//     function.
//   - There are no subclasses with a method run, no attributes of a program's own, no context variables and no recursion limit.
//     A Greenlet must not be copied, nor can it be there.
//   - A nil function is none. Python keeps run=None, and fails when it calls it.
//   - Throw takes the exception itself: no class with arguments, no traceback. An error has neither a traceback nor a context, but
//     a PanicError has the stack of its panic. GreenletExit is an error like any other, not one that "except Exception" lets pass.
//   - A child's GreenletExit starts a parent that is pending with the exception as its argument. greenlet 2.0 and 3 lose it, as
//     they take it for the tuple of all arguments.
//   - Where no parent in the thread is left to go on, the run fails. Python ends the process.
//
// # Where to find what
//
//	greenlet.go          the greenlet: its making, its parent, its states
//	switch.go            the transfer of control, what the greenlets of a thread share, tracing
//	life.go              what a greenlet runs, from its start to its end; Kill
//	values.go errors.go  the values and the exceptions that pass through a switch
//
// Generators are in package generator, the hub that switches on I/O is in package gevent, both below this one.
//
// # Rejected ways
//
// A goroutine for each greenlet, with a baton: four times slower, and their order is not the program's. Greenlets that
// stand on each other's stack, as calls do: a switch to one in the middle would have nowhere to go. Typed values: a
// greenlet gets what any other one sends it.
package greenlet
