package pattern

import (
	"fmt"
	"slices"

	"github.com/gilsim/gilsim/internal/text"
)

// An Expression is one that has been read.
type Expression struct {
	Flags  Flags
	Groups int            // how many there are
	Names  []string       // of groups, in their order
	Index  map[string]int // the group of a name
	root   node
}

// A parser reads an expression.
type parser struct {
	r      []rune
	at     int
	bytes  bool // the expression is bytes
	flags  Flags
	groups []bool       // by number: it is closed
	behind []int        // how many groups there were where each look-behind around began
	bodies map[int]node // of the groups that are closed, by number
	ahead  []forward
	out    *Expression
	depth  int
}

// A forward is a condition on a group that had not begun where it stands.
type forward struct{ number, at int }

// deepest is how many groups may stand within each other.
const deepest = 900

// Parse reads an expression. Its errors are of type *Error.
func Parse(r []rune, flags Flags, bytes bool) (e *Expression, err error) {
	p := &parser{r: r, bytes: bytes, flags: flags, groups: []bool{false}, bodies: map[int]node{}, out: &Expression{Index: map[string]int{}}}
	defer func() {
		if err = wrong(recover()); err != nil {
			e = nil
		}
	}()
	for {
		again := false
		p.out.root, again = p.whole()
		if !again {
			break
		}
		// (?x) has been found: the expression is read once more, without its white space.
		*p = parser{r: r, bytes: bytes, flags: p.flags, groups: []bool{false}, bodies: map[int]node{}, out: &Expression{Index: map[string]int{}}}
	}
	p.out.Flags, p.out.Groups = p.fixed(), len(p.groups)-1
	return p.out, nil
}

// whole reads the expression; again says that it is verbose, which was not known.
func (p *parser) whole() (root node, again bool) {
	verbose := p.flags&Verbose != 0
	root = p.alternatives(verbose, 0)
	if p.at < len(p.r) {
		p.fail("unbalanced parenthesis", p.at)
	}
	for _, f := range p.ahead {
		if f.number >= len(p.groups) {
			p.fail(fmt.Sprintf("invalid group reference %d", f.number), f.at)
		}
	}
	return root, !verbose && p.flags&Verbose != 0
}

// fixed returns the flags of the expression, checked.
func (p *parser) fixed() Flags {
	f := p.flags
	switch {
	case p.bytes && f&Unicode != 0:
		panic(&Error{Text: "cannot use UNICODE flag with a bytes pattern", Kind: Value})
	case p.bytes && f&Locale != 0 && f&ASCII != 0:
		panic(&Error{Text: "ASCII and LOCALE flags are incompatible", Kind: Value})
	case p.bytes:
		return f
	case f&Locale != 0:
		panic(&Error{Text: "cannot use LOCALE flag with a str pattern", Kind: Value})
	case f&ASCII == 0:
		f |= Unicode
	case f&Unicode != 0:
		panic(&Error{Text: "ASCII and UNICODE flags are incompatible", Kind: Value})
	}
	return f
}

// current are the flags that characters are read with.
func (p *parser) current() Flags {
	if !p.bytes && p.flags&ASCII == 0 {
		return p.flags | Unicode
	}
	return p.flags
}

func (p *parser) fail(text string, at int) {
	panic(&Error{Text: text, At: at})
}

func (p *parser) more() bool { return p.at < len(p.r) }

// next returns the next character, or an escape as two; "" at the end.
func (p *parser) next() string {
	s := p.peek()
	p.at += len([]rune(s))
	return s
}

func (p *parser) peek() string {
	if !p.more() {
		return ""
	}
	if p.r[p.at] != '\\' {
		return string(p.r[p.at : p.at+1])
	}
	if p.at+1 == len(p.r) {
		p.fail("bad escape (end of pattern)", p.at)
	}
	return string(p.r[p.at : p.at+2])
}

// takes takes the next character if it is this one.
func (p *parser) takes(c rune) bool {
	if p.more() && p.r[p.at] == c {
		p.at++
		return true
	}
	return false
}

// until takes what stands before a character, and that, too; what names it in errors.
func (p *parser) until(end rune, what string) string {
	begin := p.at
	for i := p.at; i < len(p.r); i++ {
		if p.r[i] == end {
			if i == begin {
				p.fail("missing "+what, begin)
			}
			p.at = i + 1
			return string(p.r[begin:i])
		}
	}
	if begin == len(p.r) {
		p.fail("missing "+what, begin)
	}
	p.fail("missing "+string(end)+", unterminated name", begin)
	return ""
}

// alternatives reads what stands between bars.
func (p *parser) alternatives(verbose bool, nested int) node {
	if p.depth++; p.depth > deepest {
		panic(&Error{Text: "the groups of the expression nest too deep", Kind: TooLarge})
	}
	defer func() { p.depth-- }()
	var all branch
	for {
		all = append(all, p.items(verbose, nested, nested == 0 && len(all) == 0))
		if !p.takes('|') {
			break
		}
		if nested == 0 && p.flags&Verbose != 0 {
			verbose = true
		}
	}
	if len(all) == 1 {
		return all[0]
	}
	return all
}

