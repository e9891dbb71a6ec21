// This file defines the replay: a recorded run, and the run that repeats it.

package experiment

import (
	"errors"
	"fmt"
	"slices"

	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/diff"
)

// A Replay is a recording and the run that repeats it.
type Replay struct {
	Recorded *trace.Trace
	Setup    *Setup
	ByOrder  bool
	Real     bool         // the recording is that of a real run
	got      trace.Buffer // what the run did; empty if it is by order, unless the recording is real
	Names    *trace.Names // those of the run
	Info     Info
	First    *diff.Result // where an exact replay departs, or the steps of one of a real recording; nil if it does not
	Stopped  bool         // the recording was ended early, and says nothing of what comes after
	CutShort bool         // the recording lacks its end, as one of a process that was killed does
}

// NewReplay returns the replay of a recording of the program: by order if that is asked for, or if nothing else is possible, as
// with a schedule made by hand or a real run; otherwise exactly.
func NewReplay(tr *trace.Trace, p *workload.Program, byOrder bool) (*Replay, error) {
	s, err := FromHeader(p, tr.Header)
	r := &Replay{Recorded: tr, Setup: s, Names: new(trace.Names), Real: isReal(tr.Header)}
	r.ByOrder = byOrder || r.Real || IsSchedule(tr)
	return r, err
}

// IsSchedule reports whether the trace says whose turn it is: one that was made by hand, or the trace of a replay by order.
func IsSchedule(tr *trace.Trace) bool {
	return slices.ContainsFunc(tr.Events, func(e trace.Event) bool { return e.Kind.Spec().Group == trace.Schedule })
}

// Follow lets the recording make the decisions of the setup's runs. The error says what is wrong with a schedule, or why the
// machine cannot repeat the recording exactly.
func (r *Replay) Follow() (err error) {
	if !r.ByOrder {
		r.Setup.Machine.Strategy = choice.Exact(r.Recorded.Events)
		return sim.Repeats(r.Recorded.Header)
	}
	r.Setup.Machine.Strategy, err = choice.ByOrder(r.Recorded)
	return err
}

// Recorder returns what keeps the events to compare; a run by order has other ones than its recording, but a real
// recording has the same steps.
func (r *Replay) Recorder() trace.Recorder {
	if r.ByOrder && !r.Real {
		return nil
	}
	return &r.got
}

// Compare finds where an exact replay departs. A recording that was ended from outside, by Ctrl-C or its step limit, has
// a halt in the place of what would have come; that of a process that was killed just breaks off. The run then fails for
// want of answers, which is not its own doing.
func (r *Replay) Compare() {
	got := &trace.Trace{Names: r.Names, Events: r.got.Events}
	if r.ByOrder {
		r.Stopped = r.outlasts()
		if r.Stopped {
			r.Info.Failure = nil
		} else if r.Real && !r.Forks() && r.Departs() == nil {
			r.First = diff.Traces(r.Recorded, got, diff.Steps)
		}
		return
	}
	r.First = diff.Traces(r.Recorded, got, diff.Exact)
	if r.First == nil {
		return
	}
	last := len(r.Recorded.Events) - 1
	r.Stopped = r.First.Common == last && r.wasStopped(&r.Recorded.Events[last])
	r.CutShort = r.First.Common > last && !hasEnd(r.Recorded, r.Setup.Machine.FailFast)
	if r.Stopped || r.CutShort {
		r.First, r.Info.Failure = nil, nil
	}
}

// outlasts reports whether a run by order went as far as a recording that was ended from outside, and would go on.
func (r *Replay) outlasts() bool {
	var d *choice.DivergenceError
	ran := errors.As(r.Info.Failure, &d) && d.Event < 0
	return ran && r.wasStopped(&r.Recorded.Events[len(r.Recorded.Events)-1])
}

// Forks reports whether the recording has other processes, which no lock binds: nothing says when they did their steps.
func (r *Replay) Forks() bool {
	return slices.ContainsFunc(r.Recorded.Events, func(e trace.Event) bool { return e.Kind == trace.Fork })
}

// wasStopped reports whether the event ended the recording for no reason of the program's own. A deadlock is one: a run
// that goes on there departs.
func (r *Replay) wasStopped(e *trace.Event) bool {
	text, _ := r.Recorded.Names.Text(e.Arg)
	return e.Kind == trace.Halt && haltKind(text) != FailDeadlock
}

// hasEnd reports whether the trace, which has one event at least, is that of a run up to its end: a halt, the crash of one that
// fails fast, or the exit of the last thread, by itself or cut off.
func hasEnd(tr *trace.Trace, failFast bool) bool {
	alive := 1 // the main thread
	for i := range tr.Events {
		switch tr.Events[i].Kind {
		case trace.Spawn, trace.Fork:
			alive++
		case trace.Exit, trace.Cut:
			alive--
		}
	}
	last := tr.Events[len(tr.Events)-1].Kind
	return last == trace.Halt || last == trace.Crash && failFast || (last == trace.Exit || last == trace.Cut) && alive == 0
}

// Departs says why a run by order did not follow the schedule to its end, nil if it did. Any other failure, such as a
// deadlock, is what the schedule leads to.
func (r *Replay) Departs() error {
	if !r.ByOrder {
		return nil
	}
	var d *choice.DivergenceError
	switch {
	case errors.As(r.Info.Failure, &d) && d.Event >= 0:
		return fmt.Errorf("the schedule cannot be followed from its event %d on: %s%s", d.Event+1, d.Msg, r.fits(d.Event))
	case d != nil:
		return fmt.Errorf("the schedule cannot be followed to its end: %s", d.Msg)
	case FailureKind(r.Info.Failure) == failSteps:
		return fmt.Errorf("the schedule was not followed to its end: %w", r.Info.Failure)
	}
	return nil
}

// fits says how much of a schedule with turns fits that departs at an event.
func (r *Replay) fits(event int64) string {
	turns, before := 0, 0
	for i := range r.Recorded.Events {
		if r.Recorded.Events[i].Kind.Spec().Group == trace.Schedule {
			turns++
			if int64(i) < event {
				before++
			}
		}
	}
	if turns == 0 {
		return ""
	}
	return fmt.Sprintf(" (the first %d of its %d turns fit)", before, turns)
}

// Same reports whether the run followed the recording to its end, and the recording has one.
func (r *Replay) Same() bool { return r.First == nil && !r.CutShort && r.Departs() == nil }
