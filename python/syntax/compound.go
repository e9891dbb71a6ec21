package syntax

// block is what a compound statement holds; what names the statement in messages, and line is where it began.
func (p *parser) block(what string, line int32) []Stmt {
	if p.tok().kind != newline {
		return p.simpleStatements(nil)
	}
	p.i++
	if p.tok().kind != indent {
		if p.tok().kind == broken {
			p.unexpected()
		}
		p.noBlock(what, line)
	}
	p.i++
	var body []Stmt
	for p.tok().kind != dedent {
		if p.tok().kind == endMarker {
			p.unexpected()
		}
		body = p.statement(body)
	}
	p.i++
	return body
}

// header demands the colon behind the head of a statement, which is missing only if the line ends.
func (p *parser) header() {
	if p.tok().kind == newline {
		p.failHere("expected ':'")
	}
	p.expect(":")
}

func (p *parser) ifStatement() Stmt {
	top := &If{}
	depth := p.depth
	for s := top; ; {
		t := p.next()
		s.Test = p.namedExpression()
		p.header()
		s.Body = p.block("'"+t.text+"' statement", t.span.Start.Line)
		s.Span.Start = t.span.Start
		if !p.at("elif") {
			s.Orelse = p.orelse()
			break
		}
		p.enter()
		inner := &If{}
		s.Orelse = []Stmt{inner}
		s = inner
	}
	p.depth = depth
	end := p.since(top.Start).End
	for s := top; s != nil; {
		s.End = end
		if len(s.Orelse) != 1 {
			break
		}
		s, _ = s.Orelse[0].(*If)
		if s != nil && s.End != (Pos{}) {
			break
		}
	}
	return top
}

// orelse is an else clause, or nothing.
func (p *parser) orelse() []Stmt {
	if !p.at("else") {
		return nil
	}
	t := p.next()
	p.force(":")
	return p.block("'else' statement", t.span.Start.Line)
}

func (p *parser) while() Stmt {
	t := p.next()
	s := &While{Test: p.namedExpression()}
	p.header()
	s.Body = p.block("'while' statement", t.span.Start.Line)
	s.Orelse = p.orelse()
	s.Span = p.since(t.span.Start)
	return s
}

func (p *parser) forStatement(start Pos, async bool) Stmt {
	t := p.expect("for")
	s := &For{Async: async, Target: p.targets()}
	p.expect("in")
	s.Iter = p.starExpressions()
	p.header()
	s.Body = p.block("'for' statement", t.span.Start.Line)
	s.Orelse = p.orelse()
	s.Span = p.since(start)
	return s
}

func (p *parser) with(start Pos, async bool) Stmt {
	t := p.expect("with")
	s := &With{Async: async}
	if !p.at("(") || !p.parenthesisedItems(s) {
		s.Items = []*WithItem{p.withItem()}
		for p.accept(",") {
			s.Items = append(s.Items, p.withItem())
		}
	}
	p.header()
	s.Body = p.block("'with' statement", t.span.Start.Line)
	s.Span = p.since(start)
	return s
}

// parenthesisedItems is all that a with statement takes, in parentheses, up to the colon, or to the end of the line if that is missing. It
// reports false if the parentheses are part of an expression.
func (p *parser) parenthesisedItems(s *With) bool {
	err, reached := p.attempt(func() {
		p.quiet = true
		p.expect("(")
		var items []*WithItem
		for {
			items = append(items, p.withItem())
			if !p.accept(",") || p.at(")") {
				break
			}
		}
		p.expect(")")
		if p.tok().kind != newline {
			p.atEnd(":")
		}
		s.Items = items
	})
	if err != nil && err.Msg != generic {
		panic(err)
	}
	p.furthest = max(p.furthest, reached)
	return err == nil
}

func (p *parser) withItem() *WithItem {
	start := p.start()
	item := &WithItem{Context: p.expression()}
	if p.accept("as") {
		item.Vars = p.target()
	}
	item.Span = p.since(start)
	return item
}

func (p *parser) try() Stmt {
	t := p.next()
	s := &Try{}
	p.force(":")
	s.Body = p.block("'try' statement", t.span.Start.Line)
	for p.at("except") {
		head := Span{p.start(), p.tok().span.End}
		h, star := p.except()
		if len(s.Handlers) > 0 && star != s.Star {
			if star {
				head.End.Col++
			}
			p.failAt(head, "cannot have both 'except' and 'except*' on the same 'try'")
		}
		s.Handlers, s.Star = append(s.Handlers, h), star
	}
	if len(s.Handlers) > 0 {
		s.Orelse = p.orelse()
	}
	if p.at("finally") {
		f := p.next()
		p.force(":")
		s.Finalbody = p.block("'finally' statement", f.span.Start.Line)
	} else if len(s.Handlers) == 0 {
		if p.tok().kind == broken {
			p.unexpected()
		}
		p.failAt(p.layout(), "expected 'except' or 'finally' block")
	}
	s.Span = p.since(t.span.Start)
	return s
}

