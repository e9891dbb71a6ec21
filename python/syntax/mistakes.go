package syntax

import (
	"strings"
	"unicode/utf8"
)

// What stands here words common mistakes as CPython does: its grammar has a rule invalid_... for each.

// unexpected ends the parsing because no rule takes the next token.
func (p *parser) unexpected() {
	t := p.tok()
	if t.kind == broken {
		panic(p.wrongToken)
	}
	if !p.quiet {
		p.operandBehindOperand()
		if p.furthest > p.i {
			t = &p.tokens[p.furthest]
		}
	}
	switch t.kind {
	case indent:
		panic(&Error{Kind: "IndentationError", Span: p.layout(), Msg: "unexpected indent"})
	case dedent:
		panic(&Error{Kind: "IndentationError", Span: p.layout(), Msg: "unexpected unindent"})
	case endMarker:
		at := Pos{Line: lastPlace(p.src).Line}
		p.failAt(Span{at, at}, generic)
	}
	p.failAt(t.span, generic)
}

// layout is where an error is told that has to do with indentation: at the end of the next token.
func (p *parser) layout() Span {
	t := p.tok()
	at := t.span.End
	switch {
	case int(t.off) == len(p.src):
		at = lastPlace(p.src)
	case t.kind == indent || t.kind == dedent:
		at.Col = max(at.Col-1, 0)
	default:
		return t.span
	}
	return Span{at, at}
}

// lastPlace returns where the last line of a source ends.
func lastPlace(src string) Pos {
	line := strings.Count(src, "\n")
	return Pos{int32(line), int32(utf8.RuneCountInString(lineOf(src, line)))}
}

// operandBehindOperand tells of two operands without anything between them: a print statement, or a comma that is missing.
func (p *parser) operandBehindOperand() {
	if p.operand == nil || p.operandFrom >= p.i || !p.startsExpression(p.tok(), true) {
		return
	}
	operand, start, at := p.operand.Where(), p.tokens[p.operandFrom].span.Start, p.i
	first, second := &p.tokens[p.operandFrom], &p.tokens[p.operandFrom+1]
	if first.kind == name && (first.text == "print" || first.text == "exec") && !second.is("(") {
		p.i = p.operandFrom + 1
		var b Expr
		if p.fits(func() { b = p.starExpressions() }) {
			p.failAt(Span{start, b.Where().End}, "Missing parentheses in call to '%s'. Did you mean %s(...)?", first.text, first.text)
		}
		p.i = at
	}
	if first.kind == name && (second.kind == text || isSoftKeyword(first.text)) || !p.endsOperand() {
		return
	}
	if p.fits(func() { p.expression() }) {
		last := p.tokens[p.i-1]
		if p.i = at; last.level > 0 {
			p.failAt(Span{operand.Start, last.span.End}, "invalid syntax. Perhaps you forgot a comma?")
		}
	}
}

// endsOperand reports whether the operand that was parsed last ends directly before the next token.
func (p *parser) endsOperand() bool {
	end := p.tokens[p.i-1].span.End
	return p.operand.Where().End == end || p.tokens[p.i-1].is(")") && p.operand.Where().End.Before(end)
}

func isSoftKeyword(s string) bool { return s == "match" || s == "case" || s == "type" || s == "_" }

// wrongNamed tells of := behind what is no name.
func (p *parser) wrongNamed(e Expr) {
	if p.fits(func() { p.expect(":="); p.expression() }) {
		p.failAt(e.Where(), "cannot use assignment expressions with %s", nameOf(e))
	}
	p.unexpected()
}

// wrongEqual tells of = where a value is expected, behind an expression whose first token is from.
func (p *parser) wrongEqual(e Expr, from int) {
	p.equalForValue(e, from)
	p.unexpected()
}

