// This file defines str.__mod__ and str.format for arguments whose text is known without calling Python; the twins do the same
// for others, with the functions of the module _builtins that stand here.

package python

import (
	"math/big"
	"strings"
	"unicode/utf8"

	"github.com/gilsim/gilsim/python/internal/format"
)

// An argumentList is what a "%" format takes its arguments from.
type argumentList struct {
	all     Value // what stands right of %
	tuple   []Value
	value   Value // the one argument: all, or the value of the last key
	single  bool  // there is just that one
	taken   int
	mapping bool // a mapping stands right of %: it may be left unused
}

func arguments(v Value) argumentList {
	if v.layout() == layoutTuple {
		return argumentList{all: v, tuple: v.items()}
	}
	return argumentList{all: v, value: v, single: true, mapping: v.class().find("__getitem__").valid() && !v.isStr()}
}

func (l *argumentList) next() (Value, *Exception) {
	if l.single && l.taken == 0 {
		l.taken++
		return l.value, nil
	}
	if l.taken >= len(l.tuple) {
		_, err := raise(typeError, "not enough arguments for format string")
		return Value{}, err
	}
	l.taken++
	return l.tuple[l.taken-1], nil
}

func (l *argumentList) done() *Exception {
	if l.mapping || l.single && l.taken > 0 || !l.single && l.taken == len(l.tuple) {
		return nil
	}
	_, err := raise(typeError, "not all arguments converted during string formatting")
	return err
}

func strMod(t *Thread, a []Value) (Value, *Exception) {
	r := []rune(a[0].text())
	args := arguments(a[1])
	var b strings.Builder
	for at := 0; at < len(r); {
		c, next, err := format.Piece(r, at)
		if err != nil {
			return Value{}, formatError(err)
		}
		at = next
		if c.Verb == 0 {
			b.WriteString(c.Text)
			continue
		}
		s, exc := t.convert(&c, &args)
		if exc != nil {
			return Value{}, exc
		}
		b.WriteString(s)
		if t.tooLarge(int64(b.Len())) {
			return Value{}, exceptionOf(memoryError)
		}
	}
	if err := args.done(); err != nil {
		return Value{}, err
	}
	return newStr(b.String()), nil
}

// convert returns the text of a conversion.
func (t *Thread) convert(c *format.Conversion, args *argumentList) (string, *Exception) {
	if c.Keyed {
		v, err := t.keyed(c.Key, args)
		if err != nil {
			return "", err
		}
		args.value, args.single, args.taken = v, true, 0
	}
	if c.StarWidth {
		if err := star(args, "ssize_t", c.SetWidth); err != nil {
			return "", err
		}
	}
	if c.StarPrec {
		if err := star(args, "int", c.SetPrecision); err != nil {
			return "", err
		}
	}
	v, err := args.next()
	if err != nil {
		return "", err
	}
	return t.converted(c, v)
}

// keyed returns the value of a key for %(key)s.
func (t *Thread) keyed(key string, args *argumentList) (Value, *Exception) {
	if !args.mapping {
		_, err := raise(typeError, "format requires a mapping")
		return Value{}, err
	}
	if !args.all.is(dictClass) {
		return Value{}, handOver
	}
	v := as[Dict](args.all).getStr(key)
	if !v.valid() {
		return Value{}, exceptionOf(keyError, newStr(key))
	}
	return v, nil
}

// star takes the argument of a star, which CPython reads into a number of the C type.
func star(args *argumentList, ctype string, set func(n int) error) *Exception {
	v, err := args.next()
	if err != nil {
		return err
	}
	if !v.isInt() {
		return newException(typeError, "* wants int")
	}
	n, ok := v.int64()
	if !ok || ctype == "int" && int64(int32(n)) != n {
		return newException(overflowError, "Python int too large to convert to C %s", ctype)
	}
	if err := set(int(n)); err != nil {
		return formatError(err)
	}
	return nil
}

// converted returns v as the conversion writes it.
func (t *Thread) converted(c *format.Conversion, v Value) (string, *Exception) {
	var s Value
	var err *Exception
	switch c.Verb {
	case 's':
		s, err = t.str(v)
	case 'r':
		s, err = t.repr(v)
	case 'a':
		s, err = t.ascii(v)
	case 'd', 'i', 'u', 'x', 'X', 'o':
		return t.convertedInt(c, v)
	case 'e', 'E', 'f', 'F', 'g', 'G':
		if !isReal(v) || overrides(v, "__float__") {
			if v.class().find("__float__").valid() || v.class().find("__index__").valid() {
				return "", handOver
			}
			_, err := raise(typeError, "must be real number, not %s", v.class().typeName())
			return "", err
		}
		f, err := real(v)
		if err != nil {
			return "", err
		}
		return c.Float(f), nil
	case 'c':
		return convertedChar(c, v)
	default:
		return "", formatError(c.Unsupported())
	}
	if err != nil {
		return "", err
	}
	return c.Str(s.text()), nil
}

