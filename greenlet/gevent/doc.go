// Package gevent is Python's gevent for threads of package sched: greenlets that a hub starts and wakes, so that one thread does
// something else while a greenlet of it waits. It follows gevent 22.10.2 with libev rule by rule; where Go makes that impossible,
// or the thread does not need it, it says so below.
//
//	func main(t *sched.Thread) {
//		gevent.Patch(t) // from now on Sleep parks the greenlet, and not the thread
//		a := gevent.Spawn(t, "a", func(t *sched.Thread) (any, error) { t.Sleep(3 * time.Second); return "a", nil })
//		b := gevent.Spawn(t, "b", func(t *sched.Thread) (any, error) { t.Sleep(time.Second); return "b", nil })
//		gevent.JoinAll(t, []*gevent.Greenlet{a, b}) // after 3 s: [b a], in the order of their ends
//	}
//
// # The rules
//
// The hub is a greenlet, a child of the main one. It has a queue of callbacks, and timers. It runs the callbacks until there are
// none, those that are queued meanwhile, too; then the timers that are due, in order; and when there is nothing to do it waits.
// To spawn a greenlet, to sleep for 0, to set an event, to release a semaphore, to put, to kill: each queues a callback and goes
// on. So nothing happens before the current greenlet waits, and everything in the order in which it was asked for. What can be had
// at once is had at once, without a switch.
//
// A greenlet that waits switches to the hub, and a callback of the hub switches back: never a greenlet to another one. When no
// callback, no timer, no input and no other thread can ever wake anybody, the main greenlet gets ErrLoopExit.
//
// # Errors
//
// What a call itself has to say it returns: whether the time was over, ErrEmpty, the exception of a greenlet that was asked for. What
// somebody else throws into a greenlet that waits (a kill, a Timeout, ErrLoopExit) is raised there by greenlet.Raise: deferred
// calls run, up to a greenlet.Catch or to the end of the greenlet. The error that a greenlet's function returns, or a panic of it,
// is the exception that the greenlet ends with. It is reported at once, see PrintFailure, and returned to whoever asks.
//
// # Time
//
// The clock of the hub is that of the thread, Thread.Now, which is recorded: replay by order takes it from there, and timers fire
// as in the recording. Timers of the same time fire in the order in which they were set; in libev that is the order of its heap.
//
// # The monkey patch
//
// Patch is for one thread, the one that calls it. What blocks that thread then parks the greenlet: Sleep, IO, Yield and Join of the
// thread, the locks, conditions, queues and futures of packages threading and futures, and the calls on sockets. Threads stay
// threads: a patched program of Python makes greenlets of them. Other threads may wait for the same lock; they wake the hub's thread
// if it sleeps.
//
// Once a greenlet has waited for a socket the hub sleeps in one poller, in which it also hears of other threads. Where the real
// machine has no epoll that wait fails with socket.ErrUnsupported. As in Python, files block the thread, and so do pollers and rings
// of the real machine that the program itself waits in.
//
// # Differences from Python
//
//   - Nothing is collected as garbage: a greenlet that nobody can wake is suspended until its thread ends. Then, as with package
//     greenlet, its deferred calls run, and no step that they make has any effect.
//   - The number in the name of a greenlet is free again when that is over, not when nobody refers to it any more.
//   - SystemExit, KeyboardInterrupt and SystemError are not there. What ends the run, ends it.
//   - What is made in one thread belongs to its hub: in another one it raises ErrThreadUse. A Semaphore of gevent can be shared by
//     threads; use that of package threading, patched.
//   - KillAllTimeout reports that its time was over; killall raises a Timeout.
//   - There is no thread pool, no resolver and no signal.
//
// # Where to find what
//
//	hub.go timers.go           the hub: its loop, its callbacks, its timers
//	waiter.go timeout.go       how a greenlet waits, sleeps, and is interrupted
//	greenlet.go kill.go        the greenlet: start and end, who waits for it, its death
//	link.go wait.go            who is told when something is ready; several at once
//	event.go lock.go           gevent.event and gevent.lock: Event, AsyncResult; Semaphore, RLock
//	queue.go channel.go        gevent.queue
//	pool.go                    gevent.pool: Group, Pool and what they map
//	local.go                   a value for each greenlet
//	patch.go sockets.go        in place of the thread; woken by other threads, and by sockets
//	errors.go                  exceptions
//
// # Rejected ways
//
// A hub that resumes greenlets as generators: switches would not be those of package greenlet, and nobody could switch to one by
// name. A direct switch from greenlet to greenlet where the hub would only pass on: half the price, but settrace and the trace
// would not show what gevent does. Wall-clock timers of the operating system: the hub sleeps as its thread does, on both machines.
package gevent
