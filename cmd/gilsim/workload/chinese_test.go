package workload

import (
	"testing"
	"unicode"
)

func TestEveryProgramIsToldInChinese(t *testing.T) {
	for _, p := range All() {
		short, doc := p.Chinese()
		for what, text := range map[string]string{"line": short, "description": doc} {
			han := 0
			for _, r := range text {
				if unicode.Is(unicode.Han, r) {
					han++
				}
			}
			if han < 5 {
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
