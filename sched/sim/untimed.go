// This file defines the machine under an untimed strategy: one core, and a decision at every step that a thread announces.

package sim

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/trace"
)

// A turns is what stands in place of the run queue when the strategy decides who goes on.
type turns struct {
	ready []int32 // in the order in which they became so; leaving keeps the order of the others
	alive []int32 // all that have not ended
	last  int32   // whose turn it is
	from  int64   // bytecodes that it had executed when its turn began

	decision choice.Decision // who goes on; kept for the room of its options
}

func (u *turns) add(id int32) { u.ready = append(u.ready, id) }

func without(list []int32, id int32) []int32 {
	if i := slices.Index(list, id); i >= 0 {
		return slices.Delete(list, i, i+1)
	}
	return list
}

// withoutTime returns the configuration of the machine that an untimed strategy sees: nothing takes time but bytecodes.
func (c Config) withoutTime() Config {
	c.Cores = 1
	c.WakeIdle, c.WakeBusy, c.WakeCost, c.WakeEmpty = 0, 0, 0, 0
	c.Switch, c.Lateness, c.SpawnCost, c.Jitter, c.SpeedJitter = 0, 0, 0, 0, 0
	c.WakeRecent, c.Recent, c.SwitchRecent, c.InterruptSend, c.InterruptCost, c.SwitchIdle, c.Touch, c.WakeEmptyLone, c.Balance = 0, 0, 0, 0, 0, 0, 0, 0, 0
	c.Nap, c.Deep, c.WakeDeep, c.SwitchDeep, c.SendDeep, c.WakeQueued, c.InterruptIn, c.TimerCost, c.TimerSet, c.LookAgain, c.Line = 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
	c.Sockets, c.Processes = sched.SocketCosts{}, sched.ProcessCosts{}
	c.WakeQuantiles, c.BusyQuantiles, c.LateQuantiles = nil, nil, nil
	return c
}

// loopUntimed asks the strategy who goes on, and lets it, until nobody can.
func (k *kernel) loopUntimed() {
	c := &k.cores[0]
	for k.failure == nil && !k.cut && k.inTime() {
		d := &k.untimed.decision
		*d = choice.Decision{Kind: choice.Next, At: k.recorded(), Names: k.Names, Executed: k.executedBy, Options: k.whoCanGoOn(d.Options[:0])}
		if len(d.Options) == 0 {
			k.idle()
			return
		}
		i, err := k.Strategy.Pick(d)
		if err == nil && (i < 0 || i >= int64(len(d.Options))) {
			err = fmt.Errorf("sim: the strategy chose option %d of %d", i, len(d.Options))
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
func (k *kernel) whoCanGoOn(list []choice.Option) []choice.Option {
	if t := k.cores[0].thread; t != 0 {
		list = append(list, k.option(t))
	}
	for _, t := range k.untimed.ready {
		list = append(list, k.option(t))
	}
	first := len(list)
	for _, t := range k.untimed.alive {
		if k.threads[t].timer != 0 {
			list = append(list, k.timer(t))
		}
	}
	k.sortByTimer(list[first:])
	if len(k.arrivals) > 0 && k.alive > 0 {
		list = append(list, choice.Option{Obj: k.arrivals[0].obj})
	}
	return list
}

func (k *kernel) option(id int32) choice.Option {
	s, t := &k.threads[id], k.tasks[id]
	b := &s.burn
	o := choice.Option{Thread: id, Process: t.Thread().Process().Number(), Bytecodes: k.executed(s), Current: s.condition == runs}
	o.Step, o.Obj = t.Announced()
	switch {
	case t.InC():
	case b.done < b.n:
		o.Own = b.n - b.done
		o.Place = t.Thread().Place()
	case b.n < b.asked:
		o.Step, o.Obj = t.Interrupted()
	}
	return o
}

func (k *kernel) timer(id int32) choice.Option {
	o := k.option(id)
	o.Step, o.Obj = trace.Timeout, k.tasks[id].Request().On
	return o
}

func (k *kernel) sortByTimer(list []choice.Option) {
	slices.SortFunc(list, func(a, b choice.Option) int {
		s, o := &k.threads[a.Thread], &k.threads[b.Thread]
		return cmp.Or(cmp.Compare(s.fires, o.fires), cmp.Compare(s.timer, o.timer))
	})
}

// goOn lets the chosen thread go on: its timer fires, or it runs to its next request or for limit bytecodes. Or it lets a
// device do so.
func (k *kernel) goOn(c *core, o choice.Option, limit int64) {
	if o.Device() {
		k.happen()
		return
	}
	id := o.Thread
	if o.Timer() {
		k.patrol()
		s := &k.threads[id]
		k.now = max(k.now, s.fires)
		k.timers.cancel(s)
		k.expireTimer(s)
		return
	}
	if id != k.untimed.last {
		k.endTurn()
		k.untimed.last, k.untimed.from = id, k.executedBy(id)
	}
	if !o.Current {
		k.switchTo(c, id)
	}
	k.runFor(c, limit)
}

// endTurn notes how far the last thread has come in its turn, so that the trace of the run is a schedule, too. A turn
// in which it has executed nothing is none.
func (k *kernel) endTurn() {
	if id := k.untimed.last; id != 0 && k.executedBy(id) > k.untimed.from {
		k.log.add(k.now, k.executedBy(id), id, k.threads[id].actor, 0, trace.NoCore, trace.Turn)
	}
}

func (k *kernel) switchTo(c *core, id int32) {
	if c.thread != 0 {
		was := k.on(c)
		k.record(was, trace.Preempt, id, k.executed(was))
		k.vacate(c, was)
		was.condition = waits
		k.untimed.add(was.id)
	}
	k.untimed.ready = without(k.untimed.ready, id)
	k.assign(c, &k.threads[id])
}

// runFor executes the burn of the thread of c, or limit bytecodes of it; at its end it goes on to its next request.
func (k *kernel) runFor(c *core, limit int64) {
	s := k.on(c)
	rest := s.burn.n - s.burn.done
	if limit > 0 && limit < rest {
		s.burn.from = k.now
		k.now = s.endOf(s.burn.done + limit)
		k.settle(s)
		return
	}
	s.burn.from = k.now
	c.end = s.endOf(s.burn.n)
	k.resume(c)
}
