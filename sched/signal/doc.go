// Package signal is Python's signal module, and os.kill, for the processes of package sched: what it is called there it is called
// here, and what it does there it does here, error texts included.
//
// A signal goes to a process. What an operating system does with it by default it does here: it ends the process, or nothing. A
// handler runs in the main thread, whoever has sent the signal and whichever thread was computing: between two bytecodes, where the
// interpreter looks for requests to let its lock go, and so not before the main thread has won the lock. One that sleeps or
// waits is woken for it, and waits on for the time that is left when the handler has returned (PEP 475, CPython 3.5); an exception that
// the handler raises comes out of the wait. Up to CPython 3.4 input and output failed with EINTR instead, and up to 3.1 the
// wait for a lock ended for no signal: sched.Library says which.
//
//	signal.go   the numbers, the handlers, and who may set them
//	kill.go     sending them, blocking them, waiting for them
//	timer.go    alarm and setitimer
//
// # Where the rest lives
//
// That a main thread looks for signals while it computes, and comes back from a wait, is part of how threads execute and wait, so it is in
// package sched (signal.go there): nothing above could do it. This package is what a program calls. It is none of package
// multiprocessing's, because threads of a program with one process have handlers, too.
//
// A process that is forked has its parent's handlers, blocked signals and what it ignores, but no timer and nothing pending. One that
// is spawned is a new interpreter: it has what its parent ignores, and handlers of its own.
//
// # What is not there
//
// No process is stopped and continued: SIGSTOP and its kin are ignored. Timers of processor time, sigwait, set_wakeup_fd and
// siginterrupt are missing. A thread that is plain data, such as that of an interpreted program, runs handlers only if it does so
// itself (sched.HandlerRunner): else its process does what the system does by default.
//
// On the real machine a program needs a native.Program on Linux. Its child processes get real signals, from the system and from each
// other. The first process is the command that runs the program: Ctrl-C and a SIGTERM from outside end that as ever, and what the
// program does in its first process with SIGUSR1, SIGUSR2, SIGALRM and SIGHUP, or has set a handler for, is the program's business. A wait
// that is in the system when a signal comes is broken off within 5 ms; one for a socket is not.
package signal
