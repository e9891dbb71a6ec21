package syntax

import (
	"strconv"
	"strings"
)

func itoa(n int32) string { return strconv.Itoa(int(n)) }

// hint returns what to do about an error that has to do with Python 2, or with how the program came here, or nothing.
func hint(src string, tokens []token, e *Error) string {
	switch {
	case strings.HasPrefix(e.Msg, "Missing parentheses in call to 'print'"):
		return "print is a function in Python 3"
	case strings.HasPrefix(e.Msg, "Missing parentheses in call to 'exec'"):
		return "exec is a function in Python 3"
	case strings.HasSuffix(e.Msg, "parameters cannot be parenthesized"):
		return "parameters that are tuples belong to Python 2"
	case strings.HasPrefix(e.Msg, "multiple exception types"):
		return "in Python 3 the exception gets its name with as: except E as e"
	case strings.HasPrefix(e.Msg, "expected an indented block") && !isIndented(src):
		return "no line of the file is indented: the indentation has been lost"
	case e.Msg == "invalid syntax":
		return hintAtToken(src, tokens, e)
	}
	return ""
}

// isIndented reports whether a line begins with a space or a tab.
func isIndented(src string) bool {
	return strings.HasPrefix(src, " ") || strings.HasPrefix(src, "\t") || strings.Contains(src, "\n ") || strings.Contains(src, "\n\t")
}

// hintAtToken looks at the token which no rule takes.
func hintAtToken(src string, tokens []token, e *Error) string {
	i := 0
	for i < len(tokens) && tokens[i].span.Start != e.Start {
		i++
	}
	if i == len(tokens) {
		return ""
	}
	line := strings.TrimSpace(lineOf(src, int(e.Start.Line)))
	switch t := tokens[i]; {
	case t.is("`"):
		return "backticks belong to Python 2; in Python 3 it is repr(x)"
	case t.is("<>"):
		return "<> belongs to Python 2; in Python 3 it is !="
	case strings.HasPrefix(line, ">>>") || strings.HasPrefix(line, "... "):
		return "this was copied from an interactive session: leave out >>> and ... at the beginning of each line"
	case t.is(",") && strings.HasPrefix(line, "raise "):
		return "in Python 3 it is: raise E(value)"
	}
	return ""
}
