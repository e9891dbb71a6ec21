package syntax

import "strings"

// strings is one string, or several that are joined because nothing is between them.
func (p *parser) strings() Expr {
	start, first := p.start(), p.tok()
	var parts []Expr
	isBytes, isFormatted := false, false
	for n := 0; p.tok().kind == text || p.tok().kind == fstringStart; n++ {
		t := p.tok()
		b := t.kind == text && t.prefix&bytesPrefix != 0
		if n > 0 && b != isBytes {
			for p.tok().kind == text || p.tok().kind == fstringStart {
				p.str(nil)
			}
			p.failHere("cannot mix bytes and nonbytes literals")
		}
		isBytes, isFormatted = b, isFormatted || t.kind == fstringStart
		parts = p.str(parts)
	}
	span := p.since(start)
	if isBytes {
		return &Constant{Span: span, Value: Bytes(joined(parts))}
	}
	if !isFormatted {
		return &Constant{Span: span, Value: joined(parts), U: first.prefix&unicodePrefix != 0}
	}
	return &JoinedStr{Span: span, Values: folded(parts)}
}

// joined returns the texts of constants as one.
func joined(parts []Expr) string {
	if len(parts) == 1 {
		return parts[0].(*Constant).Value.(string)
	}
	var b strings.Builder
	for _, e := range parts {
		b.WriteString(e.(*Constant).Value.(string))
	}
	return b.String()
}

// folded returns the parts of an f-string with neighbouring texts as one, and without empty ones.
func folded(parts []Expr) []Expr {
	var list []Expr
	for i := 0; i < len(parts); {
		first, ok := parts[i].(*Constant)
		if !ok {
			list = append(list, parts[i])
			i++
			continue
		}
		j := i + 1
		for j < len(parts) && isText(parts[j]) {
			j++
		}
		c := &Constant{Span: Span{first.Start, parts[j-1].Where().End}, Value: joined(parts[i:j]), U: first.U}
		if c.Value != "" {
			list = append(list, c)
		}
		i = j
	}
	return list
}

func isText(e Expr) bool {
	_, ok := e.(*Constant)
	return ok
}

// str appends the parts of one string.
func (p *parser) str(parts []Expr) []Expr {
	if p.tok().kind == text {
		return append(parts, p.text())
	}
	p.enter()
	defer p.leave()
	start := p.next()
	for p.tok().kind != fstringEnd {
		if p.tok().kind == fstringMiddle {
			parts = append(parts, p.text())
		} else {
			parts = p.field(parts, start.prefix)
		}
	}
	p.next()
	return parts
}

// text is a string without fields, or text of an f-string.
func (p *parser) text() Expr {
	t := p.next()
	s, wrong := unescape(t.text, t.prefix)
	if wrong != "" {
		if t.kind == fstringMiddle {
			t = p.endOfFstring()
		}
		p.failAt(t.span, "%s", wrong)
	}
	if text := strayEscape(t.text, t.prefix); text != "" {
		p.escapes = append(p.escapes, Escape{t.span.Start, text})
	}
	return &Constant{Span: t.span, Value: s, U: t.prefix&unicodePrefix != 0}
}

// endOfFstring goes to the end of the f-string in which the next token is: CPython tells there what is wrong with its text.
func (p *parser) endOfFstring() *token {
	for depth := 1; ; {
		switch t := p.next(); t.kind {
		case fstringStart:
			depth++
		case fstringEnd:
			if depth--; depth == 0 {
				return t
			}
		}
	}
}

// field appends one {...} of an f-string. With an equals sign it is its own source and its value.
func (p *parser) field(parts []Expr, pre prefix) []Expr {
	open, from := p.expect("{"), p.i
	p.emptyField()
	f := &FormattedValue{}
	if err, _ := p.attempt(func() { f.Value = p.yieldOr(p.starExpressions) }); err != nil {
		p.wrongExpression(err)
	}
	debug := p.accept("=")
	p.wrongField(debug)
	end := p.i
	if p.accept("!") {
		f.Conversion = p.conversion()
	}
	if p.at(":") {
		f.FormatSpec = p.formatSpec(pre)
	}
	p.closeField(f)
	f.Span = p.since(open.span.Start)
	if !debug {
		return append(parts, f)
	}
	if f.Conversion == 0 && f.FormatSpec == nil {
		f.Conversion = 'r'
	}
	start := open.span.Start
	written, wrong := unescape(p.written(from-1, end), pre&raw) // CPython 3.12 decodes escapes in it
	if wrong != "" {
		p.failAt(open.span, "%s", wrong)
	}
	return append(parts, &Constant{Span: Span{Pos{start.Line, start.Col + 1}, p.tokens[end].span.Start}, Value: written}, f)
}

// written returns the source between two tokens, without comments.
func (p *parser) written(from, to int) string {
	var b strings.Builder
	for i := from; ; i++ {
		between := p.src[p.tokens[i].end:p.tokens[i+1].off]
		for {
			before, comment, ok := strings.Cut(between, "#")
			b.WriteString(before)
			if !ok {
				break
			}
			_, between, _ = strings.Cut(comment, "\n")
			b.WriteByte('\n')
		}
		if i+1 == to {
			return b.String()
		}
		b.WriteString(p.src[p.tokens[i+1].off:p.tokens[i+1].end])
	}
}

// conversion is what stands behind the exclamation mark.
func (p *parser) conversion() byte {
	t := p.tok()
	if t.kind != name {
		p.wrongConversion()
	}
	if p.tokens[p.i-1].end != t.off {
		p.failAt(Span{p.tokens[p.i-1].span.Start, t.span.End}, "f-string: conversion type must come right after the exclamanation mark")
	}
	if t.text != "s" && t.text != "r" && t.text != "a" {
		p.failAt(t.span, "f-string: invalid conversion character '%s': expected 's', 'r', or 'a'", t.text)
	}
	p.i++
	return t.text[0]
}

// formatSpec is what stands behind the colon, and may have fields itself.
func (p *parser) formatSpec(pre prefix) Expr {
	p.enter()
	defer p.leave()
	start := p.start()
	p.expect(":")
	var parts []Expr
	for p.tok().kind == fstringMiddle || p.at("{") {
		if p.at("{") {
			parts = p.field(parts, pre)
			continue
		}
		parts = append(parts, p.text())
	}
	return &JoinedStr{Span: p.since(start), Values: folded(parts)}
}
