package pattern

import (
	"fmt"
	"strconv"
	"strings"
)

// parenthesis reads what begins with a parenthesis, which has been taken; nil: it matches nothing. leads says that it begins the
// expression.
func (p *parser) parenthesis(begin int, verbose bool, nested int, leads bool) node {
	if !p.takes('?') {
		return p.capturing("", begin, verbose, nested)
	}
	c := p.next()
	switch c {
	case "":
		p.fail("unexpected end of pattern", p.at)
	case "P":
		return p.pythonGroup(begin, verbose, nested)
	case ":":
		return group{0, p.body(begin, verbose, nested)}
	case "#":
		for {
			switch p.next() {
			case "":
				p.fail("missing ), unterminated comment", begin)
			case ")":
				return nil
			}
		}
	case "=", "!":
		return look{body: p.body(begin, verbose, nested), not: c == "!"}
	case "<":
		return p.lookBehind(begin, verbose, nested)
	case "(":
		return p.conditional(begin, verbose, nested)
	case ">":
		return atomic{p.body(begin, verbose, nested)}
	}
	if strings.Contains("aiLmsux-t", c) {
		return p.inlineFlags(c, begin, verbose, nested, leads)
	}
	p.fail("unknown extension ?"+c, p.at-len([]rune(c))-1)
	return nil
}

// body reads the inside of a group to its parenthesis.
func (p *parser) body(begin int, verbose bool, nested int) node {
	n := p.alternatives(verbose, nested+1)
	if !p.takes(')') {
		p.fail("missing ), unterminated subpattern", begin)
	}
	return n
}

func (p *parser) capturing(name string, begin int, verbose bool, nested int) node {
	number := len(p.groups)
	p.groups = append(p.groups, false)
	if name != "" {
		p.out.Names, p.out.Index[name] = append(p.out.Names, name), number
	}
	n := p.body(begin, verbose, nested)
	p.groups[number] = true
	p.bodies[number] = n
	return group{number, n}
}

// pythonGroup reads (?P<name>...) and (?P=name).
func (p *parser) pythonGroup(begin int, verbose bool, nested int) node {
	switch {
	case p.takes('<'):
		at := p.at
		name := p.until('>', "group name")
		p.name(name, at)
		if was, ok := p.out.Index[name]; ok {
			p.fail(fmt.Sprintf("redefinition of group name %s as group %d; was group %d", p.quoted(name), len(p.groups), was), at)
		}
		return p.capturing(name, begin, verbose, nested)
	case p.takes('='):
		at := p.at
		name := p.until(')', "group name")
		p.name(name, at)
		n, ok := p.out.Index[name]
		if !ok {
			p.fail("unknown group name "+p.quoted(name), at)
		}
		p.known(n, at)
		return reference{n, p.current(), p.bodies[n]}
	case !p.more():
		p.fail("unexpected end of pattern", p.at)
	}
	c := p.next()
	p.fail("unknown extension ?P"+c, p.at-len([]rune(c))-2)
	return nil
}

func (p *parser) lookBehind(begin int, verbose bool, nested int) node {
	c := p.next()
	switch c {
	case "":
		p.fail("unexpected end of pattern", p.at)
	case "=", "!":
	default:
		p.fail("unknown extension ?<"+c, p.at-len([]rune(c))-2)
	}
	p.behind = append(p.behind, len(p.groups))
	body := p.body(begin, verbose, nested)
	p.behind = p.behind[:len(p.behind)-1]
	return look{body: body, behind: true, not: c == "!"}
}

// conditional reads (?(group)yes|no).
func (p *parser) conditional(begin int, verbose bool, nested int) node {
	at := p.at
	name := p.until(')', "group name")
	number, ok := p.out.Index[name]
	if n, err := strconv.Atoi(name); err == nil && strings.Trim(name, "0123456789") == "" {
		if n == 0 {
			p.fail("bad group number", at)
		}
		number, ok = n, true
	} else {
		p.name(name, at)
	}
	if !ok {
		p.fail("unknown group name "+p.quoted(name), at)
	}
	if number >= len(p.groups) {
		p.ahead = append(p.ahead, forward{number, at})
	}
	p.knownBehind(number)
	c := conditional{number: number, no: sequence(nil)}
	c.yes = p.items(verbose, nested+1, false)
	if p.takes('|') {
		c.no = p.items(verbose, nested+1, false)
		if p.more() && p.r[p.at] == '|' {
			p.fail("conditional backref with more than two branches", p.at)
		}
	}
	if !p.takes(')') {
		p.fail("missing ), unterminated subpattern", begin)
	}
	return c
}

var flagLetters = map[string]Flags{"a": ASCII, "i": IgnoreCase, "L": Locale, "m": Multiline, "s": DotAll, "u": Unicode, "x": Verbose, "t": Template}

// inlineFlags reads (?flags) and (?flags:...).
func (p *parser) inlineFlags(c string, begin int, verbose bool, nested int, leads bool) node {
	var on, off Flags
	letter := func(c string, off bool) Flags {
		f, ok := flagLetters[c]
		if !ok {
			switch {
			case c == "":
				p.fail(pick(off, "missing flag", "missing -, : or )"), p.at)
			case isLetter(c):
				p.fail("unknown flag", p.at-1)
			}
			p.fail(pick(off, "missing flag", "missing -, : or )"), p.at-len([]rune(c)))
		}
		if p.bytes && f == Unicode {
			p.fail("bad inline flags: cannot use 'u' flag with a bytes pattern", p.at)
		}
		if !p.bytes && f == Locale {
			p.fail("bad inline flags: cannot use 'L' flag with a str pattern", p.at)
		}
		return f
	}
	for c != "-" && c != ")" && c != ":" {
		f := letter(c, false)
		on |= f
		if f&typeFlags != 0 && on&typeFlags != f {
			p.fail("bad inline flags: flags 'a', 'u' and 'L' are incompatible", p.at)
		}
		c = p.next()
	}
	if c == ")" {
		if !leads {
			p.fail("global flags not at the start of the expression", begin)
		}
		p.flags |= on
		return nil
	}
	if on&globalFlags != 0 {
		p.fail("bad inline flags: cannot turn on global flag", p.at-1)
	}
	if c == "-" {
		for c = p.next(); ; {
			f := letter(c, true)
			if f&typeFlags != 0 {
				p.fail("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", p.at)
			}
			off |= f
			if c = p.next(); c == ":" {
				break
			} else if flagLetters[c] == 0 {
				switch {
				case c == "":
					p.fail("missing :", p.at)
				case isLetter(c):
					p.fail("unknown flag", p.at-1)
				}
				p.fail("missing :", p.at-len([]rune(c)))
			}
		}
	}
	if on&off != 0 {
		p.fail("bad inline flags: flag turned on and off", p.at-1)
	}
	return p.flagged(on, off, begin, verbose, nested)
}

// flagged reads a group with flags of its own.
func (p *parser) flagged(on, off Flags, begin int, verbose bool, nested int) node {
	was := p.flags
	if on&typeFlags != 0 {
		p.flags &^= typeFlags
	}
	p.flags = p.flags&^off | on
	n := p.body(begin, (verbose || on&Verbose != 0) && off&Verbose == 0, nested)
	p.flags = was
	return group{0, n}
}

func isLetter(c string) bool {
	r := []rune(c)[0]
	return 'a' <= r|0x20 && r|0x20 <= 'z' && r < 128
}
