package syntax

// arguments is what a call passes, in its parentheses.
func (p *parser) arguments() (args []Expr, keywords []*Keyword) {
	open := p.expect("(")
	for !p.at(")") {
		start, from := p.start(), p.i
		switch {
		case p.at("*"):
			if hasDoubleStar(keywords) {
				p.starBehindDoubleStar()
			}
			args = append(args, p.starred(p.expression))
			if p.atComprehension() {
				p.failAt(p.since(start), "iterable unpacking cannot be used in comprehension")
			}
		case p.accept("**"):
			value := p.expression()
			keywords = append(keywords, &Keyword{Span: p.since(start), Value: value})
		case p.tok().kind == name && p.peek(1).is("="):
			keywords = append(keywords, p.keyword())
		default:
			args = p.positional(args, keywords, open, from)
		}
		if !p.accept(",") {
			break
		}
	}
	p.expect(")")
	return args, keywords
}

// hasDoubleStar reports whether a ** is among the arguments.
func hasDoubleStar(keywords []*Keyword) bool {
	for _, k := range keywords {
		if k.Arg == "" {
			return true
		}
	}
	return false
}

// keyword is name=value.
func (p *parser) keyword() *Keyword {
	start := p.start()
	k := &Keyword{Arg: p.identifier()}
	equal := p.expect("=")
	if p.at(")") || p.at(",") {
		p.failAt(Span{start, equal.span.End}, "expected argument value expression")
	}
	k.Value = p.expression()
	if p.atComprehension() {
		p.failAt(Span{start, equal.span.End}, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
	}
	k.Span = p.since(start)
	return k
}

// positional is an argument without a name, which may be a generator expression without parentheses of its own if there is no other.
func (p *parser) positional(args []Expr, keywords []*Keyword, open *token, from int) []Expr {
	e := p.argument(from)
	if p.atComprehension() {
		generators := p.comprehensions()
		if len(args)+len(keywords) > 0 || p.at(",") {
			p.wrongGenerator(e, generators)
		}
		p.atEnd(")")
		return append(args, &GeneratorExp{Span: Span{open.span.Start, p.tok().span.End}, Elt: e, Generators: generators})
	}
	if len(keywords) > 0 {
		p.positionalBehindKeyword(keywords)
	}
	return append(args, e)
}

// argument is an expression or name := expression; an = behind it is a mistake.
func (p *parser) argument(from int) Expr {
	if p.tok().kind == name && p.peek(1).is(":=") {
		return p.namedExpression()
	}
	e := p.expression()
	switch {
	case p.at(":="):
		p.wrongNamed(e)
	case p.at("="):
		p.wrongKeyword(e, from)
	}
	return e
}

// atEnd demands a token without going on.
func (p *parser) atEnd(s string) {
	if !p.at(s) {
		p.unexpected()
	}
}
