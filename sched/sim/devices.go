// This file defines devices: what happens on the simulated machine on no core and in no thread, such as the arrival of a
// datagram.

package sim

import (
	"cmp"
	"slices"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// An arrival is what is to happen at a time.
type arrival struct {
	when int64
	seq  uint64
	obj  int32 // what it happens to
	f    func(machine *sched.Thread)
}

// arrivals are ordered by time, and at the same time by number. Most come in that order.
type arrivals []arrival

func (a *arrivals) add(x arrival) {
	i, _ := slices.BinarySearchFunc(*a, x, func(y, x arrival) int {
		return cmp.Or(cmp.Compare(y.when, x.when), -1) // behind those of its time
	})
	*a = slices.Insert(*a, i, x)
}

func (a *arrivals) pop() arrival {
	x := (*a)[0]
	(*a)[0] = arrival{}
	*a = (*a)[1:]
	return x
}

// After lets f be called after d.
func (k *kernel) After(d time.Duration, object int32, f func(machine *sched.Thread)) {
	when := k.now + min(int64(max(d, 0)), never-k.now)
	k.arrivals.add(arrival{when, k.tick(), object, f})
	k.horizon = min(k.horizon, when)
}

// Spend charges processor time to t.
func (k *kernel) Spend(t *sched.Thread, d time.Duration) {
	s := &k.threads[t.ID()]
	s.debt += int64(max(d, 0))
	t.Task().NoteCall()
}

// Charge charges processor time to t, which it has used with the interlock.
func (k *kernel) Charge(t *sched.Thread, d time.Duration) {
	k.threads[t.ID()].debt += int64(d) * k.LibraryShare / 100
}

// ChargeWork charges to t what n bytecodes take.
func (k *kernel) ChargeWork(t *sched.Thread, n int64) {
	k.threads[t.ID()].debt += n * k.Bytecode / 1000
}

// Owes reports whether t has something to pay for.
func (k *kernel) Owes(t *sched.Thread) bool {
	return k.threads[t.ID()].debt > 0
}

// SocketCosts returns what calls on sockets cost.
func (k *kernel) SocketCosts() sched.SocketCosts { return k.Sockets }

// ProcessCosts returns what processes that execute the program cost.
func (k *kernel) ProcessCosts() sched.ProcessCosts { return k.Processes }

func (k *kernel) happen() {
	k.patrol()
	x := k.arrivals.pop()
	k.now = max(k.now, x.when)
	cur := k.run.Running()
	k.run.SetRunning(nil) // a panic is no thread's doing
	x.f(k.run.Machine())
	k.run.SetRunning(cur)
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
