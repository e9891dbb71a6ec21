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

	place trace.Place // of a turn that ends at a place: where
	times int32       // how often the thread comes there; 0: the turn does not end at a place
}

// firings is how often the timer of the thread whose turn it is may fire to get it going: its sleep ends; it has waited
// an interval for the lock, in which that has changed hands, so that it must wait another one; and it asks for it.
const firings = 8

// strayLimit is how often devices and other processes may go on in one turn. They have no turns of their own: they go on
// while the schedule waits for something that may come from them.
const strayLimit = 100_000

// byOrder is the strategy of replay by order.
type byOrder struct {
	names    *trace.Names // the run's
	schedule *trace.Names // the trace's
	turns    []turn
	drops    bool              // the turns are those of a recorded interlock
	from     int64             // bytecodes that the turn's thread had executed when its turn began
	came     int32             // how often the turn's thread has come to the place that the turn ends at
	cameAt   int64             // bytecodes that it had executed when it came there last
	ended    map[int32]bool    // threads that have ended
	last     int32             // the thread of the turn before: it may still have to let go
	fired    int               // how often the timer of the turn's thread has fired in this turn
	strays   int               // how often devices and other processes have gone on in this turn
	chance   map[int32][]int64 // random numbers still to come, by thread
	clock    map[int32][]int64 // times still to come, by thread
	phase    int64             // of the tick counter; 0 if the schedule has none
	acts     acts
	steps    []int32 // the threads of the program steps still to come, in order: for steps that take no bytecode
	run      locks   // how the run has come along
	wrong    error   // the run has departed from the acts
}

