// This file writes what a Python file does under several versions of Python: a row each.

package report

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/gil"
)

// VersionsPage shows what came out under each version, and says what that means.
func VersionsPage(versions []*experiment.Version, seeds, width int) *layout.Page {
	p := newPage(width)
	first := versions[0].Setup.Info()
	p.List("", layout.Styled(layout.StyleTitle, first.Workload), layout.Plain(layout.Plural(first.Cores, "core")),
		layout.Plain(seedText(first.Seed, seeds)+" of each version"))
	p.Blank()
	t := &layout.Table{Columns: []layout.Column{
		{Title: "python", Left: true}, {Title: "lock", Left: true, Spare: 2}, {Title: "right"},
		{Title: "time, ms", Spare: 1}, {Title: "results, and how often", Left: true}}}
	for _, v := range versions {
		if v.Sweep != nil && len(v.Sweep.Walls) > 0 {
			t.Add(v.Era.Name, lockText(v.Era), rightText(v.Sweep), medianText(v.Sweep), resultsText(v.Sweep, width/2))
		}
	}
	p.Table(t)
	p.Blank()
	p.Paragraphs(strings.Join(versionsVerdict(versions), " "))
	return &p.Page
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
	return fmt.Sprintf("%.3g", 1e3*seconds(measure.Quantile(times, 50)))
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
// runs that were not made.
func versionsVerdict(versions []*experiment.Version) []string {
	var one, several, failed []string
	for _, v := range versions {
		switch {
		case v.Sweep == nil || len(v.Sweep.Walls) == 0:
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
	case len(several) == 0 && len(failed) == 0:
		lines = append(lines, "Every run came out the same. That is no proof: more --seeds, or a shorter --switch-interval, can find what is rare.")
	case len(several) > 0:
		lines = append(lines, "The result depends on the schedule under "+listed(several)+".")
		if len(one) > 0 {
			lines = append(lines, "Under "+listed(one)+" every run came out the same, which is no proof that it always does.")
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

// VersionsError says that runs failed, or if that is wanted that some are wrong; nil if all is well.
func VersionsError(versions []*experiment.Version, wrong bool) error {
	var list []error
	for _, v := range versions {
		if v.Sweep == nil {
			continue
		}
		if err := SweepError(v.Sweep, wrong); err != nil {
			list = append(list, fmt.Errorf("Python %s: %w", v.Era.Name, err))
		}
	}
	return errors.Join(list...)
}

// VersionsDocument returns the same as JSON: a run for each version, with its results.
func VersionsDocument(versions []*experiment.Version) *Document {
	d := NewDocument("compare")
	for i, v := range versions {
		if v.Sweep == nil || len(v.Sweep.Walls) == 0 {
			continue
		}
		info := v.Setup.Info()
		if i == 0 {
			d.Describe(info)
		}
		r := newJSONRun(info)
		r.Repeats, r.Wall = len(v.Sweep.Walls), wallOf(v.Sweep)
		for _, o := range v.Sweep.Results {
			r.Outcomes = append(r.Outcomes, jsonOutcome{o.Text, o.Count, o.Seed})
		}
		d.Runs, d.Interrupted = append(d.Runs, r), d.Interrupted || v.Sweep.Interrupted()
	}
	return d
}
