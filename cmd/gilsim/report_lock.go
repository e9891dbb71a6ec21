// This file writes the parts of a report that tell how the interpreter lock fared, and why threads left their cores.

package main

import (
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/view"
)

// lock adds the figures of the interpreter lock.
func (p *page) lock(l *trace.LockSummary) {
	failed := "nobody was woken for it"
	if l.Wakeups > 0 {
		failed = percent(100*l.FailedShare) + " of " + plural(l.Wakeups, "wake-up") + " found it taken"
	}
	p.list("Lock",
		plain(plural(l.Acquisitions, "acquisition")),
		plain(plural(l.Handoffs, "hand-over")),
		plain(count(l.Forced)+" on request"),
		plain("longest wait "+duration(l.Waits.Longest)),
		plain(failed))
}

// switches adds how often threads left their cores, of their own accord or not, and why.
func (p *page) switches(sum *trace.Summary) {
	all := together(sum.Threads)
	cells := []view.Cell{plain("gave up core " + count(all.Voluntary)), plain("lost it " + count(all.Forced))}
	for _, s := range sum.Switches {
		if s.Count > 0 {
			cells = append(cells, plain(s.Reason+" "+count(s.Count)))
		}
	}
	p.list("Switches", cells...)
}