// ByOrder returns the strategy that makes the threads take turns as a trace says: by the order in which the interpreter
// lock was dropped, or else, as in a schedule made by hand, by its turn events. What threads wait for, such as locks of the
// program, they get in the order of the trace. Times do not matter. The random numbers and times that the program asks for
// are those of the trace. Where the discipline does not permit a switch that the schedule wants, or an answer is missing,
// the run ends there with a *DivergenceError.
//
// The trace of a run without an interpreter lock, in which threads ran at the same time, has no such order, nor has that of
// several processes with a lock each: an error.
func ByOrder(tr *trace.Trace) (Strategy, error) {
	p := &byOrder{ended: map[int32]bool{}, chance: map[int32][]int64{}, clock: map[int32][]int64{}, run: locks{released: map[int32]int64{}, awaited: map[int32]int32{}}}
	p.turns = turnsOf(tr, trace.Drop)
	p.drops = len(p.turns) > 0
	if !p.drops {
		p.turns = turnsOf(tr, trace.Turn)
	}
	if len(p.turns) == 0 {
		return nil, fmt.Errorf("choice: a run without an interpreter lock cannot be replayed by order: its threads ran at the same time")
	}
	p.schedule, p.acts = tr.Names, newActs(tr)
	lock := int32(0)
	for _, e := range tr.Events {
		if e.Kind == trace.Drop {
			if lock != 0 && e.Obj != lock {
				return nil, fmt.Errorf("choice: a run in which several processes have an interpreter lock cannot be replayed by order: no lock orders what they share")
			}
			lock = e.Obj
		}
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

func turnsOf(tr *trace.Trace, kind trace.Kind) []turn {
	var list []turn
	drops := map[int32]int64{}
	for i, e := range tr.Events {
		if kind == trace.Turn && e.Kind == trace.Until {
			place, _ := tr.Names.Place(e.Arg)
			list = append(list, turn{thread: e.Thread, place: place, times: max(1, e.Obj), event: int64(i)})
		}
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
		p.acts.twins = newTwins(p.schedule, p.names)
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
		x, err := p.recorded(p.chance, d.Thread, "random number")
		if err == nil && (x < d.Low || x > d.High) {
			err = p.diverged("the schedule's random number for %s is %d, which is not from %d to %d", p.name(d.Thread), x, d.Low, d.High)
		}
		return x, err
	case Phase:
		if p.phase >= d.Low && p.phase <= d.High {
			return p.phase, nil
		}
		return d.High, nil
	}
	return d.Low, nil
}

// Now returns the recorded time: what the run's own clock says is no matter.
func (p *byOrder) Now(thread int32, _ int64) (int64, error) {
	return p.recorded(p.clock, thread, "time")
}

// recorded returns the next recorded answer for a thread.
func (p *byOrder) recorded(from map[int32][]int64, thread int32, what string) (int64, error) {
	list := from[thread]
	if len(list) == 0 {
		return 0, p.diverged("the schedule has no further %s for %s", what, p.name(thread))
	}
	from[thread] = list[1:]
	return list[0], nil
}

// Record notes how the run comes along.
func (p *byOrder) Record(events []trace.Event) {
	for i := range events {
		e := &events[i]
		p.stepped(e)
		p.run.note(e)
		if e.Kind == trace.Exit {
			p.ended[e.Thread] = true
		}
		if !p.acts.did(e) && p.wrong == nil {
			p.wrong = p.departed(e)
		}
	}
}

// locks is what the events of the run tell of its threads.
type locks struct {
	holder   int32           // who has the interlock; 0: nobody
	released map[int32]int64 // how often a thread has let it go
	awaited  map[int32]int32 // the object that a thread waits for, if it does
}

func (l *locks) note(e *trace.Event) {
	switch e.Kind {
	case trace.Take:
		l.holder = e.Thread
	case trace.Drop:
		l.holder = 0
		l.released[e.Thread]++
	case trace.Park:
		l.awaited[e.Thread] = e.Obj
	case trace.Unpark:
		delete(l.awaited, e.Obj)
	case trace.Timeout:
		delete(l.awaited, e.Thread)
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
	if i >= len(p.turns) || p.drops && !p.isInterlock(d.Obj) {
		return 0
	}
	return max(0, d.Waiters.IndexOf(p.turns[i].thread))
}

func (p *byOrder) isInterlock(object int32) bool {
	info, _ := p.names.Object(object)
	return info.Class == trace.ClassGIL
}

// executed reports whether the thread whose turn it is has executed the bytecodes of that, and let go as often as it had.
func (p *byOrder) executed(d *Decision) bool {
	t := &p.turns[0]
	if t.times > 0 {
		return p.arrived(d, t)
	}
	return t.until >= 0 && d.Executed(t.thread) >= t.until && p.letGo(t)
}

// letGo reports whether the thread of a turn has let the interlock go as often as at its end: where there is none, it has.
func (p *byOrder) letGo(t *turn) bool {
	return p.run.released[t.thread] >= t.drops || interlocks(p.names) == 0
}

// A rank says how soon an option is chosen: the first of those of the lowest rank is. What is held comes after who must act
// before it does on the same object.
type rank uint8

// The ranks. The schedule goes on by mine; the others get its thread there; own is what it does not permit, and timeout what
// happens only if nobody has bytecodes to execute.
const (
	mine        rank = iota // the thread whose turn it is can go on
	mineHeld                // it could, but somebody must act before
	mineTimeout             // its timer fires, for the first time in this turn
	last                    // the thread of the turn before has no bytecode to execute, so that it lets go
	mineAgain               // the timer fires again
	awaited                 // the thread whose turn it is waits, and this comes from outside: from a device, or another process
	machine                 // another thread has no bytecode to execute
	held                    // the same, but somebody must act before
	outside                 // from outside
	barging                 // another thread would take the interlock, which is free
	timeout                 // the timer of another thread fires
	own                     // another thread has bytecodes to execute
)

func (p *byOrder) rank(o *Option) rank {
	before := p.acts.before(o) != nil
	isMine := len(p.turns) > 0 && o.Thread == p.turns[0].thread && !o.Device()
	switch {
	case isMine && o.Timer():
		return p.rankTimer()
	case isMine && before:
		return mineHeld
	case isMine:
		return mine
	case o.Process > 0 && before:
		return held
	case o.Device() || o.Process > 0:
		return p.rankOutside()
	case o.Timer():
		return timeout
	case o.Own > 0:
		return own
	case before || p.early(o):
		return held
	case o.Step == trace.Take && p.run.holder == 0:
		return barging
	case o.Thread == p.last:
		return last
	}
	return machine
}

func (p *byOrder) rankTimer() rank {
	switch {
	case p.fired == 0:
		return mineTimeout
	case p.fired < firings:
		return mineAgain
	}
	return own
}

func (p *byOrder) rankOutside() rank {
	switch {
	case p.strays >= strayLimit:
		return own
	case len(p.turns) > 0 && p.waits(p.turns[0].thread):
		return awaited
	}
	return outside
}

// waits reports whether a thread waits in a blocking call, for more than time.
func (p *byOrder) waits(thread int32) bool {
	info, ok := p.names.Object(p.run.awaited[thread])
	return ok && info.Class != trace.ClassGIL && info.Class != trace.ClassTimer
}

// early reports whether a thread that waits would make its step too early, without an interlock to wait for.
func (p *byOrder) early(o *Option) bool {
	return !p.drops && o.Step == trace.Try && len(p.steps) > 0 && p.steps[0] != o.Thread
}

// next chooses who goes on. If only bytecodes that are nobody's turn are left, the schedule asks for a switch that the
// discipline does not permit.
func (p *byOrder) next(d *Decision) (int64, error) {
	p.skip(d)
	var of [own + 1]int64 // by rank: the first option
	for i := range of {
		of[i] = -1
	}
	for i := len(d.Options) - 1; i >= 0; i-- {
		of[p.rank(&d.Options[i])] = int64(i)
	}
	for r := mine; r < own; r++ {
		i := of[r]
		if i >= 0 && (r == mineHeld || r == held) {
			j, never := p.forerunner(d.Options, i)
			if never {
				return 0, p.overtakes(&d.Options[i])
			}
			i = j
		}
		if i < 0 || r == timeout && of[own] >= 0 {
			continue
		}
		p.chosen(d, r, i)
		return i, nil
	}
	return 0, p.refuse(d.Options, of[own], max(of[mineHeld], of[held]))
}

// chosen notes that the i-th option, of rank r, is chosen.
func (p *byOrder) chosen(d *Decision, r rank, i int64) {
	switch r {
	case mine: // to the end of its turn at most
		if o := &d.Options[i]; p.turns[0].times == 0 && p.turns[0].until >= 0 && o.Own > 0 {
			d.Limit = p.turns[0].until - o.Bytecodes
		}
	case mineTimeout, mineAgain:
		p.fired++
	case awaited, outside:
		p.strays++
	}
}

// forerunner returns the option that must come first for the i-th one to come, -1 if there is none: the thread that acts
// before on the same object, or who must act before that one does; if it waits with a timer, the firing of that. It never
// comes if it waits for the interlock and the i-th one's thread has that: such is an attempt under a hub.
func (p *byOrder) forerunner(options []Option, i int64) (j int64, never bool) {
	held := options[i].Thread
	for range options {
		before := p.acts.before(&options[i])
		if before == nil {
			return i, false
		}
		j := slices.IndexFunc(options, func(o Option) bool { return o.Thread == before.thread })
		if j < 0 || options[j].Own > 0 && options[j].Process == 0 {
			return -1, false
		}
		o := &options[j]
		if p.run.holder == held && (o.Step == trace.Take || o.Timer() && p.isInterlock(o.Obj)) {
			return -1, true
		}
		if i = int64(j); o.Timer() {
			return i, false
		}
	}
	return -1, false
}

func (p *byOrder) skip(d *Decision) {
	for len(p.turns) > 0 && p.over(d) {
		p.last, p.fired, p.strays = p.turns[0].thread, 0, 0
		p.turns = p.turns[1:]
		p.came = 0
		if len(p.turns) > 0 {
			p.from = d.Executed(p.turns[0].thread)
		}
	}
}

// over reports whether the present turn is over: its thread has executed its bytecodes, and has let the interlock go or
// has more of them to execute, so that somebody must ask; or, if it is a turn that ends when its thread waits or ends,
// the thread has executed some and cannot go on.
func (p *byOrder) over(d *Decision) bool {
	t := &p.turns[0]
	if t.times > 0 {
		return p.arrived(d, t)
	}
	ran := d.Executed(t.thread)
	i := slices.IndexFunc(d.Options, func(o Option) bool { return o.Thread == t.thread && !o.Timer() })
	switch {
	case t.until < 0:
		return ran > p.from && i < 0
	case ran < t.until:
		return false
	}
	return p.letGo(t) || i >= 0 && d.Options[i].Own > 0
}

// arrived reports whether the thread of a turn that ends at a place has come there as often as the turn says: the step there is the
// one that it makes next. Where it stands when its turn begins it has not come in this turn.
func (p *byOrder) arrived(d *Decision, t *turn) bool {
	i := slices.IndexFunc(d.Options, func(o Option) bool { return o.Thread == t.thread && !o.Timer() })
	if i < 0 || d.Options[i].Own == 0 || d.Options[i].Bytecodes == p.from {
		return false
	}
	o := &d.Options[i]
	if place, ok := p.names.Place(int64(o.Place)); !ok || !t.place.Covers(place) {
		return false
	}
	if p.came == 0 || o.Bytecodes != p.cameAt {
		p.came, p.cameAt = p.came+1, o.Bytecodes
	}
	return p.came >= t.times
}

// refuse says why the schedule cannot be followed: by the option of a thread that has bytecodes to execute and of one that
// is held, -1 for none.
func (p *byOrder) refuse(options []Option, own, held int64) error {
	if held >= 0 {
		return p.overtakes(&options[held])
	}
	if len(p.turns) == 0 {
		o := &options[own]
		return p.diverged("the schedule ends here, but %s has bytecodes to execute after its first %d%s", p.name(o.Thread), o.Bytecodes, p.step(o))
	}
	t := &p.turns[0]
	if t.times > 0 && p.ended[t.thread] {
		return p.diverged("%s is to come to %s, but has ended before", p.name(t.thread), t.place)
	}
	if own < 0 || options[own].Own == 0 {
		return p.diverged("it is the turn of %s, which waits or has ended, and so do all others", p.name(t.thread))
	}
	o := &options[own]
	return p.diverged("it is the turn of %s, but %s, after %d bytecodes%s, does not let go here: the discipline permits no switch",
		p.name(t.thread), p.name(o.Thread), o.Bytecodes, p.step(o))
}

// overtakes is the error of a thread that is held back for one that does not come.
func (p *byOrder) overtakes(o *Option) error {
	before, object := p.acts.before(o), o.Acts()
	info, _ := p.names.Object(object)
	err := p.diverged("%s must not come to %s %q before %s, which does not get there", p.name(o.Thread), info.Class, info.Name, p.name(before.thread))
	err.Event = before.event
	return err
}

func (p *byOrder) step(o *Option) string {
	if o.Step == trace.None {
		return p.at(o)
	}
	if info, ok := p.names.Object(o.Obj); ok && o.Step.Spec().Obj == trace.Object {
		return fmt.Sprintf(", before its %s of %q%s", o.Step, info.Name, p.at(o))
	}
	return fmt.Sprintf(", before its %s%s", o.Step, p.at(o))
}

// at says where in the source an option's step is made, if that is known.
func (p *byOrder) at(o *Option) string {
	if place, ok := p.names.Place(int64(o.Place)); ok {
		return " at " + place.String()
	}
	return ""
}

func (p *byOrder) name(thread int32) string {
	if name, ok := p.names.Thread(thread); ok {
		return name
	}
	return fmt.Sprintf("thread %d", thread)
}

func (p *byOrder) diverged(format string, args ...any) *DivergenceError {
	e := &DivergenceError{Event: -1, Msg: fmt.Sprintf(format, args...)}
	if len(p.turns) > 0 {
		e.Event = p.turns[0].event
	}
	return e
}
