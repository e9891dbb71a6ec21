// Package socket is input and output for threads of package sched: Python's modules socket and select, and files. On the
// simulated machine it is a virtual loopback and a virtual disk, on real machines those of the operating system.
//
// A program is written once. Which of the two it gets is the engine's business: one that offers sched.Devices gets the
// virtual ones, on which a run is a function of its configuration; a real machine gets system calls on sockets of
// 127.0.0.1 and temporary files. Either way each call lets the interpreter lock go while it is in the system, whether it
// blocks or not, as CPython's socketmodule.c does.
//
//	s, err := socket.ListenTCP(t, "server", 0, 5)
//	c, from, err := s.Accept(t)
//	data, err := c.Recv(t, 1024)
//	err = c.SendAll(t, bytes.ToUpper(data))
//
// # The five models of input and output
//
//	blocking        Recv waits for the data, and copies them
//	non-blocking    SetTimeout(t, 0): Recv fails with ErrWouldBlock, and the program asks again
//	multiplexing    Select, Poll, Epoll: wait until one of many sockets is ready, then Recv does not wait
//	asynchronous    Ring: submit the call, and be told when the data have been copied
//	signal-driven   not here: a signal says no more than a poller does
//
// # One call
//
// A call on a TCP socket is an operation. It is attempted; if there is nothing to do yet, and the socket's time-out
// permits, the thread waits, and then it is attempted again. On the simulated machine it waits in a queue of the socket,
// on the real one in poll. So the two phases of a receive can be told apart in every trace: from park to run the thread
// waits for data, from there to the next event it copies them.
//
// What a connection does in which state is what Python 3.11 was seen to do on Linux 6, and the tests run on both
// machines. The virtual loopback has buffers that fill, a backlog, and, if they are asked for, latency and bandwidth;
// acknowledgements take no time, and there is no TIME_WAIT. As on Linux's loopback the call that sends carries what it sends up to
// the other socket, and wakes who waits there, at the expense of the thread that makes it (network.carry). What is delayed happens
// in After of sched.Devices, in the order of time. What a call costs is the machine's (sched.SocketCosts): profiles say it, and
// gilsim calibrate measures it. Opening, binding and closing a socket cost nothing.
//
// # Replay
//
// A simulated run replays exactly, faults included: all that is drawn is drawn at a call, and recorded as a random number.
// Replay by order follows blocking calls. What a non-blocking call or a poller found is a matter of time, and so is
// everything that real sockets answered: such a replay says where it departs.
//
// # Where to find what
//
//	systemcall.go                      how a call gets into the operating system, as an op or under a hub
//	tcp.go transfer.go operation.go    TCP sockets, as programs see them, and their calls
//	udp.go                             datagram sockets
//	timeout.go errors.go addr.go       time-outs, errors, addresses
//	events.go poll.go select.go        readiness, and pollers that look through a list with each call
//	epoll.go ring.go                   a poller that keeps its list; asynchronous calls
//	file.go                            files
//	virtual_process.go                 what is closed when a process ends, and what a forked one is given
//	machine.go                         which of the two a thread runs on
//	config.go faults.go                what the virtual ones cost, and what goes wrong in them on purpose
//	virtual_*.go                       the virtual loopback and disk
//	virtual_places.go                  what a search is told of it
//	real_*.go                          the operating system's
//
// # Rejected ways
//
// Non-blocking sockets and the runtime's poller on the real machine: the thread would give its processor back to the Go
// scheduler, and what is to be measured is a thread of the operating system that blocks. Segments, sequence numbers and
// congestion in the virtual loopback: Linux's own shows none of them to a program. A ring on io_uring: many containers
// forbid it. Faults that strike in the middle of the network: no event of a thread could carry the draw.
package socket
