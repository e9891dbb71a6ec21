package format

import (
	"math/big"
	"strings"
)

// Conversion is one conversion of a "%" format, or (with Verb 0) text between two.
type Conversion struct {
	Text      string // of a piece with Verb 0
	Key       string // of %(key)s
	Keyed     bool
	Minus     bool
	Plus      bool
	Space     bool
	Alternate bool
	Zero      bool
	StarWidth bool // the width is the next argument
	StarPrec  bool // the precision is the next argument
	Width     int
	Precision int  // -1: none was given
	Verb      rune // the letter; it may be one that no format has: Check it when its arguments were taken
	Index     int  // where the letter stands, in code points
}

// Piece is what follows in a "%" format: next is where to go on in r. A piece without text or verb says that r is read.
func Piece(r []rune, from int) (c Conversion, next int, err error) {
	i := from
	for i < len(r) && r[i] != '%' {
		i++
	}
	if i > from || i == len(r) {
		return Conversion{Text: string(r[from:i])}, i, nil
	}
	c.Precision = -1
	i++
	if i < len(r) && r[i] == '%' {
		return Conversion{Text: "%"}, i + 1, nil
	}
	if i < len(r) && r[i] == '(' {
		depth, start := 1, i+1
		for i++; i < len(r) && depth > 0; i++ {
			switch r[i] {
			case '(':
				depth++
			case ')':
				depth--
			}
		}
		if depth > 0 {
			return c, i, valueError("incomplete format key")
		}
		c.Key, c.Keyed = string(r[start:i-1]), true
	}
flags:
	for ; i < len(r); i++ {
		switch r[i] {
		case '-':
			c.Minus = true
		case '+':
			c.Plus = true
		case ' ':
			c.Space = true
		case '#':
			c.Alternate = true
		case '0':
			c.Zero = true
		default:
			break flags
		}
	}
	if i < len(r) && r[i] == '*' {
		c.StarWidth = true
		i++
	} else {
		var ok bool
		if c.Width, i, ok = digits(r, i); !ok {
			return c, i, valueError("width too big")
		}
	}
	if i < len(r) && r[i] == '.' {
		i++
		if i < len(r) && r[i] == '*' {
			c.StarPrec = true
			i++
		} else {
			var ok bool
			if c.Precision, i, ok = digits(r, i); !ok || c.Precision > 1<<31-1 {
				return c, i, valueError("precision too big")
			}
		}
	}
	if i < len(r) && (r[i] == 'h' || r[i] == 'l' || r[i] == 'L') {
		i++
	}
	if i == len(r) {
		return c, i, valueError("incomplete format")
	}
	c.Verb, c.Index = r[i], i
	if c.Width > maxWidth || c.Precision > maxWidth {
		return c, i, &Error{"MemoryError", ""}
	}
	return c, i + 1, nil
}

// SetWidth takes the argument of a star: a negative one means left alignment.
func (c *Conversion) SetWidth(n int) error {
	if n < 0 {
		c.Minus, n = true, -n
	}
	if n > maxWidth {
		return &Error{"MemoryError", ""}
	}
	c.Width = n
	return nil
}

// SetPrecision takes the argument of a star after the point: a negative one counts as 0.
func (c *Conversion) SetPrecision(n int) error {
	if n > maxWidth {
		return &Error{"MemoryError", ""}
	}
	c.Precision = max(0, n)
	return nil
}

// Unsupported is the error of a letter that no format has.
func (c *Conversion) Unsupported() error {
	shown := c.Verb
	if shown < 31 || shown > 126 {
		shown = '?'
	}
	return valueError("unsupported format character '%c' (0x%x) at index %d", shown, c.Verb, c.Index)
}

// Str writes the text of %s, %r or %a.
func (c *Conversion) Str(text string) string {
	if c.Precision >= 0 {
		text = truncate(text, c.Precision)
	}
	return c.field("", text, false)
}

// Char writes %c.
func (c *Conversion) Char(point rune) string { return c.field("", string(point), false) }

// Int writes %d, %i, %u, %o, %x or %X.
func (c *Conversion) Int(x *big.Int) string {
	base, prefix := 10, ""
	switch c.Verb {
	case 'o':
		base, prefix = 8, "0o"
	case 'x':
		base, prefix = 16, "0x"
	case 'X':
		base, prefix = 16, "0X"
	}
	text := new(big.Int).Abs(x).Text(base)
	if c.Verb == 'X' {
		text = strings.ToUpper(text)
	}
	if n := c.Precision - len(text); n > 0 {
		text = strings.Repeat("0", n) + text
	}
	if !c.Alternate {
		prefix = ""
	}
	return c.field(c.sign(x.Sign() < 0)+prefix, text, true)
}

// Float writes %e, %f, %g and their capitals.
func (c *Conversion) Float(f float64) string {
	precision := c.Precision
	if precision < 0 {
		precision = 6
	}
	negative := f < 0 || f == 0 && 1/f < 0
	if negative {
		f = -f
	}
	return c.field(c.sign(negative), floatText(f, byte(c.Verb), precision, c.Alternate, false), true)
}

func (c *Conversion) sign(negative bool) string {
	switch {
	case negative:
		return "-"
	case c.Plus:
		return "+"
	case c.Space:
		return " "
	}
	return ""
}

// field puts lead and text into the conversion's width; numbers are filled with zeros where the flag says so.
func (c *Conversion) field(lead, text string, isNumber bool) string {
	s := Spec{Width: c.Width, Align: '>'}
	switch {
	case c.Minus:
		s.Align = '<'
	case c.Zero && isNumber:
		s.Align, s.Fill = '=', '0'
	}
	return s.pad(lead, text, '>')
}
