package syntax

import "strings"

// statement appends a compound statement, or the simple ones of a line.
func (p *parser) statement(body []Stmt) []Stmt {
	t := p.tok()
	switch t.kind {
	case indent:
		panic(&Error{Kind: "IndentationError", Span: p.layout(), Msg: "unexpected indent"})
	case keyword:
		if rule := p.compound(t); rule != nil {
			p.enter()
			defer p.leave()
			return append(body, rule())
		}
	case name:
		if t.text == "match" && p.atMatch() {
			p.enter()
			defer p.leave()
			return append(body, p.match())
		}
	case operator:
		if t.is("@") {
			p.enter()
			defer p.leave()
			return append(body, p.decorated())
		}
	}
	return p.simpleStatements(body)
}

// compound returns the rule of a statement that has blocks, if one begins here.
func (p *parser) compound(t *token) func() Stmt {
	switch t.text {
	case "if":
		return p.ifStatement
	case "for":
		return func() Stmt { return p.forStatement(t.span.Start, false) }
	case "while":
		return p.while
	case "try":
		return p.try
	case "with":
		return func() Stmt { return p.with(t.span.Start, false) }
	case "def":
		return func() Stmt { return p.function(t.span.Start, nil, false) }
	case "class":
		return func() Stmt { return p.class(nil) }
	case "async":
		return p.async
	}
	return nil
}

// async is a def, a for or a with that is asynchronous.
func (p *parser) async() Stmt {
	start := p.start()
	p.expect("async")
	switch {
	case p.at("def"):
		return p.function(start, nil, true)
	case p.at("for"):
		return p.forStatement(start, true)
	case p.at("with"):
		return p.with(start, true)
	}
	p.unexpected()
	return nil
}

// simpleStatements appends the statements of a line.
func (p *parser) simpleStatements(body []Stmt) []Stmt {
	for {
		body = append(body, p.simpleStatement())
		if !p.accept(";") || p.tok().kind == newline {
			break
		}
	}
	p.endOfLine()
	return body
}

func (p *parser) endOfLine() {
	if p.tok().kind != newline {
		p.unexpected()
	}
	p.i++
}

func (p *parser) simpleStatement() Stmt {
	t := p.tok()
	start := t.span.Start
	if t.kind == name && t.text == "type" && p.peek(1).kind == name {
		return p.typeAlias()
	}
	if t.kind != keyword {
		return p.expressionStatement()
	}
	switch t.text {
	case "pass":
		p.i++
		return &Pass{t.span}
	case "break":
		p.i++
		return &Break{t.span}
	case "continue":
		p.i++
		return &Continue{t.span}
	case "return":
		p.i++
		var value Expr
		if p.startsExpression(p.tok(), true) {
			value = p.starExpressions()
		}
		return &Return{Span: p.since(start), Value: value}
	case "raise":
		return p.raise()
	case "global":
		names := p.names()
		return &Global{Span: p.since(start), Names: names}
	case "nonlocal":
		names := p.names()
		return &Nonlocal{Span: p.since(start), Names: names}
	case "del":
		return p.del()
	case "assert":
		p.i++
		a := &Assert{Test: p.expression()}
		if p.accept(",") {
			a.Msg = p.expression()
		}
		a.Span = p.since(start)
		return a
	case "import":
		return p.importStatement()
	case "from":
		return p.importFrom()
	}
	return p.expressionStatement()
}

// names is the rest of a global or nonlocal statement.
func (p *parser) names() []string {
	p.i++
	list := []string{p.identifier()}
	for p.accept(",") {
		list = append(list, p.identifier())
	}
	return list
}

func (p *parser) raise() Stmt {
	r := &Raise{}
	start := p.start()
	p.expect("raise")
	if p.startsExpression(p.tok(), false) {
		r.Exc = p.expression()
		if p.accept("from") {
			r.Cause = p.expression()
		}
	}
	r.Span = p.since(start)
	return r
}

func (p *parser) del() Stmt {
	start := p.start()
	p.expect("del")
	e := p.starExpressions()
	if invalidTarget(e, Del) == nil && p.tok().kind != newline && !p.at(";") {
		p.unexpected()
	}
	p.bind(e, Del, "cannot delete %s")
	d := &Delete{Span: p.since(start), Targets: []Expr{e}}
	if t, ok := e.(*Tuple); ok && t == p.bare {
		d.Targets = t.Elts
	}
	return d
}

// expressionStatement is an assignment of any kind, or an expression.
func (p *parser) expressionStatement() Stmt {
	start, from := p.start(), p.i
	e := p.yieldOr(p.starExpressions)
	t := p.tok()
	switch {
	case t.is("="):
		return p.assign(start, from, e)
	case t.is(":"):
		if isSingle(e) {
			return p.annotated(start, from, e)
		}
		p.wrongAnnotation(e)
	case t.is(":=") && !(isSingle(e) && p.tokens[from].kind == name && p.i == from+1):
		p.wrongNamed(e)
	case t.kind == operator && len(t.text) > 1 && strings.HasSuffix(t.text, "="):
		if op, ok := augmented(t.text); ok {
			return p.augAssign(start, op, e)
		}
	}
	return &ExprStmt{Span: p.since(start), Value: e}
}

