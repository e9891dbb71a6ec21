package syntax

// starExpressions is a tuple without parentheses, or one expression.
func (p *parser) starExpressions() Expr { return p.listOf(p.starExpression) }

// listOf is what element parses, or a tuple of several with commas between them.
func (p *parser) listOf(element func() Expr) Expr {
	start := p.start()
	first := element()
	if !p.at(",") {
		return first
	}
	elts := []Expr{first}
	from := p.i
	for p.accept(",") && p.startsExpression(p.tok(), true) {
		from = p.i
		elts = append(elts, element())
	}
	p.bare = &Tuple{Span: p.since(start), Elts: elts}
	p.bareLast = from
	return p.bare
}

func (p *parser) starExpression() Expr {
	if p.at("*") {
		return p.starred(p.bitwiseOr)
	}
	return p.expression()
}

// starNamedExpression is an element of a display.
func (p *parser) starNamedExpression() Expr {
	if p.at("*") {
		return p.starred(p.bitwiseOr)
	}
	return p.namedExpression()
}

func (p *parser) starred(value func() Expr) Expr {
	start := p.start()
	p.expect("*")
	v := value()
	return &Starred{Span: p.since(start), Value: v}
}

// startsExpression reports whether a token can begin an expression, or also a starred one.
func (p *parser) startsExpression(t *token, star bool) bool {
	switch t.kind {
	case name, number, text, fstringStart:
		return true
	case keyword:
		return t.isAny("None", "True", "False", "not", "lambda", "await")
	case operator:
		return t.isAny("(", "[", "{", "-", "+", "~", "...") || star && t.is("*")
	}
	return false
}

// namedExpression is an expression, or name := expression.
func (p *parser) namedExpression() Expr {
	start, from := p.start(), p.i
	if p.tok().kind == name && p.peek(1).is(":=") {
		target := &Name{Span: p.tok().span, ID: p.identifier(), Ctx: Store}
		p.expect(":=")
		value := p.expression()
		return &NamedExpr{Span: p.since(start), Target: target, Value: value}
	}
	e := p.expression()
	switch {
	case p.at(":="):
		p.wrongNamed(e)
	case p.at("="):
		p.wrongEqual(e, from)
	}
	return e
}

// expression is a conditional expression or a lambda.
func (p *parser) expression() Expr {
	p.enter()
	defer p.leave()
	if p.at("lambda") {
		return p.lambda()
	}
	start := p.start()
	body := p.disjunction()
	if !p.at("if") {
		return body
	}
	p.expect("if")
	test := p.disjunction()
	if !p.at("else") {
		if !p.at(":") && p.tok().kind != broken {
			p.failAt(Span{start, test.Where().End}, "expected 'else' after 'if' expression")
		}
		p.unexpected()
	}
	p.expect("else")
	orelse := p.expression()
	return &IfExp{Span: p.since(start), Test: test, Body: body, Orelse: orelse}
}

func (p *parser) lambda() Expr {
	start := p.start()
	p.expect("lambda")
	args := p.parameters(":", false)
	if p.at(":") && p.peek(1).kind == fstringMiddle {
		p.failAt(Span{start, p.tok().span.End}, "f-string: lambda expressions are not allowed without parentheses")
	}
	p.expect(":")
	body := p.expression()
	return &Lambda{Span: p.since(start), Args: args, Body: body}
}

// disjunction is a or b or ...
func (p *parser) disjunction() Expr {
	from := p.i
	e := p.boolOp("or", Or, func() Expr { return p.boolOp("and", And, p.inversion) })
	p.operand, p.operandFrom = e, from
	return e
}

func (p *parser) boolOp(word string, op BoolOperator, operand func() Expr) Expr {
	start := p.start()
	first := operand()
	if !p.at(word) {
		return first
	}
	values := []Expr{first}
	for p.accept(word) {
		values = append(values, operand())
	}
	return &BoolOp{Span: p.since(start), Op: op, Values: values}
}

func (p *parser) inversion() Expr {
	if !p.at("not") {
		return p.comparison()
	}
	p.enter()
	defer p.leave()
	start := p.start()
	p.expect("not")
	e := p.inversion()
	return &UnaryOp{Span: p.since(start), Op: Not, Operand: e}
}

func (p *parser) comparison() Expr {
	start := p.start()
	left := p.bitwiseOr()
	op, ok := p.compareOperator()
	if !ok {
		return left
	}
	c := &Compare{Left: left}
	for ; ok; op, ok = p.compareOperator() {
		c.Ops = append(c.Ops, op)
		c.Comparators = append(c.Comparators, p.bitwiseOr())
	}
	c.Span = p.since(start)
	return c
}

// compareOperator goes on by an operator of a comparison, if there is one.
func (p *parser) compareOperator() (op CompareOperator, ok bool) {
	t := p.tok()
	if t.kind != operator && t.kind != keyword {
		return 0, false
	}
	switch t.text {
	case "==":
		op = Eq
	case "!=":
		op = NotEq
	case "<":
		op = Lt
	case "<=":
		op = LtE
	case ">":
		op = Gt
	case ">=":
		op = GtE
	case "in":
		op = In
	case "is":
		op = Is
		if p.peek(1).is("not") {
			p.i++
			op = IsNot
		}
	case "not":
		if !p.peek(1).is("in") {
			p.furthest = max(p.furthest, p.i+1)
			return 0, false
		}
		p.i++
		op = NotIn
	default:
		return 0, false
	}
	p.i++
	return op, true
}

