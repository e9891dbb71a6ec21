// This file defines what the start and the end of a process take on the simulated machine.

package ipc

import "time"

// A Cost is what a start takes: of the parent's time, and from the same moment on of the child's, before its function begins.
//
// The costs are those of CPython 3.8 to 3.13 on a 2-core virtual machine, where start and join take 4 to 6.5 ms by fork, 83 to
// 122 by spawn, and 32 to 50 by a fork server that runs already. How much of that the parent pays is a guess: the copy
// of the page tables, or the making of a process and of what is written to it.
type Cost struct{ Parent, Child time.Duration }

// BareForkCost is that of a copy of the parent which goes on at once, as os.fork returns. How much of a fork that is, is a guess.
func BareForkCost() Cost { return Cost{1200 * time.Microsecond, 1500 * time.Microsecond} }

// FinalizeTime is how long an interpreter takes to end after the program has: a child that is younger than that still finds its parent. A
// guess.
const FinalizeTime = 3 * time.Millisecond

// ForkCost is that of a copy of the parent, with what multiprocessing does around it.
func ForkCost() Cost { return Cost{1200 * time.Microsecond, 5 * time.Millisecond} }

// SpawnCost is that of a new interpreter, which imports the main module.
func SpawnCost() Cost { return Cost{2 * time.Millisecond, 98 * time.Millisecond} }

// ForkServerCost is that of a copy of a server that has imported little.
func ForkServerCost() Cost { return Cost{time.Millisecond, 40 * time.Millisecond} }

// SignalTime is how long it takes until a signal has ended a process, so that it is alive right after terminate(). A guess.
const SignalTime = 50 * time.Microsecond
