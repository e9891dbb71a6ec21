// This file defines gilsim view, which shows a recorded run.

package main

import (
	"fmt"
	"math"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/export"
	"github.com/gilsim/gilsim/trace/view"
)

// formatChrome is the value of --format that exports to the viewers of browsers.
const formatChrome = "chrome"

// viewFlags are the flags of gilsim view.
type viewFlags struct {
	format   choice
	limit    number
	all      bool
	from, to span
}

// viewCommand returns the command.
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

// declare declares the flags.
func (o *viewFlags) declare(to *pflag.FlagSet) {
	o.format = choice{viewColumns, []string{viewColumns, viewTimeline, viewReport, viewProgram, formatChrome, formatJSON}}
	o.limit = number{defaultSteps, 0, math.MaxInt32}
	o.from.max, o.to.max = math.MaxInt64, math.MaxInt64
	grouped(to, groupOutput, func(fs *pflag.FlagSet) {
		fs.Var(&o.format, "format", "the steps side by side, who did what when, everything in figures, what the program printed, or for other programs to read")
		fs.Var(&o.limit, "limit", "of columns: how many steps at most; 0 is all")
		fs.BoolVar(&o.all, "all", false, "of columns: also the steps of the interpreter lock and the scheduler")
		fs.Var(&o.from, "from", "of timeline and report: when the timeline begins")
		fs.Var(&o.to, "to", "of timeline and report: when it ends (default: with the run)")
	})
}

// refuse refuses flags that make no sense together.
func (o *viewFlags) refuse(given func(flag string) bool) error {
	columns := o.format.value == viewColumns
	timeline := o.format.value == viewTimeline || o.format.value == viewReport
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

// view carries the command out.
func (a *app) view(path string, o *viewFlags) error {
	r, err := a.readTrace(path)
	if err != nil {
		return err
	}
	defer r.close()
	info, err := infoOf(r.Header())
	if err != nil {
		return inFile(path, err)
	}
	v := a.newTraceView(r, o)
	check := trace.NewChecker(r.Names())
	failure := &failureFinder{names: r.Names()}
	if err := r.feed(trace.Tee{v, check, failure}); err != nil {
		return err
	}
	info.failure = failure.err()
	broken := check.Err()
	if j, ok := v.(*jsonView); ok {
		j.document.Summary = &jsonSummary{r.count, broken == nil}
	}
	a.warn(path, broken)
	return v.draw(a.stdout, a.colors(a.stdout), info)
}

// newTraceView returns the view that the flags ask for.
func (a *app) newTraceView(r *traceReader, o *viewFlags) runView {
	switch o.format.value {
	case formatJSON:
		return newJSONView("view", r.Names())
	case formatChrome:
		return &chromeView{trace.Trace{Header: r.Header(), Names: r.Names()}}
	}
	return newView(o.format.value, r.Names(), viewOptions{
		width: a.width(a.stdout),
		steps: stepOptions{limit: int(o.limit.value), all: o.all},
		time:  view.TimelineOptions{From: int64(o.from.value), To: int64(o.to.value)},
	})
}

// warn says that a trace breaks the rules that every run obeys, as one that was edited may.
func (a *app) warn(path string, broken error) {
	if broken != nil {
		a.complain(fmt.Errorf("warning: %s is no trace of any run:\n%w", path, broken))
	}
}

// A chromeView exports a trace, which it must hold as a whole.
type chromeView struct {
	trace.Trace
}

// Record keeps the events.
func (v *chromeView) Record(events []trace.Event) { v.Events = append(v.Events, events...) }

// draw writes the export.
func (v *chromeView) draw(out *stream, _ palette, _ runInfo) error {
	return export.Chrome(out, &v.Trace)
}