// assign is the rest of target = ... = value.
func (p *parser) assign(start Pos, from int, e Expr) Stmt {
	a := &Assign{}
	equal, last, lastFrom := p.i, e, from // the first =, and what is before it
	if t, ok := e.(*Tuple); ok && t == p.bare && !p.tokens[p.i-1].is(",") {
		last, lastFrom = t.Elts[len(t.Elts)-1], p.bareLast
	}
	for p.at("=") {
		if wrong := invalidTarget(e, Store); wrong != nil {
			p.i, equal = equal, p.i
			p.equalForValue(last, lastFrom)
			p.i = equal
			p.wrongAssignment(e, wrong)
		}
		setContext(e, Store)
		a.Targets = append(a.Targets, e)
		p.expect("=")
		e = p.yieldOr(p.starExpressions)
	}
	a.Value = e
	a.Span = p.since(start)
	return a
}

// isSingle reports whether an expression can have an annotation or be assigned to by an operator.
func isSingle(e Expr) bool {
	switch e.(type) {
	case *Name, *Attribute, *Subscript:
		return true
	}
	return false
}

// annotated is the rest of target: annotation = value.
func (p *parser) annotated(start Pos, from int, e Expr) Stmt {
	_, isName := e.(*Name)
	a := &AnnAssign{Target: e, Simple: isName && p.tokens[from].kind == name}
	p.expect(":")
	a.Annotation = p.expression()
	if p.accept("=") {
		a.Value = p.yieldOr(p.starExpressions)
	}
	setContext(e, Store)
	a.Span = p.since(start)
	return a
}

// augmented returns the operator of an augmented assignment.
func augmented(s string) (op Operator, ok bool) {
	switch s {
	case "+=":
		return Add, true
	case "-=":
		return Sub, true
	case "*=":
		return Mult, true
	case "@=":
		return MatMult, true
	case "/=":
		return Div, true
	case "%=":
		return Mod, true
	case "&=":
		return BitAnd, true
	case "|=":
		return BitOr, true
	case "^=":
		return BitXor, true
	case "<<=":
		return LShift, true
	case ">>=":
		return RShift, true
	case "**=":
		return Pow, true
	case "//=":
		return FloorDiv, true
	}
	return 0, false
}

func (p *parser) augAssign(start Pos, op Operator, e Expr) Stmt {
	if !isSingle(e) {
		p.failAt(e.Where(), "'%s' is an illegal expression for augmented assignment", nameOf(e))
	}
	p.i++
	value := p.yieldOr(p.starExpressions)
	setContext(e, Store)
	return &AugAssign{Span: p.since(start), Target: e, Op: op, Value: value}
}

func (p *parser) typeAlias() Stmt {
	start := p.start()
	p.i++
	n := &Name{Span: p.tok().span, ID: p.identifier(), Ctx: Store}
	params := p.typeParams()
	p.expect("=")
	value := p.expression()
	return &TypeAlias{Span: p.since(start), Name: n, TypeParams: params, Value: value}
}

// typeParams is [T: bound, *Ts, **P], or nothing.
func (p *parser) typeParams() []TypeParam {
	if !p.accept("[") {
		return nil
	}
	var list []TypeParam
	for {
		list = append(list, p.typeParam())
		if !p.accept(",") || p.at("]") {
			break
		}
	}
	p.expect("]")
	return list
}

func (p *parser) typeParam() TypeParam {
	start := p.start()
	star, double := p.accept("*"), false
	if !star {
		double = p.accept("**")
	}
	n := p.identifier()
	if (star || double) && p.at(":") {
		p.wrongBound(star)
	}
	switch {
	case star:
		return &TypeVarTuple{Span: p.since(start), Name: n}
	case double:
		return &ParamSpec{Span: p.since(start), Name: n}
	}
	v := &TypeVar{Name: n}
	if p.accept(":") {
		v.Bound = p.expression()
	}
	v.Span = p.since(start)
	return v
}

func (p *parser) importStatement() Stmt {
	start := p.start()
	p.expect("import")
	names := []*Alias{p.alias(true)}
	for p.accept(",") {
		names = append(names, p.alias(true))
	}
	if p.at("from") {
		p.i++
		p.fits(func() { p.dotted(p.identifier()) })
		p.failAt(p.since(start), "Did you mean to use 'from ... import ...' instead?")
	}
	return &Import{Span: p.since(start), Names: names}
}

// alias is name, perhaps with dots, as name.
func (p *parser) alias(dotted bool) *Alias {
	start := p.start()
	a := &Alias{Name: p.identifier()}
	if dotted && p.at(".") {
		a.Name = p.dotted(a.Name)
	}
	if p.accept("as") {
		a.AsName = p.identifier()
	}
	a.Span = p.since(start)
	return a
}

// dotted is the rest of a name with dots.
func (p *parser) dotted(first string) string {
	parts := []string{first}
	for p.accept(".") {
		parts = append(parts, p.identifier())
	}
	return strings.Join(parts, ".")
}

func (p *parser) importFrom() Stmt {
	start := p.start()
	p.expect("from")
	f := &ImportFrom{}
	for p.at(".") || p.at("...") {
		f.Level += len(p.next().text)
	}
	if f.Level == 0 || p.tok().kind == name {
		f.Module = p.dotted(p.identifier())
	}
	p.expect("import")
	switch {
	case p.at("*"):
		f.Names = []*Alias{{Span: p.tok().span, Name: "*"}}
		p.i++
	case p.accept("("):
		f.Names = p.aliases(true)
		p.expect(")")
	default:
		f.Names = p.aliases(false)
	}
	f.Span = p.since(start)
	return f
}

func (p *parser) aliases(parenthesised bool) []*Alias {
	names := []*Alias{p.alias(false)}
	for p.accept(",") {
		if parenthesised && p.at(")") {
			break
		}
		if !parenthesised && p.tok().kind == newline {
			p.failHere("trailing comma not allowed without surrounding parentheses")
		}
		names = append(names, p.alias(false))
	}
	return names
}
