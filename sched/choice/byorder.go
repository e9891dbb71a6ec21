// This file defines replay by order: a strategy that follows a schedule of turns, whatever the time.

package choice

import (
	"fmt"
	"slices"

	"github.com/gilsim/gilsim/trace"
)

// A turn is one entry of a schedule.
type turn struct {
	thread int32
	until  int64 // bytecodes that the thread has executed in all when its turn ends; negative: until it waits or ends
	drops  int64 // how often it has let the interlock go when its turn ends; 0 if the schedule does not say
	event  int64 // the number of the event that it comes from
}

// firings is how often the timer of the thread whose turn it is may fire to get it going: its sleep ends; it has waited
// an interval for the lock, in which that has changed hands, so that it must wait another one; and it asks for it.
const firings = 8

// patience is how often devices and other processes may go on in one turn. They have no turns of their own: they go on
// while the schedule waits for something that may come from them.
const patience = 100_000

// byOrder is the strategy of replay by order.
type byOrder struct {
	names    *trace.Names // the run's
	schedule *trace.Names // the trace's
	turns    []turn
	fired    int               // how often the timer of the turn's thread has fired in this turn
	strays   int               // how often devices and other processes have gone on in this turn
	from     int64             // bytecodes that the turn's thread had executed when its turn began
	last     int32             // the thread of the turn before: it may still have to let go
	chance   map[int32][]int64 // random numbers still to come, by thread
	clock    map[int32][]int64 // times still to come, by thread
	phase    int64             // of the tick counter; 0 if the schedule has none
	drops    bool              // the turns are those of a recorded interlock
	acts     acts
	steps    []int32 // the threads of the program steps still to come, in order: for steps that take no bytecode
	wrong    error   // the run has departed from the acts
}

