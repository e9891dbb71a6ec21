// This file defines replay by order: a picker that follows a schedule of turns, whatever the time.

package sched

import (
	"fmt"

	"github.com/gilsim/gilsim/trace"
)

// A turn is one entry of a schedule.
type turn struct {
	thread int32
	until  int64 // bytecodes that the thread has executed in all when its turn ends; negative: until it waits or ends
	event  int64 // the number of the event that it comes from
}

// firings is how often the timer of the thread whose turn it is may fire to get it going: its sleep ends; it has waited
// an interval for the lock, in which that has changed hands, so that it must wait another one; and it asks for it.
const firings = 3

// byOrder is the picker of replay by order.
type byOrder struct {
	names  *trace.Names // the run's
	turns  []turn
	fired  int               // how often the timer of the turn's thread has fired in this turn
	from   int64             // bytecodes that the turn's thread had executed when its turn began
	ran    map[int32]int64   // bytecodes executed so far, by thread
	chance map[int32][]int64 // random numbers still to come, by thread
	clock  map[int32][]int64 // times still to come, by thread
	phase  int64             // of the tick counter; 0 if the schedule has none
}

// ByOrder returns the picker that makes the threads take turns as a trace says: by its turn events if it is a schedule
// made by hand, or else by the order in which the interpreter lock was dropped. Times do not matter. The random numbers
// and times that the program asks for are those of the trace. Where the discipline does not permit a switch that the
// schedule wants, or an answer is missing, the run ends there with a *DivergenceError.
//
// The trace of a run without an interpreter lock, in which threads ran at the same time, has no such order: an error.
func ByOrder(tr *trace.Trace) (Picker, error) {
	p := &byOrder{ran: map[int32]int64{}, chance: map[int32][]int64{}, clock: map[int32][]int64{}}
	p.turns = turnsOf(tr, trace.Turn)
	if len(p.turns) == 0 {
		p.turns = turnsOf(tr, trace.Drop)
	}
	if len(p.turns) == 0 {
		return nil, fmt.Errorf("sched: a run without an interpreter lock cannot be replayed by order: its threads ran at the same time")
	}
	for _, e := range tr.Events {
		switch e.Kind {
		case trace.Random:
			p.chance[e.Thread] = append(p.chance[e.Thread], e.Arg)
		case trace.Now:
			p.clock[e.Thread] = append(p.clock[e.Thread], e.Arg)
		case trace.Phase:
			p.phase = e.Arg
		}
	}
	return p, nil
}

// turnsOf collects the turns that events of this kind end.
func turnsOf(tr *trace.Trace, kind trace.Kind) []turn {
	var list []turn
	for i, e := range tr.Events {
		if e.Kind == kind {
			list = append(list, turn{e.Thread, e.Arg, int64(i)})
		}
	}
	return list
}

// Timed reports false: the schedule decides who runs.
func (p *byOrder) Timed() bool { return false }

// Pick answers from the schedule.
func (p *byOrder) Pick(d *Decision) (int64, error) {
	p.names = d.Names
	switch d.Kind {
	case Next:
		return p.next(d)
	case Whom:
		return p.whom(d), nil
	case Chance:
		return p.recorded(d, p.chance, "random number")
	case Clock:
		return p.recorded(d, p.clock, "time")
	case Phase:
		if p.phase >= d.Low && p.phase <= d.High {
			return p.phase, nil
		}
		return d.High, nil
	}
	return d.Low, nil
}

// recorded returns the next recorded answer for a thread.
func (p *byOrder) recorded(d *Decision, from map[int32][]int64, what string) (int64, error) {
	list := from[d.Thread]
	if len(list) == 0 {
		return 0, p.diverged("the schedule has no further %s for %s", what, p.name(d.Thread))
	}
	from[d.Thread] = list[1:]
	if list[0] < d.Low || list[0] > d.High {
		return 0, p.diverged("the schedule's %s for %s is %d, which is not from %d to %d", what, p.name(d.Thread), list[0], d.Low, d.High)
	}
	return list[0], nil
}

// whom wakes the thread whose turn it is, if it waits, or else the first.
func (p *byOrder) whom(d *Decision) int64 {
	if len(p.turns) == 0 {
		return 0
	}
	return max(0, d.Waiting(p.turns[0].thread))
}

