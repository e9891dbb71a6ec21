// This file carries the root command out where runs are made for real, too.

package main

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/report"
	"github.com/gilsim/gilsim/trace"
)

// bothRuns is the root command while it simulates and measures.
type bothRuns struct {
	*app
	options    *runOptions
	out        *stream
	document   *report.Document // as JSON; nil for text
	comparison *experiment.Comparison
	kept       *traceFile // the trace of a real run, nil if it is not wanted

	ended experiment.Info // the simulated run
	sum   *trace.Summary
}

// longFile is how long a Python file may run for its real runs to be made unasked: there are several, and nobody expects to wait for
// a file that has just been simulated in a moment.
const longFile = 2 * time.Second

// leaveOut shows the simulated run without real ones, and how to have them.
func (b *bothRuns) leaveOut() error {
	meaning, try := report.LeftOut(b.ended, b.sum), b.options.next(b.comparison.Sides[0].Setup)
	if err := b.showBeside(b.out, b.document, b.options, b.ended, b.sum); err != nil {
		return err
	}
	if b.document != nil {
		b.document.Conclude(meaning, try)
		return b.document.Write(b.out)
	}
	return b.print(b.out, report.NextPage(meaning, try, b.width(b.out)))
}

// runBoth simulates a run, makes it for real under its own lock and another one, and shows all that side by side. The
// error, if any, is first that of the simulated run, then that of the real ones.
func (a *app) runBoth(s *experiment.Setup, o *runOptions, given func(flag string) bool) error {
	b := &bothRuns{app: a, options: o, comparison: experiment.NewComparison(s, o.real.machine(), int(o.real.repeat.value), o.real.least(given))}
	b.out = a.reportStream(o.trace.value)
	if o.real.trace.value == stdio {
		b.out = a.reportStream(stdio)
	}
	names := new(trace.Names)
	var err error
	asked := b.comparison.Sides[0]
	if path := o.real.trace.value; path != "" {
		if b.kept, err = a.createTrace(path, b.comparison.Real.Header(asked.Setup), names); err != nil {
			return err
		}
	}
	verdict := b.simulate(s)
	switch {
	case verdict != nil && codeOf(verdict) != exitFinding:
	case s.Interprets() && b.sum != nil && b.sum.Wall > longFile && !given("real") && o.real.trace.value == "":
		err = b.leaveOut()
	default:
		err = b.measure(names)
	}
	if recorded := asked.Recorded; recorded == nil || recorded.Err != nil {
		b.kept.end(errNotRecorded)
	}
	if closed := b.kept.close(); closed != nil {
		return closed
	}
	a.complain(b.kept.aside())
	if err != nil || verdict != nil || asked.Measured == nil {
		return cmp.Or(err, verdict)
	}
	return finding(report.ComparisonError(b.comparison))
}

// errNotRecorded stands for a real run that failed or was not made to its end.
var errNotRecorded = errors.New("the run was not recorded to its end")

func (b *bothRuns) simulate(s *experiment.Setup) error {
	if b.options.format.value == formatJSON {
		b.document = report.NewDocument("run")
		b.document.Describe(s.Info())
	}
	if !b.options.real.sim.on {
		return b.title()
	}
	names := new(trace.Names)
	v := b.newRunView(b.out, names, b.options)
	page, err := b.createPage(&b.options.page, s.Header(), names)
	if err != nil {
		return err
	}
	defer page.close()
	ended, err := b.record(s, names, b.options.trace.value, v, page.recorder())
	if err != nil && codeOf(err) != exitInterrupted {
		return err
	}
	if err := page.write(ended); err != nil {
		return err
	}
	b.ended, b.sum = ended, v.(report.SummedView).Summary()
	if err := b.show(v, ended); err != nil {
		return err
	}
	if err != nil && b.document != nil {
		return cmp.Or(b.document.Write(b.out), err)
	}
	if err != nil {
		return err
	}
	if s.Machine.Cores == b.comparison.Cores && !s.Interprets() {
		b.comparison.Sides[0].Predicted = &experiment.Prediction{Summary: b.sum, Info: ended}
	}
	return finding(report.RunError(ended))
}

func (b *bothRuns) title() error {
	if b.document != nil {
		return nil
	}
	return b.print(b.out, report.TitlePage(b.comparison.Sides[0].Info(), b.width(b.out)))
}

// show shows the simulated run: as text at once, for what is measured takes its time.
func (b *bothRuns) show(v report.View, ended experiment.Info) error {
	if j, ok := v.(*report.JSONView); ok {
		b.document = j.Document
		j.Add(ended)
		return nil
	}
	if err := v.Draw(b.out, b.colors(b.out).paint, ended); err != nil {
		return err
	}
	return b.out.Flush()
}

// measure makes the real runs, and the simulated one that is still lacking, and shows the comparison.
func (b *bothRuns) measure(names *trace.Names) error {
	ctx, stop := interruptible()
	defer stop()
	shown := newProgress(b.stderr)
	ctx = b.kept.during(ctx)
	c := b.comparison
	b.tellWhatIsAwaited()
	c.Calibrate(ctx)
	if b.options.real.sim.on {
		c.Predict(ctx, shown.watch())
	}
	c.Measure(ctx, shown.watch(), names, b.kept.recorder())
	shown.clear()
	if err := b.showComparison(); err != nil {
		return err
	}
	if c.Interrupted {
		return interrupted("after %s", report.RepeatsDone(c))
	}
	return nil
}

// tellWhatIsAwaited says what somebody must start, each time again.
func (b *bothRuns) tellWhatIsAwaited() {
	s, c := b.comparison.Sides[0], b.comparison
	if s.Program.Awaits == nil {
		return
	}
	what := s.Program.Awaits(s.Input)
	if what == "" {
		return
	}
	// One to warm up, those that are repeated, and one that is recorded.
	runs := len(c.Sides) * (2 + cmp.Or(c.Least, c.Repeat))
	b.complain(fmt.Errorf("%s, each of %d real runs or more anew", what, runs))
	_ = b.stderr.Flush()
}

func (b *bothRuns) showComparison() error {
	meaning, try := report.ComparisonMeaning(b.comparison), b.options.next(b.comparison.Sides[0].Setup)
	if b.document != nil {
		if err := b.showBeside(b.out, b.document, b.options, b.ended, b.sum); err != nil {
			return err
		}
		b.document.AddComparison(b.comparison)
		b.document.Conclude(meaning, try)
		return b.document.Write(b.out)
	}
	_ = b.out.WriteByte('\n') // run sees the stream's error when it flushes
	if err := b.print(b.out, report.ComparisonPage(b.comparison, b.width(b.out))); err != nil {
		return err
	}
	if err := b.showBeside(b.out, nil, b.options, b.ended, b.sum); err != nil {
		return err
	}
	return b.print(b.out, report.NextPage(meaning, try, b.width(b.out)))
}
