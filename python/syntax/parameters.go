package syntax

// parameters is what a function or a lambda takes, up to the token closing.
func (p *parser) parameters(closing string, annotated bool) *Arguments {
	a := &Arguments{}
	start := p.start()
	for !p.at(closing) {
		switch {
		case p.at("/"):
			p.slash(a)
		case p.at("*"):
			p.star(a, closing, annotated)
		case p.at("**"):
			p.doubleStar(a, closing, annotated)
		default:
			p.parameter(a, closing, annotated)
		}
		if !p.accept(",") {
			break
		}
	}
	if !p.at(closing) && closing == ")" {
		p.unexpected()
	}
	a.Span = p.since(start)
	if a.End.Before(start) {
		a.End = start
	}
	return a
}

// slash ends the positional-only parameters.
func (p *parser) slash(a *Arguments) {
	switch {
	case a.Vararg != nil || a.KwOnly != nil:
		p.failHere("/ must be ahead of *")
	case a.PosOnly != nil:
		p.failHere("/ may appear only once")
	case a.Args == nil:
		if !p.peek(1).is(",") {
			p.unexpected()
		}
		p.failHere("at least one argument must precede /")
	}
	p.expect("/")
	if p.at("*") {
		p.failHere("expected comma between / and *")
	}
	a.PosOnly, a.Args = a.Args, nil
}

// star is *name, or the star before keyword-only parameters.
func (p *parser) star(a *Arguments, closing string, annotated bool) {
	if a.Vararg != nil || a.KwOnly != nil {
		if p.peek(1).kind != name && !p.peek(1).is(",") {
			p.unexpected()
		}
		p.failHere("* argument may appear only once")
	}
	star := p.expect("*")
	if p.tok().kind == name {
		a.Vararg = p.arg(annotated, true)
		if p.at("=") {
			p.failHere("var-positional argument cannot have default value")
		}
		a.KwOnly = []*Arg{} // a second star is refused
		return
	}
	if p.at(closing) || p.at(",") && (p.peek(1).is(closing) || p.peek(1).is("**")) {
		at := star.span
		if closing == ":" { // CPython, too, has them at different places
			p.accept(",")
			at = p.tok().span
		}
		p.failAt(at, "named arguments must follow bare *")
	}
	if p.at(",") && p.peek(1).is("*") {
		p.i++
		p.failHere("* argument may appear only once")
	}
	if !p.at(",") {
		p.unexpected()
	}
	a.KwOnly = []*Arg{}
}

// doubleStar is **name, the last parameter.
func (p *parser) doubleStar(a *Arguments, closing string, annotated bool) {
	p.expect("**")
	a.Kwarg = p.arg(annotated, false)
	if p.at("=") {
		p.failHere("var-keyword argument cannot have default value")
	}
	if p.at(",") && !p.peek(1).is(closing) {
		p.i++
		if p.tok().kind == name || p.tok().isAny("*", "**", "/") {
			p.failHere("arguments cannot follow var-keyword argument")
		}
		p.unexpected()
	}
}

// parameter is a name, perhaps with a default.
func (p *parser) parameter(a *Arguments, closing string, annotated bool) {
	if p.at("(") {
		p.wrongParameter(closing)
	}
	arg := p.arg(annotated, false)
	var value Expr
	if p.at("=") {
		equal := p.expect("=")
		if p.at(")") || p.at(",") {
			p.failAt(equal.span, "expected default value expression")
		}
		value = p.expression()
	}
	switch {
	case a.KwOnly != nil:
		a.KwOnly, a.KwDefaults = append(a.KwOnly, arg), append(a.KwDefaults, value)
		return
	case value != nil:
		a.Defaults = append(a.Defaults, value)
	case len(a.Defaults) > 0:
		p.failAt(arg.Span, "parameter without a default follows parameter with a default")
	}
	a.Args = append(a.Args, arg)
}

// arg is a name, perhaps with an annotation, which may be starred behind a *name.
func (p *parser) arg(annotated, starred bool) *Arg {
	start := p.start()
	arg := &Arg{Name: p.identifier()}
	if annotated && p.accept(":") {
		if starred {
			arg.Annotation = p.starExpression()
		} else {
			arg.Annotation = p.expression()
		}
	}
	arg.Span = p.since(start)
	return arg
}
