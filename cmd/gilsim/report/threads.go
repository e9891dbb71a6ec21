// This file writes the parts of a report that tell what each thread did, and what its greenlets did.

package report

import (
	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/trace"
)

// threads adds the table: a row for each thread, or for the first ones and for all others together, so many in all.
func (p *page) threads(sum *trace.Summary, locked bool, rows int) {
	u := layout.ScaleFor(sum.Wall)
	t := &layout.Table{Columns: threadColumns(u, locked)}
	add := func(name string, s *trace.ThreadSummary) { t.Add(threadRow(name, s, u, locked)...) }
	shown := sum.Threads
	if len(shown) > rows {
		shown = shown[:rows-1]
	}
	for i := range shown {
		add(layout.TruncateName(shown[i].Name, p.Width/4), &shown[i])
	}
	if rest := sum.Threads[len(shown):]; len(rest) > 0 {
		add(layout.Count(len(rest))+" others", experiment.Total(rest))
	}
	if len(sum.Threads) > 1 {
		add("all", experiment.Total(sum.Threads))
	}
	p.Table(t)
}

// threadColumns returns the columns. Without a lock nobody waits for it.
func threadColumns(u layout.TimeScale, locked bool) []layout.Column {
	columns := []layout.Column{{Title: "thread, " + u.Name, Left: true}, {Title: "ran"}}
	if locked {
		columns = append(columns, layout.Column{Title: "waited for lock"})
	}
	return append(columns,
		layout.Column{Title: "ready", Spare: 3}, layout.Column{Title: "blocked", Spare: 4},
		layout.Column{Title: "gave up", Spare: 1}, layout.Column{Title: "lost core", Spare: 2}, layout.Column{Title: "bytecodes", Spare: 5})
}

func threadRow(name string, s *trace.ThreadSummary, u layout.TimeScale, locked bool) []string {
	row := []string{name, u.Text(s.Ran)}
	if locked {
		row = append(row, u.Text(s.LockWait))
	}
	return append(row, u.Text(s.Ready), u.Text(s.Blocked),
		layout.Count(s.Voluntary), layout.Count(s.Forced), layout.Count(s.Bytecodes))
}

// greenlets adds the table: a row for each thread that has greenlets, generators or a hub, and one for each of those; the
// last row is for all that have none. Without any it adds nothing.
func (p *page) greenlets(sum *trace.Summary, rows int) {
	all := greenletRows(sum)
	if len(all) == 0 {
		return
	}
	u := layout.ScaleFor(sum.Wall)
	t := &layout.Table{Columns: []layout.Column{
		{Title: "greenlet, " + u.Name, Left: true}, {Title: "class", Left: true, Spare: 1},
		{Title: "turns"}, {Title: "ran"}, {Title: "ended", Left: true, Spare: 2},
	}}
	shown := all
	if len(shown) > rows {
		shown = shown[:rows-1]
	}
	for i := range shown {
		r := &shown[i]
		t.Add(layout.TruncateName(r.name, p.Width/3), r.Class, layout.Count(r.Turns), u.Text(r.Ran), yesOrNo(r.Ended))
	}
	if rest := all[len(shown):]; len(rest) > 0 {
		sum := sumOfGreenlets(rest)
		t.Add(layout.Count(len(rest))+" others", "", layout.Count(sum.Turns), u.Text(sum.Ran), "")
	}
	p.Table(t)
	p.Blank()
}

// A greenletRow is what the table says of one greenlet, generator or hub, or of a thread's own code.
type greenletRow struct {
	trace.ActorSummary
	name string // as it stands in the table: indented, unless it is the thread's
}

func greenletRows(sum *trace.Summary) []greenletRow {
	var rows []greenletRow
	for _, thread := range sum.Threads {
		for _, a := range thread.Actors {
			name := "  " + a.Name
			if a.ID == 0 {
				name = thread.Name
			}
			rows = append(rows, greenletRow{a, name})
		}
	}
	return rows
}

func sumOfGreenlets(rows []greenletRow) (all trace.ActorSummary) {
	for i := range rows {
		all.Turns += rows[i].Turns
		all.Ran += rows[i].Ran
	}
	return all
}

func yesOrNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}
