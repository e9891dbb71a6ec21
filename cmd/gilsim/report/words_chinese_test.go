package report

import (
	"testing"
	"unicode"
)

// Both glossaries have the same words in the same order, and the Chinese one is in Chinese.
func TestTheGlossaryIsWholeInBothLanguages(t *testing.T) {
	english, chinese := glossary(), chineseGlossary()
	if len(english) != len(chinese) {
		t.Fatalf("%d groups in Chinese, want %d", len(chinese), len(english))
	}
	for i, g := range english {
		if len(chinese[i].words) != len(g.words) {
			t.Fatalf("%s: %d words in Chinese, want %d", g.heading, len(chinese[i].words), len(g.words))
		}
		for j, w := range g.words {
			c := chinese[i].words[j]
			if !isChinese(c.meaning) || !isChinese(chinese[i].heading) {
				t.Errorf("%s is explained by %q", w.name, c.meaning)
			}
			if !isChinese(c.name) && c.name != w.name && len(c.name) < len(w.name)-2 {
				t.Errorf("%q stands for %q", c.name, w.name)
			}
		}
	}
}

func isChinese(text string) bool {
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
			return true
		}
	}
	return false
}
