// This file writes what a Python file does under several versions of Python: a row each.

package report

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/trace/view"
)

// VersionsPage shows what came out under each version, and says what that means.
func VersionsPage(r *experiment.VersionsReport, width int) *layout.Page {
	p := newPage(width)
	first := r.Versions[0].Setup.Info()
	cells := []view.Cell{layout.Styled(layout.StyleTitle, first.Workload), layout.Plain(layout.Plural(first.Cores, "core"))}
	if r.Seeds > 0 {
		cells = append(cells, layout.Plain(seedText(first.Seed, r.Seeds)+" of each version"))
	}
	p.List("", cells...)
	p.Blank()
	if r.Seeds > 0 {
		p.simulatedVersions(r, width)
		p.Blank()
	}
	if r.Real != nil {
		p.realVersions(r)
		p.Blank()
	}
	p.Paragraphs(versionsMeaning(r))
	return &p.Page
}

// simulatedVersions adds what came out of the simulated runs, a row for each version as CPython runs it.
func (p *page) simulatedVersions(r *experiment.VersionsReport, width int) {
	if r.Real != nil {
		p.Line(layout.Styled(layout.StyleTitle, "Simulated, as CPython runs it"))
	}
	t := &layout.Table{Columns: []layout.Column{
		{Title: "python", Left: true}, {Title: "lock", Left: true, Spare: 2}, {Title: "right"},
		{Title: "time, ms", Spare: 1}, {Title: "results, and how often", Left: true}}}
	for _, v := range r.Versions {
		if v.Sweep != nil && len(v.Sweep.Walls) > 0 {
			t.Add(v.Era.Name, lockText(v.Era), rightText(v.Sweep), medianText(v.Sweep), resultsText(v.Sweep, width/2))
		}
	}
	p.Table(t)
	for _, v := range r.Versions {
		if v.Trouble == nil {
			continue
		}
		p.Blank()
		p.Line(layout.Styled(view.StyleFailure, "✗ Python "+v.Era.Name+", --seed="+strconv.FormatUint(v.Trouble.Seed, 10)))
		if v.Trouble.Failure != nil {
			p.failure(v.Trouble.Failure)
		} else {
			p.failure(errors.New(v.Trouble.Outcome.Errors))
		}
		return // of the others it is the same, mostly
	}
}

// versionsMeaning says what all runs of a file mean: first what is wrong, which forbids all that could be said of speed.
func versionsMeaning(r *experiment.VersionsReport) string {
	run := "run"
	if r.Real != nil {
		run = "simulated run"
	}
	lines := versionsVerdict(r.Versions, run)
	if r.LeftOut > 0 {
		lines = append(lines, "A real run of each version would take some "+layout.Duration(r.LeftOut)+" or more, and there are several: --real makes them.")
	}
	if r.Real == nil {
		return strings.Join(lines, " ")
	}
	m := r.Matrix()
	text := sentence(meaning(m))
	if k := m.Verdict().Kind; k == experiment.VerdictWrong {
		return strings.Join(append([]string{text}, lines...), " ")
	}
	return strings.Join(append(lines, text), " ")
}

func lockText(era gil.Era) string {
	if era.Lock.Discipline == gil.Off {
		return "none"
	}
	return era.Lock.Discipline.String() + ", " + era.Lock.Checks.String()
}

func rightText(w *experiment.Sweep) string {
	if isOpen(w) {
		return "-"
	}
	return layout.Percent(100 * float64(w.Right) / float64(len(w.Walls)))
}

func isOpen(w *experiment.Sweep) bool {
	return slices.ContainsFunc(w.Results, func(o experiment.Result) bool { return o.Open })
}

func medianText(w *experiment.Sweep) string {
	times := slices.Sorted(slices.Values(w.Walls))
	ms := 1e3 * seconds(measure.Quantile(times, 50))
	if ms > 99 {
		return layout.ThreeDigits(ms)
	}
	return strconv.FormatFloat(ms, 'g', 3, 64)
}

