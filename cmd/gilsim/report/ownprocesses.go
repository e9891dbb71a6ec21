// This file says whose processes were predicted.

package report

import (
	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
)

// ownProcesses says what the processes that were predicted cost, if they are gilsim's own, and what is predicted of CPython's.
func ownProcesses(m *experiment.Matrix) string {
	if m.Own == nil {
		return ""
	}
	cost := (m.Own.Start + m.Own.Begin + m.Own.End).Seconds()
	text := "; the processes that are predicted are gilsim's own, as real runs start them: to start and end one takes a core " + shortTime(cost) + ", as measured before"
	var others []string
	for _, c := range m.Cells {
		if took, known := c.TookCPython(); known {
			others = append(others, shortTime(took)+" by "+wayName(&experiment.Way{Cell: c}))
		}
	}
	if len(others) > 0 {
		text += "; with those of CPython all takes " + listed(others) + " (predicted)"
	}
	return text
}
