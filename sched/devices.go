// This file defines devices: what happens on the simulated machine on no core and in no thread, such as the arrival of a
// datagram.

package sched

import (
	"cmp"
	"slices"
	"time"
)

// Devices is what the simulated machine offers beside Engine. An engine that does not implement it has real devices.
type Devices interface {
	// After calls f once d has passed, which takes no time of any core or thread. What is due at the same time happens
	// in the order of these calls. f gets the machine itself, the thread with the number 0: in its name it may wake who
	// waits for the device, and nothing else. What is still to come when the last thread ends does not happen.
	After(d time.Duration, f func(machine *Thread))
	// Spend charges d of processor time to t, which pays for it before its next bytecode or wait, as for a system call.
	// If t releases the interlock next, it pays while others can take it. A blocking call pays before it tries to get
	// what it waits for, and what that attempt spends, such as the time of a copy, before it takes the interlock again.
	Spend(t *Thread, d time.Duration)
}

// An arrival is what is to happen at a time.
type arrival struct {
	when int64
	seq  uint64
	f    func(machine *Thread)
}

// arrivals are ordered by time, and at the same time by number. Most come in that order.
type arrivals []arrival

// add puts one in. Its number is greater than that of any before.
func (a *arrivals) add(x arrival) {
	i, _ := slices.BinarySearchFunc(*a, x, func(y, x arrival) int {
		return cmp.Or(cmp.Compare(y.when, x.when), -1) // behind those of its time
	})
	*a = slices.Insert(*a, i, x)
}

// pop takes out the first. There must be one.
func (a *arrivals) pop() arrival {
	x := (*a)[0]
	(*a)[0] = arrival{}
	*a = (*a)[1:]
	return x
}

// After lets f be called after d.
func (k *kernel) After(d time.Duration, f func(machine *Thread)) {
	when := k.now + min(int64(max(d, 0)), never-k.now)
	k.arrivals.add(arrival{when, k.tick(), f})
	k.horizon = min(k.horizon, when)
}

// Spend charges processor time to t.
func (k *kernel) Spend(t *Thread, d time.Duration) {
	t.sim.debt += int64(max(d, 0))
	t.sim.called = true
}

// owesCall reports whether the thread has to pay for a system call now, with the interlock free. What it owes for
// wake-ups alone it pays later.
func (t *Thread) owesCall() bool {
	s := &t.sim
	owes := s.called && s.debt > 0
	s.called = false
	return owes
}

// happen lets the first arrival happen.
func (k *kernel) happen() {
	k.patrol()
	x := k.arrivals.pop()
	k.now = max(k.now, x.when)
	cur := k.process.running
	k.process.running = nil // a panic is no thread's doing
	x.f(&k.machine)
	k.process.running = cur
}

// arrivesNext reports whether the first arrival comes before core c is due and before the timer x, if there are such.
func (k *kernel) arrivesNext(c *core, x *entry) bool {
	if len(k.arrivals) == 0 || k.alive == 0 {
		return false
	}
	a := &k.arrivals[0]
	return (c == nil || a.when < c.due || a.when == c.due && a.seq < c.seq) &&
		(x == nil || a.when < x.key || a.when == x.key && a.seq < x.seq)
}
