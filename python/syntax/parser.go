package syntax

import (
	"fmt"
	"strings"
)

// maxDepth is how many nodes of a tree may be inside each other, a little more than CPython's compiler takes.
const maxDepth = 3000

// Parse reads a file of Python source; name is how messages call it. The notes say what was read as if it were written otherwise.
// An error is an *Error.
func Parse(name string, src []byte) (*Module, []Note, error) {
	m, notes, err := parseFile(src)
	if err != nil {
		err.File = name
		return nil, notes, err
	}
	return m, notes, nil
}

func parseFile(src []byte) (m *Module, notes []Note, err *Error) {
	source, err := decode(src)
	if err != nil {
		return nil, nil, err
	}
	l, wrong := lex(source)
	p := &parser{tokens: l.tokens, src: source, wrongToken: wrong}
	if m, err = p.file(); err != nil {
		err = p.decisive(err)
		err.Text = lineOf(source, int(err.Start.Line))
		if err.Hint == "" {
			err.Hint = hint(source, l.tokens, err)
		}
	}
	return m, l.notes, err
}

// lineOf returns a line of the source without its end.
func lineOf(src string, line int) string {
	for range line - 1 {
		_, rest, ok := strings.Cut(src, "\n")
		if !ok {
			return ""
		}
		src = rest
	}
	first, _, _ := strings.Cut(src, "\n")
	return first
}

// parser is a recursive descent over the tokens of a file: a method for each rule of CPython's Grammar/python.gram, of the same name
// where that has one. An error ends it by a panic with an *Error, which file recovers.
type parser struct {
	tokens     []token
	src        string
	wrongToken *Error // why the last token is broken

	i     int // the next token
	depth int // how many rules that may hold themselves are being parsed
	links int // by how much what was parsed since this was reset can be deeper than depth says

	operand     Expr // the disjunction that was parsed last
	operandFrom int  // its first token

	bare     *Tuple // the tuple without parentheses that was parsed last
	bareLast int    // the first token of its last element

	quiet    bool // this is an attempt: no message is needed
	furthest int  // the furthest token that a failed attempt has come to

	escapes []Escape // in the order of the source
}

// file is the whole source.
func (p *parser) file() (m *Module, err *Error) {
	defer func() {
		if e := recover(); e != nil {
			failed, ok := e.(*Error)
			if !ok {
				panic(e)
			}
			err = failed
		}
	}()
	m = &Module{Span: Span{Start: Pos{1, 0}, End: p.tokens[len(p.tokens)-1].span.End}}
	for p.tok().kind != endMarker {
		m.Body = p.statement(m.Body)
	}
	m.Escapes = p.escapes
	return m, nil
}

// decisive returns the error that CPython would report, given that of the parser: one of the lexer goes before, but a bracket that is
// never closed only if the parser has come to a later line, or to the end.
func (p *parser) decisive(err *Error) *Error {
	wrong := p.wrongToken
	if wrong == nil || err.Kind == "IndentationError" && strings.HasPrefix(err.Msg, "unexpected") {
		return err
	}
	if strings.HasSuffix(wrong.Msg, "was never closed") && p.tok().kind != broken && p.tok().span.Start.Line <= wrong.Start.Line {
		return err
	}
	return wrong
}

// tok returns the next token.
func (p *parser) tok() *token { return &p.tokens[p.i] }

// peek returns the token n tokens after the next one, or the last.
func (p *parser) peek(n int) *token { return &p.tokens[min(p.i+n, len(p.tokens)-1)] }

// is reports whether a token is a keyword or an operator.
func (t *token) is(s string) bool {
	return t.text == s && (t.kind == operator || t.kind == keyword)
}

// isAny reports whether a token is one of some keywords or operators.
func (t *token) isAny(s ...string) bool {
	for _, s := range s {
		if t.is(s) {
			return true
		}
	}
	return false
}

func (p *parser) at(s string) bool { return p.tok().is(s) }

// next goes on by a token and returns the one before.
func (p *parser) next() *token {
	t := p.tok()
	if t.kind == endMarker || t.kind == broken {
		p.unexpected()
	}
	p.i++
	return t
}

// accept goes on if the next token is a keyword or an operator.
func (p *parser) accept(s string) bool {
	if !p.at(s) {
		return false
	}
	p.i++
	return true
}

// expect demands a keyword or an operator.
func (p *parser) expect(s string) *token {
	if !p.at(s) {
		p.unexpected()
	}
	p.i++
	return &p.tokens[p.i-1]
}

// force is CPython's &&'s': if it is not there, the message names it.
func (p *parser) force(s string) {
	if !p.accept(s) {
		p.failAt(p.tok().span, "expected '%s'", s)
	}
}

// identifier demands a name.
func (p *parser) identifier() string {
	if p.tok().kind != name {
		p.unexpected()
	}
	p.i++
	return p.tokens[p.i-1].text
}

// start returns where the next token begins.
func (p *parser) start() Pos { return p.tok().span.Start }

// since returns the span from a position to the end of the last token that is not mere layout.
func (p *parser) since(start Pos) Span {
	i := p.i - 1
	for i > 0 && (p.tokens[i].kind == newline || p.tokens[i].kind == indent || p.tokens[i].kind == dedent) {
		i--
	}
	if i < 0 {
		return Span{start, start}
	}
	return Span{start, p.tokens[i].span.End}
}

// failAt ends the parsing.
func (p *parser) failAt(s Span, format string, a ...any) {
	panic(&Error{Kind: "SyntaxError", Span: s, Msg: fmt.Sprintf(format, a...)})
}

// failHere ends the parsing at the next token.
func (p *parser) failHere(format string, a ...any) { p.failAt(p.tok().span, format, a...) }

// enter goes into a rule that may hold itself.
func (p *parser) enter() {
	p.depth++
	p.bound()
}

func (p *parser) leave() { p.depth-- }

// bound ends the parsing if the tree is too deep.
func (p *parser) bound() {
	if p.depth+p.links > maxDepth {
		p.failHere("too many nested statements or expressions: more than %d are inside each other", maxDepth)
	}
}

// attempt parses with a rule that may not fit. If it does not, it goes back and returns the error; reached is the token that did not fit.
func (p *parser) attempt(rule func()) (err *Error, reached int) {
	saved := *p
	defer func() {
		e := recover()
		if e == nil {
			p.quiet = saved.quiet
			return
		}
		failed, ok := e.(*Error)
		if !ok {
			panic(e)
		}
		err, reached = failed, p.i
		if p.tok().kind == broken { // CPython, too, tries nothing else behind an error of the lexer
			panic(p.wrongToken)
		}
		*p = saved
	}()
	rule()
	return nil, p.i
}

// fits parses with a rule if it fits, and does not ask why not.
func (p *parser) fits(rule func()) bool {
	err, _ := p.attempt(func() { p.quiet = true; rule() })
	if err == nil && p.tok().kind == broken {
		panic(p.wrongToken)
	}
	return err == nil
}

// generic is what is said if there is nothing better.
const generic = "invalid syntax"
