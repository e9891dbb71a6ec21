package syntax

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Limits of CPython's tokenizer.
const (
	maxBrackets  = 200 // open at once
	maxIndent    = 100 // levels of indentation
	maxFstrings  = 150 // f-strings inside each other
	maxSpecDepth = 3   // fields inside the format specifications of each other
	tabSize      = 8   // a tab goes on to the next multiple
)

// lexer splits a source into tokens, as CPython's tokenizer does (Parser/tokenizer.c).
type lexer struct {
	src    string
	pos    int
	tokens []token
	notes  []Note
	noted  map[string]bool // what has a note already

	indents   []indentation
	brackets  []bracket
	fstrings  []fstring // open ones
	lineStart int
	line      int32

	countedOff, countedCol int // a byte of this line and its column, from where columns are counted on
}

// indentation is that of a block, counted with tabs that go to multiples of eight, and with tabs of one column: two lines agree
// only if they do so in both.
type indentation struct{ col, alt int }

// bracket is one that is open.
type bracket struct {
	char byte
	pos  Pos
}

// lex returns the tokens of a source, the last of which is an endMarker, or broken if there is an error.
func lex(src string) (l *lexer, err *Error) {
	l = &lexer{src: src, line: 1, indents: []indentation{{}}, tokens: make([]token, 0, len(src)/3+2), noted: map[string]bool{}}
	defer func() {
		if e := recover(); e != nil {
			failed, ok := e.(*Error)
			if !ok {
				panic(e)
			}
			l.add(broken, min(l.pos, len(src)), min(l.pos, len(src)))
			err = failed
		}
	}()
	l.run()
	return l, nil
}

// run reads everything.
func (l *lexer) run() {
	for l.pos < len(l.src) {
		l.indentation()
		for l.pos < len(l.src) && l.token() {
		}
	}
	l.end()
}

// end closes what is open at the end of the source.
func (l *lexer) end() {
	if n := len(l.brackets); n > 0 {
		l.failAt(Span{l.brackets[n-1].pos, l.brackets[n-1].pos}, "SyntaxError", fmt.Sprintf("'%c' was never closed", l.brackets[n-1].char))
	}
	if n := len(l.tokens); n > 0 && l.tokens[n-1].kind != newline && l.tokens[n-1].kind != dedent {
		l.add(newline, l.pos, l.pos)
	}
	if l.pos > l.lineStart { // the end is on a line of its own
		l.line++
		l.startLine(l.pos)
	}
	for range len(l.indents) - 1 {
		l.add(dedent, l.pos, l.pos)
	}
	l.add(endMarker, l.pos, l.pos)
}

// startLine says where the current line begins.
func (l *lexer) startLine(off int) {
	l.lineStart, l.countedOff, l.countedCol = off, off, 0
}

// at returns the position of a byte of the current line.
func (l *lexer) at(off int) Pos {
	if off < l.countedOff {
		l.countedOff, l.countedCol = l.lineStart, 0
	}
	for ; l.countedOff < off; l.countedOff++ {
		if utf8.RuneStart(l.src[l.countedOff]) {
			l.countedCol++
		}
	}
	return Pos{l.line, int32(l.countedCol)}
}

// add appends a token that is on the current line.
func (l *lexer) add(k kind, start, end int) *token {
	from := l.at(start)
	return l.addSpan(k, start, end, Span{from, l.at(end)})
}

func (l *lexer) addSpan(k kind, start, end int, span Span) *token {
	l.tokens = append(l.tokens, token{kind: k, level: uint8(len(l.brackets)), off: int32(start), end: int32(end), span: span, text: l.src[start:end]})
	return &l.tokens[len(l.tokens)-1]
}

// fail ends the reading with an error at a byte of the current line.
func (l *lexer) fail(off int, format string, a ...any) {
	p := l.at(off)
	l.failAt(Span{p, p}, "SyntaxError", fmt.Sprintf(format, a...))
}

func (l *lexer) failAt(s Span, kind, msg string) {
	panic(&Error{Kind: kind, Span: s, Msg: msg})
}

// note records, once for each kind of thing, that something was read as if it were written otherwise.
func (l *lexer) note(off int, format string, a ...any) {
	s := fmt.Sprintf(format, a...)
	if !l.noted[s] {
		l.noted[s] = true
		l.notes = append(l.notes, Note{l.at(off), s})
	}
}

