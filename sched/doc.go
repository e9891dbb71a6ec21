// Package sched is what a program is written against, and the narrow waist under it: threads, processes, shared variables,
// and the engine that runs them.
//
//	cfg := sim.Config{Cores: 2, GIL: gil.Config{Discipline: gil.On}}
//	result, err := sim.Run(cfg, func(t *sched.Thread) {
//		x := sched.NewVar(t, "x", 0)
//		other := t.Spawn("", func(t *sched.Thread) { x.Set(t, x.Get(t)+1) })
//		x.Set(t, x.Get(t)+1)
//		t.Join(other)
//		t.Print(x.Get(t))
//	})
//
// A program is Go code written against Thread. Under Thread lies Engine, with seven methods. Everything above it (locks,
// queues, the interpreter lock) is written once and runs on each engine: package sim, the simulated machine, and package
// native, the real one. What only one engine needs belongs inside that engine, or above the waist.
//
// # The nouns
//
//	Thread    what a program holds. It is resumed, and requests: burn so many bytecodes, wait, or end.
//	Process   the threads that share an interlock, memory, modules, exits and default names.
//	Memory    what the variables are to a process: fork copies it.
//	Run       one run of a program on an engine: its processes, and what they share, such as the network.
//	Var, Ref  shared variables: the places where threads meet.
//	Op        something that a thread does in several requests, as a state machine: Step(wake).
//	Runner    the body of a thread that is plain data, and no function on a coroutine.
//	Waiter    what stands in a queue. A wake-up is a flag in it; the engine's permit is only a hint.
//	Coroutine code of a thread on a stack of its own: what greenlets and generators are made of.
//	Hub       parks coroutines of a thread in its place, as gevent does in a program that it has patched.
//	Interlock what a thread must hold to execute bytecode. Package gil has it; this package does not know gil.
//	Engine    the machine: now, spawn, burn, park, unpark, interrupt, record.
//	Task      a thread as its engine sees it.
//
// # Announce, then act
//
// Work is counted in bytecodes, never in time: time is the engine's. A thread announces what it is about to do to a shared
// object before it executes the bytecode that does it; the effect, and its record, come after. So it can lose the
// processor between the two, and nowhere else in the step. The machine's work for a thread, such as taking the interlock,
// is announced, too, wherever a strategy decides who goes on.
//
// # Where to find what
//
//	thread.go process.go run.go            threads, and what they share
//	child.go childops.go memory.go         processes that another one has started: their end, and which variables they see
//	signal.go                              what a process does with signals, and how its main thread is made to run a handler
//	past.go realprocess.go external.go     processes of an operating system: what they are told, and what engines offer for them
//	steps.go spawn.go var.go code.go c.go  what a program's code can do
//	ops.go                                 how what can wait is written once, for threads with and without a stack
//	library.go librarycall.go              what the standard library does in each version, and what its calls cost
//	engine.go task.go spares.go            the waist, a thread as its engine sees it, and what a run leaves for the next one
//	trampoline.go execute.go block.go      how a thread is resumed, executes under an interlock, and waits
//	grant.go                               how far a thread that is plain data may go before it asks again
//	needs.go spin.go                       what a search must know: which steps could only begin to wait, and which loops only look
//	waiter.go mutex.go                     queues, and what several threads of a real machine may touch
//	coroutine.go stack.go hub.go           how a thread switches between stacks, and waits with one of them
//	exception.go traceback.go              exceptions, and what becomes of one that nobody catches
//	failure.go deadlock.go                 how a run fails
//
// # What a program must not wait for
//
// Channels, mutexes and condition variables of Go's own: on the simulated machine one thread runs at a time, and nobody could end
// such a wait. What package threading has does the same, is seen by the engine, and is part of the trace.
//
// # Rejected ways
//
// Goroutines that hand over through channels: four times slower than coroutines, and their order is the runtime's. One
// event per bytecode: a long loop is one event, cut where something interrupts it. An engine that knows greenlets: the
// trampoline belongs to the thread, so that they need no engine method.
package sched