// equalForValue tells of = that was meant to be ==, if it is not one of several.
func (p *parser) equalForValue(e Expr, from int) {
	parenthesised := e.Where().End != p.tokens[p.i-1].span.End || e.Where().Start != p.tokens[from].span.Start
	if !parenthesised && !bindsClosely(e) {
		return
	}
	var b Expr
	behind := func(operand func() Expr) func() {
		return func() {
			p.expect("=")
			b = operand()
			if p.at("=") || p.at(":=") {
				p.unexpected()
			}
		}
	}
	at := p.i
	if !p.fits(behind(p.bitwiseOr)) && !p.fits(behind(p.factor)) {
		return
	}
	p.i = at
	if _, isName := e.(*Name); isName && !parenthesised {
		p.failAt(Span{e.Where().Start, b.Where().End}, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
	}
	if isPlainDisplay(leftmost(e), p.tokens[from].span.Start) {
		return
	}
	p.failAt(e.Where(), "cannot assign to %s here. Maybe you meant '==' instead of '='?", nameOf(e))
}

// bindsClosely reports whether an expression without parentheses binds more closely than a comparison.
func bindsClosely(e Expr) bool {
	switch e := e.(type) {
	case *BoolOp, *Compare, *IfExp, *Lambda, *NamedExpr, *Starred, *Yield, *YieldFrom:
		return false
	case *UnaryOp:
		return e.Op != Not
	}
	return true
}

// leftmost returns the operand with which an expression begins.
func leftmost(e Expr) Expr {
	for {
		switch x := e.(type) {
		case *BinOp:
			e = x.Left
		case *Attribute:
			e = x.Value
		case *Subscript:
			e = x.Value
		case *Call:
			e = x.Func
		default:
			return e
		}
	}
}

// isPlainDisplay reports whether an operand is a list, a tuple, a generator expression, None, True or False, and begins at start.
func isPlainDisplay(e Expr, start Pos) bool {
	if e.Where().Start != start {
		return false
	}
	switch e := e.(type) {
	case *List, *Tuple, *GeneratorExp:
		return true
	case *Constant:
		_, isBool := e.Value.(bool)
		return isBool || e.Value == nil
	}
	return false
}

// wrongAssignment tells of a target that cannot be one.
func (p *parser) wrongAssignment(e, wrong Expr) {
	switch e.(type) {
	case *Yield, *YieldFrom:
		p.failAt(e.Where(), "assignment to yield expression not possible")
	}
	p.failAt(wrong.Where(), "cannot assign to %s", nameOf(wrong))
}

// wrongAnnotation tells of a colon behind what cannot have an annotation.
func (p *parser) wrongAnnotation(e Expr) {
	colon := p.i
	if !p.fits(func() { p.expect(":"); p.expression() }) {
		p.unexpected()
	}
	p.i = colon
	switch e := e.(type) {
	case *Tuple:
		if e == p.bare {
			p.failAt(e.Elts[0].Where(), "only single target (not tuple) can be annotated")
		}
		p.failAt(e.Span, "only single target (not tuple) can be annotated")
	case *List:
		p.failAt(e.Span, "only single target (not list) can be annotated")
	case *Yield, *YieldFrom, *Starred:
		p.unexpected()
	}
	p.failAt(e.Where(), "illegal target for annotation")
}

// wrongDoubleStar tells of ** in parentheses.
func (p *parser) wrongDoubleStar() {
	star := p.tok().span
	if p.fits(func() { p.expect("**"); p.expression(); p.expect(")") }) {
		p.failAt(star, "cannot use double starred expression here")
	}
	p.unexpected()
}

// wrongTarget tells of a comprehension over a tuple without parentheses.
func (p *parser) wrongTarget(elts []Expr) {
	end := elts[len(elts)-1].Where().End
	if len(elts) == 1 {
		end = p.tokens[p.i-1].span.End
	}
	if p.fits(func() { p.comprehensions() }) {
		p.failAt(Span{elts[0].Where().Start, end}, "did you forget parentheses around the comprehension target?")
	}
	p.unexpected()
}

// wrongKey tells of a key of a dictionary without a value.
func (p *parser) wrongKey() {
	end := p.tokens[p.i-1].span.End
	end.Col--
	p.failAt(Span{end, end}, "':' expected after dictionary key")
}

// wrongStarredValue tells of *a as a value of a dictionary.
func (p *parser) wrongStarredValue() {
	star := p.start()
	if p.fits(func() { p.expect("*"); p.bitwiseOr() }) {
		p.failAt(p.since(star), "cannot use a starred expression in a dictionary value")
	}
	p.unexpected()
}

// wrongParameter tells of parentheses among parameters.
func (p *parser) wrongParameter(closing string) {
	what := "Function"
	if closing == ":" {
		what = "Lambda expression"
	}
	var s Span
	ok := p.fits(func() {
		start := p.start()
		p.expect("(")
		for p.identifier(); p.accept(",") && !p.at(")"); {
			p.identifier()
		}
		p.expect(")")
		s = p.since(start)
	})
	if ok {
		p.failAt(s, "%s parameters cannot be parenthesized", what)
	}
	p.unexpected()
}

// starBehindDoubleStar tells of *args behind **kwargs.
func (p *parser) starBehindDoubleStar() {
	p.failHere("iterable argument unpacking follows keyword argument unpacking")
}

// wrongKeyword tells of = behind an argument that is no name.
func (p *parser) wrongKeyword(e Expr, from int) {
	equal := p.tok()
	if c, ok := e.(*Constant); ok && isPlainDisplay(c, p.tokens[from].span.Start) {
		p.failAt(Span{c.Start, equal.span.End}, "cannot assign to %s", nameOf(c))
	}
	p.failAt(Span{e.Where().Start, equal.span.End}, `expression cannot contain assignment, perhaps you meant "=="?`)
}

// wrongGenerator tells of a generator expression that needs parentheses because other arguments are beside it.
func (p *parser) wrongGenerator(e Expr, generators []*Comprehension) {
	last := generators[len(generators)-1]
	p.failAt(Span{e.Where().Start, last.End}, "Generator expression must be parenthesized")
}

// positionalBehindKeyword tells of an argument without a name behind one with a name, at the end of the call, as CPython does.
func (p *parser) positionalBehindKeyword(keywords []*Keyword) {
	if p.accept(",") && !p.at(")") {
		p.fits(p.restOfArguments)
	}
	if hasDoubleStar(keywords) {
		p.failHere("positional argument follows keyword argument unpacking")
	}
	p.failHere("positional argument follows keyword argument")
}

// restOfArguments goes on to the closing parenthesis of a call.
func (p *parser) restOfArguments() {
	for !p.at(")") {
		if !p.accept("*") {
			p.accept("**")
		}
		if p.tok().kind == name && p.peek(1).is("=") {
			p.i += 2
		}
		p.namedExpression()
		if !p.accept(",") {
			break
		}
	}
}

// emptyField tells of a field of an f-string in which there is nothing.
func (p *parser) emptyField() {
	t := p.tok()
	if t.isAny("=", "!", ":", "}") {
		p.failAt(t.span, "f-string: valid expression required before '%s'", t.text)
	}
	if !p.startsExpression(t, true) && !t.is("yield") && t.kind != broken {
		p.failAt(t.span, "f-string: expecting a valid expression after '{'")
	}
}

// wrongExpression tells of a field whose expression is wrong: CPython takes what can be taken, and misses something behind it.
func (p *parser) wrongExpression(err *Error) {
	if err.Msg != generic || p.quiet {
		panic(err)
	}
	if !p.fits(func() { p.factor() }) {
		p.failHere("f-string: expecting a valid expression after '{'")
	}
	for {
		if _, level := binaryOperator(p.tok()); level == 0 || !p.fits(func() { p.i++; p.factor() }) {
			p.wrongField(false)
			p.failHere("f-string: expecting '}'")
		}
	}
}

// wrongField tells of what cannot stand behind the expression of a field.
func (p *parser) wrongField(debug bool) {
	if p.tok().isAny("!", ":", "}") || p.tok().kind == broken {
		return
	}
	if !debug {
		p.operandBehindOperand()
		p.failHere("f-string: expecting '=', or '!', or ':', or '}'")
	}
	p.failHere("f-string: expecting '!', or ':', or '}'")
}

// closeField demands the end of a field.
func (p *parser) closeField(f *FormattedValue) {
	switch {
	case p.accept("}"):
	case p.tok().kind == broken:
		p.unexpected()
	case f.FormatSpec != nil:
		p.failHere("f-string: expecting '}', or format specs")
	default:
		p.failHere("f-string: expecting ':' or '}'")
	}
}

// wrongConversion tells of what cannot stand behind the exclamation mark of a field.
func (p *parser) wrongConversion() {
	t := p.tok()
	if t.isAny(":", "}") {
		p.failAt(t.span, "f-string: missing conversion character")
	}
	if t.kind == broken {
		p.unexpected()
	}
	p.failAt(t.span, "f-string: invalid conversion character")
}

// wrongCapture tells of what cannot stand behind the as of a pattern.
func (p *parser) wrongCapture() {
	var e Expr
	if p.fits(func() { e = p.expression() }) {
		p.failAt(e.Where(), "invalid pattern target")
	}
	p.unexpected()
}

// wrongBound tells of a bound of *Ts or **P.
func (p *parser) wrongBound(star bool) {
	what := "ParamSpec"
	if star {
		what = "TypeVarTuple"
	}
	colon := p.start()
	p.expect(":")
	e := p.expression()
	kind := "bound"
	if _, ok := e.(*Tuple); ok {
		kind = "constraints"
	}
	p.failAt(p.since(colon), "cannot use %s with %s", kind, what)
}

// wrongExcept tells of several exceptions without parentheses, which was how Python 2 named the exception.
func (p *parser) wrongExcept(first Expr) {
	end := p.tokens[p.i-1].span.End
	ok := p.fits(func() {
		for p.accept(",") && p.startsExpression(p.tok(), false) {
			p.expression()
			end = p.tokens[p.i-1].span.End
		}
		if p.accept("as") {
			p.identifier()
			end = p.tokens[p.i-1].span.End
		}
		p.expect(":")
	})
	if ok {
		p.failAt(Span{first.Where().Start, end}, "multiple exception types must be parenthesized")
	}
	p.unexpected()
}

// noBlock tells that a compound statement has no block.
func (p *parser) noBlock(what string, line int32) {
	e := &Error{Kind: "IndentationError", Span: p.layout(), Msg: "expected an indented block after " + what + " on line " + itoa(line)}
	panic(e)
}