// bitwiseOr is what binds more closely than a comparison.
func (p *parser) bitwiseOr() Expr { return p.binary(1) }

// binaryOperator returns the operator that a token is, and how closely it binds: 0, if it is none.
func binaryOperator(t *token) (op Operator, level int) {
	if t.kind != operator {
		return 0, 0
	}
	switch t.text {
	case "|":
		return BitOr, 1
	case "^":
		return BitXor, 2
	case "&":
		return BitAnd, 3
	case "<<":
		return LShift, 4
	case ">>":
		return RShift, 4
	case "+":
		return Add, 5
	case "-":
		return Sub, 5
	case "*":
		return Mult, 6
	case "/":
		return Div, 6
	case "//":
		return FloorDiv, 6
	case "%":
		return Mod, 6
	case "@":
		return MatMult, 6
	}
	return 0, 0
}

// binary is a chain of operators that bind at least as closely as level says. The tree becomes deeper by a level with each, on the
// left, which links counts.
func (p *parser) binary(level int) Expr {
	outer := p.links
	p.links = 0
	start := p.start()
	left := p.factor()
	for {
		op, l := binaryOperator(p.tok())
		if l == 0 || l < level {
			p.links = max(outer, p.links)
			return left
		}
		p.i++
		below := p.links
		p.links = 0
		right := p.binary(l + 1)
		left = &BinOp{Span: p.since(start), Left: left, Op: op, Right: right}
		p.links = max(below, p.links) + 1
		p.bound()
	}
}

// factor is an operand with signs before it.
func (p *parser) factor() Expr {
	var op UnaryOperator
	switch t := p.tok(); {
	case t.kind != operator:
		return p.power()
	case t.text == "-":
		op = USub
	case t.text == "+":
		op = UAdd
	case t.text == "~":
		op = Invert
	default:
		return p.power()
	}
	p.enter()
	defer p.leave()
	start := p.start()
	p.i++
	e := p.factor()
	return &UnaryOp{Span: p.since(start), Op: op, Operand: e}
}

func (p *parser) power() Expr {
	start := p.start()
	base := p.awaitPrimary()
	if !p.at("**") {
		return base
	}
	p.enter()
	defer p.leave()
	p.expect("**")
	exponent := p.factor()
	return &BinOp{Span: p.since(start), Left: base, Op: Pow, Right: exponent}
}

func (p *parser) awaitPrimary() Expr {
	start := p.start()
	if !p.accept("await") {
		return p.primary()
	}
	e := p.primary()
	return &Await{Span: p.since(start), Value: e}
}

// primary is an atom and what follows it: attributes, calls, items.
func (p *parser) primary() Expr {
	outer := p.links
	p.links = 0
	start := p.start()
	e := p.atom()
	for {
		below := p.links
		p.links = 0
		switch {
		case p.accept("."):
			e = &Attribute{Value: e, Attr: p.identifier(), Span: p.since(start)}
		case p.at("("):
			e = p.call(start, e)
		case p.at("["):
			p.expect("[")
			index := p.slices()
			p.expect("]")
			e = &Subscript{Value: e, Slice: index, Span: p.since(start)}
		default:
			p.links = max(outer, below)
			return e
		}
		p.links = max(below, p.links) + 1
		p.bound()
	}
}

func (p *parser) call(start Pos, f Expr) Expr {
	args, keywords := p.arguments()
	return &Call{Span: p.since(start), Func: f, Args: args, Keywords: keywords}
}

// slices is what stands in the brackets of a subscription.
func (p *parser) slices() Expr {
	start := p.start()
	first := p.slice()
	if _, star := first.(*Starred); !star && !p.at(",") {
		return first
	}
	elts := []Expr{first}
	for p.accept(",") && !p.at("]") {
		elts = append(elts, p.slice())
	}
	return &Tuple{Span: p.since(start), Elts: elts}
}

func (p *parser) slice() Expr {
	if p.at("*") {
		return p.starred(p.expression)
	}
	start := p.start()
	var lower Expr
	if !p.at(":") {
		if lower = p.namedExpression(); !p.at(":") {
			return lower
		}
	}
	s := &Slice{Lower: lower}
	p.expect(":")
	if p.startsExpression(p.tok(), false) {
		s.Upper = p.expression()
	}
	if p.accept(":") && p.startsExpression(p.tok(), false) {
		s.Step = p.expression()
	}
	s.Span = p.since(start)
	return s
}

// yield is yield, yield value, or yield from value.
func (p *parser) yield() Expr {
	start := p.start()
	p.expect("yield")
	if p.accept("from") {
		e := p.expression()
		return &YieldFrom{Span: p.since(start), Value: e}
	}
	var value Expr
	if p.startsExpression(p.tok(), true) {
		value = p.starExpressions()
	}
	return &Yield{Span: p.since(start), Value: value}
}

// yieldOr is a yield, or what else parses.
func (p *parser) yieldOr(other func() Expr) Expr {
	if p.at("yield") {
		return p.yield()
	}
	return other()
}
