// This file carries the root command out where runs are made for real, too.

package main

import (
	"context"

	"github.com/gilsim/gilsim/trace"
)

// bothRuns is the root command while it simulates and measures.
type bothRuns struct {
	*app
	options    *runOptions
	out        *stream
	document   *document // as JSON; nil for text
	experiment *experiment
	kept       *traceFile // the trace of a real run, nil if it is not wanted
}

// runBoth simulates a run, makes it for real under its own lock and another one, and shows all that side by side. The
// error, if any, is that of the run that was asked for: the simulated one, if there is one.
func (a *app) runBoth(s *setup, o *runOptions) error {
	b := &bothRuns{app: a, options: o, experiment: newExperiment(s, &o.real)}
	b.out = a.reportStream(o.trace.value)
	if o.real.trace.value == stdio {
		b.out = a.stderr
	}
	names := new(trace.Names)
	var err error
	asked := b.experiment.sides[0]
	if path := o.real.trace.value; path != "" {
		if b.kept, err = a.createTrace(path, b.experiment.real.header(asked.setup), names); err != nil {
			return err
		}
	}
	verdict := b.simulate(s)
	if verdict == nil || codeOf(verdict) == exitFinding {
		err = b.measure(names)
	}
	if closed := b.kept.close(); closed != nil {
		return closed
	}
	switch {
	case err != nil:
		return err
	case !o.real.sim:
		return asked.verdict()
	}
	return verdict
}

// simulate makes the simulated run that is shown, and shows it.
func (b *bothRuns) simulate(s *setup) error {
	if b.options.format.value == formatJSON {
		b.document = newDocument("run")
		b.document.describe(s.info())
	}
	if !b.options.real.sim {
		return b.title()
	}
	names := new(trace.Names)
	v := b.newRunView(b.out, names, b.options.view.value, b.options.format.value)
	ended, err := b.record(s, v, names, b.options.trace.value)
	if err != nil {
		return err
	}
	if err := b.show(v, ended); err != nil {
		return err
	}
	if s.machine.Cores == b.experiment.cores {
		b.experiment.sides[0].predicted = &simulated{v.(summedView).Summary(), ended}
	}
	return ended.verdict()
}

// title shows what is going to be measured.
func (b *bothRuns) title() error {
	if b.document != nil {
		return nil
	}
	p := &page{width: b.width(b.out)}
	info := b.experiment.sides[0].info()
	info.real = true
	p.title(info)
	return p.write(b.out, b.colors(b.out))
}

// show shows the simulated run: as text at once, for what is measured takes its time.
func (b *bothRuns) show(v runView, ended runInfo) error {
	if j, ok := v.(*jsonView); ok {
		b.document = j.document
		j.add(ended)
		return nil
	}
	if err := v.draw(b.out, b.colors(b.out), ended); err != nil {
		return err
	}
	return b.out.Flush()
}

// measure makes the real runs, and the simulated one that is still lacking, and shows the comparison.
func (b *bothRuns) measure(names *trace.Names) error {
	ctx, stop := interruptible()
	defer stop()
	shown := newProgress(b.stderr)
	c := b.experiment
	if b.options.real.sim {
		c.predict(ctx, shown)
	}
	c.measure(ctx, shown)
	b.recordSides(ctx, names)
	shown.clear()
	c.interrupted = ctx.Err() != nil
	if err := b.showExperiment(); err != nil {
		return err
	}
	if c.interrupted {
		return c.interruptedMeasuring()
	}
	return nil
}

// recordSides makes the real runs that are recorded. The trace of the first is the one that is kept.
func (b *bothRuns) recordSides(ctx context.Context, names *trace.Names) {
	kept := b.kept
	for _, s := range b.experiment.sides {
		s.record(ctx, b.experiment.real, names, kept)
		names, kept = new(trace.Names), nil
	}
}

// showExperiment shows the comparison.
func (b *bothRuns) showExperiment() error {
	if b.document != nil {
		b.document.compare(b.experiment)
		return b.document.write(b.out)
	}
	p := &page{width: b.width(b.out)}
	p.line()
	p.experiment(b.experiment)
	return p.write(b.out, b.colors(b.out))
}