// resultsText lists results, the most frequent first, in so many characters.
func resultsText(w *experiment.Sweep, room int) string {
	var b strings.Builder
	for i, o := range w.Results {
		text := layout.Truncate(strings.ReplaceAll(o.Text, "\n", "⏎"), 30) + " ×" + layout.Count(o.Count)
		if i > 0 {
			text = ", " + text
		}
		if i > 0 && layout.Width(b.String()+text) > room-6 {
			fmt.Fprintf(&b, ", … %d more", len(w.Results)-i)
			break
		}
		b.WriteString(text)
	}
	return b.String()
}

// versionsVerdict says under which versions the program does the same in all runs, and under which it does not. It says nothing of
// runs that were not made. A run is called so.
func versionsVerdict(versions []*experiment.Version, run string) []string {
	var one, several, failed []string
	unknown := false
	for _, v := range versions {
		switch {
		case v.Sweep == nil || len(v.Sweep.Walls) == 0:
			unknown = true
		case hasFailed(v.Sweep):
			failed = append(failed, v.Era.Name)
		case len(v.Sweep.Results) == 1:
			one = append(one, v.Era.Name)
		default:
			several = append(several, v.Era.Name)
		}
	}
	var lines []string
	if len(failed) > 0 {
		lines = append(lines, "Runs failed under "+listed(failed)+".")
	}
	switch {
	case len(one) == 0 && unknown && len(several) == 0:
	case len(several) == 0 && len(failed) == 0:
		lines = append(lines, "Every "+run+" came out the same. That is no proof: more --seeds, or a shorter --switch-interval, can find what is rare.")
	case len(several) > 0:
		lines = append(lines, "The result depends on the schedule under "+listed(several)+".")
		if len(one) > 0 {
			lines = append(lines, "Under "+listed(one)+" every "+run+" came out the same, which is no proof that it always does.")
		}
	}
	return lines
}

// listed writes names as a sentence has them: "2.7, 3.9 and 3.13t".
func listed(names []string) string {
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

func hasFailed(w *experiment.Sweep) bool {
	_, runs := w.Failed()
	return runs > 0
}

// VersionsError says that runs failed, simulated or real, or if that is wanted that some are wrong; nil if all is well.
func VersionsError(r *experiment.VersionsReport, wrong bool) error {
	var list []error
	for _, v := range r.Versions {
		if v.Sweep == nil {
			continue
		}
		if err := SweepError(v.Sweep, wrong); err != nil {
			list = append(list, fmt.Errorf("Python %s: %w", v.Era.Name, err))
		}
	}
	if r.Real == nil {
		return errors.Join(list...)
	}
	for _, s := range r.Real.Sides {
		err := s.Failed()
		if err == nil && wrong {
			err = sideError(s)
		}
		if err != nil {
			list = append(list, fmt.Errorf("%s on this computer: %w", versionName(s), err))
		}
	}
	return errors.Join(list...)
}

// VersionsDocument returns the same as JSON: a run for each version, with its results, and then those of gilsim's own machine.
func VersionsDocument(r *experiment.VersionsReport) *Document {
	d := NewDocument("compare")
	d.Describe(r.Versions[0].Setup.Info())
	for _, v := range r.Versions {
		if v.Sweep == nil || len(v.Sweep.Walls) == 0 {
			continue
		}
		run := newJSONRun(v.Setup.Info())
		run.Repeats, run.Wall = len(v.Sweep.Walls), wallOf(v.Sweep)
		if v.Trouble != nil && v.Trouble.Failure != nil {
			run.Failure = jsonFailureOf(v.Trouble.Failure)
		}
		for _, o := range v.Sweep.Results {
			run.Outcomes = append(run.Outcomes, jsonOutcome{o.Text, o.Count, o.Seed})
		}
		d.Runs, d.Interrupted = append(d.Runs, run), d.Interrupted || v.Sweep.Interrupted()
	}
	d.Meaning = versionsMeaning(r)
	if r.Real == nil {
		return d
	}
	d.Comparison = jsonComparisonOf(r.Real)
	for _, s := range r.Real.Sides {
		if s.Predicted != nil {
			d.Runs = append(d.Runs, jsonRunOf(s.Predicted.Info, s.Predicted.Summary))
		}
		if s.Measured != nil {
			d.Runs = append(d.Runs, jsonRealRun(r.Real.Real, s))
		}
	}
	return d
}
