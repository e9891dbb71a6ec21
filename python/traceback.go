// This file defines how tracebacks show, as CPython prints them: with carets under the text of the instruction from 3.11 on.

package python

import (
	"fmt"
	"strings"

	"github.com/gilsim/gilsim/python/syntax"
)

// repeatsShown is how many equal entries in a row a traceback shows.
const repeatsShown = 3

// tracebackText returns the entries of a traceback, at most so many if limit is not negative.
func (in *Interpreter) tracebackText(tb *Traceback, limit int) string {
	var b strings.Builder
	var last *Traceback
	same := 0
	flush := func() {
		if same > repeatsShown {
			n := same - repeatsShown
			s := "s"
			if n == 1 {
				s = ""
			}
			fmt.Fprintf(&b, "  [Previous line repeated %d more time%s]\n", n, s)
		}
	}
	for n := 0; tb != nil && (limit < 0 || n < limit); tb, n = tb.next, n+1 {
		if last == nil || last.body != tb.body || last.body.line(last.pc) != tb.body.line(tb.pc) {
			flush()
			same = 0
		}
		same++
		last = tb
		if same <= repeatsShown {
			b.WriteString(in.entryText(tb))
		}
	}
	flush()
	return b.String()
}

// entryText returns one entry of a traceback.
func (in *Interpreter) entryText(tb *Traceback) string {
	line := int(tb.body.line(tb.pc))
	text := fmt.Sprintf("  File \"%s\", line %d, in %s\n", tb.body.unit.file.Name, line, tb.body.code.Name)
	source := tb.body.unit.sourceLine(line)
	stripped := strings.Trim(source, " \t\f")
	if stripped == "" {
		return text
	}
	text += "    " + stripped + "\n"
	if in.major == 3 && in.minor >= 11 {
		text += in.carets(tb, source, stripped)
	}
	return text
}

// sourceLine returns a line of the source, from 1, or "".
func (u *unit) sourceLine(line int) string {
	if line < 1 || line > len(u.lines) {
		return ""
	}
	return u.lines[line-1]
}

// carets returns the line of carets under the text of the instruction, or "" if that is the whole line.
func (in *Interpreter) carets(tb *Traceback, source, stripped string) string {
	if tb.pc < 0 || tb.pc >= len(tb.body.code.Positions) {
		return ""
	}
	p := tb.body.code.Positions[tb.pc]
	if p.Line == 0 {
		return ""
	}
	runes := []rune(source)
	indent := len(runes) - len([]rune(strings.TrimLeft(source, " \t\f")))
	from, to := int(p.Col), int(p.EndCol)
	if p.EndLine != p.Line {
		to = len([]rune(strings.TrimRight(source, " \t\f")))
	}
	width := len([]rune(stripped))
	if from < indent || to > indent+width || from >= to {
		return ""
	}
	a, b := 0, 0
	if p.EndLine == p.Line {
		a, b = anchors(string(runes[from:to]), in.minor)
	}
	if to-from >= width && a == b {
		return ""
	}
	marks := []byte(strings.Repeat("^", to-from))
	if a < b {
		for i := range marks {
			if i < a || i >= b {
				marks[i] = '~'
			}
		}
	}
	return "    " + strings.Repeat(" ", from-indent) + string(marks) + "\n"
}

// anchors returns which part of the text of an expression carets mark, while the rest gets tildes: the operator of a binary
// one, the brackets of a subscript, and from 3.13 on those of a call. It is empty if all of it is marked.
func anchors(text string, minor int) (from, to int) {
	tree, _, err := syntax.Parse("", []byte(text))
	if err != nil || len(tree.Body) != 1 {
		return 0, 0
	}
	statement, ok := tree.Body[0].(*syntax.ExprStmt)
	if !ok {
		return 0, 0
	}
	runes := []rune(text)
	column := func(p syntax.Pos) int { return int(p.Col) }
	switch e := statement.Value.(type) {
	case *syntax.BinOp:
		for i := column(e.Left.Where().End); i < column(e.Right.Where().Start); i++ {
			if runes[i] == ' ' || runes[i] == ')' || runes[i] == '\t' {
				continue
			}
			to = i + 1
			if to < column(e.Right.Where().Start) && runes[to] == runes[i] {
				to++
			}
			return i, to
		}
	case *syntax.Subscript:
		from = column(e.Value.Where().End)
		for from < len(runes) && runes[from] != '[' {
			from++
		}
		return from, len(runes)
	case *syntax.Call:
		if minor < 13 {
			return 0, 0
		}
		from = column(e.Func.Where().End)
		for from < len(runes) && runes[from] != '(' {
			from++
		}
		return from, len(runes)
	}
	return 0, 0
}
