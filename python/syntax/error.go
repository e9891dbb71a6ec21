package syntax

import (
	"fmt"
	"strings"

	"golang.org/x/text/width"
)

// Error says why a file is not valid Python. Msg is worded as CPython 3.12 words it.
type Error struct {
	Kind string // SyntaxError, IndentationError or TabError
	File string
	Span // what is wrong; empty: the place
	Msg  string
	Hint string // what to do about it, if there is more to say than CPython says; else empty
	Text string // the source line of Span.Start, without its end; empty if there is none
}

// Error returns the file, the line and what is wrong, in one line.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d: %s", e.File, e.Start.Line, e.sentence())
}

// sentence is the last line of what CPython prints, and the hint.
func (e *Error) sentence() string {
	s := e.Kind + ": " + e.Msg
	if e.Hint != "" {
		s += " (" + e.Hint + ")"
	}
	return s
}

// Report returns what CPython prints on standard error: the place, the line, carets below what is wrong, and the message. Below a
// character that is two columns wide are two carets or spaces.
func (e *Error) Report() string {
	var b strings.Builder
	fmt.Fprintf(&b, "  File \"%s\", line %d\n", e.File, e.Start.Line)
	if line := strings.TrimLeft(e.Text, " \t\f"); line != "" {
		fmt.Fprintf(&b, "    %s\n", line)
		if before, marked, ok := e.marked(line); ok {
			fmt.Fprintf(&b, "    %s%s\n", strings.Repeat(" ", before), strings.Repeat("^", marked))
		}
	}
	b.WriteString(e.sentence() + "\n")
	return b.String()
}

// marked returns, in columns of a terminal, what stands before the place in a line and how much is to be marked.
func (e *Error) marked(line string) (before, marked int, ok bool) {
	runes := []rune(e.Text)
	from := int(e.Start.Col) - (len(runes) - len([]rune(line)))
	to := from + 1
	if e.End.Line == e.Start.Line && e.End.Col > e.Start.Col {
		to = from + int(e.End.Col-e.Start.Col)
	} else if e.End.Line > e.Start.Line {
		to = max(to, len([]rune(line)))
	}
	if from < 0 {
		return 0, 0, false
	}
	for i, r := range []rune(line) {
		switch {
		case i < from:
			before += columns(r)
		case i < to:
			marked += columns(r)
		}
	}
	before += max(0, from-len([]rune(line)))
	return before, max(marked, 1), true
}

// columns is how wide a character is on a terminal.
func columns(r rune) int {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// Note says that something was read as if it were written otherwise.
type Note struct {
	Pos
	Text string
}
