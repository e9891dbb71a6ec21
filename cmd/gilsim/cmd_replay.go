// This file defines gilsim replay, which runs a recorded run again.

package main

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/report"
	"github.com/gilsim/gilsim/gil"
)

type replayFlags struct {
	byOrder toggle
	source  word
	lock    lockFlags
	machine machineFlags
	view    choice
	picture pictureFlags
	format  choice
	trace   word
}

func (a *app) replayCommand() *cobra.Command {
	var o replayFlags
	cmd := &cobra.Command{
		Use:   "replay TRACE|SCHEDULE",
		Short: "runs a recorded run again and says where it departs",
		Long: "Runs a recorded run again, every decision as it was recorded, and compares every event; nothing is drawn by chance. With - it reads the trace from standard input.\n\n" +
			"By order only the threads' turns count: times do not, and another lock may be given, which says whether that interpreter permits this order. A schedule made by hand, with turn events, is always replayed by order, and so are the trace of a real run and a run on another source than the recorded one (--source). The exit code is 0 if the run follows the trace to its end, whatever comes out, and 1 if it departs or the trace is cut short.\n\n" +
			"A schedule in one line, in quotes, as gilsim search prints it, says itself which program it is of. A turn ends before a step that is named by what it does, so that the schedule fits after a change of the program, too, as long as these steps are there; where it does not fit, that is said, and the exit code is 1.",
		Example: "gilsim replay on.trace\n" +
			"gilsim replay balance-minus-8     a schedule made by hand that gilsim brings along: shows what comes out\n" +
			"gilsim replay schedule.trace --python 3.13     whether that version permits what a schedule wants\n" +
			"gilsim replay on.trace --source=mended.py     whether the order is still possible after a change of the file\n" +
			"gilsim replay --by-order --checks calls311 balance-minus-8     what CPython 3.11 would say to it\n" +
			"gilsim replay 'gs1 program=balance … #9a1c03d7'     the wrong run that gilsim search has found",
		Args:              exactly("TRACE"),
		ValidArgsFunction: completeFirst(completeSchedules),
		RunE: func(cmd *cobra.Command, args []string) error {
			if isSchedule(args[0]) {
				return a.replaySchedule(args[0], &o, cmd.Flags().Changed)
			}
			return a.replay(args[0], &o, cmd.Flags().Changed)
		},
	}
	o.declare(cmd.Flags())
	return cmd
}

func (o *replayFlags) declare(to *pflag.FlagSet) {
	grouped(to, groupReplay, func(fs *pflag.FlagSet) {
		o.byOrder.declare(fs, "by-order", "follows the order of the threads' turns alone")
		o.source = word{"", "FILE"}
		fs.Var(&o.source, "source", "runs this Python file in place of the recorded one, by order, and says where the schedule no longer fits")
	})
	grouped(to, groupLock, func(fs *pflag.FlagSet) {
		o.lock.declareDiscipline(fs, "", " (default: as recorded)")
		o.lock.python = choice{"", eraNames()}
		fs.Var(&o.lock.python, "python", "by order only: lock, checks and bytecodes of this version of CPython in place of the recorded one's")
	})
	o.machine.declareLimit(to)
	o.view = choice{"", report.ViewNames()}
	grouped(to, groupOutput, func(fs *pflag.FlagSet) {
		fs.Var(&o.view, "view", "also shows the run (default: columns if it is by order)")
	})
	o.picture.declare(to)
	declareFormat(to, &o.format)
	declareTrace(to, &o.trace)
}

func (a *app) replay(path string, o *replayFlags, given func(flag string) bool) error {
	if o.format.value == formatJSON && (o.view.value != "" || o.trace.value == stdio) {
		return fmt.Errorf("--format=json wants standard output for itself: leave --view and --trace=- out")
	}
	r, err := a.newReplay(path, o, given)
	if err != nil {
		return err
	}
	if err := o.picture.refuse(o.shown(r), "this replay", given); err != nil {
		return err
	}
	out := a.reportStream(o.trace.value)
	v := a.newReplayView(out, r, o)
	r.Info, err = a.record(r.Setup, r.Names, o.trace.value, v, r.Recorder())
	if err != nil && v != nil && codeOf(err) == exitInterrupted {
		return cmp.Or(v.Draw(out, a.colors(out).paint, r.Info), err)
	}
	if err != nil {
		return err
	}
	r.Compare()
	if o.format.value == formatJSON {
		v.(*report.JSONView).AddReplay(r)
	}
	if v != nil {
		if err := v.Draw(out, a.colors(out).paint, r.Info); err != nil {
			return err
		}
	}
	return a.tell(out, r, o)
}

// newReplay reads the recording, and makes a setup that repeats it.
func (a *app) newReplay(path string, o *replayFlags, given func(flag string) bool) (*experiment.Replay, error) {
	tr, err := a.wholeTrace(path)
	if err != nil {
		return nil, err
	}
	if tr.Header.Program == "" {
		return nil, inFile(path, errors.New("this is the trace of a program of your own, which gilsim does not have: replay it in a test, with package trace/tracetest"))
	}
	byOrder := o.byOrder.on || o.source.value != "" // another source has other events
	p, err := a.recordedProgram(tr.Header, o.source.value, o.lock.python.value, byOrder || experiment.IsSchedule(tr))
	if err != nil {
		return nil, inFile(path, err)
	}
	r, err := experiment.NewReplay(tr, p, byOrder)
	if err != nil {
		return nil, inFile(path, err)
	}
	if len(tr.Events) == 0 {
		return nil, finding(fmt.Errorf("%s has no events: the recording ends before the run does", shownPath(path)))
	}
	lock := r.Setup.Lock()
	if era, err := gil.CPython(o.lock.python.value); err == nil {
		lock = era.Lock
		r.Setup.As(era)
	}
	lock, err = o.lock.over(lock, given)
	switch {
	case !r.ByOrder && (given("gil") || given("checks") || given("python")):
		return nil, fmt.Errorf("an exact replay has the lock that was recorded: with --gil, --checks or --python it must be --by-order")
	case err != nil:
		return nil, err
	}
	r.Setup.Machine.GIL, r.Setup.Machine.MaxSteps = lock, int64(o.machine.maxSteps.value)
	if err := r.Follow(); err != nil {
		return nil, inFile(path, err)
	}
	return r, nil
}

// newReplayView returns the view of the run, nil if there is to be none.
func (a *app) newReplayView(out *stream, r *experiment.Replay, o *replayFlags) report.View {
	if o.format.value == formatJSON {
		return report.NewJSONView("replay", r.Names)
	}
	name := o.shown(r)
	if name == "" {
		return nil
	}
	return report.NewView(name, r.Names, o.picture.options(a.width(out)))
}

// shown returns the view that shows the replay, "" for none.
func (o *replayFlags) shown(r *experiment.Replay) string {
	if o.format.value == formatText && o.view.value == "" && r.ByOrder {
		return report.ViewColumns
	}
	return o.view.value
}

// tell says how the replay went, and returns the error that the command ends with.
func (a *app) tell(out *stream, r *experiment.Replay, o *replayFlags) error {
	if err := r.Departs(); err != nil {
		return finding(err)
	}
	if o.format.value == formatText && o.view.value != report.ViewProgram {
		if err := a.print(out, report.ReplayPage(r, a.width(out))); err != nil {
			return err
		}
	}
	if !r.Same() {
		return found()
	}
	return nil
}
