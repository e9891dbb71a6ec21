// Package futures is Python's concurrent.futures for threads of package sched, on any engine: a pool of worker threads,
// and futures, the results that its tasks will have.
//
//	pool := futures.NewThreadPool(t, 3, "")
//	f := futures.Submit(t, pool, func(t *sched.Thread) (int, error) { t.Sleep(time.Second); return 42, nil })
//	answer, err := f.Result(t)
//	pool.Shutdown(t, true)
//
// The algorithm is that of CPython 3.11, Lib/concurrent/futures, on the same locks, conditions, semaphores and queues: so
// threads can switch where they can there. A Python function is called where it is called there.
//
// Each function is written once, as a state machine that says which line of CPython it has come to, and is an op, too: what
// Submit does, SubmitOp does step by step, also in a thread that is plain data. The workers of NewRunnerPool are such threads:
// their tasks and callbacks are ops.
//
// # What is different
//
// A task returns an error where a Python function raises an exception. A panic, and the misuse of a lock, is its exception, too.
//
// A set in Python has no order of its own. Where Python has one (Wait, AsCompleted, the workers of a pool) the order here
// is that in which the futures were given, and the workers started.
//
// Nothing here is collected as garbage: a pool that nobody shuts down ends when the main thread does, as in Python where
// a variable still refers to it.
//
// # Where to find what
//
//	future.go outcome.go          the future, and what comes of it
//	initializer.go        what each worker begins with
//	executor.go module.go         the pool, and what all pools share
//	map.go wait.go completed.go   several futures at once
package futures