// ByOrder returns the strategy that makes the threads take turns as a trace says: by the order in which the interpreter
// lock was dropped, or else, as in a schedule made by hand, by its turn events. What threads wait for, such as locks of the
// program, they get in the order of the trace. Times do not matter. The random numbers and times that the program asks for
// are those of the trace. Where the discipline does not permit a switch that the schedule wants, or an answer is missing,
// the run ends there with a *DivergenceError.
//
// The trace of a run without an interpreter lock, in which threads ran at the same time, has no such order: an error.
func ByOrder(tr *trace.Trace) (Strategy, error) {
	p := &byOrder{chance: map[int32][]int64{}, clock: map[int32][]int64{}}
	p.turns = turnsOf(tr, trace.Drop)
	p.drops = len(p.turns) > 0
	if !p.drops {
		p.turns = turnsOf(tr, trace.Turn)
	}
	if len(p.turns) == 0 {
		return nil, fmt.Errorf("choice: a run without an interpreter lock cannot be replayed by order: its threads ran at the same time")
	}
	p.schedule, p.acts = tr.Names, newActs(tr)
	for _, e := range tr.Events {
		if e.Kind.Spec().Group == trace.Program {
			p.steps = append(p.steps, e.Thread)
		}
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
	drops := map[int32]int64{}
	for i, e := range tr.Events {
		if e.Kind != kind {
			continue
		}
		if kind == trace.Drop {
			drops[e.Thread]++
		}
		list = append(list, turn{thread: e.Thread, until: e.Arg, drops: drops[e.Thread], event: int64(i)})
	}
	return list
}

// Timed reports false: the schedule decides who runs.
func (p *byOrder) Timed() bool { return false }

// Pick answers from the schedule.
func (p *byOrder) Pick(d *Decision) (int64, error) {
	if p.names == nil {
		p.names = d.Names
		p.acts.align(p.schedule, p.names)
	}
	if p.wrong != nil {
		return 0, p.wrong
	}
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

// Record notes the acts of the run.
func (p *byOrder) Record(events []trace.Event) {
	for i := range events {
		p.stepped(&events[i])
		if e := &events[i]; !p.acts.did(e) && p.wrong == nil {
			p.wrong = p.departed(e)
		}
	}
}

// stepped takes a program step of the run off the list. Where another thread makes it than in the schedule, the rest of the
// list is no help.
func (p *byOrder) stepped(e *trace.Event) {
	switch {
	case e.Kind.Spec().Group != trace.Program || len(p.steps) == 0:
	case p.steps[0] == e.Thread:
		p.steps = p.steps[1:]
	default:
		p.steps = nil
	}
}

// early reports whether a thread that waits would make its step too early, without an interlock to wait for.
func (p *byOrder) early(o *Option) bool {
	return !p.drops && o.Tries != 0 && len(p.steps) > 0 && p.steps[0] != o.Thread
}

// departed is the error of a thread that gets what it was refused, or the other way round.
func (p *byOrder) departed(e *trace.Event) error {
	info, _ := p.names.Object(e.Obj)
	if isRefusal(e) {
		return p.diverged("%s is refused %s %q, which it gets in the schedule", p.name(e.Thread), info.Class, info.Name)
	}
	return p.diverged("%s gets %s %q, which it is refused in the schedule", p.name(e.Thread), info.Class, info.Name)
}

// whom wakes the thread whose turn it is, or will be when this one lets go, if it waits, or else the first. Among those who
// wait for something else than a recorded interlock the first was woken in the recording, too.
func (p *byOrder) whom(d *Decision) int64 {
	i := 0
	if len(p.turns) > 0 && p.executed(d) {
		i = 1
	}
	if i >= len(p.turns) || p.drops && !d.Waiters.Gate() {
		return 0
	}
	return max(0, d.Waiters.IndexOf(p.turns[i].thread))
}

// executed reports whether the thread whose turn it is has executed the bytecodes of that, and let go as often as it had.
func (p *byOrder) executed(d *Decision) bool {
	t := &p.turns[0]
	return t.until >= 0 && d.Threads.Executed(t.thread) >= t.until && d.Threads.Released(t.thread) >= t.drops
}

// next chooses who goes on. In this order: the thread whose turn it is, if it can run, or who must act before it does; the
// first firing of its timer; if it waits in a blocking call, what could end that; the thread of the turn before, if it has
// no bytecode to execute, so that it lets go; further firings; anybody else who has none; who must act before such a one;
// what comes from outside; if nobody has any bytecode to execute, the firing of the next timer. If only bytecodes that are
// nobody's turn are left, the schedule asks for a switch that the discipline does not permit.
func (p *byOrder) next(d *Decision) (int64, error) {
	p.skip(d)
	c := p.choices(d.Options)
	fromOutside := p.fromOutside(c)
	switch {
	case c.mine >= 0:
		p.allow(d, &d.Options[c.mine])
		return c.mine, nil
	case c.stopped >= 0 && p.forerunner(d.Options, c.stopped) >= 0:
		return p.forerunner(d.Options, c.stopped), nil
	case c.timer >= 0 && p.fired == 0, c.timer >= 0 && c.last < 0 && p.fired < firings:
		p.fired++
		return c.timer, nil
	case fromOutside >= 0 && len(p.turns) > 0 && d.Threads.Blocked(p.turns[0].thread):
		p.strays++
		return fromOutside, nil
	case c.last >= 0:
		return c.last, nil
	case c.machine >= 0:
		return c.machine, nil
	case c.held >= 0 && p.forerunner(d.Options, c.held) >= 0:
		return p.forerunner(d.Options, c.held), nil
	case fromOutside >= 0:
		p.strays++
		return fromOutside, nil
	case c.own < 0 && c.other >= 0:
		return c.other, nil
	}
	return 0, p.refuse(d.Options, &c)
}

// fromOutside chooses what the thread whose turn it is may wait for: what comes from a device, or else another process.
func (p *byOrder) fromOutside(c choices) int64 {
	switch {
	case p.strays >= patience:
		return -1
	case c.device >= 0:
		return c.device
	}
	return c.stray
}

// choices are the indexes of the first option of each sort, -1 for none.
type choices struct {
	mine    int64 // the thread whose turn it is can run
	stopped int64 // it could, but somebody must act before
	timer   int64 // its timer can fire
	last    int64 // the thread of the turn before has no bytecode to execute
	machine int64 // another one has none
	held    int64 // another one has none, but somebody must act before
	device  int64 // something is to come from a device
	stray   int64 // one of another process can run, or its timer can fire
	own     int64 // another one has some
	other   int64 // the timer of another one can fire
}

// choices sorts the options.
func (p *byOrder) choices(options []Option) choices {
	c := choices{-1, -1, -1, -1, -1, -1, -1, -1, -1, -1}
	for i := len(options) - 1; i >= 0; i-- {
		o := &options[i]
		sort := &c.own
		switch mine := len(p.turns) > 0 && o.Thread == p.turns[0].thread; {
		case o.Device:
			sort = &c.device
		case mine && o.Timer:
			sort = &c.timer
		case mine && p.acts.before(o) != nil:
			sort = &c.stopped
		case mine:
			sort = &c.mine
		case o.Outside && p.acts.before(o) != nil:
			sort = &c.held
		case o.Outside:
			sort = &c.stray
		case o.Timer:
			sort = &c.other
		case o.Own == 0 && (p.acts.before(o) != nil || p.early(o)):
			sort = &c.held
		case o.Own == 0 && o.Thread == p.last:
			sort = &c.last
		case o.Own == 0:
			sort = &c.machine
		}
		*sort = int64(i)
	}
	return c
}

// forerunner returns the option that must come first for the i-th one to come, -1 if there is none: the thread that acts
// before on the same object, or who must act before that one does; if it waits with a timer, the firing of that.
func (p *byOrder) forerunner(options []Option, i int64) int64 {
	for range options {
		before := p.acts.before(&options[i])
		if before == nil {
			return i
		}
		j := slices.IndexFunc(options, func(o Option) bool { return o.Thread == before.thread })
		if j < 0 || options[j].Own > 0 && !options[j].Outside {
			return -1
		}
		if i = int64(j); options[i].Timer {
			return i
		}
	}
	return -1
}

// skip drops the turns that are over.
func (p *byOrder) skip(d *Decision) {
	for len(p.turns) > 0 && p.over(d) {
		p.last, p.fired, p.strays = p.turns[0].thread, 0, 0
		p.turns = p.turns[1:]
		if len(p.turns) > 0 {
			p.from = d.Threads.Executed(p.turns[0].thread)
		}
	}
}

// over reports whether the present turn is over: its thread has executed its bytecodes, and has let the interlock go or
// has more of them to execute, so that somebody must ask; or, if it is a turn that ends when its thread waits or ends,
// the thread has executed some and cannot go on.
func (p *byOrder) over(d *Decision) bool {
	t := &p.turns[0]
	ran := d.Threads.Executed(t.thread)
	i := slices.IndexFunc(d.Options, func(o Option) bool { return o.Thread == t.thread && !o.Timer })
	switch {
	case t.until < 0:
		return ran > p.from && i < 0
	case ran < t.until:
		return false
	}
	return d.Threads.Released(t.thread) >= t.drops || i >= 0 && d.Options[i].Own > 0
}

// allow lets the thread whose turn it is go on, to the end of its turn at most.
func (p *byOrder) allow(d *Decision, o *Option) {
	if until := p.turns[0].until; until >= 0 && o.Own > 0 {
		d.Limit = until - o.Bytecodes
	}
}

// refuse says why the schedule cannot be followed.
func (p *byOrder) refuse(options []Option, c *choices) error {
	own := c.own
	if i := max(c.stopped, c.held); i >= 0 {
		return p.overtakes(&options[i])
	}
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

// overtakes is the error of a thread that is held back for one that does not come.
func (p *byOrder) overtakes(o *Option) error {
	before, object := p.acts.before(o), o.actsOn()
	info, _ := p.names.Object(object)
	err := p.diverged("%s must not come to %s %q before %s, which does not get there", p.name(o.Thread), info.Class, info.Name, p.name(before.thread))
	err.Event = before.event
	return err
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
func (p *byOrder) diverged(format string, args ...any) *DivergenceError {
	e := &DivergenceError{Event: -1, Msg: fmt.Sprintf(format, args...)}
	if len(p.turns) > 0 {
		e.Event = p.turns[0].event
	}
	return e
}
