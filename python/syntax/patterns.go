package syntax

// patterns is what stands behind case: a pattern, or a sequence without brackets.
func (p *parser) patterns() Pattern {
	start := p.start()
	first := p.maybeStarPattern()
	if _, isStar := first.(*MatchStar); !isStar && !p.at(",") {
		return first
	}
	list := []Pattern{first}
	p.atEnd(",")
	for p.accept(",") && !p.at(":") && !p.at("if") {
		list = append(list, p.maybeStarPattern())
	}
	return &MatchSequence{Span: p.since(start), Patterns: list}
}

func (p *parser) maybeStarPattern() Pattern {
	start := p.start()
	if !p.accept("*") {
		return p.pattern()
	}
	star := &MatchStar{Name: p.identifier()}
	if star.Name == "_" {
		star.Name = ""
	}
	star.Span = p.since(start)
	return star
}

// pattern is alternatives, perhaps with a name for what matched.
func (p *parser) pattern() Pattern {
	p.enter()
	defer p.leave()
	start := p.start()
	pat := p.orPattern()
	if !p.accept("as") {
		return pat
	}
	if p.tok().kind != name {
		p.wrongCapture()
	}
	if p.tok().text == "_" {
		p.failHere("cannot use '_' as a target")
	}
	as := &MatchAs{Pattern: pat, Name: p.identifier()}
	as.Span = p.since(start)
	return as
}

func (p *parser) orPattern() Pattern {
	start := p.start()
	first := p.closedPattern()
	if !p.at("|") {
		return first
	}
	list := []Pattern{first}
	for p.accept("|") {
		list = append(list, p.closedPattern())
	}
	return &MatchOr{Span: p.since(start), Patterns: list}
}

func (p *parser) closedPattern() Pattern {
	start := p.start()
	t := p.tok()
	switch {
	case t.kind == name:
		return p.namedPattern()
	case t.kind == keyword:
		if v, ok := singleton(t.text); ok {
			p.i++
			return &MatchSingleton{Span: t.span, Value: v}
		}
	case t.kind == number || t.is("-"):
		v := p.numberPattern()
		return &MatchValue{Span: p.since(start), Value: v}
	case t.kind == text || t.kind == fstringStart:
		v := p.strings()
		return &MatchValue{Span: p.since(start), Value: v}
	case t.is("("):
		return p.groupPattern()
	case t.is("["):
		p.expect("[")
		list, _ := p.sequencePatterns("]")
		return &MatchSequence{Span: p.since(start), Patterns: list}
	case t.is("{"):
		return p.mappingPattern()
	}
	p.unexpected()
	return nil
}

// namedPattern is a capture, the wildcard, a dotted name, or a class.
func (p *parser) namedPattern() Pattern {
	start := p.start()
	if !p.peek(1).is(".") && !p.peek(1).is("(") {
		as := &MatchAs{Span: p.tok().span, Name: p.identifier()}
		if as.Name == "_" {
			as.Name = ""
		}
		return as
	}
	value := p.dottedName()
	if p.at("(") {
		return p.classPattern(start, value)
	}
	return &MatchValue{Span: p.since(start), Value: value}
}

func (p *parser) dottedName() Expr {
	start := p.start()
	var e Expr = &Name{Span: p.tok().span, ID: p.identifier()}
	links := 0
	for p.accept(".") {
		e = &Attribute{Value: e, Attr: p.identifier(), Span: p.since(start)}
		links++
		p.links = max(p.links, links)
		p.bound()
	}
	return e
}

// numberPattern is a number, perhaps with a sign, or the sum of a real and an imaginary one.
func (p *parser) numberPattern() Expr {
	start := p.start()
	left := p.signedNumber()
	op, _ := binaryOperator(p.tok())
	if !p.at("+") && !p.at("-") {
		return left
	}
	if isImaginary(left) {
		p.failAt(left.Where(), "real number required in complex literal")
	}
	p.i++
	if p.tok().kind != number {
		p.unexpected()
	}
	right := p.atom()
	if !isImaginary(right) {
		p.failAt(right.Where(), "imaginary number required in complex literal")
	}
	return &BinOp{Span: p.since(start), Left: left, Op: op, Right: right}
}