// next chooses who goes on. In this order: the thread whose turn it is, if it can run; the first firing of its timer;
// anybody who has no bytecode to execute, so that locks and wake-ups take their course; further firings; if nobody has
// any bytecode to execute, the firing of the next timer. If only bytecodes that are nobody's turn are left, the schedule
// asks for a switch that the discipline does not permit.
func (p *byOrder) next(d *Decision) (int64, error) {
	p.skip(d.Options)
	timer, other, machine, own := int64(-1), int64(-1), int64(-1), int64(-1)
	for i := range d.Options {
		o := &d.Options[i]
		mine := len(p.turns) > 0 && o.Thread == p.turns[0].thread
		switch {
		case mine && !o.Timer:
			p.allow(d, o)
			return int64(i), nil
		case mine && p.fired < firings:
			timer = int64(i)
		case o.Timer && !mine && other < 0:
			other = int64(i)
		case !o.Timer && o.Own == 0 && machine < 0:
			machine = int64(i)
		case !o.Timer && own < 0:
			own = int64(i)
		}
	}
	switch {
	case machine >= 0 && (timer < 0 || p.fired > 0):
		return machine, nil
	case timer >= 0:
		p.fired++
		return timer, nil
	case own < 0 && other >= 0:
		return other, nil
	}
	return 0, p.refuse(d.Options, own)
}

// skip drops the turns that are over.
func (p *byOrder) skip(options []Option) {
	for len(p.turns) > 0 && p.over(options) {
		p.turns = p.turns[1:]
		p.fired = 0
		if len(p.turns) > 0 {
			p.from = p.ran[p.turns[0].thread]
		}
	}
}

// over reports whether the present turn is over. One of some bytecodes is when they have been executed; one of none, when
// the thread, after its timer has fired if it waits for that, has nothing to do but execute bytecodes, or waits for
// something else; and one that ends when its thread waits or ends, when it has executed some and cannot go on.
func (p *byOrder) over(options []Option) bool {
	t := &p.turns[0]
	ran := p.ran[t.thread]
	if t.until > p.from {
		return ran >= t.until
	}
	for i := range options {
		o := &options[i]
		switch {
		case o.Thread != t.thread:
		case t.until < 0 && (!o.Timer || ran == p.from):
			return false
		case t.until >= 0 && (o.Timer && p.fired == 0 || !o.Timer && o.Own == 0):
			return false
		}
	}
	return t.until >= 0 || ran > p.from
}

// allow lets the thread whose turn it is go on, to the end of its turn at most.
func (p *byOrder) allow(d *Decision, o *Option) {
	n := o.Own
	if until := p.turns[0].until; until >= 0 && n > 0 {
		d.Limit = until - o.Bytecodes
		n = min(n, d.Limit)
	}
	p.ran[o.Thread] = o.Bytecodes + n
}

// refuse says why the schedule cannot be followed.
func (p *byOrder) refuse(options []Option, own int64) error {
	if len(p.turns) == 0 {
		o := &options[own]
		return p.diverged("the schedule ends here, but %s has bytecodes to execute after its first %d%s", p.name(o.Thread), o.Bytecodes, p.step(o))
	}
	t := &p.turns[0]
	if own < 0 {
		return p.diverged("it is the turn of %s, which waits or has ended, and so do all others", p.name(t.thread))
	}
	o := &options[own]
	return p.diverged("it is the turn of %s, but %s, after %d bytecodes%s, does not let go here: the discipline permits no switch",
		p.name(t.thread), p.name(o.Thread), o.Bytecodes, p.step(o))
}

// step describes the step that a thread has announced.
func (p *byOrder) step(o *Option) string {
	if o.Next == trace.None {
		return ""
	}
	if info, ok := p.names.Object(o.Obj); ok && o.Next.Spec().Obj == trace.Object {
		return fmt.Sprintf(", before its %s of %q", o.Next, info.Name)
	}
	return fmt.Sprintf(", before its %s", o.Next)
}

// name returns the name of a thread.
func (p *byOrder) name(thread int32) string {
	if name, ok := p.names.Thread(thread); ok {
		return name
	}
	return fmt.Sprintf("thread %d", thread)
}

// diverged is the error of a schedule that cannot be followed.
func (p *byOrder) diverged(format string, args ...any) error {
	e := &DivergenceError{Event: -1, Msg: fmt.Sprintf(format, args...)}
	if len(p.turns) > 0 {
		e.Event = p.turns[0].event
	}
	return e
}
