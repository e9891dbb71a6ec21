// This file tells on a terminal how far a long step has come. In a pipe it is silent.

package main

import (
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/report"
	"github.com/gilsim/gilsim/trace"
)

// When progress is told.
const (
	progressAfter = 500 * time.Millisecond // a step that is shorter is not long
	progressEvery = 100 * time.Millisecond
)

// A progress is one line on a terminal that is written again and again.
type progress struct {
	out   *stream // nil to be silent
	next  time.Time
	shown bool
}

// newProgress returns the progress of a step that begins now.
func newProgress(out *stream) *progress {
	if !out.tty || os.Getenv("TERM") == "dumb" {
		return &progress{}
	}
	return &progress{out: out, next: time.Now().Add(progressAfter)}
}

// say shows how far the step has come, if it is time to.
func (p *progress) say(format string, args ...any) {
	now := time.Now()
	if p.out == nil || now.Before(p.next) {
		return
	}
	p.next, p.shown = now.Add(progressEvery), true
	fmt.Fprintf(p.out, "\r\x1b[K"+format, args...)
	_ = p.out.Flush()
}

func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.out, "\r\x1b[K")
		_ = p.out.Flush()
	}
}

// Write writes what the program says on its stderr, in place of the line.
func (p *errorsOf) Write(text []byte) (int, error) {
	p.shown.clear()
	n, err := p.to.Write(text)
	return n, errors.Join(err, p.to.Flush())
}

// An errorsOf is the stderr of a simulated run, beside which a progress is shown.
type errorsOf struct {
	shown *progress
	to    *stream
}

// watch returns what is told of an experiment's steps.
func (p *progress) watch() experiment.Watch {
	return experiment.Watch{
		Simulating: p.recorder,
		Measuring: func(done, runs int) {
			p.say("measuring: %s of %s done (Ctrl-C ends it)", layout.Count(done), layout.Plural(runs, "run"))
		},
		Recording: func(c *experiment.Cell) {
			p.say("recording: %s, %s (Ctrl-C ends it)", report.LockName(c.Lock()), report.CellName(c))
		},
	}
}

// recorder returns a recorder that shows how far a run has come, nil if nobody would see it.
func (p *progress) recorder() trace.Recorder {
	if p.out == nil {
		return nil
	}
	return &runProgress{progress: p}
}

// A runProgress counts the events of a run.
type runProgress struct {
	*progress
	events int64
}

// Record shows where the run is.
func (r *runProgress) Record(events []trace.Event) {
	r.events += int64(len(events))
	r.say("simulated %s, %s events (Ctrl-C ends it)", layout.Duration(time.Duration(events[len(events)-1].Time)), layout.Count(r.events))
}
