// This file writes the part of a report that tells what the greenlets of each thread did.

package main

import (
	"github.com/gilsim/gilsim/trace"
)

// greenlets adds the table: a row for each thread that has greenlets, generators or a hub, and one for each of those; the
// last row is for all that have none. Without any it adds nothing.
func (p *page) greenlets(sum *trace.Summary) {
	rows := greenletRows(sum)
	if len(rows) == 0 {
		return
	}
	u := scaleFor(sum.Wall)
	t := &table{columns: []column{
		{title: "greenlet, " + u.name, left: true}, {title: "class", left: true, spare: 1},
		{title: "turns"}, {title: "ran"}, {title: "ended", left: true, spare: 2},
	}}
	shown := rows
	if len(shown) > reportThreads {
		shown = shown[:reportThreads-1]
	}
	for i := range shown {
		r := &shown[i]
		t.add(cut(r.name, p.width/3), r.Class, count(r.Turns), u.text(r.Ran), yesOrNo(r.Ended))
	}
	if rest := rows[len(shown):]; len(rest) > 0 {
		all := sumOfGreenlets(rest)
		t.add(count(len(rest))+" others", "", count(all.Turns), u.text(all.Ran), "")
	}
	t.drawOn(p)
	p.blank()
}

// A greenletRow is what the table says of one greenlet, generator or hub, or of a thread's own code.
type greenletRow struct {
	trace.ActorSummary
	name string // as it stands in the table: indented, unless it is the thread's
}

// greenletRows returns the rows of all threads.
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

// sumOfGreenlets returns the sum of the figures of many rows.
func sumOfGreenlets(rows []greenletRow) (all trace.ActorSummary) {
	for i := range rows {
		all.Turns += rows[i].Turns
		all.Ran += rows[i].Ran
	}
	return all
}

// yesOrNo puts an answer into a word.
func yesOrNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}
