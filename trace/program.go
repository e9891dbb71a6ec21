// This file writes what a program printed, and nothing else.

package trace

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

// WriteProgram writes the texts that the program printed, in order, exactly as it printed them. The error is w's, or says
// which event prints a text that is not defined; what came before it has been written.
func WriteProgram(w io.Writer, t *Trace) error {
	out := bufio.NewWriter(w)
	for i := range t.Events {
		e := &t.Events[i]
		if e.Kind != Print {
			continue
		}
		text, ok := t.Names.Text(e.Arg)
		if !ok {
			return errors.Join(out.Flush(), fmt.Errorf("trace: event %d prints text x%d, which is not defined", i+1, e.Arg))
		}
		if _, err := out.WriteString(text); err != nil {
			return err
		}
	}
	return out.Flush()
}
