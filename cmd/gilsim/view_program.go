// This file shows what a program printed, and nothing else.

package main

import (
	"strings"

	"github.com/gilsim/gilsim/trace"
)

// A programView keeps what the program prints. It is not shown at once: a trace may prove to be damaged further on.
type programView struct {
	names *trace.Names
	text  strings.Builder
}

// Record keeps the printed texts.
func (v *programView) Record(events []trace.Event) {
	for i := range events {
		if e := &events[i]; e.Kind == trace.Print {
			text, _ := v.names.Text(e.Arg)
			v.text.WriteString(text)
		}
	}
}

// draw shows them.
func (v *programView) draw(out *stream, _ palette, _ runInfo) error {
	_, err := out.WriteString(v.text.String())
	return err
}
