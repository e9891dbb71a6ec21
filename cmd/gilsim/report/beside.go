// This file shows what an interpreter of the user's own does with a Python file, beside what was predicted for CPython.

package report

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/cmd/gilsim/beside"
	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/view"
)

// A Beside is the runs of an interpreter of the user's own, and the simulated run of the same file for CPython.
type Beside struct {
	*beside.Series
	Info  experiment.Info
	Sum   *trace.Summary
	Whole bool // all that is printed is the result, and not the last line
}

// rows returns the figures that both have.
func (b *Beside) rows() []experiment.Row {
	figures := experiment.Figures()
	rows := []experiment.Row{{Figure: &figures[0], Measured: b.Wall()}, {Figure: &figures[1], Measured: b.CPU()}}
	if b.Info.Failure == nil && b.predicts() {
		rows[0].Predicted = measure.SpreadOf([]float64{seconds(b.Sum.Wall)})
		rows[1].Predicted = measure.SpreadOf([]float64{b.Sum.CPUPercent})
	}
	return rows
}

// predicts reports whether the simulated run is one of that interpreter on this computer.
func (b *Beside) predicts() bool {
	return b.Info.Python == b.Era() && b.Info.Locked() == b.Locked && b.Info.Cores == experiment.CoresInReach() && b.Name == "cpython"
}

// mode names the interpreter and its mode.
func (b *Beside) mode() string {
	name := strings.Replace(b.Name, "cpython", "CPython", 1) + " " + b.Version
	switch {
	case b.Free && b.Locked:
		return name + ", free-threaded, but with the lock"
	case b.Free:
		return name + ", free-threaded"
	}
	return name + ", with the lock"
}

// failed says why there are no figures, "" if there are.
func (b *Beside) failed() string {
	switch {
	case errors.Is(b.Last.Err, context.DeadlineExceeded):
		return "it did not end within --timeout"
	case errors.Is(b.Last.Err, context.Canceled):
		return "interrupted"
	case b.Last.Err != nil:
		return b.Last.Err.Error()
	}
	return ""
}

// result is what the last run has printed, as runs are counted by it.
func (b *Beside) result() string {
	text := strings.TrimRight(strings.ReplaceAll(b.Last.Stdout, "\r\n", "\n"), "\n")
	if b.Whole {
		return text
	}
	return text[strings.LastIndexByte(text, '\n')+1:]
}

// same says whether it prints what the simulated run prints.
func (b *Beside) same() string {
	switch theirs, ours := b.result(), b.Info.Result(); {
	case b.Last.Status != 0:
		text := "its exit status is " + strconv.Itoa(b.Last.Status)
		if line := lastOf(b.Last.Stderr); line != "" {
			text += ": " + line
		}
		return text
	case theirs == ours && b.Whole:
		return "prints the same"
	case theirs == ours:
		return "its last line is the same: " + brief(ours)
	case b.Whole:
		return "prints something else"
	default:
		return "its last line is " + brief(theirs) + ", and here " + brief(ours)
	}
}

func lastOf(text string) string {
	text = strings.TrimRight(text, "\n")
	return brief(text[strings.LastIndexByte(text, '\n')+1:])
}

// brief is a line that may be long or empty.
func brief(line string) string {
	if line == "" {
		return "empty"
	}
	return layout.Truncate(line, 60)
}

// BesidePage shows both.
func BesidePage(b *Beside, width int) *layout.Page {
	p := newPage(width)
	p.Line()
	p.Line(layout.Styled(layout.StyleTitle, "Beside "+b.Path), layout.Plain(" · "+b.mode()))
	if text := b.failed(); text != "" && len(b.Walls) == 0 {
		p.Line(layout.Styled(view.StyleFailure, "✗ "+text))
		return &p.Page
	}
	t := &layout.Table{Columns: []layout.Column{{Title: "", Left: true}, {Title: "predicted"}, {Title: "measured"}, {Title: "min … max", Spare: 2}, {Title: "error", Spare: 1}}}
	for _, r := range b.rows() {
		t.Add("  "+r.Name, figureText(r.Figure, r.Predicted.Median, r.Predicted.Known()), figureText(r.Figure, r.Measured.Median, r.Measured.Known()),
			spreadText(&r), errorText(&r))
	}
	p.Table(t)
	cells := []view.Cell{layout.Plain("medians of " + layout.Plural(len(b.Walls), "run")), layout.Plain("its start, " + layout.Duration(b.Start.Wall) + ", is taken off")}
	if noise := b.Wall().NoisePercent(); noise > measure.TooNoisy {
		cells = append(cells, layout.Styled(view.StyleFailure, "a run differs from itself by "+layout.Percent(noise)+": too noisy"))
	}
	if !b.predicts() {
		cells = append(cells, layout.Plain("the simulated run is one of "+b.otherThan()+", so nothing is predicted"))
	}
	p.List("", cells...)
	p.List("", layout.Plain(b.same()))
	return &p.Page
}

// otherThan says for what other interpreter or machine the simulated run is.
func (b *Beside) otherThan() string {
	if b.Info.Cores != experiment.CoresInReach() && b.Info.Python == b.Era() {
		return "a machine of " + layout.Plural(b.Info.Cores, "core")
	}
	text := "CPython " + b.Info.Python
	if !b.Info.Locked() {
		text += " without a lock"
	}
	return text
}

// A jsonBeside is the runs of an interpreter of the user's own.
type jsonBeside struct {
	Interpreter string            `json:"interpreter"`
	Name        string            `json:"name"`
	Python      string            `json:"python"`
	Free        bool              `json:"free_threaded"` // it is built to run without the lock
	Locked      bool              `json:"locked"`        // and runs with it
	Start       float64           `json:"start_seconds"` // is taken off
	Figures     []jsonCompareCell `json:"figures"`
	Result      string            `json:"result"`
	Status      int               `json:"status"`
	Failure     *string           `json:"failure"`
}

// AddBeside adds the runs of an interpreter of the user's own.
func (d *Document) AddBeside(b *Beside) {
	j := &jsonBeside{Interpreter: b.Path, Name: b.Name, Python: b.Version, Free: b.Free, Locked: b.Locked, Start: seconds(b.Start.Wall),
		Result: b.result(), Status: b.Last.Status, Figures: []jsonCompareCell{}}
	for _, r := range b.rows() {
		j.Figures = append(j.Figures, jsonRow(&r))
	}
	if text := b.failed(); text != "" {
		j.Failure = &text
	}
	d.Beside = j
}
