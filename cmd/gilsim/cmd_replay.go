// This file defines gilsim replay, which runs a recorded run again.

package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	decide "github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/diff"
	"github.com/gilsim/gilsim/trace/view"
)

// replayFlags are the flags of gilsim replay.
type replayFlags struct {
	byOrder bool
	lock    lockFlags
	machine machineFlags
	view    choice
	format  choice
	trace   word
}

// replayCommand returns the command.
func (a *app) replayCommand() *cobra.Command {
	var o replayFlags
	cmd := &cobra.Command{
		Use:   "replay TRACE",
		Short: "runs a recorded run again and says where it departs",
		Long: "Runs a recorded run again, every decision as it was recorded, and compares every event; nothing is drawn by chance. With - it reads the trace from standard input.\n\n" +
			"By order only the threads' turns count: times do not, and another lock may be given, which says whether that interpreter permits this order. A schedule made by hand, with turn events, is always replayed by order, and so is the trace of a real run. The exit code is 0 if the run follows the trace to its end, whatever comes out, and 1 if it departs or the trace is cut short.",
		Example: "gilsim replay on.trace\n" +
			"gilsim replay schedule.trace     a schedule made by hand: shows what comes out\n" +
			"gilsim replay --by-order --checks calls311 schedule.trace     what CPython 3.11 would say to it",
		Args: exactly("TRACE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.replay(args[0], &o, cmd.Flags().Changed)
		},
	}
	o.declare(cmd.Flags())
	return cmd
}

// declare declares the flags.
func (o *replayFlags) declare(to *pflag.FlagSet) {
	grouped(to, groupReplay, func(fs *pflag.FlagSet) {
		fs.BoolVar(&o.byOrder, "by-order", false, "follows the order of the threads' turns alone")
	})
	grouped(to, groupLock, func(fs *pflag.FlagSet) {
		o.lock.declareDiscipline(fs, "", " (default: as recorded)")
	})
	o.machine.declareLimit(to)
	o.view = choice{"", viewNames()}
	grouped(to, groupOutput, func(fs *pflag.FlagSet) {
		fs.Var(&o.view, "view", "also shows the run (default: columns if it is by order)")
	})
	declareFormat(to, &o.format)
	declareTrace(to, &o.trace)
}

// A replay is a recording and the run that repeats it.
type replay struct {
	recording *trace.Trace
	setup     *setup
	byOrder   bool
	real      bool         // the recording is that of a real machine
	got       trace.Buffer // what the run did; empty if it is by order, unless the recording is real
	names     *trace.Names // those of the run
	info      runInfo
	first     *diff.Result // where an exact replay departs, or the steps of one of a real recording; nil if it does not
	stopped   bool         // the recording was ended early, and says nothing of what comes after
	cutShort  bool         // the recording lacks its end, as one of a process that was killed does
}

// replay carries the command out.
func (a *app) replay(path string, o *replayFlags, given func(flag string) bool) error {
	if o.format.value == formatJSON && (o.view.value != "" || o.trace.value == stdio) {
		return fmt.Errorf("--format=json wants standard output for itself: leave --view and --trace=- out")
	}
	r, err := a.newReplay(path, o, given)
	if err != nil {
		return err
	}
	out := a.reportStream(o.trace.value)
	v := a.newReplayView(out, r, o)
	r.info, err = a.record(r.setup, tee(v, r.recorder()), r.names, o.trace.value)
	if err != nil {
		return err
	}
	r.compare()
	if o.format.value == formatJSON {
		v.(*jsonView).document.Replay = r.json()
	}
	if v != nil {
		if err := v.draw(out, a.colors(out), r.info); err != nil {
			return err
		}
	}
	return a.tell(out, r, o)
}

