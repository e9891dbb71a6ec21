// Package socket is Python's socket module for threads of package sched: on the simulated machine a virtual loopback, on
// real machines the real one.
//
// A program is written once. Which of the two it gets is the engine's business: one that offers sched.Devices gets the
// virtual loopback, on which a run is a function of its configuration; any other one gets blocking system calls on
// sockets of 127.0.0.1. Either way each call lets the interpreter lock go while it is in the system, whether it blocks or
// not, as CPython's socketmodule.c does.
//
// # Where to find what
//
//	udp.go           datagram sockets, as programs see them
//	config.go        what the virtual loopback costs
//	loopback.go      the virtual loopback
//	real.go          real sockets: what is common to all systems
//	real_bsd.go      system calls, where package syscall has those of BSD sockets
//	real_other.go    package net, everywhere else
//
// # Rejected ways
//
// Non-blocking sockets and the runtime's poller on the real machine: the thread would give its processor back to the Go
// scheduler, and what is to be measured is a thread of the operating system that blocks. A registry of virtual ports: an
// address that is handed from thread to thread needs none, and there is no state beside the sockets.
package socket