func (t *Thread) convertedInt(c *format.Conversion, v Value) (string, *Exception) {
	var n *big.Int
	switch hexadecimal := c.Verb == 'x' || c.Verb == 'X' || c.Verb == 'o'; {
	case v.isInt():
		n = v.big()
	case v.layout() == layoutFloat && !hexadecimal:
		var err *Exception
		if n, err = floatToInt(floatOf(v)); err != nil {
			return "", err
		}
	case v.class().find("__index__").valid() || !hexadecimal && v.class().find("__int__").valid():
		return "", handOver
	case hexadecimal:
		_, err := raise(typeError, "%%%c format: an integer is required, not %s", c.Verb, v.class().typeName())
		return "", err
	default:
		_, err := raise(typeError, "%%%c format: a real number is required, not %s", c.Verb, v.class().typeName())
		return "", err
	}
	if c.Verb == 'd' || c.Verb == 'i' || c.Verb == 'u' {
		if _, err := intText(bigInt(n)); err != nil {
			return "", err
		}
	}
	return c.Int(n), nil
}

func convertedChar(c *format.Conversion, v Value) (string, *Exception) {
	switch {
	case v.isInt():
		i, ok := v.int64()
		if !ok || i < 0 || i > utf8.MaxRune {
			_, err := raise(overflowError, "%s", "%c arg not in range(0x110000)")
			return "", err
		}
		return c.Char(rune(i)), nil
	case v.isStr() && as[Str](v).length == 1:
		r, _ := utf8.DecodeRuneInString(v.text())
		return c.Char(r), nil
	}
	_, err := raise(typeError, "%s", "%c requires int or char")
	return "", err
}

// A formatCall is what one call of str.format has, for its fields and those nested in their specifications.
type formatCall struct {
	t        *Thread
	args     []Value
	keywords *Dict
	numbers  format.Numbering
}

func strFormat(t *Thread, a []Value) (Value, *Exception) {
	f := formatCall{t: t, args: a[1].items(), keywords: as[Dict](a[2])}
	s, err := f.text(a[0].text(), 2)
	if err != nil {
		return Value{}, err
	}
	return newStr(s), nil
}

// text returns what becomes of s, whose fields may nest so many levels deep.
func (f *formatCall) text(s string, levels int) (string, *Exception) {
	if levels == 0 {
		_, err := raise(valueError, "Max string recursion exceeded")
		return "", err
	}
	r := []rune(s)
	var b strings.Builder
	for at := 0; at < len(r); {
		field, next, err := format.NextField(r, at)
		if err != nil {
			return "", formatError(err)
		}
		at = next
		b.WriteString(field.Text)
		if !field.Present {
			continue
		}
		s, exc := f.field(&field, levels)
		if exc != nil {
			return "", exc
		}
		b.WriteString(s)
		if f.t.tooLarge(int64(b.Len())) {
			return "", exceptionOf(memoryError)
		}
	}
	return b.String(), nil
}

// field returns the text of one field.
func (f *formatCall) field(field *format.Field, levels int) (string, *Exception) {
	v, err := f.value(field.Name)
	if err != nil {
		return "", err
	}
	switch field.Conversion {
	case 0:
	case 's':
		v, err = f.t.str(v)
	case 'r':
		v, err = f.t.repr(v)
	case 'a':
		v, err = f.t.ascii(v)
	default:
		if field.Conversion > 32 && field.Conversion < 127 {
			_, err = raise(valueError, "Unknown conversion specifier %c", field.Conversion)
		} else {
			_, err = raise(valueError, "Unknown conversion specifier \\x%x", field.Conversion)
		}
	}
	if err != nil {
		return "", err
	}
	spec := field.Spec
	if field.Nested {
		if spec, err = f.text(spec, levels-1); err != nil {
			return "", err
		}
	}
	s, err := f.t.format(v, newStr(spec))
	if err != nil {
		return "", err
	}
	return s.text(), nil
}

