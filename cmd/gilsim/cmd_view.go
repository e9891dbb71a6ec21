// This file defines gilsim view, which shows a recorded run.

package main

import (
	"fmt"
	"math"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/report"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/view"
)

// formatChrome is the value of --format that exports to the viewers of browsers.
const formatChrome = "chrome"

type viewFlags struct {
	format   choice
	limit    number
	all      bool
	from, to span
}

func (a *app) viewCommand() *cobra.Command {
	var o viewFlags
	cmd := &cobra.Command{
		Use:   "view TRACE",
		Short: "shows a recorded run",
		Long:  "Shows a recorded run: step by step in columns, as a timeline, as a report, or as what the program printed. With - it reads standard input.",
		Example: "gilsim view on.trace     the steps of every thread, side by side\n" +
			"gilsim view on.trace --format timeline --from 5ms --to 5.2ms     a moment under the glass\n" +
			"gilsim view on.trace --format chrome > on.json     for https://ui.perfetto.dev or chrome://tracing",
		Args: exactly("TRACE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.refuse(cmd.Flags().Changed); err != nil {
				return err
			}
			return a.view(args[0], &o)
		},
	}
	o.declare(cmd.Flags())
	return cmd
}

func (o *viewFlags) declare(to *pflag.FlagSet) {
	o.format = choice{report.ViewColumns, []string{report.ViewColumns, report.ViewTimeline, report.ViewReport, report.ViewProgram, formatChrome, formatJSON}}
	o.limit = number{report.DefaultSteps, 0, math.MaxInt32}
	o.from.max, o.to.max = math.MaxInt64, math.MaxInt64
	grouped(to, groupOutput, func(fs *pflag.FlagSet) {
		fs.Var(&o.format, "format", "the steps side by side, who did what when, everything in figures, what the program printed, or for other programs to read")
		fs.Var(&o.limit, "limit", "of columns: how many steps at most; 0 is all")
		fs.BoolVar(&o.all, "all", false, "of columns: also the steps of the interpreter lock and the scheduler")
		fs.Var(&o.from, "from", "of timeline and report: when the timeline begins")
		fs.Var(&o.to, "to", "of timeline and report: when it ends (default: with the run)")
	})
}

func (o *viewFlags) refuse(given func(flag string) bool) error {
	columns := o.format.value == report.ViewColumns
	timeline := o.format.value == report.ViewTimeline || o.format.value == report.ViewReport
	switch {
	case (given("limit") || given("all")) && !columns:
		return fmt.Errorf("--limit and --all are for --format=columns, not for %s", o.format.value)
	case (given("from") || given("to")) && !timeline:
		return fmt.Errorf("--from and --to are for --format=timeline and report, not for %s", o.format.value)
	case given("to") && o.to.value <= o.from.value:
		return fmt.Errorf("--to is %v: it must be later than --from, which is %v", o.to.value, o.from.value)
	}
	return nil
}

func (a *app) view(path string, o *viewFlags) error {
	r, err := a.readTrace(path)
	if err != nil {
		return err
	}
	defer r.close()
	info, err := experiment.InfoFromHeader(r.Header())
	if err != nil {
		return inFile(path, err)
	}
	v := a.newTraceView(r, o)
	check := trace.CheckerOf(r.Header(), r.Names())
	failure := experiment.NewFailureFinder(r.Names())
	if err := r.feed(trace.Tee{v, check, failure}); err != nil {
		return err
	}
	info.Failure = failure.Err()
	broken := check.Err()
	if j, ok := v.(*report.JSONView); ok {
		j.AddSummary(r.count, broken == nil)
	}
	a.warn(path, broken)
	if id := check.Unfinished(); id != 0 && broken == nil {
		a.complain(fmt.Errorf("warning: %s is cut: it ends before %s has ended, and does not say why", shownPath(path), r.Names().Label(id)))
	}
	return v.Draw(a.stdout, a.colors(a.stdout).paint, info)
}

func (a *app) newTraceView(r *traceReader, o *viewFlags) report.View {
	switch o.format.value {
	case formatJSON:
		return report.NewJSONView("view", r.Names())
	case formatChrome:
		return report.NewChromeView(r.Header(), r.Names())
	}
	return report.NewView(o.format.value, r.Names(), report.ViewOptions{
		Width: a.width(a.stdout),
		Steps: report.StepOptions{Limit: int(o.limit.value), All: o.all},
		Time:  view.TimelineOptions{From: int64(o.from.value), To: int64(o.to.value)},
	})
}

// warn says that a trace breaks the rules that every run obeys, as one that was edited may.
func (a *app) warn(path string, broken error) {
	if broken != nil {
		a.complain(fmt.Errorf("warning: %s is no trace of any run:\n%w", path, broken))
	}
}
