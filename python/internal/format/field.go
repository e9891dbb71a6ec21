package format

// Field is what str.format finds next in its string: text, and then a replacement field if Present is set.
type Field struct {
	Text       string
	Present    bool
	Name       string // what stands before '!' and ':', unparsed
	Conversion rune   // the letter after '!', or 0
	Spec       string // what stands after ':'
	Nested     bool   // the spec holds fields of its own
}

// NextField returns what follows from on in r, and where to go on; r is read when that is len(r).
func NextField(r []rune, from int) (f Field, next int, err error) {
	i := from
	for i < len(r) && r[i] != '{' && r[i] != '}' {
		i++
	}
	if i == len(r) {
		return Field{Text: string(r[from:])}, i, nil
	}
	c := r[i]
	i++
	switch {
	case i < len(r) && r[i] == c: // doubled: the text ends with one of the two
		return Field{Text: string(r[from:i])}, i + 1, nil
	case c == '}':
		return f, i, valueError("Single '}' encountered in format string")
	case i == len(r):
		return f, i, valueError("Single '{' encountered in format string")
	}
	f = Field{Text: string(r[from : i-1]), Present: true}
	next, err = f.parse(r, i)
	return f, next, err
}

// parse reads the field whose name begins at i.
func (f *Field) parse(r []rune, i int) (next int, err error) {
	from := i
	var c rune
name:
	for i < len(r) {
		c = r[i]
		i++
		switch c {
		case '{':
			return i, valueError("unexpected '{' in field name")
		case '[':
			for i < len(r) && r[i] != ']' {
				i++
			}
		case '}', ':', '!':
			break name
		}
	}
	switch c {
	case '}':
		f.Name = string(r[from : i-1])
		return i, nil
	case ':', '!':
		f.Name = string(r[from : i-1])
	default:
		return i, valueError("expected '}' before end of string")
	}
	if c == '!' {
		if i == len(r) {
			return i, valueError("end of string while looking for conversion specifier")
		}
		f.Conversion = r[i]
		i++
		if i < len(r) {
			c = r[i]
			i++
			if c == '}' {
				return i, nil
			}
			if c != ':' {
				return i, valueError("expected ':' after conversion specifier")
			}
		}
	}
	from = i
	for depth := 1; i < len(r); i++ {
		switch r[i] {
		case '{':
			f.Nested = true
			depth++
		case '}':
			if depth--; depth == 0 {
				f.Spec = string(r[from:i])
				return i + 1, nil
			}
		}
	}
	return i, valueError("unmatched '{' in format spec")
}

// Step is one ".name" or "[key]" of a field's name.
type Step struct {
	Attribute bool
	Name      string
	Index     int // of "[12]"; -1 where the key is no number
}

// SplitName splits a field's name into its first part, which may be a number (index; else -1), and the steps after it.
func SplitName(name string) (first string, index int, steps []Step, err error) {
	r := []rune(name)
	i := 0
	for i < len(r) && r[i] != '.' && r[i] != '[' {
		i++
	}
	first = string(r[:i])
	if index, err = integer(r[:i]); err != nil {
		return first, index, nil, err
	}
	for i < len(r) {
		var s Step
		c := r[i]
		i++
		from := i
		switch c {
		case '.':
			s = Step{Attribute: true, Index: -1}
			for i < len(r) && r[i] != '.' && r[i] != '[' {
				i++
			}
			s.Name = string(r[from:i])
		case '[':
			for i < len(r) && r[i] != ']' {
				i++
			}
			if i == len(r) {
				return first, index, nil, valueError("Missing ']' in format string")
			}
			s.Name = string(r[from:i])
			if s.Index, err = integer(r[from:i]); err != nil {
				return first, index, nil, err
			}
			i++
		default:
			return first, index, nil, valueError("Only '.' or '[' may follow ']' in format field specifier")
		}
		if s.Name == "" {
			return first, index, nil, valueError("Empty attribute in format string")
		}
		steps = append(steps, s)
	}
	return first, index, steps, nil
}

// integer reads r as a decimal number, and -1 where it is none.
func integer(r []rune) (int, error) {
	n, next, ok := digits(r, 0)
	switch {
	case !ok:
		return -1, valueError("Too many decimal digits in format string")
	case next < len(r) || next == 0:
		return -1, nil
	}
	return n, nil
}

// Numbering decides between automatic and manual numbers of fields, which one string may not mix. The zero value has seen none.
type Numbering struct {
	manual, automatic bool
	next              int
}

// Take returns the number of a field whose name begins with first and is index as a number.
func (n *Numbering) Take(first string, index int) (int, error) {
	switch {
	case first == "":
		if n.manual {
			return 0, valueError("cannot switch from manual field specification to automatic field numbering")
		}
		n.automatic = true
		n.next++
		return n.next - 1, nil
	case index >= 0:
		if n.automatic {
			return 0, valueError("cannot switch from automatic field numbering to manual field specification")
		}
		n.manual = true
	}
	return index, nil
}