// format returns format(v, spec), or handOver.
func (t *Thread) format(v, spec Value) (Value, *Exception) {
	if v.is(strClass) && spec.text() == "" {
		return v, nil
	}
	s, err := t.special(v, "__format__", spec)
	if s == notImplemented || err == nil && !s.isStr() {
		return Value{}, handOver
	}
	return s, err
}

// value returns the object that a field's name says.
func (f *formatCall) value(name string) (Value, *Exception) {
	first, index, steps, err := format.SplitName(name)
	if err != nil {
		return Value{}, formatError(err)
	}
	if index, err = f.numbers.Take(first, index); err != nil {
		return Value{}, formatError(err)
	}
	var v Value
	switch {
	case index < 0:
		if v = f.keywords.getStr(first); !v.valid() {
			return Value{}, exceptionOf(keyError, newStr(first))
		}
	case index >= len(f.args):
		return raise(indexError, "Replacement index %d out of range for positional args tuple", index)
	default:
		v = f.args[index]
	}
	for _, s := range steps {
		if s.Attribute {
			return Value{}, handOver
		}
		key := newStr(s.Name)
		if s.Index >= 0 {
			key = integer(int64(s.Index))
		}
		var err *Exception
		v, err = f.t.special(v, "__getitem__", key)
		switch {
		case err != nil:
			return Value{}, err
		case v == notImplemented:
			return Value{}, handOver
		}
	}
	return v, nil
}

func formatFailure(err error) (Value, *Exception) { return Value{}, formatError(err) }

// percentPiece is _percent_piece(text, at): (next, text, None) of text between conversions, or (next, key or None, verb, stars)
// of a conversion; stars counts a width of * as 1 and a precision of * as 2.
func percentPiece(_ *Thread, a []Value) (Value, *Exception) {
	r := []rune(a[0].text())
	c, next, err := format.Piece(r, int(a[1].i))
	if err != nil {
		return formatFailure(err)
	}
	if c.Verb == 0 {
		return newTuple(integer(int64(next)), newStr(c.Text), none, none), nil
	}
	key, stars := none, int64(0)
	if c.Keyed {
		key = newStr(c.Key)
	}
	if c.StarWidth {
		stars++
	}
	if c.StarPrec {
		stars += 2
	}
	return newTuple(integer(int64(next)), key, char(c.Verb), integer(stars)), nil
}

// percentConvert is _percent_convert(text, at, width, precision, value): the text of the conversion at a place for a value that
// is a str for s, r and a, an int or a float; width and precision are those of stars, or None.
func percentConvert(t *Thread, a []Value) (Value, *Exception) {
	c, _, err := format.Piece([]rune(a[0].text()), int(a[1].i))
	if err != nil {
		return formatFailure(err)
	}
	for i, set := range []func(int) error{c.SetWidth, c.SetPrecision} {
		if v := a[2+i]; v != none {
			n, ok := v.int64()
			if !ok {
				return raise(typeError, "* wants int")
			}
			if err := set(int(n)); err != nil {
				return formatFailure(err)
			}
		}
	}
	if c.Verb == 'r' || c.Verb == 'a' {
		c.Verb = 's'
	}
	s, exc := t.converted(&c, a[4])
	if exc != nil {
		return Value{}, exc
	}
	return newStr(s), nil
}

// formatFields is _format_fields(text): a list of (text, name or None, conversion, spec, nested).
func formatFields(_ *Thread, a []Value) (Value, *Exception) {
	r := []rune(a[0].text())
	var all []Value
	for at := 0; at < len(r); {
		f, next, err := format.NextField(r, at)
		if err != nil {
			return formatFailure(err)
		}
		at = next
		name, conversion := none, none
		if f.Present {
			name = newStr(f.Name)
		}
		if f.Conversion != 0 {
			conversion = char(f.Conversion)
		}
		all = append(all, newTuple(newStr(f.Text), name, conversion, newStr(f.Spec), boolean(f.Nested)))
	}
	return newList(all...), nil
}

// formatName is _format_name(name): (first, index or -1, [(is an attribute, name or index), …]).
func formatName(_ *Thread, a []Value) (Value, *Exception) {
	first, index, steps, err := format.SplitName(a[0].text())
	if err != nil {
		return formatFailure(err)
	}
	var all []Value
	for _, s := range steps {
		key := newStr(s.Name)
		if s.Index >= 0 {
			key = integer(int64(s.Index))
		}
		all = append(all, newTuple(boolean(s.Attribute), key))
	}
	return newTuple(newStr(first), integer(int64(index)), newList(all...)), nil
}
