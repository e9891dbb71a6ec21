package format

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gilsim/gilsim/internal/number"
)

// Int formats an integer; typeName is its class's name.
func (s Spec) Int(x *big.Int, typeName string) (string, error) {
	base, prefix := 10, ""
	switch s.Type {
	case 0, 'd', 'n':
	case 'b':
		base, prefix = 2, "0b"
	case 'o':
		base, prefix = 8, "0o"
	case 'x':
		base, prefix = 16, "0x"
	case 'X':
		base, prefix = 16, "0X"
	case 'c':
	case 'e', 'E', 'f', 'F', 'g', 'G', '%':
		f := number.FloatOfBig(x)
		if math.IsInf(f, 0) {
			return "", &Error{"OverflowError", "int too large to convert to float"}
		}
		return s.Float(f, "float")
	default:
		return "", s.unknown(typeName)
	}
	switch {
	case s.Precision >= 0:
		return "", valueError("Precision not allowed in integer format specifier")
	case s.NoNegZero:
		return "", valueError("Negative zero coercion (z) not allowed in integer format specifier")
	case s.Type == 'c':
		return s.char(x)
	}
	text := new(big.Int).Abs(x).Text(base)
	if s.Type == 'X' {
		text = strings.ToUpper(text)
	}
	if !s.Alternate {
		prefix = ""
	}
	return s.number(x.Sign() < 0, prefix, text, ""), nil
}

func (s Spec) char(x *big.Int) (string, error) {
	switch {
	case s.Sign != 0:
		return "", valueError("Sign not allowed with integer format specifier 'c'")
	case s.Alternate:
		return "", valueError("Alternate form (#) not allowed with integer format specifier 'c'")
	case !x.IsInt64() || x.Int64() < 0 || x.Int64() > utf8.MaxRune:
		return "", &Error{"OverflowError", "%c arg not in range(0x110000)"}
	}
	return s.pad("", string(rune(x.Int64())), '>'), nil
}

// Float formats a float; typeName is its class's name.
func (s Spec) Float(f float64, typeName string) (string, error) {
	verb, precision, percent := byte(s.Type), s.Precision, ""
	dot := false
	switch s.Type {
	case 0:
		verb, dot = 'r', true
		if precision >= 0 {
			verb = 'g'
		}
	case 'n':
		verb = 'g'
	case '%':
		verb, percent = 'f', "%"
		f *= 100
	case 'e', 'E', 'f', 'F', 'g', 'G':
	default:
		return "", s.unknown(typeName)
	}
	if precision < 0 {
		precision = 6
	}
	if s.NoNegZero && isZero(floatText(math.Abs(f), verb, precision, s.Alternate, dot)) {
		f = math.Abs(f)
	}
	text := floatText(math.Abs(f), verb, precision, s.Alternate, dot)
	whole := 0
	for whole < len(text) && text[whole] >= '0' && text[whole] <= '9' {
		whole++
	}
	return s.number(math.Signbit(f) && !math.IsNaN(f), "", text[:whole], text[whole:]+percent), nil
}

func isZero(text string) bool {
	mantissa, _, _ := strings.Cut(strings.ToLower(text), "e")
	return strings.Trim(mantissa, "0.") == ""
}

// number puts together what a number consists of; digits is its integer part, rest what follows it.
func (s Spec) number(negative bool, prefix, digits, rest string) string {
	lead := prefix
	switch {
	case negative:
		lead = "-" + prefix
	case s.Sign == '+' || s.Sign == ' ':
		lead = string(rune(s.Sign)) + prefix
	}
	if s.Group != 0 && digits != "" {
		least := 0
		if s.Fill == '0' && s.Align == '=' {
			least = s.Width - len(lead) - len(rest)
		}
		size := 3
		if strings.ContainsRune("boxX", s.Type) && s.Type != 0 {
			size = 4
		}
		digits = group(digits, s.Group, size, least)
	}
	return s.pad(lead, digits+rest, '>')
}

// group puts a separator before every size digits from the right, and zeros in front until least characters stand there.
func group(digits string, sep byte, size, least int) string {
	var parts []string
	remaining := len(digits)
	for {
		l := min(size, max(remaining, least, 1))
		n := max(0, min(remaining, l))
		parts = append(parts, strings.Repeat("0", l-n)+digits[remaining-n:remaining])
		remaining -= n
		least -= l
		if remaining <= 0 && least <= 0 {
			break
		}
		least--
	}
	var b strings.Builder
	for i := len(parts) - 1; i >= 0; i-- {
		b.WriteString(parts[i])
		if i > 0 {
			b.WriteByte(sep)
		}
	}
	return b.String()
}

// floatText writes f >= 0 (or NaN) as PyOS_double_to_string does: verb is r, e, f, g or a capital; alternate keeps the point
// and trailing zeros, dot writes at least one digit after a point.
func floatText(f float64, verb byte, precision int, alternate, dot bool) string {
	upper := verb >= 'A' && verb <= 'Z'
	if upper {
		verb += 'a' - 'A'
	}
	var text string
	switch {
	case math.IsInf(f, 0):
		text = "inf"
	case math.IsNaN(f):
		text = "nan"
	case verb == 'r':
		text = number.Repr(f)
		if alternate && !strings.Contains(text, ".") { // 1e+20 becomes 1.e+20
			text = strings.Replace(text, "e", ".e", 1)
		}
	case verb == 'g':
		text = general(f, max(precision, 1), alternate, dot)
	default:
		text = strconv.FormatFloat(f, verb, precision, 64)
		if alternate && precision == 0 {
			mantissa, exp, ok := strings.Cut(text, "e")
			text = mantissa + "."
			if ok {
				text += "e" + exp
			}
		}
	}
	if upper {
		text = strings.ToUpper(text)
	}
	return text
}

// general is verb g: precision significant digits, an exponent below 1e-4 and from 10**precision.
func general(f float64, precision int, alternate, dot bool) string {
	text := strconv.FormatFloat(f, 'e', precision-1, 64)
	mantissa, e, _ := strings.Cut(text, "e")
	exp, _ := strconv.Atoi(e)
	most := precision
	if dot {
		most--
	}
	if exp < -4 || exp >= most {
		mantissa = trim(mantissa, alternate)
		if alternate && !strings.Contains(mantissa, ".") {
			mantissa += "."
		}
		return mantissa + "e" + e
	}
	text = trim(strconv.FormatFloat(f, 'f', max(0, precision-1-exp), 64), alternate)
	if !strings.Contains(text, ".") {
		if dot {
			text += ".0"
		} else if alternate {
			text += "."
		}
	}
	return text
}

func trim(text string, alternate bool) string {
	if alternate || !strings.Contains(text, ".") {
		return text
	}
	return strings.TrimRight(strings.TrimRight(text, "0"), ".")
}
