// Package native is the real machine: it runs the programs of package sched on OS threads, in real time, with the same
// interpreter lock or without one.
//
//	loop := native.Calibrate(2000) // bytecodes of 2 ns
//	result, err := native.Run(ctx, native.Config{Loop: loop, GIL: gil.Config{Discipline: gil.On}}, program)
//
// Each thread of the program has an OS thread of its own, which ends with it. GOMAXPROCS is raised for the run, so that
// it is the operating system that shares the cores, not Go's scheduler. What lives here, and nowhere else, are goroutines,
// OS threads and a clock; what does not are locks: the interpreter lock is gil.Lock, the source that the simulated machine
// runs too.
//
// # Where to find what
//
//	engine.go thread.go    the engine, and the loop of each OS thread
//	run.go                 a run: its beginning, its watch over time-outs and deadlocks, its end
//	park_*.go              parking: a futex on Linux, channels elsewhere and inside testing/synctest
//	loop.go calibrate.go   bytecode that is really executed, and what it costs
//	log.go merge.go        events, recorded by each thread for itself, and brought into one order at the end
//	survey*.go             what the simulated machine must know to be like this computer
//	usage_*.go cores_*.go  what the operating system says of processor use, and of the cores in reach
//	others_*.go            and of the use that other programs make of the computer
//
//	program.go             a program that can start processes
//	family_* enter_*       a process: what it is given, and its life
//	await_* rest_*         how threads wait for other processes, and how all find out that nobody will go on
//	arena_*                the memory that processes share
//	report_* others_logs_* what a process reports at its end, and how the traces become one
//
// # Processes
//
// A process is this executable again (internal/reexec). It executes the program from the beginning as a ghost: no time passes,
// nothing is recorded, and what its parent was told by others it is told, too (sched.Thread.Ask), up to the place where it was
// started. There the thread that it is begins. So closures, arguments and variables are as after a fork, without a stack
// that could be copied; and a program that does not do the same again fails, and is told where.
//
// The first process gathers what the others report. No process outlives it: each has the read end of a pipe whose write end
// it alone has.
//
// # Rejected ways
//
// Fork(2): of Go's threads it copies one. Functions with encoded arguments in place of closures: every program of the
// simulated machine would have to be written again. Goroutines that are not bound to OS threads: Go's scheduler would switch between them, and the operating system's
// figures would tell nothing of one thread. Parking on channels throughout: a hand-over takes up to ten times as long. A
// recorder shared by all threads: its mutex would serialise what is to be measured. Ending OS threads by unlocking them:
// the runtime keeps them for ever, pinned to whatever core they had.
package native
