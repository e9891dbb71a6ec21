package syntax

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxDigits is how many decimal digits an integer may have (sys.set_int_max_str_digits).
const maxDigits = 4300

// numberValue returns the value of a number, or what is wrong with it.
func numberValue(s string) (value any, wrong string) {
	s = strings.ReplaceAll(s, "_", "")
	if len(s) > 1 && s[0] == '0' && strings.IndexByte("xXoObB", s[1]) >= 0 {
		return integer(s, 0), ""
	}
	if digits, ok := strings.CutSuffix(strings.ToLower(s), "j"); ok {
		return Imaginary(float(digits)), ""
	}
	if strings.ContainsAny(s, ".eE") {
		return float(s), ""
	}
	if len(s) > maxDigits {
		return nil, fmt.Sprintf("Exceeds the limit (%d digits) for integer string conversion: value has %d digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.", maxDigits, len(s))
	}
	return integer(s, 10), ""
}

func integer(s string, base int) any {
	if i, err := strconv.ParseInt(s, base, 64); err == nil {
		return i
	}
	i, _ := new(big.Int).SetString(s, base)
	return i
}

// float returns the value of a number that is too large as infinity, as Python does.
func float(s string) float64 {
	f, _ := strconv.ParseFloat(s, 64)
	return f
}

// unescape returns what is between the quotes of a string, or what is wrong with it.
func unescape(s string, p prefix) (value, wrong string) {
	if p&bytesPrefix != 0 {
		for i := range len(s) {
			if s[i] >= utf8.RuneSelf {
				return "", "bytes can only contain ASCII literal characters"
			}
		}
	}
	if p&raw != 0 || strings.IndexByte(s, '\\') < 0 {
		return s, ""
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		if s[i] != '\\' {
			b.WriteByte(s[i])
			i++
			continue
		}
		n, wrong := escape(&b, s[i:], p)
		if wrong != "" {
			return "", wrongEscape(s, i, n, wrong, p)
		}
		i += n
	}
	return b.String(), ""
}

// strayEscape returns the first backslash sequence of a string that escapes nothing, or is an octal number above 255, without the
// backslash; "" if there is none.
func strayEscape(s string, p prefix) string {
	if p&raw != 0 {
		return ""
	}
	known := "\n\\'\"abfnrtv01234567x"
	if p&bytesPrefix == 0 {
		known += "uUN"
	}
	for {
		i := strings.IndexByte(s, '\\')
		if i < 0 || i+1 == len(s) {
			return ""
		}
		s = s[i+1:]
		c, n := utf8.DecodeRuneInString(s)
		switch {
		case !strings.ContainsRune(known, c):
			return s[:n]
		case '4' <= c && c <= '7' && len(s) > 2 && s[1]&^7 == '0' && s[2]&^7 == '0':
			return s[:3]
		}
		s = s[n:]
	}
}

// wrongEscape words what is wrong with an escape of n bytes at i as CPython does: it decodes from a form in which characters
// outside ASCII are escapes of ten bytes.
func wrongEscape(s string, i, n int, wrong string, p prefix) string {
	if p&bytesPrefix != 0 {
		return fmt.Sprintf("(value error) %s at position %d", wrong, i)
	}
	at := 0
	for _, r := range s[:i] {
		if at++; r >= utf8.RuneSelf {
			at += 9
		}
	}
	return fmt.Sprintf("(unicode error) 'unicodeescape' codec can't decode bytes in position %d-%d: %s", at, at+n-1, wrong)
}

// escape decodes the escape sequence with which s begins and returns its length.
func escape(b *strings.Builder, s string, p prefix) (n int, wrong string) {
	if len(s) == 1 {
		b.WriteByte('\\')
		return 1, ""
	}
	switch c := s[1]; c {
	case '\n':
	case '\\', '\'', '"':
		b.WriteByte(c)
	case 'a':
		b.WriteByte('\a')
	case 'b':
		b.WriteByte('\b')
	case 'f':
		b.WriteByte('\f')
	case 'n':
		b.WriteByte('\n')
	case 'r':
		b.WriteByte('\r')
	case 't':
		b.WriteByte('\t')
	case 'v':
		b.WriteByte('\v')
	case '0', '1', '2', '3', '4', '5', '6', '7':
		return octal(b, s, p), ""
	case 'x':
		return hex(b, s, 2, p)
	case 'u', 'U', 'N':
		if p&bytesPrefix == 0 {
			switch c {
			case 'u':
				return hex(b, s, 4, p)
			case 'U':
				return hex(b, s, 8, p)
			}
			return named(b, s)
		}
		fallthrough
	default:
		b.WriteByte('\\')
		return 1, ""
	}
	return 2, ""
}

// octal decodes \ooo.
func octal(b *strings.Builder, s string, p prefix) int {
	v, n := rune(0), 1
	for n < 4 && n < len(s) && s[n] >= '0' && s[n] <= '7' {
		v = v*8 + rune(s[n]-'0')
		n++
	}
	write(b, v, p)
	return n
}

// hex decodes \xhh, \uhhhh or \Uhhhhhhhh.
func hex(b *strings.Builder, s string, digits int, p prefix) (n int, wrong string) {
	n = 2
	for n < 2+digits && n < len(s) && isHex(s[n]) {
		n++
	}
	if n < 2+digits {
		if p&bytesPrefix != 0 {
			return n, `invalid \x escape`
		}
		return n, fmt.Sprintf(`truncated \%c%s escape`, s[1], strings.Repeat("X", digits))
	}
	v, _ := strconv.ParseUint(s[2:n], 16, 32)
	if v > utf8.MaxRune {
		return n, "illegal Unicode character"
	}
	write(b, rune(v), p)
	return n, ""
}

func isHex(c byte) bool {
	return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f'
}

// named decodes \N{name}.
func named(b *strings.Builder, s string) (n int, wrong string) {
	end := strings.IndexByte(s, '}')
	if !strings.HasPrefix(s, `\N{`) {
		return 2, `malformed \N character escape`
	}
	if end <= 3 {
		return 3, `malformed \N character escape`
	}
	r, ok := characterNamed(s[3:end])
	if !ok {
		return end + 1, "unknown Unicode character name"
	}
	b.WriteString(r)
	return end + 1, ""
}

// write writes a byte of bytes or a character of a string; a surrogate, which UTF-8 has not, as the three bytes that it would be.
func write(b *strings.Builder, r rune, p prefix) {
	switch {
	case p&bytesPrefix != 0:
		b.WriteByte(byte(r))
	case r >= 0xD800 && r <= 0xDFFF:
		b.Write([]byte{0xED, 0x80 | byte(r>>6)&0x3F, 0x80 | byte(r)&0x3F})
	default:
		b.WriteRune(r)
	}
}
