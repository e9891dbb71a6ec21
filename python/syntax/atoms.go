package syntax

// atom is a name, a literal, or what is in brackets.
func (p *parser) atom() Expr {
	t := p.tok()
	switch t.kind {
	case name:
		p.i++
		return &Name{Span: t.span, ID: t.text}
	case number:
		p.i++
		v, wrong := numberValue(t.text)
		if wrong != "" {
			p.failAt(t.span, "%s", wrong)
		}
		return &Constant{Span: t.span, Value: v}
	case text, fstringStart:
		return p.strings()
	case keyword:
		if v, ok := singleton(t.text); ok {
			p.i++
			return &Constant{Span: t.span, Value: v}
		}
	case operator:
		switch t.text {
		case "(":
			return p.parenthesised()
		case "[":
			return p.bracketed()
		case "{":
			return p.braced()
		case "...":
			p.i++
			return &Constant{Span: t.span, Value: Ellipsis{}}
		}
	}
	p.unexpected()
	return nil
}

// singleton returns the value of None, True and False.
func singleton(word string) (v any, ok bool) {
	switch word {
	case "None":
		return nil, true
	case "True":
		return true, true
	case "False":
		return false, true
	}
	return nil, false
}

// parenthesised is a tuple, a generator expression, or an expression in parentheses, which leave no trace in the tree.
func (p *parser) parenthesised() Expr {
	start := p.start()
	p.expect("(")
	if p.accept(")") {
		return &Tuple{Span: p.since(start)}
	}
	if p.at("yield") {
		e := p.yield()
		p.expect(")")
		return e
	}
	if p.at("**") {
		p.wrongDoubleStar()
	}
	first := p.starNamedExpression()
	switch {
	case p.atComprehension():
		p.notStarred(first)
		generators := p.comprehensions()
		p.expect(")")
		return &GeneratorExp{Span: p.since(start), Elt: first, Generators: generators}
	case p.at(","):
		elts := p.elements(first, ")")
		p.expect(")")
		return &Tuple{Span: p.since(start), Elts: elts}
	}
	p.expect(")")
	if s, ok := first.(*Starred); ok {
		p.failAt(s.Span, "cannot use starred expression here")
	}
	return first
}

// elements is the rest of a display, up to its closing bracket.
func (p *parser) elements(first Expr, closing string) []Expr {
	elts := []Expr{first}
	for p.accept(",") && !p.at(closing) {
		if p.atComprehension() && closing != ")" {
			p.wrongTarget(elts)
		}
		elts = append(elts, p.starNamedExpression())
	}
	if p.atComprehension() && len(elts) > 1 && closing != ")" {
		p.wrongTarget(elts)
	}
	return elts
}

// bracketed is a list display or a list comprehension.
func (p *parser) bracketed() Expr {
	start := p.start()
	p.expect("[")
	if p.accept("]") {
		return &List{Span: p.since(start)}
	}
	first := p.starNamedExpression()
	if p.atComprehension() {
		p.notStarred(first)
		generators := p.comprehensions()
		p.expect("]")
		return &ListComp{Span: p.since(start), Elt: first, Generators: generators}
	}
	elts := p.elements(first, "]")
	p.expect("]")
	return &List{Span: p.since(start), Elts: elts}
}

// braced is a display or a comprehension of a set or a dictionary.
func (p *parser) braced() Expr {
	start := p.start()
	p.expect("{")
	if p.accept("}") {
		return &Dict{Span: p.since(start)}
	}
	if p.at("**") {
		return p.dict(start, nil)
	}
	first := p.starNamedExpression()
	_, isStarred := first.(*Starred)
	switch {
	case p.at(":") && !isStarred:
		return p.dict(start, first)
	case p.atComprehension():
		p.notStarred(first)
		generators := p.comprehensions()
		p.expect("}")
		return &SetComp{Span: p.since(start), Elt: first, Generators: generators}
	}
	elts := p.elements(first, "}")
	p.expect("}")
	return &Set{Span: p.since(start), Elts: elts}
}

// dict is the rest of a dictionary, whose first key has been read unless it begins with **.
func (p *parser) dict(start Pos, key Expr) Expr {
	d := &Dict{}
	for {
		if key == nil {
			star := p.expect("**")
			d.Keys, d.Values = append(d.Keys, nil), append(d.Values, p.bitwiseOr())
			if p.atComprehension() {
				p.failAt(star.span, "dict unpacking cannot be used in dict comprehension")
			}
		} else {
			value := p.dictValue()
			if len(d.Keys) == 0 && p.atComprehension() {
				generators := p.comprehensions()
				p.expect("}")
				return &DictComp{Span: p.since(start), Key: key, Value: value, Generators: generators}
			}
			d.Keys, d.Values = append(d.Keys, key), append(d.Values, value)
		}
		if !p.accept(",") || p.at("}") {
			break
		}
		if key = nil; !p.at("**") {
			key = p.expression()
			if !p.at(":") && p.tok().kind != broken {
				p.wrongKey()
			}
		}
	}
	p.expect("}")
	d.Span = p.since(start)
	return d
}

func (p *parser) dictValue() Expr {
	colon := p.expect(":")
	if p.at("*") {
		p.wrongStarredValue()
	}
	if p.at("}") || p.at(",") {
		p.failAt(colon.span, "expression expected after dictionary key and ':'")
	}
	return p.expression()
}

// atComprehension reports whether a for begins here.
func (p *parser) atComprehension() bool {
	return p.at("for") || p.at("async") && p.peek(1).is("for")
}

func (p *parser) comprehensions() []*Comprehension {
	var list []*Comprehension
	for p.atComprehension() {
		start := p.start()
		c := &Comprehension{Async: p.accept("async")}
		p.expect("for")
		from := p.i
		c.Target = p.targets()
		if !p.at("in") {
			p.furthest = max(p.furthest, p.i)
			p.i = from
			p.starExpressions()
			p.unexpected()
		}
		p.expect("in")
		c.Iter = p.disjunction()
		for p.accept("if") {
			c.Ifs = append(c.Ifs, p.disjunction())
		}
		p.operand = nil // of what is behind a comprehension CPython does not say that a comma is missing
		c.Span = p.since(start)
		list = append(list, c)
	}
	return list
}

// notStarred refuses a star in the element of a comprehension.
func (p *parser) notStarred(e Expr) {
	if s, ok := e.(*Starred); ok {
		p.failAt(s.Span, "iterable unpacking cannot be used in comprehension")
	}
}
