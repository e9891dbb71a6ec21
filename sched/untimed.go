// This file defines the machine under an untimed picker: one core, and a decision at every step that a thread announces.

package sched

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/gilsim/gilsim/trace"
)

// A turns is what stands in place of the run queue when the picker decides who goes on.
type turns struct {
	ready []*Thread // in the order in which they became so; leaving keeps the order of the others
	alive []*Thread // all that have not ended
	last  *Thread   // whose turn it is
	from  int64     // bytecodes that it had executed when its turn began
}

// add puts t at the end.
func (u *turns) add(t *Thread) { u.ready = append(u.ready, t) }

// without returns the list without t; the others keep their order.
func without(list []*Thread, t *Thread) []*Thread {
	if i := slices.Index(list, t); i >= 0 {
		return slices.Delete(list, i, i+1)
	}
	return list
}

// withoutTime returns the configuration of the machine that an untimed picker sees: nothing takes time but bytecodes.
func (c Config) withoutTime() Config {
	c.Cores = 1
	c.WakeIdle, c.WakeBusy, c.WakeCost, c.WakeEmpty = 0, 0, 0, 0
	c.Switch, c.Lateness, c.SpawnCost, c.Jitter, c.SpeedJitter = 0, 0, 0, 0, 0
	c.WakeRecent, c.Recent, c.SwitchRecent, c.InterruptSend, c.InterruptCost, c.SwitchIdle, c.Touch, c.WakeEmptyLone = 0, 0, 0, 0, 0, 0, 0, 0
	c.WakeQuantiles, c.BusyQuantiles, c.LateQuantiles = nil, nil, nil
	return c
}

// loopUntimed asks the picker who goes on, and lets it, until nobody can.
func (k *kernel) loopUntimed() {
	c := &k.cores[0]
	for k.failure == nil && !k.cut && k.inTime() {
		d := &k.process.decision
		*d = Decision{Kind: Next, At: k.process.recorded(), Names: k.Names, process: &k.process, Options: k.whoCanGoOn(d.Options[:0])}
		if len(d.Options) == 0 {
			k.idle()
			return
		}
		i, err := k.Picker.Pick(d)
		if err == nil && (i < 0 || i >= int64(len(d.Options))) {
			err = fmt.Errorf("sched: the picker chose option %d of %d", i, len(d.Options))
		}
		if err != nil {
			k.halt(err)
			return
		}
		k.goOn(c, d.Options[i], d.Limit)
	}
}

// whoCanGoOn lists the thread that has the core, the ready ones, those whose timer can fire, in order of time, and the
// devices if something is to come from one.
func (k *kernel) whoCanGoOn(list []Option) []Option {
	if t := k.cores[0].t; t != nil {
		list = append(list, t.option(Option{Current: true}))
	}
	for _, t := range k.untimed.ready {
		list = append(list, t.option(Option{}))
	}
	first := len(list)
	for _, t := range k.untimed.alive {
		if t.sim.timer != 0 {
			list = append(list, t.option(Option{Timer: true}))
		}
	}
	k.sortByTimer(list[first:])
	if len(k.arrivals) > 0 && k.alive > 0 {
		list = append(list, Option{Device: true})
	}
	return list
}

// option fills in what t is about to do.
func (t *Thread) option(o Option) Option {
	b := &t.sim.burn
	o.Thread, o.Next, o.Obj = t.id, t.next, t.nextObj
	o.Own, o.Bytecodes, o.Tries, o.Outside = b.n-b.done, t.progress(), t.tries(), t.outside
	if t.inC {
		o.Own = 0
	}
	return o
}

// sortByTimer sorts options by the time at which their threads' timers fire. They are few.
func (k *kernel) sortByTimer(list []Option) {
	slices.SortFunc(list, func(a, b Option) int {
		s, o := &k.process.thread(a.Thread).sim, &k.process.thread(b.Thread).sim
		return cmp.Or(cmp.Compare(s.fires, o.fires), cmp.Compare(s.timer, o.timer))
	})
}

// goOn lets the chosen thread go on: its timer fires, or it runs to its next request or for limit bytecodes. Or it lets a
// device do so.
func (k *kernel) goOn(c *core, o Option, limit int64) {
	if o.Device {
		k.happen()
		return
	}
	t := k.process.thread(o.Thread)
	if o.Timer {
		k.patrol()
		k.now = max(k.now, t.sim.fires)
		k.timers.cancel(t)
		k.expireTimer(t)
		return
	}
	if t != k.untimed.last {
		k.endTurn()
		k.untimed.last, k.untimed.from = t, t.progress()
	}
	if !o.Current {
		k.switchTo(c, t)
	}
	k.runFor(c, t, limit)
}

// endTurn notes how far the last thread has come in its turn, so that the trace of the run is a schedule, too. A turn
// in which it has executed nothing is none.
func (k *kernel) endTurn() {
	if t := k.untimed.last; t != nil && t.progress() > k.untimed.from {
		k.log.add(k.now, t.progress(), t.id, t.actor, 0, trace.NoCore, trace.Turn)
	}
}

// switchTo gives the core to t, which is ready.
func (k *kernel) switchTo(c *core, t *Thread) {
	if was := c.t; was != nil {
		k.Record(was, trace.Preempt, t.id, was.progress())
		k.vacate(c)
		was.sim.condition = waits
		k.untimed.add(was)
	}
	k.untimed.ready = without(k.untimed.ready, t)
	k.assign(c, t)
}

// runFor executes the burn of t, or limit bytecodes of it; at its end t goes on to its next request.
func (k *kernel) runFor(c *core, t *Thread, limit int64) {
	s := &t.sim
	rest := s.burn.n - s.burn.done
	if limit > 0 && limit < rest {
		s.burn.from = k.now
		k.now = s.endOf(s.burn.done + limit)
		k.settle(t)
		return
	}
	s.burn.from = k.now
	c.end = s.endOf(s.burn.n)
	k.resume(c)
}
