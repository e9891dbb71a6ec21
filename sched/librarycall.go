// This file defines what calls of the standard library cost beside the bytecodes that a program of this package executes for them.

package sched

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A LibraryCall is a call of the standard library, or of greenlet and gevent, whose cost differs between versions. What is made of
// others, as a Queue is of a Condition and locks, costs as much as they do, and its own cost beside that.
type LibraryCall uint8

// The calls. A pair, such as acquire and release, is one: each half has half of its cost.
const (
	CallFunction    LibraryCall = iota // a function of the program's, with its return
	CallNext                           // next of a generator, up to its yield
	CallLock                           // Lock.acquire and release
	CallRLock                          // RLock.acquire and release
	CallNotify                         // Condition.notify
	CallEvent                          // Event.set and clear
	CallEventWait                      // Event.wait
	CallSemaphore                      // Semaphore.acquire and release
	CallQueue                          // Queue.put and get
	CallSimpleQueue                    // SimpleQueue.put and get
	CallSleepZero                      // time.sleep(0)
	CallFuture                         // a Future that is made, gets a result, and is asked for it
	CallTask                           // a task of a ThreadPoolExecutor
	CallSwitch                         // greenlet.switch
	CallHubSleep                       // gevent.sleep(0)
	CallHubSpawn                       // gevent.spawn, up to the end of the greenlet

	LibraryCalls = int(iota) // how many there are
)

// callNames are the names of the calls in a trace's header and in testdata/reference/calls.json.
var callNames = [LibraryCalls]string{
	"call", "next", "lock", "rlock", "notify", "event", "event-wait", "semaphore", "queue", "simple-queue", "sleep-0", "future", "task",
	"switch", "gevent-sleep", "gevent-spawn",
}

// String returns the name of the call, as in "simple-queue".
func (c LibraryCall) String() string { return callNames[c] }

// CallCosts is what calls cost beside their bytecodes, in whole nanoseconds of processor time. The zero value is nothing.
type CallCosts [LibraryCalls]time.Duration

// String lists the costs, as in "call=20,lock=61"; it is empty if there are none.
func (c CallCosts) String() string {
	var list []string
	for call, d := range c {
		if d > 0 {
			list = append(list, fmt.Sprintf("%s=%d", callNames[call], d))
		}
	}
	return strings.Join(list, ",")
}

// maxCallCost is what a call may cost at most: more is a mistake, and would let virtual time overflow.
const maxCallCost = time.Second

// set notes what a word of String says, and reports whether it is one.
func (c *CallCosts) set(word string) bool {
	name, text, _ := strings.Cut(word, "=")
	for call := range c {
		if callNames[call] == name {
			n, err := strconv.ParseInt(text, 10, 64)
			c[call] = time.Duration(n)
			return err == nil && n > 0 && c[call] <= maxCallCost
		}
	}
	return false
}

// Charger is what the simulated machine offers beside Engine: processor time that a thread uses in calls of the library, and pays for
// before its next bytecode or wait, with the interlock. On an engine that does not implement it the library is real, or has no time.
type Charger interface {
	Charge(t *Thread, d time.Duration)
}

// WorkCharger is what the simulated machine offers beside Engine for C code that goes through much data: time that is paid for as for a
// Charger. On an engine that does not implement it that code is executed for real, or there is no time.
type WorkCharger interface {
	// ChargeWork charges what n bytecodes take.
	ChargeWork(t *Thread, n int64)
}

// WorkCharger returns the engine as one that charges for C code, nil if it is none.
func (t *Thread) WorkCharger() WorkCharger {
	w, _ := t.run.engine.(WorkCharger)
	return w
}

// Charge charges the thread for a call of the library, or for a half of one that is a pair.
func (t *Thread) Charge(c LibraryCall) {
	if t.run.charger != nil {
		t.run.charger.Charge(t, t.run.library.Calls[c])
	}
}