func (p *parser) signedNumber() Expr {
	start := p.start()
	minus := p.accept("-")
	if p.tok().kind != number {
		p.unexpected()
	}
	n := p.atom()
	if !minus {
		return n
	}
	return &UnaryOp{Span: p.since(start), Op: USub, Operand: n}
}

func isImaginary(e Expr) bool {
	if u, ok := e.(*UnaryOp); ok {
		e = u.Operand
	}
	_, ok := e.(*Constant).Value.(Imaginary)
	return ok
}

// groupPattern is a pattern in parentheses, which leave no trace in the tree, or a sequence.
func (p *parser) groupPattern() Pattern {
	start := p.start()
	p.expect("(")
	list, comma := p.sequencePatterns(")")
	if len(list) == 1 && !comma {
		return list[0]
	}
	return &MatchSequence{Span: p.since(start), Patterns: list}
}

// sequencePatterns is the rest of a sequence up to its closing bracket. comma reports whether a comma is in it.
func (p *parser) sequencePatterns(closing string) (list []Pattern, comma bool) {
	for !p.at(closing) {
		list = append(list, p.maybeStarPattern())
		if _, isStar := list[0].(*MatchStar); isStar && !comma && closing == ")" {
			p.atEnd(",") // it is no group
		}
		if !p.accept(",") {
			break
		}
		comma = true
	}
	p.expect(closing)
	return list, comma
}

func (p *parser) mappingPattern() Pattern {
	start := p.start()
	m := &MatchMapping{}
	p.expect("{")
	for !p.at("}") && m.Rest == "" {
		if p.accept("**") {
			if p.tok().text == "_" || p.peek(1).isAny(".", "(", "=") {
				p.unexpected()
			}
			m.Rest = p.identifier()
		} else {
			m.Keys = append(m.Keys, p.mappingKey())
			p.expect(":")
			m.Patterns = append(m.Patterns, p.pattern())
		}
		if !p.accept(",") {
			break
		}
	}
	p.expect("}")
	m.Span = p.since(start)
	return m
}

// mappingKey is a literal or a dotted name.
func (p *parser) mappingKey() Expr {
	t := p.tok()
	switch {
	case t.kind == number || t.is("-"):
		return p.numberPattern()
	case t.kind == text || t.kind == fstringStart:
		return p.strings()
	case t.kind == name && p.peek(1).is("."):
		return p.dottedName()
	case t.isAny("None", "True", "False"):
		return p.atom()
	}
	p.unexpected()
	return nil
}

// classPattern is the arguments of a class.
func (p *parser) classPattern(start Pos, class Expr) Pattern {
	c := &MatchClass{Class: class}
	p.expect("(")
	var behind []Pattern // positional ones directly behind the first keywords
	before := 0          // how many keywords these are
	for !p.at(")") {
		if p.tok().kind == name && p.peek(1).is("=") {
			c.KwdAttrs = append(c.KwdAttrs, p.identifier())
			if len(behind) == 0 {
				before = len(c.KwdAttrs)
			}
			p.expect("=")
			c.KwdPatterns = append(c.KwdPatterns, p.pattern())
		} else {
			pat := p.pattern()
			if len(c.KwdAttrs) > 0 && len(c.KwdAttrs) == before {
				behind = append(behind, pat)
			}
			c.Patterns = append(c.Patterns, pat)
		}
		if !p.accept(",") {
			break
		}
	}
	p.expect(")")
	if n := len(behind); n > 0 {
		p.failAt(Span{behind[0].Where().Start, behind[n-1].Where().End}, "positional patterns follow keyword patterns")
	}
	c.Span = p.since(start)
	return c
}
