package code

import (
	"strings"

	"github.com/gilsim/gilsim/python/syntax"
)

func (c *compiler) joinedStr(e *syntax.JoinedStr) {
	n := len(e.Values)
	if c.v >= v311 && n > stackGuideline {
		c.load(Str(""))
		c.op(LoadMethod, c.nameIndex("join"))
		c.op(BuildList, 0)
		for _, v := range e.Values {
			c.visit(v)
			c.op(ListAppend, 1)
		}
		c.ghostIf(precall, "PRECALL")
		c.callOp(CallMethod, 1)
		return
	}
	c.visitAll(e.Values)
	if n != 1 {
		c.op(BuildString, int32(n))
	}
}

func (c *compiler) formattedValue(e *syntax.FormattedValue) {
	c.visit(e.Value)
	arg := int32(strings.IndexByte("\x00sra", e.Conversion))
	if arg > 0 {
		c.ghostIf(formatOps, "CONVERT_VALUE")
	}
	name := "FORMAT_VALUE"
	if c.v.has(formatOps) {
		name = "FORMAT_SIMPLE"
	}
	if e.FormatSpec != nil {
		c.visit(e.FormatSpec)
		arg |= FormatSpec
		if c.v.has(formatOps) {
			name = "FORMAT_WITH_SPEC"
		}
	}
	c.named(name, FormatValue, arg)
}

// percentFormat returns the f-string that "%s" % (x,) is compiled as, or nil (ast_opt.c, optimize_format). Only s, r and a with a
// width and a precision are taken.
func (c *compiler) percentFormat(e *syntax.BinOp) *syntax.JoinedStr {
	if e.Op != syntax.Mod || !c.v.has(percentFormat) {
		return nil
	}
	left, ok := e.Left.(*syntax.Constant)
	if !ok {
		return nil
	}
	text, ok := left.Value.(string)
	args, isTuple := e.Right.(*syntax.Tuple)
	if !ok || !isTuple || anyStarred(args.Elts) {
		return nil
	}
	if _, isConst := c.fold.constant(args); isConst {
		return nil
	}
	f := &syntax.JoinedStr{Span: e.Span}
	used := 0
	for text != "" {
		plain, rest := literalText(text)
		if plain != "" {
			f.Values = append(f.Values, &syntax.Constant{Span: left.Span, Value: plain})
		}
		if rest == "" {
			break
		}
		if used == len(args.Elts) {
			return nil
		}
		var v *syntax.FormattedValue
		if v, text = conversion(rest[1:], args.Elts[used]); v == nil {
			return nil
		}
		f.Values = append(f.Values, v)
		used++
	}
	if used < len(args.Elts) {
		return nil
	}
	return f
}

// literalText returns what stands before the first conversion, and the rest, which begins with its percent sign.
func literalText(text string) (plain, rest string) {
	for {
		i := strings.IndexByte(text, '%')
		if i < 0 {
			return plain + text, ""
		}
		plain += text[:i]
		if !strings.HasPrefix(text[i+1:], "%") {
			return plain, text[i:]
		}
		plain += "%"
		text = text[i+2:]
	}
}

// conversion parses a conversion behind its percent sign, and returns its field and what follows; nil if it is not taken.
func conversion(text string, value syntax.Expr) (*syntax.FormattedValue, string) {
	digits := func() (d string) {
		n := 0
		for n < len(text) && n < 2 && '0' <= text[n] && text[n] <= '9' {
			n++
		}
		d, text = text[:n], text[n:]
		return d
	}
	left := strings.HasPrefix(text, "-")
	text = strings.TrimPrefix(text, "-")
	width := digits()
	precision := ""
	if strings.HasPrefix(text, ".") {
		text = text[1:]
		if precision = "." + digits(); precision == "." {
			precision = ".0"
		}
	}
	if text == "" || !strings.ContainsRune("sra", rune(text[0])) {
		return nil, ""
	}
	v := &syntax.FormattedValue{Span: value.Where(), Value: value, Conversion: text[0]}
	spec := width + precision
	if width != "" && strings.Trim(width, "0") != "" && !left {
		spec = ">" + spec
	}
	if strings.HasPrefix(width, "0") {
		return nil, "" // a flag
	}
	if spec != "" {
		v.FormatSpec = &syntax.JoinedStr{Span: v.Span, Values: []syntax.Expr{&syntax.Constant{Span: v.Span, Value: spec}}}
	}
	return v, text[1:]
}
