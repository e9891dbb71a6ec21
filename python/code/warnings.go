// This file finds what CPython warns of while it compiles (Python/compile.c: check_compare, check_caller, check_subscripter,
// check_index, compiler_assert; Parser/string_parser.c): what is valid, and is hardly meant.

package code

import (
	"fmt"
	"math/big"

	"github.com/gilsim/gilsim/python/syntax"
)

// A Warning is a SyntaxWarning of a line of the source.
type Warning struct {
	Line int32
	Text string
}

func (c *compiler) warn(at syntax.Span, format string, args ...any) {
	c.file.Warnings = append(c.file.Warnings, Warning{at.Start.Line, fmt.Sprintf(format, args...)})
}

// warnOfEscapes warns of backslashes that escape nothing: before 3.12 that is a DeprecationWarning, which nobody sees by default.
func (c *compiler) warnOfEscapes(m *syntax.Module) {
	for _, e := range m.Escapes {
		switch octal := e.Text[0] >= '0' && e.Text[0] <= '9'; {
		case c.v < v312:
		case c.v >= v314 && octal:
			c.warn(syntax.Span{Start: e.Pos}, `"\%s" is an invalid octal escape sequence. Such sequences will not work in the future. Did you mean "\\%[1]s"? A raw string is also an option.`, e.Text)
		case c.v >= v314:
			c.warn(syntax.Span{Start: e.Pos}, `"\%s" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\%[1]s"? A raw string is also an option.`, e.Text)
		case octal:
			c.warn(syntax.Span{Start: e.Pos}, `invalid octal escape sequence '\%s'`, e.Text)
		default:
			c.warn(syntax.Span{Start: e.Pos}, `invalid escape sequence '\%s'`, e.Text)
		}
	}
}

// literalType returns the type of a literal that "is" cannot be asked about: of constants other than None, True, False and ...; "" for
// anything else.
func literalType(e syntax.Expr) string {
	switch e := e.(type) {
	case *syntax.Constant:
		switch e.Value.(type) {
		case nil, bool, syntax.Ellipsis:
			return ""
		}
		return typeOf(e)
	case *syntax.UnaryOp: // -1 is folded
		if k, ok := e.Operand.(*syntax.Constant); ok && e.Op != syntax.Not {
			return literalType(k)
		}
	case *syntax.Tuple:
		for _, x := range e.Elts {
			if _, ok := x.(*syntax.Constant); !ok {
				return ""
			}
		}
		return "tuple"
	}
	return ""
}

// typeOf returns the type that a display or a constant has for sure, or "".
func typeOf(e syntax.Expr) string {
	switch e := e.(type) {
	case *syntax.Tuple:
		return "tuple"
	case *syntax.List, *syntax.ListComp:
		return "list"
	case *syntax.Dict, *syntax.DictComp:
		return "dict"
	case *syntax.Set, *syntax.SetComp:
		return "set"
	case *syntax.GeneratorExp:
		return "generator"
	case *syntax.Lambda:
		return "function"
	case *syntax.JoinedStr, *syntax.FormattedValue:
		return "str"
	case *syntax.Constant:
		switch e.Value.(type) {
		case nil:
			return "NoneType"
		case bool:
			return "bool"
		case int64, *big.Int:
			return "int"
		case float64:
			return "float"
		case syntax.Imaginary:
			return "complex"
		case string:
			return "str"
		case syntax.Bytes:
			return "bytes"
		case syntax.Ellipsis:
			return "ellipsis"
		}
	}
	return ""
}

func (c *compiler) warnOfCompare(e *syntax.Compare) {
	if c.v < v38 {
		return
	}
	left := e.Left
	for i, right := range e.Comparators {
		op := e.Ops[i]
		a, b := literalType(left), literalType(right)
		left = right
		if op != syntax.Is && op != syntax.IsNot || a == "" && b == "" {
			continue
		}
		if a == "" {
			a = b
		}
		is, equal := "is", "=="
		if op == syntax.IsNot {
			is, equal = "is not", "!="
		}
		of := "a"
		if c.v >= v312 {
			of = "'" + a + "'"
		}
		c.warn(e.Span, `"%s" with %s literal. Did you mean "%s"?`, is, of, equal)
		return
	}
}

func (c *compiler) warnOfCall(e *syntax.Call) {
	if c.v < v38 {
		return
	}
	if _, isLambda := e.Func.(*syntax.Lambda); !isLambda && typeOf(e.Func) != "" {
		c.warn(e.Func.Where(), "'%s' object is not callable; perhaps you missed a comma?", typeOf(e.Func))
	}
}

func (c *compiler) warnOfSubscript(e *syntax.Subscript) {
	if c.v < v38 || e.Ctx != syntax.Load {
		return
	}
	switch typeOf(e.Value) {
	case "NoneType", "ellipsis", "bool", "int", "float", "complex", "set", "generator", "function":
		c.warn(e.Span, "'%s' object is not subscriptable; perhaps you missed a comma?", typeOf(e.Value))
	case "str", "bytes", "tuple", "list":
		if index := typeOf(e.Slice); index != "" && index != "int" && index != "bool" {
			c.warn(e.Span, "%s indices must be integers or slices, not %s; perhaps you missed a comma?", typeOf(e.Value), index)
		}
	}
}

func (c *compiler) warnOfAssert(s *syntax.Assert) {
	if t, ok := s.Test.(*syntax.Tuple); ok && len(t.Elts) > 0 {
		c.warn(s.Span, "assertion is always true, perhaps remove parentheses?")
	}
}
