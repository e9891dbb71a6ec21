// Package subprocess is Python's subprocess module for the processes of package sched: what it is called there it is called here, and
// what it does there it does here (Lib/subprocess.py, CPython 3.11), error texts included.
//
// On the real machine, which is a native.Program on Linux, the programs of the operating system are started. On the simulated machine
// there are none, so what stands for each is given by name: a Program, a function that reads and writes the standard streams
// and returns an exit code, such as Prints. It belongs to the machine, as a file in /bin does: every process finds it. A name that was not
// given raises FileNotFoundError, as that of a program which is not there. A shell is asked for the command line as a whole, and else
// for its first word; where that is not there, either, it ends with 127.
//
//	program.go       what stands for programs on the simulated machine
//	popen.go         Popen: start, wait, signals
//	streams.go       the standard streams of a program
//	communicate.go   communicate
//	run.go           run, call, check_call, check_output
//	errors.go        what they raise
//	standard.go      programs that every system has, and the start of one for threads that are plain data
//	shell.go         what stands for a line of the shell there
//
// It is beside package multiprocessing and not in it, as in Python: what it starts is no interpreter, has no lock, and shares nothing but
// pipes.
//
// A program that inherits its standard output prints what the simulated one prints where it does; on the real machine that is kept in
// memory, and is printed by who waits for the program, when it has ended; of one that nobody waits for it is lost. It has no terminal: its standard input, inherited, is empty.
//
// # What is different
//
// On the real machine a program is killed when the process ends that has started it, if that is killed; one that ends by itself
// waits for its programs at the end of the run. Nothing is known of what a program waits for: a hang with one is no deadlock that is
// found, and ends with the time-out of the run. communicate uses threads where it has several streams, as on Windows; elsewhere
// CPython has one selector for all. The text mode, universal newlines, preexec_fn, pass_fds and process groups are missing.
package subprocess
