package syntax

// targets is what a for loop or a comprehension binds.
func (p *parser) targets() Expr {
	e := p.listOf(func() Expr {
		if p.at("*") {
			return p.starred(p.bitwiseOr)
		}
		return p.bitwiseOr()
	})
	p.bind(e, Store, "cannot assign to %s")
	return e
}

// target is what an as of a with statement binds.
func (p *parser) target() Expr {
	e := p.starExpression()
	p.bind(e, Store, "cannot assign to %s")
	return e
}

// bind makes an expression a target; format says what is wrong if it cannot be one.
func (p *parser) bind(e Expr, ctx Context, format string) {
	if wrong := invalidTarget(e, ctx); wrong != nil {
		p.failAt(wrong.Where(), format, nameOf(wrong))
	}
	setContext(e, ctx)
}

// invalidTarget returns the part of an expression that cannot be a target, the first from the left, or nil.
func invalidTarget(e Expr, ctx Context) Expr {
	switch e := e.(type) {
	case *Name, *Attribute, *Subscript:
		return nil
	case *Starred:
		if ctx == Store {
			return invalidTarget(e.Value, ctx)
		}
		return e
	case *List:
		return invalidAmong(e.Elts, ctx)
	case *Tuple:
		return invalidAmong(e.Elts, ctx)
	}
	return e
}

func invalidAmong(elts []Expr, ctx Context) Expr {
	for _, e := range elts {
		if wrong := invalidTarget(e, ctx); wrong != nil {
			return wrong
		}
	}
	return nil
}

// setContext says what is done with a target.
func setContext(e Expr, ctx Context) {
	switch e := e.(type) {
	case *Name:
		e.Ctx = ctx
	case *Attribute:
		e.Ctx = ctx
	case *Subscript:
		e.Ctx = ctx
	case *Starred:
		e.Ctx = ctx
		setContext(e.Value, ctx)
	case *List:
		e.Ctx = ctx
		for _, e := range e.Elts {
			setContext(e, ctx)
		}
	case *Tuple:
		e.Ctx = ctx
		for _, e := range e.Elts {
			setContext(e, ctx)
		}
	}
}

// nameOf is how messages call an expression.
func nameOf(e Expr) string {
	switch e := e.(type) {
	case *Attribute:
		return "attribute"
	case *Subscript:
		return "subscript"
	case *Starred:
		return "starred"
	case *Name:
		return "name"
	case *List:
		return "list"
	case *Tuple:
		return "tuple"
	case *Lambda:
		return "lambda"
	case *Call:
		return "function call"
	case *GeneratorExp:
		return "generator expression"
	case *Yield, *YieldFrom:
		return "yield expression"
	case *Await:
		return "await expression"
	case *ListComp:
		return "list comprehension"
	case *SetComp:
		return "set comprehension"
	case *DictComp:
		return "dict comprehension"
	case *Dict:
		return "dict literal"
	case *Set:
		return "set display"
	case *JoinedStr, *FormattedValue:
		return "f-string expression"
	case *Compare:
		return "comparison"
	case *IfExp:
		return "conditional expression"
	case *NamedExpr:
		return "named expression"
	case *Constant:
		switch e.Value.(type) {
		case nil:
			return "None"
		case bool:
			if e.Value.(bool) {
				return "True"
			}
			return "False"
		case Ellipsis:
			return "ellipsis"
		}
		return "literal"
	}
	return "expression"
}
