// Package sched runs the threads of a program on a simulated machine, where every switch is deterministic, recorded and
// replayable.
//
// A program is Go code written against Thread. Under Thread lies one narrow interface, Engine, with seven methods: the
// waist. Everything above it (locks, queues, the interpreter lock) is written once and runs on whatever implements it;
// this package holds the first engine, the simulated machine.
//
//	cfg := sched.Config{Cores: 2, GIL: gil.Config{Discipline: gil.On}}
//	result, err := sched.Run(cfg, func(t *sched.Thread) {
//		x := sched.NewVar(t, "x", 0)
//		other := t.Spawn("", func(t *sched.Thread) { x.Set(t, x.Get(t)+1) })
//		x.Set(t, x.Get(t)+1)
//		t.Join(other)
//		t.Print(x.Get(t))
//	})
//
// # The nouns
//
//	Thread    what a program holds. It is resumed, and requests: burn so many bytecodes, wait, or end.
//	Engine    the machine: now, spawn, burn, park, unpark, interrupt, record.
//	Coroutine code of a thread on a stack of its own: what greenlets and generators are made of.
//	Hub       parks coroutines of a thread in its place, as gevent does in a program that it has patched.
//	Runner    the body of a thread that is plain data, and no function on a coroutine.
//	Op        something that a thread does in several requests, as a state machine: Step(wake).
//	Waiter    what stands in a queue. A wake-up is a flag in it; the engine's permit is only a hint.
//	Interlock what a thread must hold to execute bytecode: package gil has it. This package does not know gil.
//	Picker    decides what is free in a run. Simulation, replay and search differ in nothing but their picker.
//	Process   what all threads of one run share.
//
// # Time
//
// Work is counted in bytecodes, never in time. The simulated machine charges for them: virtual time is whole
// nanoseconds, the cost of a bytecode whole picoseconds, and the remainder is carried per thread. A thread whose burn
// ends before the next event elsewhere (the horizon) goes on without leaving its coroutine; otherwise it yields, and
// the kernel handles what comes first. Events at the same time are ordered by the number that they got when they were
// scheduled.
//
// A thread announces what it is about to do to a shared object before it executes the bytecode that does it; the
// effect, and its record, come after. So it can lose the processor between the two, and nowhere else in the step.
//
// # What is deterministic, and why
//
// A run is a function of its configuration, its program and its picker's answers. No clock, no global random source, no
// order of a map, a goroutine or a pointer, no floating-point number decides anything. Every number that is drawn is
// carried by the event that is recorded next, so that a trace is all that exact replay needs: Exact. ByOrder replays
// the turns, and the order in which threads get what they wait for, whatever the time.
//
// # Where to find what
//
//	engine.go thread.go steps.go var.go code.go   the waist, and what a program's code can do
//	ops.go spawn.go                               what state machines are made of; how threads are started and joined
//	trampoline.go execute.go block.go waiter.go   how a thread is resumed, executes under an interlock, and waits
//	coroutine.go stack.go begun.go hub.go         how a thread switches between stacks, and waits with one of them
//	process.go module.go                          what the threads of a run share
//	allow.go callc.go                             how it runs C code with the interlock released, or kept to its end
//	exit.go                                       what the main thread does at its end
//	config.go quantiles.go profile.go run.go      how a run is configured and started; machines as small texts
//	kernel.go resume.go cores.go burn.go          the simulated machine: its loop, its cores, its time
//	interrupt.go                                  what its cores cost each other
//	agenda.go timers.go machine.go log.go         what it keeps
//	picker.go random.go replay.go                 decisions, and who makes them
//	order.go acts.go                              replay by order: turns, and the order at what is waited for
//	untimed.go                                    the machine as a search or a schedule sees it
//	devices.go                                    what happens on it on no core and in no thread
//	mutex.go atomic.go                            what several threads of a real machine may touch
//	failure.go deadlock.go                        how a run fails
//
// # Rejected ways
//
// Goroutines that hand over through channels: four times slower than coroutines, and their order is the runtime's. One
// event per bytecode: a long loop is one event, cut where something interrupts it. Floating-point time: it decides ties
// by rounding. A time-out for every step of a search: an untimed picker sees a pending time-out as one more thread that
// can run. Draws recorded as events of their own: they say nothing to a reader that the next event does not.
package sched
