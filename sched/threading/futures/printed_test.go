// This file defines what a test reads in a trace.

package futures_test

import "github.com/gilsim/gilsim/trace"

// printed returns what a program has printed.
func printed(tr *trace.Trace) (lines []string) {
	for _, e := range tr.Events {
		if e.Kind == trace.Print {
			text, _ := tr.Names.Text(e.Arg)
			lines = append(lines, text)
		}
	}
	return lines
}
