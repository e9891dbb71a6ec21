// This file defines gilsim replay, which runs a recorded run again.

package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
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
			"By order only the threads' turns count: times do not, and another lock may be given, which says whether that interpreter permits this order. A schedule made by hand, with turn events, is always replayed by order. The exit code is 0 if the run follows the trace to its end, whatever comes out, and 1 if it departs.",
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
	grouped(to, groupProgram, func(fs *pflag.FlagSet) {
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
	got       trace.Buffer // what the run did; empty if it is by order
	names     *trace.Names // those of the run
	info      runInfo
	first     *trace.Difference // where an exact replay departs; nil if it does not
	cutShort  bool              // the recording was ended early, and says nothing of what comes after
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
	r := &replay{recording: tr, names: new(trace.Names), byOrder: o.byOrder || isSchedule(tr)}
	if r.setup, err = setupOf(tr.Header); err != nil {
		return nil, inFile(path, err)
	}
	r.setup.machine.MaxSteps = int64(o.machine.maxSteps.value)
	if !r.byOrder {
		if given("gil") || given("checks") {
			return nil, fmt.Errorf("an exact replay has the lock that was recorded: with --gil or --checks it must be --by-order")
		}
		r.setup.machine.Picker = sched.Exact(tr.Events)
		return r, nil
	}
	if err := r.setup.relock(&o.lock, given); err != nil {
		return nil, err
	}
	if r.setup.machine.Picker, err = sched.ByOrder(tr); err != nil {
		return nil, inFile(path, err)
	}
	return r, nil
}

// isSchedule reports whether a trace is a schedule made by hand.
func isSchedule(tr *trace.Trace) bool {
	return slices.ContainsFunc(tr.Events, func(e trace.Event) bool { return e.Kind == trace.Turn })
}

// newReplayView returns the view of the run, nil if there is to be none.
func (a *app) newReplayView(out *stream, r *replay, o *replayFlags) view {
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

// recorder returns what keeps the events to compare; a run by order has other ones than its recording.
func (r *replay) recorder() trace.Recorder {
	if r.byOrder {
		return nil
	}
	return &r.got
}

// compare finds where an exact replay departs. A recording that was ended from outside, by Ctrl-C or its step limit, has
// a halt in the place of what would have come.
func (r *replay) compare() {
	if r.byOrder {
		return
	}
	got := &trace.Trace{Names: r.names, Events: r.got.Events}
	r.first = trace.Diff(r.recording, got, trace.Exact)
	last := len(r.recording.Events) - 1
	if r.first != nil && r.first.Common == last && r.recording.Events[last].Kind == trace.Halt {
		r.first, r.info.failure, r.cutShort = nil, nil, true
	}
}

// departs says where a run by order departs, nil if it does not.
func (r *replay) departs() *sched.DivergenceError {
	var d *sched.DivergenceError
	if r.byOrder && errors.As(r.info.failure, &d) {
		return d
	}
	return nil
}

// tell says how the replay went, and returns the error that the command ends with.
func (a *app) tell(out *stream, r *replay, o *replayFlags) error {
	if d := r.departs(); d != nil {
		return finding("the schedule cannot be followed from its event %d on: %s", d.Event+1, d.Msg)
	}
	if o.format.value == formatText && o.view.value != viewProgram {
		p := &page{width: a.width(out)}
		p.replayed(r)
		if err := p.write(out, a.colors(out)); err != nil {
			return err
		}
	}
	if r.first != nil {
		return found()
	}
	return nil
}

// replayed adds how the replay went.
func (p *page) replayed(r *replay) {
	events := plural(len(r.recording.Events), "event")
	switch {
	case r.first != nil:
		p.line(styled(trace.StyleFailure, "✗ "), plain("the run departs from the recording (A is the recording, B the run)"))
		p.blank()
		p.picture(r.first.Picture(p.width))
		return
	case r.byOrder:
		p.line(styled(styleGood, "✓ "), plain("the schedule was followed to its end"))
	case r.cutShort:
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
	ByOrder    bool              `json:"by_order"`
	Same       bool              `json:"same"`       // the run followed the trace to its end
	Events     int               `json:"events"`     // that the trace has
	Message    *string           `json:"message"`    // why a run by order departs, if it does
	Difference *trace.Difference `json:"difference"` // where an exact replay departs, if it does. Its times are nanoseconds
}

// json returns the replay as JSON.
func (r *replay) json() *jsonReplay {
	j := &jsonReplay{r.byOrder, r.first == nil, len(r.recording.Events), nil, r.first}
	if d := r.departs(); d != nil {
		message := d.Msg
		j.Same, j.Message = false, &message
	}
	return j
}
