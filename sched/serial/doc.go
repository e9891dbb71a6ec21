// Package serial is the serial machine: the engine of searches. It has no time. One thread at a time makes one announced step,
// and before each step a strategy is asked whose it is.
//
//	m := serial.New(serial.Config{})
//	outcome := m.Run(program, strategy)
//
// A step that cannot be made now, such as the acquire of a lock that another thread has, is no option; so what the strategy
// sees is what can happen at some timing, and nothing else. Waits for time alone end whenever the strategy lets their thread
// go on; a time-out may fire at any moment.
//
// # Turns
//
// What the strategy chooses is a turn. Without an interlock that is one step. With one, a thread that holds it keeps it
// until a place where it may lose it, or until it must wait: its turn is all the steps up to there. Nobody holds a lock
// here: the interlock is one that says where it could be lost (gil.Possible), at whatever timing.
//
// A thread that waits for something waits without the interlock, so it can get what it waits for in the middle of
// another's turn, whose rest is then a turn of its own; and only then it needs the interlock again.
//
// # Calls of the system
//
// A call on a socket is a step without the interlock, on the virtual loopback of package socket. What it sends arrives as part of it. Which
// places it touches the call tells (sched.SystemCall, sched.Touching): each direction of a connection is one.
//
// # What may not live here
//
// Clocks, cores, costs: the simulated machine has them. Strategies, and what they remember of runs: package search.
package serial