// items reads a sequence; first says that it begins the expression.
func (p *parser) items(verbose bool, nested int, first bool) node {
	var all sequence
	for p.more() {
		this := p.peek()
		if this == "|" || this == ")" {
			break
		}
		begin := p.at
		p.next()
		if verbose && p.skipped(this) {
			continue
		}
		switch this {
		case ".":
			all = append(all, class{p.dot()})
		case "^":
			all = append(all, place{pick(p.flags&Multiline != 0, atBeginningOfLine, atBeginning)})
		case "$":
			all = append(all, place{pick(p.flags&Multiline != 0, atEndOfLine, atEnd)})
		case "[":
			all = append(all, class{p.set(begin)})
		case "*", "+", "?", "{":
			all = p.repeated(all, this, begin)
		case "(":
			if n := p.parenthesis(begin, verbose, nested, first && len(all) == 0); n != nil {
				all = append(all, n)
			}
			if p.flags&Verbose != 0 && nested == 0 && !verbose {
				return all // the expression is read again
			}
		default:
			if this[0] == '\\' {
				all = append(all, p.escape(this, begin))
			} else {
				all = append(all, literal{[]rune(this)[0], p.current()})
			}
		}
	}
	return all
}

// skipped skips white space and comments of a verbose expression.
func (p *parser) skipped(this string) bool {
	switch this {
	case " ", "\t", "\n", "\r", "\v", "\f":
		return true
	case "#":
		for p.more() {
			if s := p.next(); s == "\n" {
				break
			}
		}
		return true
	}
	return false
}

func pick[T any](cond bool, a, b T) T {
	if cond {
		return a
	}
	return b
}

func (p *parser) dot() *set {
	s := &set{not: true, flags: p.current() &^ IgnoreCase}
	if p.flags&DotAll == 0 {
		s.spans = []span{{'\n', '\n'}}
	}
	return s.finish()
}

// repeated makes the last part a repetition.
func (p *parser) repeated(all sequence, this string, begin int) sequence {
	least, most := 0, unlimited
	switch this {
	case "?":
		most = 1
	case "+":
		least = 1
	case "{":
		var ok bool
		if least, most, ok = p.counts(begin); !ok {
			return append(all, literal{'{', p.current()})
		}
	}
	if len(all) == 0 {
		p.fail("nothing to repeat", begin)
	}
	last := all[len(all)-1]
	switch n := last.(type) {
	case place:
		p.fail("nothing to repeat", begin)
	case repeat:
		p.fail("multiple repeat", begin)
	case group:
		if n.number == 0 {
			last = n.body
		}
	}
	r := repeat{body: last, least: least, most: most}
	switch {
	case p.takes('?'):
		r.lazy = true
	case p.takes('+'):
		r.possessive = true
	}
	all[len(all)-1] = r
	return all
}

// counts reads {m,n}; ok is false where the brace is a character like others.
func (p *parser) counts(begin int) (least, most int, ok bool) {
	if p.more() && p.r[p.at] == '}' {
		return 0, 0, false
	}
	was, large := p.at, false
	number := func() (n int, digits bool) {
		count := int64(0)
		for p.more() && '0' <= p.r[p.at] && p.r[p.at] <= '9' {
			count, digits = min(count*10+int64(p.r[p.at]-'0'), mostCount), true
			p.at++
		}
		large = large || count == mostCount
		return int(min(count, unlimited)), digits
	}
	least, _ = number()
	most = least
	if p.takes(',') {
		var digits bool
		if most, digits = number(); !digits {
			most = unlimited
		}
	} else if p.at == was { // {x
		return 0, 0, false
	}
	if !p.takes('}') {
		p.at = was
		return 0, 0, false
	}
	if large {
		panic(&Error{Text: "the repetition number is too large", Kind: TooLarge})
	}
	if most < least {
		p.fail("min repeat greater than max repeat", begin+1)
	}
	return least, most, true
}

// set reads a set of characters behind its bracket.
func (p *parser) set(begin int) *set {
	s := &set{flags: p.current()}
	s.not = p.takes('^')
	first := true
	for {
		this := p.next()
		switch {
		case this == "":
			p.fail("unterminated character set", begin)
		case this == "]" && !first:
			return s.finish()
		}
		first = false
		at := p.at - len([]rune(this))
		low, named := p.member(this, at)
		if !p.takes('-') {
			s.add(low, low, named)
			continue
		}
		that := p.next()
		switch that {
		case "":
			p.fail("unterminated character set", begin)
		case "]":
			s.add(low, low, named)
			s.add('-', '-', nil)
			return s.finish()
		}
		high, other := p.member(that, p.at-len([]rune(that)))
		if named != nil || other != nil || high < low {
			p.fail(fmt.Sprintf("bad character range %s", string(p.r[at:p.at])), at)
		}
		s.add(low, high, nil)
	}
}

// member reads a member of a set: a character, or a category.
func (p *parser) member(this string, at int) (rune, *category) {
	if this[0] == '\\' {
		return p.classEscape(this, at)
	}
	return []rune(this)[0], nil
}

func (s *set) add(low, high rune, named *category) {
	if named != nil {
		s.categories = append(s.categories, *named)
		return
	}
	s.spans = append(s.spans, span{low, high})
}

// name checks the name of a group.
func (p *parser) name(name string, at int) {
	if !text.IsIdentifier(name) || p.bytes && slices.ContainsFunc([]rune(name), func(c rune) bool { return c >= 128 }) {
		p.fail("bad character in group name "+p.quoted(name), at)
	}
}

// quoted returns a name as messages show it.
func (p *parser) quoted(name string) string {
	if p.bytes {
		return text.ASCII(name)
	}
	return text.Repr(name)
}
