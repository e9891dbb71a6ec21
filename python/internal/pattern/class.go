package pattern

import (
	"slices"
	"unicode"

	"github.com/gilsim/gilsim/internal/text"
)

// A span is the characters from low to high.
type span struct{ low, high rune }

// A category is a class of characters that an escape names: \d, \s or \w.
type category struct {
	letter rune // d, s or w
	not    bool
	ascii  bool
}

// A set is a set of characters.
type set struct {
	spans      []span
	categories []category
	not        bool
	flags      Flags
	low        [4]uint64 // what the set says of the first 256 characters
}

// finish makes what has finds the first characters in.
func (s *set) finish() *set {
	for c := range rune(256) {
		if s.look(c) {
			s.low[c>>6] |= 1 << (c & 63)
		}
	}
	return s
}

// has reports whether the set has a character.
func (s *set) has(c rune) bool {
	if uint32(c) < 256 {
		return s.low[c>>6]&(1<<(c&63)) != 0
	}
	return s.look(c)
}

func (s *set) look(c rune) bool {
	if s.flags&IgnoreCase == 0 {
		return s.holds(c) != s.not
	}
	return slices.ContainsFunc(cases(c, s.flags), s.holds) != s.not
}

func (s *set) holds(c rune) bool {
	for _, r := range s.spans {
		if r.low <= c && c <= r.high {
			return true
		}
	}
	for _, k := range s.categories {
		if k.has(c) {
			return true
		}
	}
	return false
}

// has reports whether a category has a character.
func (k category) has(c rune) bool {
	is := false
	switch {
	case k.ascii && c >= 128:
	case k.letter == 'd':
		is = unicode.Is(unicode.Nd, c)
	case k.letter == 's':
		is = text.Space(c) && !(k.ascii && c >= 0x1c && c <= 0x1f)
	default:
		is = word(c)
	}
	return is != k.not
}

func word(c rune) bool {
	if c < 128 {
		return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_'
	}
	return text.IsAlnum(string(c))
}

// cases returns the characters that are the same as c where upper and lower case are.
func cases(c rune, flags Flags) []rune {
	if flags&ASCII != 0 || flags&Unicode == 0 {
		if 'a' <= c|0x20 && c|0x20 <= 'z' && c < 128 {
			return []rune{c, c ^ 0x20}
		}
		return []rune{c}
	}
	all := []rune{c}
	for f := unicode.SimpleFold(c); f != c; f = unicode.SimpleFold(f) {
		all = append(all, f)
	}
	if dotted := []rune{'i', 'I', '\u0130', '\u0131'}; slices.Contains(dotted, c) {
		return dotted
	}
	return all
}