// indentation reads the beginning of a logical line, and lines without anything before it.
func (l *lexer) indentation() {
	var in indentation
	start := l.pos
	for l.pos < len(l.src) {
		switch c := l.src[l.pos]; c {
		case ' ':
			in.col++
			in.alt++
		case '\t':
			in.col = (in.col/tabSize + 1) * tabSize
			in.alt++
		case '\f':
			in = indentation{}
		case '\\':
			if !strings.HasPrefix(l.src[l.pos:], "\\\n") {
				l.indented(in, start)
				return
			}
			l.pos++
			l.newLine()
			continue
		case '#':
			l.comment()
			continue
		case '\n':
			l.newLine()
			in, start = indentation{}, l.pos
			continue
		default:
			if n, cols := l.strangeSpace(); n > 0 {
				in.col += cols
				in.alt += cols
				l.pos += n
				continue
			}
			l.indented(in, start)
			return
		}
		l.pos++
	}
}

// newLine goes behind the end of a line.
func (l *lexer) newLine() {
	l.pos++
	l.line++
	l.startLine(l.pos)
}

// comment goes to the end of the line.
func (l *lexer) comment() {
	if i := strings.IndexByte(l.src[l.pos:], '\n'); i >= 0 {
		l.pos += i
	} else {
		l.pos = len(l.src)
	}
}

// indented compares the indentation of a line with the blocks that are open.
func (l *lexer) indented(in indentation, start int) {
	top := l.indents[len(l.indents)-1]
	switch {
	case in.col == top.col:
		l.agree(in, top)
	case in.col > top.col:
		if in.alt <= top.alt {
			l.tabs()
		}
		if len(l.indents) >= maxIndent {
			l.failAt(Span{l.at(l.pos), l.at(l.pos)}, "IndentationError", "too many levels of indentation")
		}
		l.indents = append(l.indents, in)
		l.add(indent, start, l.pos)
	default:
		for len(l.indents) > 1 && in.col < l.indents[len(l.indents)-1].col {
			l.indents = l.indents[:len(l.indents)-1]
			l.add(dedent, l.pos, l.pos)
		}
		if in.col != l.indents[len(l.indents)-1].col {
			l.failAt(l.wholeLine(), "IndentationError", "unindent does not match any outer indentation level")
		}
		l.agree(in, l.indents[len(l.indents)-1])
	}
}

// agree demands that an indentation is that of its block with tabs of any size.
func (l *lexer) agree(in, block indentation) {
	if in.alt != block.alt {
		l.tabs()
	}
}

func (l *lexer) tabs() {
	panic(&Error{Kind: "TabError", Span: at(int(l.line), 0), Msg: "inconsistent use of tabs and spaces in indentation",
		Hint: "this line begins with tabs and another of its block with spaces: use only spaces"})
}

// wholeLine is the current line; CPython marks its end.
func (l *lexer) wholeLine() Span {
	end := len(l.src)
	if i := strings.IndexByte(l.src[l.pos:], '\n'); i >= 0 {
		end = l.pos + i
	}
	p := l.at(end)
	return Span{p, p}
}

// token reads a token and what is before it. It returns false behind the end of a logical line.
func (l *lexer) token() bool {
	if l.inText() {
		l.fstringText()
		return true
	}
	switch c := l.src[l.pos]; {
	case c == ' ' || c == '\t' || c == '\f':
		l.pos++
	case c == '#':
		l.comment()
	case c == '\n':
		return l.lineEnd()
	case c == '\\':
		l.continuation()
	case c >= '0' && c <= '9', c == '.' && l.pos+1 < len(l.src) && isDigit(l.src[l.pos+1]):
		l.number()
	case c == '"' || c == '\'':
		l.str(l.pos, 0)
	case c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
		l.word()
	case c >= utf8.RuneSelf:
		l.nonASCII()
	default:
		l.operator()
	}
	return true
}

// lineEnd reads the end of a line, which is one of the logical line unless a bracket is open.
func (l *lexer) lineEnd() bool {
	if len(l.brackets) > 0 {
		l.newLine()
		return true
	}
	if n := len(l.tokens); n > 0 && l.tokens[n-1].kind != newline && l.tokens[n-1].kind != indent && l.tokens[n-1].kind != dedent {
		l.add(newline, l.pos, l.pos+1)
	}
	l.newLine()
	return false
}

