package export

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestNothingInvisibleStandsInJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching("[\u007f-\u00a0\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0001aé世]*")).Draw(t, "text")
		got := jsonText(text)
		for _, r := range got {
			if !unicode.IsPrint(r) && r != '\ufffd' {
				t.Fatalf("%q holds %U", got, r)
			}
		}
		var back string
		if err := json.Unmarshal([]byte(got), &back); err != nil || back != text {
			t.Fatalf("%s reads as %q, %v, want %q", got, back, err, text)
		}
	})
	const visible = `{"name":"Zoë 世 \u0001"}`
	if got := string(EscapeInvisible([]byte(visible))); got != visible {
		t.Errorf("got %s, want it as it was", got)
	}
	if got := jsonText("a\u009b\u202eb\U000e0001" + strings.Repeat("\x7f", 1)); got != `"a\u009b\u202eb\udb40\udc01\u007f"` {
		t.Errorf("got %s", got)
	}
}
