// This file defines gilsim view, which shows a recorded run.

package main

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/report"
	"github.com/gilsim/gilsim/trace"
)

// The values of --format that only gilsim view has.
const (
	formatChrome = "chrome" // for the viewers of browsers
	formatLines  = "jsonl"  // an event a line
	formatHTML   = "html"   // one file for browsers, to be looked at step by step
)

type viewFlags struct {
	format  choice
	output  word
	page    pageFlags
	picture pictureFlags
}

func (a *app) viewCommand() *cobra.Command {
	var o viewFlags
	cmd := &cobra.Command{
		Use:   "view TRACE",
		Short: "shows a recorded run",
		Long:  "Shows a recorded run: step by step in columns, as a timeline, as a report, or as what the program printed. With - it reads standard input.",
		Example: "gilsim view on.trace     the steps of every thread, side by side\n" +
			"gilsim view on.trace --format timeline --from 5ms --to 5.2ms     a moment under the glass\n" +
			"gilsim view on.trace --format html -o on.html     one file for any browser: timeline, steps, values, figures\n" +
			"gilsim view on.trace --format chrome > on.json     for https://ui.perfetto.dev or chrome://tracing\n" +
			"gilsim view on.trace --format jsonl | jq 'select(.kind == \"store\")'     every event as a line of JSON",
		Args: oneTrace,
		RunE: func(cmd *cobra.Command, args []string) error {
			if cmd.Flags().Changed("lang") && o.format.value != formatHTML {
				return fmt.Errorf("--lang is for --format=html, not for %s", o.format.value)
			}
			if err := o.picture.refuse(o.shown(), "--format="+o.format.value, cmd.Flags().Changed); err != nil {
				return err
			}
			return a.view(args[0], &o)
		},
	}
	o.declare(cmd.Flags())
	return cmd
}

// oneTrace refuses a second trace, and says which command shows two.
func oneTrace(cmd *cobra.Command, args []string) error {
	if len(args) == 2 && args[1] != "" {
		return fmt.Errorf("%q is too much: %s shows one trace, and gilsim diff A B --html FILE two side by side", args[1], usage(cmd))
	}
	return exactly("TRACE")(cmd, args)
}

func (o *viewFlags) declare(to *pflag.FlagSet) {
	o.format = choice{report.ViewColumns, []string{report.ViewColumns, report.ViewTimeline, report.ViewReport, report.ViewProgram, formatHTML, formatChrome, formatJSON, formatLines}}
	o.output = word{"", "FILE"}
	grouped(to, groupOutput, func(fs *pflag.FlagSet) {
		fs.Var(&o.format, "format", "the steps side by side, who did what when, everything in figures, what the program printed, one file for browsers, or for other programs to read")
		fs.VarP(&o.output, "output", "o", "writes it into this file instead of standard output")
		o.page.declareLang(fs)
		fs.Var(&o.format, "view", "the same as --format, as other commands call it")
		fs.Lookup("view").Hidden = true
	})
	o.picture.declare(to)
}

// shown returns the view that the trace is shown in, "" for an export.
func (o *viewFlags) shown() string {
	if o.format.value == formatHTML || slices.Contains(report.ViewNames(), o.format.value) {
		return o.format.value
	}
	return ""
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
	out, err := a.createOutput(o.output.value)
	if err != nil {
		return err
	}
	defer out.close() // if nothing was written, what was there stays
	v := a.newTraceView(r, o, out.stream)
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
	if err := v.Draw(out, a.colors(out.stream).paint, info); err != nil {
		return err
	}
	return out.close()
}

func (a *app) newTraceView(r *traceReader, o *viewFlags, out *stream) report.View {
	switch o.format.value {
	case formatJSON:
		return report.NewJSONView("view", r.Names())
	case formatLines:
		return report.NewLinesView(r.Header(), r.Names(), out)
	case formatChrome:
		return report.NewChromeView(r.Header(), r.Names())
	case formatHTML:
		return report.NewWebPageView(r.Header(), r.Names(), o.page.language(), int64(o.picture.from.value), int64(o.picture.to.value))
	}
	return report.NewView(o.format.value, r.Names(), o.picture.options(a.width(out)))
}

// warn says that a trace breaks the rules that every run obeys, as one that was edited may.
func (a *app) warn(path string, broken error) {
	if broken != nil {
		a.complain(fmt.Errorf("warning: %s is no trace of any run:\n%w", path, broken))
	}
}