// newReplay reads the recording and makes a setup that repeats it.
func (a *app) newReplay(path string, o *replayFlags, given func(flag string) bool) (*replay, error) {
	tr, err := a.wholeTrace(path)
	if err != nil {
		return nil, err
	}
	r := &replay{recording: tr, names: new(trace.Names), real: isReal(tr.Header)}
	r.byOrder = o.byOrder || isSchedule(tr) || r.real
	if r.setup, err = setupOf(tr.Header); err != nil {
		return nil, inFile(path, err)
	}
	if len(tr.Events) == 0 {
		return nil, finding("%s has no events: the recording ends before the run does", shownPath(path))
	}
	r.setup.machine.MaxSteps = int64(o.machine.maxSteps.value)
	if !r.byOrder {
		if given("gil") || given("checks") {
			return nil, fmt.Errorf("an exact replay has the lock that was recorded: with --gil or --checks it must be --by-order")
		}
		r.setup.machine.Strategy = decide.Exact(tr.Events)
		return r, nil
	}
	if r.setup.lock, err = o.lock.over(r.setup.lock, given); err != nil {
		return nil, err
	}
	r.setup.machine.GIL = r.setup.lock
	if r.setup.machine.Strategy, err = decide.ByOrder(tr); err != nil {
		return nil, inFile(path, err)
	}
	return r, nil
}

// isSchedule reports whether a trace is a schedule made by hand.
func isSchedule(tr *trace.Trace) bool {
	return slices.ContainsFunc(tr.Events, func(e trace.Event) bool { return e.Kind == trace.Turn })
}

// newReplayView returns the view of the run, nil if there is to be none.
func (a *app) newReplayView(out *stream, r *replay, o *replayFlags) runView {
	name := o.view.value
	switch {
	case o.format.value == formatJSON:
		return newJSONView("replay", r.names)
	case name == "" && !r.byOrder:
		return nil
	case name == "":
		name = viewColumns
	}
	return newView(name, r.names, viewOptions{width: a.width(out), steps: stepOptions{limit: defaultSteps}})
}

// recorder returns what keeps the events to compare; a run by order has other ones than its recording, but a real
// recording has the same steps.
func (r *replay) recorder() trace.Recorder {
	if r.byOrder && !r.real {
		return nil
	}
	return &r.got
}

// compare finds where an exact replay departs. A recording that was ended from outside, by Ctrl-C or its step limit, has
// a halt in the place of what would have come; that of a process that was killed just breaks off. The run then fails for
// want of answers, which is not its own doing.
func (r *replay) compare() {
	got := &trace.Trace{Names: r.names, Events: r.got.Events}
	if r.byOrder {
		r.stopped = r.outlasts()
		if r.stopped {
			r.info.failure = nil
		} else if r.real && !r.forks() && r.departs() == nil {
			r.first = diff.Traces(r.recording, got, diff.Steps)
		}
		return
	}
	r.first = diff.Traces(r.recording, got, diff.Exact)
	if r.first == nil {
		return
	}
	last := len(r.recording.Events) - 1
	r.stopped = r.first.Common == last && r.wasStopped(&r.recording.Events[last])
	r.cutShort = r.first.Common > last && !hasEnd(r.recording.Events)
	if r.stopped || r.cutShort {
		r.first, r.info.failure = nil, nil
	}
}

// outlasts reports whether a run by order went as far as a recording that was ended from outside, and would go on.
func (r *replay) outlasts() bool {
	var d *decide.DivergenceError
	ran := errors.As(r.info.failure, &d) && d.Event < 0
	return ran && r.wasStopped(&r.recording.Events[len(r.recording.Events)-1])
}

// forks reports whether the recording has other processes, which no lock binds: nothing says when they did their steps.
func (r *replay) forks() bool {
	return slices.ContainsFunc(r.recording.Events, func(e trace.Event) bool { return e.Kind == trace.Fork })
}

// wasStopped reports whether the event ended the recording for no reason of the program's own. A deadlock is one: a run
// that goes on there departs.
func (r *replay) wasStopped(e *trace.Event) bool {
	text, _ := r.recording.Names.Text(e.Arg)
	return e.Kind == trace.Halt && haltKind(text) != failDeadlock
}

