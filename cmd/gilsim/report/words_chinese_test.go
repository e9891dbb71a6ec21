package report

import (
	"strings"
	"testing"
	"unicode"
)

// Every word has a Chinese one, which is explained in Chinese, and there is none for a word that is no more.
func TestTheGlossaryIsWholeInBothLanguages(t *testing.T) {
	chinese := chineseGlossary()
	for _, g := range glossary() {
		in := chinese[g.heading]
		if !isChinese(in.heading) {
			t.Errorf("the heading %q has no Chinese in words_chinese.go", g.heading)
		}
		for _, w := range g.words {
			if c := in.words[w.name]; c.name == "" || !isChinese(c.meaning) {
				t.Errorf("%s: %q has no Chinese in words_chinese.go", g.heading, w.name)
			}
			delete(in.words, w.name)
		}
		for word := range in.words {
			t.Errorf("%s: the glossary has no word %q", g.heading, word)
		}
		delete(chinese, g.heading)
	}
	for heading := range chinese {
		t.Errorf("the glossary has no heading %q", heading)
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

// gilsim list words speaks Chinese, too.
func TestTheListOfWordsSpeaksChinese(t *testing.T) {
	var english, chinese strings.Builder
	for to, in := range map[*strings.Builder]bool{&english: false, &chinese: true} {
		if err := WordsPage(100, in).Write(to, func(_, text string) string { return text }); err != nil {
			t.Fatal(err)
		}
	}
	if !strings.Contains(chinese.String(), "护航得分（convoy score）") || strings.Contains(chinese.String(), "how long") || !strings.Contains(english.String(), "how long") || strings.Contains(english.String(), "护航") {
		t.Errorf("it says\n%s", chinese.String())
	}
}
