// This file writes the part of a report that tells what each thread did.

package main

import (
	"time"

	"github.com/gilsim/gilsim/trace"
)

// threads adds the table: a row for each thread, or for the first ones and for all others together.
func (p *page) threads(sum *trace.Summary, locked bool) {
	u := scaleFor(sum.Wall)
	t := &table{columns: threadColumns(u, locked)}
	add := func(name string, s *trace.ThreadSummary) { t.add(threadRow(name, s, u, locked)...) }
	shown := sum.Threads
	if len(shown) > reportThreads {
		shown = shown[:reportThreads-1]
	}
	for i := range shown {
		add(cut(shown[i].Name, p.width/4), &shown[i])
	}
	if rest := sum.Threads[len(shown):]; len(rest) > 0 {
		add(count(len(rest))+" others", together(rest))
	}
	if len(sum.Threads) > 1 {
		add("all", together(sum.Threads))
	}
	t.drawOn(p)
}

// threadColumns returns the columns. Without a lock nobody waits for it.
func threadColumns(u timeScale, locked bool) []column {
	columns := []column{{title: "thread, " + u.name, left: true}, {title: "ran"}}
	if locked {
		columns = append(columns, column{title: "waited for lock"})
	}
	return append(columns,
		column{title: "ready", spare: 3}, column{title: "blocked", spare: 4},
		column{title: "gave up", spare: 1}, column{title: "lost core", spare: 2}, column{title: "bytecodes", spare: 5})
}

// threadRow returns the texts of a row.
func threadRow(name string, s *trace.ThreadSummary, u timeScale, locked bool) []string {
	row := []string{name, u.text(s.Ran)}
	if locked {
		row = append(row, u.text(s.LockWait))
	}
	return append(row, u.text(s.Ready), u.text(s.Blocked),
		count(s.Voluntary), count(s.Forced), count(s.Bytecodes))
}

// together returns the sum of many threads' figures.
func together(list []trace.ThreadSummary) *trace.ThreadSummary {
	var all trace.ThreadSummary
	for i := range list {
		s := &list[i]
		for _, sum := range []struct{ to, from *time.Duration }{
			{&all.Ran, &s.Ran}, {&all.LockWait, &s.LockWait}, {&all.Ready, &s.Ready}, {&all.Blocked, &s.Blocked},
		} {
			*sum.to += *sum.from
		}
		all.Voluntary += s.Voluntary
		all.Forced += s.Forced
		all.Bytecodes += s.Bytecodes
	}
	return &all
}
