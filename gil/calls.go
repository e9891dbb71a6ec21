// This file holds what calls of the library cost in each version of CPython.

package gil

import "github.com/gilsim/gilsim/sched"

// callCosts is what calls cost beside the bytecodes that this simulator executes for them, in nanoseconds, for each half of a pair.
// They are computed from testdata/reference/calls.json, whose figures testdata/reference/calls.py measures and anybody can measure
// again: go test ./cmd/gilsim/experiment -run TestCallsCost -v -call-table prints this table. CPython 3.14 and later and the
// free-threaded builds have not been measured, and have what 3.13 has. Of greenlet and gevent there are figures for 3.11 alone, on
// which the others rest.
var callCosts = map[string]sched.CallCosts{
	"2.7":  {sched.CallFunction: 25, sched.CallNext: 43, sched.CallLock: 57, sched.CallRLock: 435, sched.CallNotify: 494, sched.CallEvent: 658, sched.CallEventWait: 470, sched.CallSemaphore: 742, sched.CallQueue: 496, sched.CallSleepZero: 301, sched.CallSwitch: 125, sched.CallHubSleep: 1179, sched.CallHubSpawn: 20003},
	"3.11": {sched.CallFunction: 2, sched.CallNext: 4, sched.CallLock: 40, sched.CallNotify: 201, sched.CallEvent: 304, sched.CallEventWait: 303, sched.CallSemaphore: 410, sched.CallQueue: 469, sched.CallSimpleQueue: 13, sched.CallFuture: 2046, sched.CallTask: 8552, sched.CallSwitch: 122, sched.CallHubSleep: 1181, sched.CallHubSpawn: 20004},
}
