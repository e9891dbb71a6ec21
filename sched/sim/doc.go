// Package sim is the simulated machine: cores, an operating system's scheduler over them, a virtual clock, and devices. It
// runs one goroutine at a time, so that every switch is deterministic, recorded and replayable.
//
// # Time
//
// Virtual time is whole nanoseconds, the cost of a bytecode whole picoseconds, and the remainder is carried per thread. A
// thread whose burn ends before the next event elsewhere (the horizon) goes on without leaving its coroutine; otherwise it
// yields, and the kernel handles what comes first. Events at the same time are ordered by the number that they got when
// they were scheduled.
//
// # What is deterministic, and why
//
// A run is a function of its configuration, its program and its strategy's answers. No clock, no global random source, no
// order of a map, a goroutine or a pointer, no floating-point number decides anything.
//
// With a strategy that is not timed the same machine has one core, on which nothing takes time but bytecodes, and asks at
// every announced step who goes on: the machine as a schedule or a search sees it.
//
//	run.go config.go profile.go  how a run is configured and started; machines as small texts
//	kernel.go resume.go burn.go  the loop, what it does for a thread, and how bytecodes turn into time
//	placement.go                 on which core a thread waits and runs
//	cores.go runqueue.go         who of its threads has a core, and the queues
//	version.go                   which rules a trace was made by
//	machine.go log.go            what is kept of threads and cores, and how events are handed over
//	devices.go                   what happens on no core and in no thread
//	untimed.go                   the machine under a strategy that decides who goes on
//	unwind.go                    the end that leaves no goroutine behind
//
// What is kept of a thread is a plain struct in a slice, by number, so that it can be copied; the thread itself is behind
// sched.Task.
//
// # Rejected ways
//
// One run queue for all cores: three threads on two cores would take half the time of one, as each moves at the end of every
// slice, where Linux leaves them alone, and two of them share a core to the end. To keep the rules of
// earlier versions for the replay of their traces: each rule would be there twice, and a trace shows what happened all the same.
//
// Floating-point time: it decides ties by rounding. A time-out for every step of a search: an untimed strategy sees a
// pending time-out as one more option.
package sim
