package number

import (
	"math/big"
	"strconv"
	"strings"
	"unicode"
)

// ascii trims white space off s and writes its decimal digits of other scripts as ASCII, as int() and float() do: they take
// the separators of ASCII (0x1c to 0x1f) for white space only in a string that is not all ASCII.
func ascii(s string) string {
	plain := !strings.ContainsFunc(s, func(c rune) bool { return c >= 0x80 })
	s = strings.TrimFunc(s, func(c rune) bool { return unicode.IsSpace(c) || !plain && 0x1c <= c && c <= 0x1f })
	if plain {
		return s
	}
	return strings.Map(func(c rune) rune {
		if c < 0x80 {
			return c
		}
		if d, ok := Digit(c); ok {
			return '0' + rune(d)
		}
		return c
	}, s)
}

// Digit returns the value of a decimal digit of any script. Unicode keeps each script's ten digits together, in order.
func Digit(c rune) (int, bool) {
	if !unicode.Is(unicode.Nd, c) {
		return 0, false
	}
	n := 0
	for _, r := range unicode.Nd.R16 {
		if rune(r.Lo) <= c && c <= rune(r.Hi) {
			n = int(c-rune(r.Lo)) % 10
		}
	}
	for _, r := range unicode.Nd.R32 {
		if rune(r.Lo) <= c && c <= rune(r.Hi) {
			n = int(c-rune(r.Lo)) % 10
		}
	}
	return n, true
}

// ParseInt reads s as int(s, base) does: white space around it, a sign, a prefix that fits the base, underscores between
// digits. Base is 0 or 2 to 36. It returns nil where s is no literal of that base, and the number of its digits, for the
// limit of 3.11.
func ParseInt(s string, base int) (x *big.Int, digits int) {
	s = ascii(s)
	negative := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		negative = s[0] == '-'
		s = s[1:]
	}
	prefixed := false
	if len(s) >= 2 && s[0] == '0' {
		of := map[byte]int{'x': 16, 'o': 8, 'b': 2}[s[1]|0x20]
		if of != 0 && (base == 0 || base == of) {
			s, base, prefixed = s[2:], of, true
		}
	}
	if base == 0 {
		base = 10
		if strings.TrimLeft(s, "0_") != "" && strings.HasPrefix(s, "0") {
			return nil, 0 // 010 might be meant as an octal number
		}
	}
	if prefixed && strings.HasPrefix(s, "_") {
		s = s[1:]
	}
	if s == "" || s[0] == '_' || s[len(s)-1] == '_' || strings.Contains(s, "__") || s[0] == '-' || s[0] == '+' {
		return nil, 0
	}
	s = strings.ReplaceAll(s, "_", "")
	if n, err := strconv.ParseInt(s, base, 64); err == nil {
		x = big.NewInt(n)
	} else {
		var ok bool
		if x, ok = new(big.Int).SetString(s, base); !ok {
			return nil, 0
		}
	}
	if negative {
		x.Neg(x)
	}
	return x, len(s)
}

// ParseFloat reads s as float(s) does, and false where it is none.
func ParseFloat(s string) (float64, bool) {
	s = ascii(s)
	body := strings.TrimLeft(s, "+-")
	if len(s)-len(body) > 1 {
		return 0, false
	}
	switch strings.ToLower(body) {
	case "inf", "infinity", "nan":
		f, err := strconv.ParseFloat(s, 64)
		if err != nil { // strconv takes no sign before nan
			f, err = strconv.ParseFloat(body, 64)
		}
		return f, err == nil
	}
	for i := range len(body) {
		c := body[i]
		switch {
		case '0' <= c && c <= '9', c == '.', c|0x20 == 'e', c == '+', c == '-':
		case c == '_' && i > 0 && i+1 < len(body) && decimal(body[i-1]) && decimal(body[i+1]):
		default:
			return 0, false
		}
	}
	f, err := strconv.ParseFloat(strings.ReplaceAll(s, "_", ""), 64)
	if err != nil && err.(*strconv.NumError).Err != strconv.ErrRange {
		return 0, false
	}
	return f, true
}

func decimal(c byte) bool { return '0' <= c && c <= '9' }
