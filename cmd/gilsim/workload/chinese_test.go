package workload

import (
	"strings"
	"testing"
	"unicode"
)

func TestEveryProgramIsToldInChinese(t *testing.T) {
	for _, p := range All() {
		short, doc := p.Chinese()
		for what, text := range map[string]string{"line": short, "description": doc} {
			if !isChinese(text, 5) {
				t.Errorf("the %s of %s is %q in Chinese", what, p.Name, text)
			}
		}
	}
	for name := range chinese {
		if Find(name) == nil {
			t.Errorf("%s is told in Chinese, and there is none", name)
		}
	}
}

// Every parameter and every family of the catalogue is told in Chinese, and nothing else is: what is said anew in English is missing.
func TestEveryParameterIsToldInChinese(t *testing.T) {
	docs := map[string]bool{}
	for _, p := range All() {
		if ChineseFamily(p.Family) == "" {
			t.Errorf("the family %s of %s has no Chinese", p.Family, p.Name)
		}
		for i := range p.Params {
			param := &p.Params[i]
			docs[param.Doc] = true
			if !isChinese(param.Chinese(), 2) {
				t.Errorf("%s of %s, %q, is %q in Chinese", param.Name, p.Name, param.Doc, param.Chinese())
			}
		}
	}
	for doc := range chineseParams {
		if !docs[doc] {
			t.Errorf("%q is told in Chinese, and there is no such parameter", doc)
		}
	}
}

// isChinese reports whether a text has so many Chinese characters at least.
func isChinese(text string, least int) bool {
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
			least--
		}
	}
	return least <= 0
}

// What a program says to try is told in Chinese, and nothing else is: what is said anew in English is missing.
func TestEveryTryIsToldInChinese(t *testing.T) {
	said := map[string]bool{"the same as a short Python file, for gilsim and for Python itself": true} // package report adds it
	for _, p := range All() {
		for _, try := range p.Try {
			command, about, _ := strings.Cut(try, "# ")
			if got := ChineseTry(try); !strings.HasPrefix(got, command) || chineseTries[about] == "" {
				t.Errorf("%q of %s is %q in Chinese", try, p.Name, got)
			}
			said[about] = true
		}
	}
	for about := range chineseTries {
		if !said[about] {
			t.Errorf("%q is told in Chinese, and no program says it", about)
		}
	}
}