// hasEnd reports whether the events, of which there is one at least, are those of a run up to its end: a halt, a crash,
// or the exit of the last thread, by itself or cut off.
func hasEnd(events []trace.Event) bool {
	alive := 1 // the main thread
	for i := range events {
		switch events[i].Kind {
		case trace.Spawn, trace.Fork:
			alive++
		case trace.Exit, trace.Cut:
			alive--
		}
	}
	last := events[len(events)-1].Kind
	return last == trace.Halt || last == trace.Crash || (last == trace.Exit || last == trace.Cut) && alive == 0
}

// departs says why a run by order did not follow the schedule to its end, nil if it did. Any other failure, such as a
// deadlock, is what the schedule leads to.
func (r *replay) departs() error {
	if !r.byOrder {
		return nil
	}
	var d *decide.DivergenceError
	switch {
	case errors.As(r.info.failure, &d) && d.Event >= 0:
		return finding("the schedule cannot be followed from its event %d on: %s", d.Event+1, d.Msg)
	case d != nil:
		return finding("the schedule cannot be followed to its end: %s", d.Msg)
	case failureKind(r.info.failure) == failSteps:
		return finding("the schedule was not followed to its end: %w", r.info.failure)
	}
	return nil
}

// same reports whether the run followed the recording to its end, and the recording has one.
func (r *replay) same() bool { return r.first == nil && !r.cutShort && r.departs() == nil }

// brokenOff says of a recording that is cut short where that is.
func (r *replay) brokenOff() string {
	return "the recording is cut short after event " + count(len(r.recording.Events)) + "; the run is the same up to there"
}

// tell says how the replay went, and returns the error that the command ends with.
func (a *app) tell(out *stream, r *replay, o *replayFlags) error {
	if err := r.departs(); err != nil {
		return err
	}
	if o.format.value == formatText && o.view.value != viewProgram {
		p := &page{width: a.width(out)}
		p.replayed(r)
		if err := p.write(out, a.colors(out)); err != nil {
			return err
		}
	}
	if !r.same() {
		return found()
	}
	return nil
}

// replayed adds how the replay went.
func (p *page) replayed(r *replay) {
	events := plural(len(r.recording.Events), "event")
	switch {
	case r.first != nil:
		p.line(styled(view.StyleFailure, "✗ "), plain("the run departs from the recording (A is the recording, B the run)"))
		p.blank()
		p.picture(view.Difference(r.first, p.width))
		return
	case r.cutShort:
		p.line(styled(view.StyleFailure, "✗ "), plain(r.brokenOff()))
	case r.byOrder && r.stopped:
		p.line(styled(styleGood, "✓ "), plain("the schedule was followed, up to where the recording was ended"))
	case r.real && !r.forks():
		p.line(styled(styleGood, "✓ "), plain("followed to its end: the same steps in the same order as for real"))
	case r.byOrder:
		p.line(styled(styleGood, "✓ "), plain("the schedule was followed to its end"))
	case r.stopped:
		p.line(styled(styleGood, "✓ "), plain("replayed "+events+": identical, up to where the recording was ended"))
	default:
		p.line(styled(styleGood, "✓ "), plain("replayed "+events+": identical"))
	}
	if r.info.failure != nil {
		p.failure(r.info.failure)
	}
}

// A jsonReplay says how a replay went.
type jsonReplay struct {
	ByOrder    bool         `json:"by_order"`
	Same       bool         `json:"same"`       // the run followed the trace to its end
	Events     int          `json:"events"`     // that the trace has
	Message    *string      `json:"message"`    // why a run by order departs, if it does, or that the trace is cut short
	Difference *diff.Result `json:"difference"` // where an exact replay departs, or the steps of a real recording, if they do. Its times are nanoseconds
}

// json returns the replay as JSON.
func (r *replay) json() *jsonReplay {
	j := &jsonReplay{r.byOrder, r.same(), len(r.recording.Events), nil, r.first}
	switch err := r.departs(); {
	case err != nil:
		j.Message = known(err.Error())
	case r.cutShort:
		j.Message = known(r.brokenOff())
	}
	return j
}
