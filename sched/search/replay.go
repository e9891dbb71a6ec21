// This file makes a run again: that of an example, and that of a schedule, which may be one of another state of the program.

package search

import (
	"fmt"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/serial"
	"github.com/gilsim/gilsim/trace"
)

// A replay makes the turns of an example again.
type replay struct {
	turns []int32
	at    int
	given
}

// given are answers that are known: the first ones of a run.
type given []int64

// Answer gives the next answer again.
func (g *given) Answer(n int64) int64 {
	if len(*g) == 0 {
		return 0
	}
	next := min((*g)[0], n-1)
	*g = (*g)[1:]
	return next
}

// Choose makes the next one.
func (r *replay) Choose(t *serial.Turn) int32 {
	if len(t.Enabled) == 0 || r.at == len(r.turns) {
		return 0
	}
	r.at++
	return r.turns[r.at-1]
}

// machineOf makes the machine of a run whose tick counter starts so.
func (o *Options) machineOf(phase int64) *serial.Machine {
	lock := gil.Possible{Config: o.GIL, Phase: phase}
	return serial.New(serial.Config{GIL: lock, Library: o.Library, MaxSteps: o.MaxSteps, Ordered: o.Ordered})
}

// write writes down the schedule of the example.
func (s *search) write() {
	if e := s.found.Example; e != nil {
		e.Schedule = ScheduleOf(s.program, s.Options, e)
	}
}

// ScheduleOf returns the schedule of the run that an example's phase, answers and turns make, whoever has chosen them. It has no
// settings.
func ScheduleOf(p Program, o Options, e *Example) *Schedule {
	m := o.machineOf(e.Phase)
	defer m.Close()
	w := &scribe{chooser: &replay{turns: e.Turns, given: e.Answers}, steps: newSteps(m, o.Sources)}
	m.Run(p().Program, w, &trace.Buffer{})
	return &Schedule{Phase: e.Phase, Answers: e.Answers, Turns: w.turns}
}

// Record makes an example's run once more, and returns its trace. What it counts as time is events: one a microsecond.
func Record(p Program, o Options, e *Example) *trace.Trace {
	m := o.machineOf(e.Phase)
	defer m.Close()
	var events trace.Buffer
	m.Run(p().Program, &replay{turns: e.Turns, given: e.Answers}, &events)
	return o.traceOf(m, events.Events)
}

// RecordTurns is Record with the turns of the threads among the events, so that the run can be replayed by order under the lock
// itself (choice.ByOrder).
func RecordTurns(p Program, o Options, e *Example) *trace.Trace {
	m := o.machineOf(e.Phase)
	defer m.Close()
	r := &turnRecorder{replay: &replay{turns: e.Turns, given: e.Answers}, machine: m, waits: map[int32]bool{}}
	m.Run(p().Program, r, r)
	return o.traceOf(m, r.Events)
}

func (o *Options) traceOf(m *serial.Machine, events []trace.Event) *trace.Trace {
	for i := range events {
		events[i].Time = int64(i) * 1000
	}
	return &trace.Trace{Header: trace.Header{Config: o.GIL.Params()}, Names: m.Names(), Events: events}
}

// A Replayed is a run that was made by a schedule.
type Replayed struct {
	Example          // with the schedule of the run that was made
	OK      bool     // its result is right
	Cut     bool     // it had too many steps, and has no result
	Drift   []string // where the schedule does not fit the program, and what was done there, in sentences; none: it fits
}

// Replay runs the program by a schedule, which may have been made of the program as it was before a change, or under another
// lock. Where it does not fit, the run goes on as near to it as it can. The error says why the program cannot be run.
func Replay(p Program, o Options, s *Schedule) (*Replayed, error) {
	if err := o.GIL.Validate(); err != nil {
		return nil, err
	}
	r, f, err := o.follow(p, s, nil)
	if err != nil {
		return nil, err
	}
	if renamed := f.missing(s); len(renamed) > 0 {
		r, f, err = o.follow(p, s, renamed)
	}
	if err == nil {
		r.Drift = f.drift
	}
	return r, err
}

func (o *Options) follow(p Program, s *Schedule, renamed map[string]bool) (*Replayed, *follower, error) {
	m := o.machineOf(s.Phase)
	defer m.Close()
	steps := newSteps(m, o.Sources)
	f := newFollower(s, steps, renamed)
	n := &note{strategy: endless{f}}
	w := &scribe{chooser: n, steps: steps}
	run := p()
	out := m.Run(run.Program, w, &trace.Buffer{})
	if out.Refused {
		return nil, nil, out.Err
	}
	r := &Replayed{Cut: out.Cut}
	r.Err, r.Turns, r.Preemptions, r.Switches, r.Phase = out.Err, n.turns, n.preemptions, n.switches, s.Phase
	r.Answers = n.answers
	r.Schedule = &Schedule{Settings: s.Settings, Phase: s.Phase, Answers: n.answers, Turns: w.turns}
	switch {
	case out.Cut:
		r.Result = fmt.Sprintf("cut after %d steps", out.Steps)
	case out.Err != nil:
		r.Result = firstLine(out.Err)
	default:
		r.Result, r.OK = run.Judge()
	}
	return r, f, nil
}

// missing returns the objects of the schedule that the run did not have.
func (f *follower) missing(s *Schedule) map[string]bool {
	list := map[string]bool{}
	for i := range s.Turns {
		a := &s.Turns[i].Until
		if a.Object != "" && !isPath(a.Object) && !f.steps.paths.known(a.Object) {
			list[a.Object] = true
		}
	}
	return list
}

// endless is a strategy that can always make another run.
type endless struct{ *follower }

// Begin reports true.
func (endless) Begin() bool { return true }

// A turnRecorder keeps the events of a run, and with them its turns in bytecodes, as a schedule made by hand has them.
type turnRecorder struct {
	*replay
	trace.Buffer
	machine *serial.Machine
	waits   map[int32]bool // by thread: its last turn ends with its beginning to wait
	last    int32
}

// Record keeps the events. A turn in which the thread sleeps is one up to there, and another one.
func (r *turnRecorder) Record(events []trace.Event) {
	r.Buffer.Record(events)
	for i := range events {
		if e := &events[i]; e.Kind == trace.Sleep && e.Thread == r.last {
			r.turn(r.last, r.machine.Executed(r.last))
		}
	}
}

// Choose notes where the turn of whoever went on ends. Those who wait at the end of the run have a turn each, in which they begin to.
func (r *turnRecorder) Choose(t *serial.Turn) int32 {
	id := r.replay.Choose(t)
	switch {
	case id == 0:
		r.turnEnds(r.last)
		for _, blocked := range t.Blocked {
			if !r.waits[blocked] {
				r.turnEnds(blocked)
			}
		}
	case id == r.last:
	case r.last != 0 && r.machine.Keeps(r.last):
		return id // which is no turn: the order of those who wait for an object tells
	case r.last != 0:
		r.turnEnds(r.last)
	}
	r.last = id
	return id
}

// turnEnds notes the end of a thread's turn. Where it goes on after a sleep and then begins to wait, these are two turns: or else the
// sleep would end the one.
func (r *turnRecorder) turnEnds(thread int32) {
	until := r.machine.LeftAt(thread)
	r.waits[thread] = until < 0
	if until < 0 {
		r.turn(thread, r.machine.Executed(thread))
	}
	r.turn(thread, until)
}

func (r *turnRecorder) turn(thread int32, until int64) {
	r.Buffer.Record([]trace.Event{{Kind: trace.Turn, Thread: thread, Arg: until, Core: trace.NoCore}})
}
