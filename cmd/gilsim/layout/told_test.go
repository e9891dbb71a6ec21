package layout

import (
	"strings"
	"testing"

	"github.com/gilsim/gilsim/trace/view"
)

// What an error says cannot reach the terminal as a control sequence, turn the text around or fill the screen; all else stays.
func TestWhatErrorsSayIsFitForATerminal(t *testing.T) {
	for text, want := range map[string]string{
		"lock \"a\\b\" → 名字\n  two\tthree": "lock \"a\\b\" → 名字\n  two\tthree",
		"\x1b[31m\u202e\x00\x9b\u009b\r":   `\x1b[31m\u202e\x00\x9b\u009b\r`,
		"\xed\xa0\x80\U000e0041":           `\xed\xa0\x80\U000e0041`,
		strings.Repeat("x", longestLine):   strings.Repeat("x", longestLine),
	} {
		if got := Told(text); got != want {
			t.Errorf("%q is told as %q, want %q", text, got, want)
		}
	}
	got := Told("a\n" + strings.Repeat("名", 10_000) + "end")
	if !strings.HasPrefix(got, "a\n名名") || !strings.HasSuffix(got, "名end") || !strings.Contains(got, "… (9,752 more characters) …") || Width(got) > longestLine {
		t.Errorf("10,003 characters are told as %d columns: %.40q … %q", Width(got), got, view.Tail(got, 40))
	}
}