// continuation reads a backslash, which must be the last of its line.
func (l *lexer) continuation() {
	l.pos++
	switch {
	case l.src[l.pos] != '\n':
		l.fail(l.pos, "unexpected character after line continuation character")
	case l.pos+1 == len(l.src):
		l.fail(l.pos, "unexpected EOF while parsing")
	}
	l.newLine()
}

// word reads a name, a keyword, or the prefix of a string.
func (l *lexer) word() {
	start := l.pos
	ascii := true
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		if c >= utf8.RuneSelf {
			if n := l.nameRune(); n > 0 {
				ascii = false
				l.pos += n
				continue
			}
			break
		}
		if !isNameByte(c) {
			break
		}
		l.pos++
	}
	if p, ok := stringPrefix(l.src[start:l.pos]); ok && l.pos < len(l.src) {
		if q, _ := quoteAt(l.src[l.pos:]); q != 0 {
			l.str(start, p)
			return
		}
	}
	t := l.add(name, start, l.pos)
	if !ascii {
		t.text = norm.NFKC.String(t.text)
	}
	if isKeyword(t.text) {
		t.kind = keyword
	}
}

// nameRune returns the length of the character here if it can continue a name, or 0.
func (l *lexer) nameRune() int {
	r, n := utf8.DecodeRuneInString(l.src[l.pos:])
	if canStart(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue) {
		return n
	}
	return 0
}

// canStart reports whether a character can begin a name (XID_Start).
func canStart(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.In(r, unicode.Nl, unicode.Other_ID_Start)
}

// nonASCII reads what begins with a character outside ASCII.
func (l *lexer) nonASCII() {
	r, _ := utf8.DecodeRuneInString(l.src[l.pos:])
	if canStart(r) {
		l.word()
		return
	}
	if q, _ := quoteAt(l.src[l.pos:]); q != 0 {
		l.str(l.pos, 0)
		return
	}
	if n, _ := l.strangeSpace(); n > 0 {
		l.pos += n
		return
	}
	if plain(r) != "" {
		l.operator()
		return
	}
	if unicode.IsPrint(r) {
		l.fail(l.pos, "invalid character '%c' (U+%04X)", r, r)
	}
	l.fail(l.pos, "invalid non-printable character U+%04X", r)
}

// operator reads an operator or a delimiter.
func (l *lexer) operator() {
	op, n := l.src[l.pos:min(l.pos+3, len(l.src))], 0
	if op[0] >= utf8.RuneSelf || len(op) > 1 && op[1] >= utf8.RuneSelf {
		op, n = l.plainOperator()
	} else {
		n = operatorLength(op)
		op = op[:n]
	}
	if n == 0 {
		l.fail(l.pos, "invalid non-printable character U+%04X", l.src[l.pos])
	}
	if op == ":=" && l.atField() {
		n -= len(op) - 1
		op = ":"
	}
	l.punctuation(op, n)
}

// punctuation takes n bytes as an operator.
func (l *lexer) punctuation(op string, n int) {
	start := l.pos
	switch op {
	case "(", "[", "{":
		if len(l.brackets) >= maxBrackets {
			l.fail(start, "too many nested parentheses")
		}
		l.brackets = append(l.brackets, bracket{op[0], l.at(start)})
	case ")", "]", "}":
		l.closeBracket(op[0])
	}
	l.pos += n
	l.add(operator, start, l.pos).text = op
	if len(l.fstrings) > 0 {
		l.fstringOperator(op)
	}
}

// closeBracket closes the innermost bracket.
func (l *lexer) closeBracket(c byte) {
	n := len(l.brackets)
	if n == 0 {
		l.fail(l.pos, "unmatched '%c'", c)
	}
	open := l.brackets[n-1]
	switch {
	case open.char == '(' && c == ')', open.char == '[' && c == ']', open.char == '{' && c == '}':
		l.brackets = l.brackets[:n-1]
	case l.atField():
		l.fail(l.pos, "f-string: unmatched '%c'", c)
	case open.pos.Line != l.line:
		l.fail(l.pos, "closing parenthesis '%c' does not match opening parenthesis '%c' on line %d", c, open.char, open.pos.Line)
	default:
		l.fail(l.pos, "closing parenthesis '%c' does not match opening parenthesis '%c'", c, open.char)
	}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
