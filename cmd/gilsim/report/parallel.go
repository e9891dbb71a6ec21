// This file says in words what threads, processes, a pool and greenlets give a program that computes, and when processes do not pay.

package report

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/gil"
)

// parallelSentence says which ways of doing the work are faster than doing it one after the other, and how much work makes up for what starting
// processes takes; "" if figures are lacking.
func parallelSentence(m *experiment.Matrix) string {
	p := m.Parallel()
	if p == nil {
		return ""
	}
	var faster, same, slower, breaks []string
	for _, w := range p.Ways {
		switch {
		case w.Same:
			same = append(same, wayName(w))
		case w.Speedup > 1:
			faster = append(faster, wayName(w)+" "+factor(w.Speedup)+" times as fast")
		default:
			slower = append(slower, wayName(w)+" "+factor(1/w.Speedup)+" times as long")
		}
		breaks = append(breaks, breakEven(w)...)
	}
	text := fmt.Sprintf("%s of %s each on %s, beside doing one after the other: ", layout.Plural(p.Tasks, "task"), shortTime(p.Task), layout.Plural(m.Cores, "core"))
	var parts []string
	if len(faster) > 0 {
		parts = append(parts, listed(faster))
	}
	if len(same) > 0 {
		parts = append(parts, listed(same)+" no faster")
	}
	if len(slower) > 0 {
		parts = append(parts, listed(slower))
	}
	return strings.Join(slices.Concat([]string{text + strings.Join(parts, "; ")}, breaks), "; ")
}

// wayName names a way of doing the work.
func wayName(w *experiment.Way) string {
	name := w.Model
	if name == experiment.ByPool {
		name = "a pool"
	}
	switch {
	case w.Model != experiment.ByThreads:
		return name
	case w.Lock().Discipline == gil.Off:
		return name + " without the lock"
	}
	return name + " under the lock"
}

// breakEven says below how much work processes lose to threads under the lock; nothing of what is no process.
func breakEven(w *experiment.Way) []string {
	lose := "processes lose to threads under the lock"
	if w.Model == experiment.ByPool {
		lose = "a pool loses to them"
	}
	switch {
	case math.IsNaN(w.Breaks):
		return nil
	case math.IsInf(w.Breaks, 1):
		return []string{lose + " here, however much work a task is"}
	case w.Breaks == 0:
		return nil
	}
	return []string{"below " + shortTime(w.Breaks) + " of work a task " + lose}
}

// shortTime returns a time for a sentence, in two digits.
func shortTime(seconds float64) string {
	d := time.Duration(seconds * float64(time.Second))
	unit := time.Nanosecond
	for unit*100 <= d {
		unit *= 10
	}
	return layout.Compact(d.Round(unit))
}
