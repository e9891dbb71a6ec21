// This file holds what calls of the library cost in each version of CPython.

package gil

import "github.com/gilsim/gilsim/sched"

// callCosts is what calls cost beside the bytecodes that this simulator executes for them, in nanoseconds, for each half of a pair.
// They are computed from testdata/reference/calls.json, whose figures testdata/reference/calls.py measures and anybody can measure
// again: go test ./cmd/gilsim/experiment -run TestCallsCost -v -call-table prints this table. CPython 3.14 and later and the
// free-threaded builds have not been measured, and have what 3.13 has. Of greenlet and gevent there are figures for 3.11 alone, on
// which the others rest.
var callCosts = map[string]sched.CallCosts{
	"2.7": {
		sched.CallFunction: 20, sched.CallNext: 35, sched.CallLock: 48, sched.CallRLock: 374, sched.CallNotify: 414, sched.CallEvent: 570,
		sched.CallEventWait: 404, sched.CallSemaphore: 643, sched.CallQueue: 410, sched.CallSleepZero: 257,
		sched.CallSwitch: 125, sched.CallHubSleep: 1179, sched.CallHubSpawn: 20003,
	},
	"3.6": {
		sched.CallFunction: 10, sched.CallNext: 35, sched.CallLock: 33, sched.CallRLock: 3, sched.CallNotify: 290, sched.CallEvent: 456,
		sched.CallEventWait: 330, sched.CallSemaphore: 447, sched.CallQueue: 707, sched.CallSleepZero: 175,
		sched.CallFuture: 2402, sched.CallTask: 4549, sched.CallSwitch: 118, sched.CallHubSleep: 1184, sched.CallHubSpawn: 20005,
	},
	"3.7": {
		sched.CallFunction: 10, sched.CallNext: 25, sched.CallLock: 28, sched.CallRLock: 3, sched.CallNotify: 354, sched.CallEvent: 442,
		sched.CallEventWait: 307, sched.CallSemaphore: 441, sched.CallQueue: 702, sched.CallSimpleQueue: 32, sched.CallSleepZero: 232,
		sched.CallFuture: 2387, sched.CallTask: 2140, sched.CallSwitch: 118, sched.CallHubSleep: 1184, sched.CallHubSpawn: 20005,
	},
	"3.8": {
		sched.CallFunction: 8, sched.CallLock: 22, sched.CallRLock: 7, sched.CallNotify: 330, sched.CallEvent: 451,
		sched.CallEventWait: 306, sched.CallSemaphore: 447, sched.CallQueue: 680, sched.CallSimpleQueue: 16, sched.CallSleepZero: 208,
		sched.CallFuture: 2586, sched.CallTask: 3848, sched.CallSwitch: 118, sched.CallHubSleep: 1184, sched.CallHubSpawn: 20005,
	},
	"3.9": {
		sched.CallFunction: 6, sched.CallLock: 19, sched.CallRLock: 4, sched.CallNotify: 141, sched.CallEvent: 460,
		sched.CallEventWait: 343, sched.CallSemaphore: 547, sched.CallQueue: 693, sched.CallSimpleQueue: 13, sched.CallSleepZero: 228,
		sched.CallFuture: 2693, sched.CallTask: 4020, sched.CallSwitch: 118, sched.CallHubSleep: 1184, sched.CallHubSpawn: 20005,
	},
	"3.10": {
		sched.CallFunction: 13, sched.CallLock: 15, sched.CallRLock: 5, sched.CallNotify: 102, sched.CallEvent: 393,
		sched.CallEventWait: 281, sched.CallSemaphore: 451, sched.CallQueue: 544, sched.CallSimpleQueue: 13, sched.CallSleepZero: 187,
		sched.CallFuture: 2341, sched.CallTask: 3536, sched.CallSwitch: 121, sched.CallHubSleep: 1181, sched.CallHubSpawn: 20004,
	},
	"3.11": {
		sched.CallLock: 19, sched.CallRLock: 2, sched.CallNotify: 73, sched.CallEvent: 240,
		sched.CallEventWait: 199, sched.CallSemaphore: 310, sched.CallQueue: 348, sched.CallSimpleQueue: 5,
		sched.CallFuture: 1430, sched.CallTask: 2595, sched.CallSwitch: 122, sched.CallHubSleep: 1181, sched.CallHubSpawn: 20004,
	},
	"3.12": {
		sched.CallLock: 22, sched.CallRLock: 4, sched.CallNotify: 71, sched.CallEvent: 347,
		sched.CallEventWait: 287, sched.CallSemaphore: 356, sched.CallQueue: 452, sched.CallSimpleQueue: 16,
		sched.CallFuture: 2226, sched.CallTask: 4269, sched.CallSwitch: 122, sched.CallHubSleep: 1181, sched.CallHubSpawn: 20004,
	},
	"3.13": {
		sched.CallLock: 22, sched.CallRLock: 3, sched.CallNotify: 76, sched.CallEvent: 319,
		sched.CallEventWait: 308, sched.CallSemaphore: 329, sched.CallQueue: 437, sched.CallSimpleQueue: 3,
		sched.CallFuture: 2000, sched.CallTask: 3497, sched.CallSwitch: 122, sched.CallHubSleep: 1181, sched.CallHubSpawn: 20003,
	},
}
