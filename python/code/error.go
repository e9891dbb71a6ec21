package code

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gilsim/gilsim/python/syntax"
)

// Unsupported is a construct that Python has and gilsim has not.
type Unsupported struct {
	Line      int32
	Construct string // "a type statement", "a complex number"
}

// UnsupportedError lists all that a file uses and gilsim cannot run.
type UnsupportedError struct {
	File string
	List []Unsupported // by line
}

// Error returns one line for each construct: file:line: construct is not supported.
func (e *UnsupportedError) Error() string {
	var b strings.Builder
	for i, u := range e.List {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s:%d: %s is not supported", e.File, u.Line, u.Construct)
	}
	return b.String()
}

// An errorList collects what is wrong with a file.
type errorList struct {
	file        string
	lines       []string // of the source
	invalid     []*syntax.Error
	unsupported []Unsupported
}

// syntax notes a SyntaxError.
func (l *errorList) syntax(at syntax.Span, format string, args ...any) {
	e := &syntax.Error{Kind: "SyntaxError", File: l.file, Span: at, Msg: fmt.Sprintf(format, args...)}
	if n := int(at.Start.Line); 0 < n && n <= len(l.lines) {
		e.Text = l.lines[n-1]
	}
	l.invalid = append(l.invalid, e)
}

// missing notes a construct that gilsim has not.
func (l *errorList) missing(at syntax.Span, construct string) {
	u := Unsupported{at.Start.Line, construct}
	if !slices.Contains(l.unsupported, u) {
		l.unsupported = append(l.unsupported, u)
	}
}

// err returns the first SyntaxError of the file, as CPython does, or else everything that is not supported.
func (l *errorList) err() error {
	if len(l.invalid) > 0 {
		return slices.MinFunc(l.invalid, func(a, b *syntax.Error) int {
			if a.Start.Before(b.Start) {
				return -1
			}
			return 1
		})
	}
	if len(l.unsupported) > 0 {
		slices.SortStableFunc(l.unsupported, func(a, b Unsupported) int { return int(a.Line - b.Line) })
		return &UnsupportedError{File: l.file, List: l.unsupported}
	}
	return nil
}
