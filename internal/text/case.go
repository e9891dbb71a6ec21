package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
)

// Upper is str.upper.
func Upper(s string) string {
	if IsASCII(s) {
		return strings.ToUpper(s)
	}
	return cases.Upper(language.Und).String(s)
}

// Lower is str.lower.
func Lower(s string) string {
	if IsASCII(s) {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for i := range s {
		lowerAt(&b, s, i)
	}
	return b.String()
}

// lowerAt writes the lower case of the character at i in s, which decides how a capital sigma looks: at a word's end its small
// letter is another one.
func lowerAt(b *strings.Builder, s string, i int) {
	switch c, n := utf8.DecodeRuneInString(s[i:]); {
	case c == 'İ':
		b.WriteString("i\u0307") // the only letter whose small form is two characters
	case c == 'Σ' && endsCased(s[:i]) && !beginsCased(s[i+n:]):
		b.WriteRune('ς')
	default:
		b.WriteRune(unicode.ToLower(c))
	}
}

func cased(c rune) bool { return upper(c) || lower(c) || unicode.IsTitle(c) }

// ignorable reports whether c is passed over where one looks for a cased character (Case_Ignorable of Unicode's chapter 3.13).
func ignorable(c rune) bool {
	return unicode.In(c, unicode.Mn, unicode.Me, unicode.Cf, unicode.Lm, unicode.Sk) || strings.ContainsRune("'.:·’‘․", c)
}

func endsCased(s string) bool {
	c, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(s, ignorable))
	return cased(c)
}

func beginsCased(s string) bool {
	c, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s, ignorable))
	return cased(c)
}

// Fold is str.casefold.
func Fold(s string) string {
	if IsASCII(s) {
		return strings.ToLower(s)
	}
	return cases.Fold().String(s)
}

// initial returns c as a word begins with it in title case: more than one character for some ligatures.
func initial(c rune) string {
	if c < utf8.RuneSelf {
		return string(unicode.ToTitle(c))
	}
	return cases.Title(language.Und, cases.NoLower).String(string(c))
}

// Capitalize is str.capitalize.
func Capitalize(s string) string {
	c, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ""
	}
	return initial(c) + Lower(s[n:])
}

// Title is str.title: what follows a cased character is lower case, other cased characters begin a word.
func Title(s string) string {
	var b strings.Builder
	inWord := false
	for i, c := range s {
		if inWord {
			lowerAt(&b, s, i)
		} else {
			b.WriteString(initial(c))
		}
		inWord = cased(c)
	}
	return b.String()
}

// SwapCase is str.swapcase.
func SwapCase(s string) string {
	var b strings.Builder
	for i, c := range s {
		switch {
		case upper(c):
			lowerAt(&b, s, i)
		case lower(c):
			b.WriteString(Upper(string(c)))
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}
