// This file defines repr() of values, as far as they can be sent.

package managers

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode"

	"github.com/gilsim/gilsim/sched/multiprocessing/pickle"
)

// Repr returns repr(value) of a value that can be sent.
func Repr(value any) string {
	switch v := value.(type) {
	case nil:
		return "None"
	case bool:
		if v {
			return "True"
		}
		return "False"
	case float64:
		return reprOfFloat(v)
	case string:
		return quote(v)
	case []byte:
		return "b" + quoteBytes(v)
	case pickle.ByteArray:
		return "bytearray(b" + quoteBytes(v) + ")"
	case *big.Int:
		return v.String()
	case *Exception:
		return v.Class + Repr(v.Args)
	}
	return reprOfComposed(value)
}

func reprOfComposed(value any) string {
	switch v := value.(type) {
	case []any:
		return "[" + reprs(v) + "]"
	case Tuple:
		if len(v) == 1 {
			return "(" + Repr(v[0]) + ",)"
		}
		return "(" + reprs(v) + ")"
	case *pickle.Dict:
		return reprOfDict(v)
	case *pickle.Set:
		return reprOfSet(v)
	}
	return fmt.Sprint(value)
}

// str is str(value).
func str(value any) string {
	if text, ok := value.(string); ok {
		return text
	}
	return Repr(value)
}

func reprs(items []any) string {
	list := make([]string, len(items))
	for i, item := range items {
		list[i] = Repr(item)
	}
	return strings.Join(list, ", ")
}

func reprOfDict(d *pickle.Dict) string {
	var list []string
	for _, item := range d.Items() {
		list = append(list, Repr(item[0])+": "+Repr(item[1]))
	}
	return "{" + strings.Join(list, ", ") + "}"
}

func reprOfSet(s *pickle.Set) string {
	text := "{" + reprs(s.Items()) + "}"
	switch {
	case s.Frozen && s.Len() == 0:
		return "frozenset()"
	case s.Frozen:
		return "frozenset(" + text + ")"
	case s.Len() == 0:
		return "set()"
	}
	return text
}

// reprOfFloat has the fewest digits that tell the number from others; the exponent begins where Python's does.
func reprOfFloat(x float64) string {
	switch {
	case math.IsNaN(x):
		return "nan"
	case math.IsInf(x, 1):
		return "inf"
	case math.IsInf(x, -1):
		return "-inf"
	case x != 0 && (math.Abs(x) < 1e-4 || math.Abs(x) >= 1e16):
		return strconv.FormatFloat(x, 'e', -1, 64)
	}
	text := strconv.FormatFloat(x, 'f', -1, 64)
	if !strings.Contains(text, ".") {
		text += ".0"
	}
	return text
}

// quote returns the text between the quotes that Python takes.
func quote(text string) string {
	mark := '\''
	if strings.Contains(text, "'") && !strings.Contains(text, `"`) {
		mark = '"'
	}
	var b strings.Builder
	b.WriteRune(mark)
	for _, c := range text {
		switch {
		case c == mark || c == '\\':
			b.WriteRune('\\')
			b.WriteRune(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\r':
			b.WriteString(`\r`)
		case c == '\t':
			b.WriteString(`\t`)
		case c < ' ' || c > '~' && c < 0x100 && !unicode.IsPrint(c):
			fmt.Fprintf(&b, `\x%02x`, c)
		case c > 0xffff && !unicode.IsPrint(c):
			fmt.Fprintf(&b, `\U%08x`, c)
		case c > 0xff && !unicode.IsPrint(c):
			fmt.Fprintf(&b, `\u%04x`, c)
		default:
			b.WriteRune(c)
		}
	}
	b.WriteRune(mark)
	return b.String()
}

func quoteBytes(data []byte) string {
	var b strings.Builder
	mark := byte('\'')
	if strings.Contains(string(data), "'") && !strings.Contains(string(data), `"`) {
		mark = '"'
	}
	b.WriteByte(mark)
	for _, c := range data {
		switch {
		case c == mark || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\r':
			b.WriteString(`\r`)
		case c == '\t':
			b.WriteString(`\t`)
		case c < ' ' || c > '~':
			fmt.Fprintf(&b, `\x%02x`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte(mark)
	return b.String()
}
