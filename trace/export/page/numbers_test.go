package page

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTextsThatDifferInNumbersAreOnePattern(t *testing.T) {
	for text, want := range map[string]string{"x ← 8 (3 + 5)": "x ← # (# + #)", "x ← -8": "x ← -#", "now 1.002 µs": "now #.002 µs", "12345678901234567890": "12345678901234567890", "007": "007", "": ""} {
		if pattern, _ := split(text); strings.ReplaceAll(pattern, string(slot), "#") != want {
			t.Errorf("%q is %q, want %q", text, pattern, want)
		}
	}
}

// Whatever the texts are, they come back as they were.
func TestTextsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOf(rapid.OneOf(rapid.StringMatching(`[a ]?-?[0-9]{0,18}\.?[0-9]{0,3}`), rapid.String())).Draw(t, "texts")
		m := &runMaker{run: &run{}, texts: map[string]int64{}}
		m.addTexts(texts)
		does := textOf(m.run)
		for i, text := range texts {
			if want := strings.ReplaceAll(text, string(slot), "\ufffd"); does(i) != want {
				t.Fatalf("%q comes back as %q", text, does(i))
			}
		}
	})
}
