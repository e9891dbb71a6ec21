// This file defines what the simulated machine knows of a thread and of a core.

package sim

import (
	"math"

	"github.com/gilsim/gilsim/sched"
)

// A condition is what a thread is doing, to the simulated machine.
type condition uint8

const (
	unborn  condition = iota
	waking            // was woken, will be ready
	waits             // is ready, in the run queue
	runs              // has a core
	parked            // waits to be woken
	retired           // is over
)

// never is a time that does not come, and always one that has long been.
const (
	never  = math.MaxInt64
	always = math.MinInt64 / 2
)

// A thread is the machine's part of a thread: plain data, without a pointer, in two cache lines. Times are nanoseconds of
// virtual time.
type thread struct {
	id        int32 // its number, and place in the kernel's slice
	priority  int32
	actor     int32 // who acts in it, while it does not run
	core      int16 // the one it has, or had last
	pace      uint8 // percent of speed that its function's bytecodes cost; 0: all
	condition condition
	wake      sched.Wake // what to resume it with
	permit    bool       // an Unpark came while it was not parked
	stalled   bool       // it pays what it owes before its request is carried out
	depth     depth      // how far asleep the core was for which it was woken
	armed     bool       // it has set the timer of its wait
	timer     uint64     // the number of its timer; 0: none
	fires     int64      // when that fires
	spent     int64      // virtual run time: decides who is next
	debt      int64      // time that it owes, for the wake-ups that it has made
	paying    int64      // how much of that it pays before its burn
	speed     int64      // picoseconds a bytecode on this core, this time
	rate      int64      // the same of the function that it is in
	carry     int64      // picoseconds that it owes (or, below 0, has paid in advance) beside whole nanoseconds
	burn      burn       // the size is a power of two, by which a place is computed faster
}

// rank orders threads by priority: who has the highest comes first.
func (s *thread) rank() int64 { return -int64(s.priority) }

// A burn is a stretch of bytecodes that a thread executes: done of n before the time from, the others after it.
// Interrupted, n becomes less than what was asked for.
type burn struct {
	n, done, stride int64
	asked           int64
	from            int64
}

// A core is a simulated one.
type core struct {
	id       int16
	preempt  bool  // its thread is to make room for the first of the run queue
	thread   int32 // who has it; 0: nobody
	last     int32 // who had it last: going on with the same one is no context switch
	since    int64 // since when
	idle     int64 // since when it has no thread
	safeTill int64 // until when no wake-up takes it away from its thread, which could execute nothing before
	sliceEnd int64 // when the time slice of its thread is used up
	end      int64 // when its thread's burn ends
	level    int64 // virtual run time that threads start from which are new here, or come back
	coming   int   // threads that have been woken for it, and are on their way
	told     int64 // when an interrupt comes to it that makes its thread give way; never if none is on its way
	awake    int64 // when the first of them is there: until then it is on its way out of sleep, if it has none
	ready    runQueue
	due      int64  // when the kernel must look at it next; never if it is idle or its thread is being resumed
	seq      uint64 // orders events at the same time
}

// on returns the thread of c, which has one. Like every pointer to a thread it is good until the next one is made.
func (k *kernel) on(c *core) *thread { return &k.threads[c.thread] }

// spentOn returns the virtual run time of the thread of c, which has one.
func (k *kernel) spentOn(c *core) int64 { return k.on(c).spent + max(0, k.now-c.since) }