// except is one except clause.
func (p *parser) except() (h *ExceptHandler, star bool) {
	t := p.next()
	h = &ExceptHandler{}
	what := "'except' statement"
	if star = p.accept("*"); star {
		what = "'except*' statement"
		if p.at(":") || p.tok().kind == newline {
			p.failHere("expected one or more exception types")
		}
	}
	if !p.at(":") && p.tok().kind != newline {
		h.Type = p.expression()
		if p.at(",") {
			p.wrongExcept(h.Type)
		}
		if p.accept("as") {
			h.Name = p.identifier()
		}
	}
	p.header()
	h.Body = p.block(what, t.span.Start.Line)
	h.Span = p.since(t.span.Start)
	return h, star
}

// decorated is a def or a class with decorators.
func (p *parser) decorated() Stmt {
	var list []Expr
	for p.accept("@") {
		list = append(list, p.namedExpression())
		p.endOfLine()
	}
	switch start := p.start(); {
	case p.at("def"):
		return p.function(start, list, false)
	case p.at("class"):
		return p.class(list)
	case p.at("async") && p.peek(1).is("def"):
		p.i++
		return p.function(start, list, true)
	}
	p.unexpected()
	return nil
}

func (p *parser) function(start Pos, decorators []Expr, async bool) Stmt {
	t := p.expect("def")
	f := &FunctionDef{Async: async, Decorators: decorators, Name: p.identifier()}
	if p.at("[") {
		if err, _ := p.attempt(func() { p.quiet = true; f.TypeParams = p.typeParams() }); err != nil && err.Msg != generic {
			panic(err)
		}
	}
	p.force("(")
	f.Args = p.parameters(")", true)
	p.expect(")")
	if p.at("->") && p.startsExpression(p.peek(1), false) {
		p.i++
		f.Returns = p.expression()
	}
	p.force(":")
	f.Body = p.block("function definition", t.span.Start.Line)
	f.Span = p.since(start)
	return f
}

func (p *parser) class(decorators []Expr) Stmt {
	t := p.expect("class")
	c := &ClassDef{Decorators: decorators, Name: p.identifier()}
	c.TypeParams = p.typeParams()
	if p.at("(") {
		c.Bases, c.Keywords = p.arguments()
	}
	p.header()
	c.Body = p.block("class definition", t.span.Start.Line)
	c.Span = p.since(t.span.Start)
	return c
}

// atMatch reports whether the name match begins a match statement: no simple statement that begins with it ends with a colon. One
// whose colon is missing is recognised if its subject cannot belong to an expression that begins with match.
func (p *parser) atMatch() bool {
	if !p.startsExpression(p.peek(1), true) {
		return false
	}
	for i := p.i + 1; i < len(p.tokens); i++ {
		switch t := &p.tokens[i]; {
		case t.kind == newline:
			return p.tokens[i-1].is(":") || p.startsCase(i+1) || !p.continues(p.peek(1))
		case t.kind == endMarker || t.kind == broken || t.level == 0 && t.is(";"):
			return false
		}
	}
	return false
}

// startsCase reports whether tokens are an indented case.
func (p *parser) startsCase(i int) bool {
	return i+1 < len(p.tokens) && p.tokens[i].kind == indent && p.tokens[i+1].kind == name && p.tokens[i+1].text == "case"
}

// continues reports whether a token can stand behind an operand.
func (p *parser) continues(t *token) bool {
	return t.isAny("(", "[", "-", "+", "*", "not")
}

func (p *parser) match() Stmt {
	t := p.next()
	m := &Match{Subject: p.subject()}
	p.header()
	if p.tok().kind != newline {
		p.unexpected()
	}
	p.i++
	if p.tok().kind != indent {
		p.noBlock("'match' statement", t.span.Start.Line)
	}
	p.i++
	for p.tok().kind == name && p.tok().text == "case" {
		m.Cases = append(m.Cases, p.caseBlock())
	}
	if len(m.Cases) == 0 || p.tok().kind != dedent {
		p.unexpected()
	}
	p.i++
	m.Span = p.since(t.span.Start)
	return m
}

// subject is what a match statement looks at.
func (p *parser) subject() Expr {
	start := p.start()
	e := p.listOf(p.starNamedExpression)
	if s, ok := e.(*Starred); ok && s.Start == start {
		p.unexpected()
	}
	return e
}

func (p *parser) caseBlock() *MatchCase {
	t := p.next()
	c := &MatchCase{Pattern: p.patterns()}
	if p.accept("if") {
		c.Guard = p.namedExpression()
	}
	p.header()
	c.Body = p.block("'case' statement", t.span.Start.Line)
	c.Span = p.since(t.span.Start)
	return c
}
