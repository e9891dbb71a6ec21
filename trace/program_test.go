// This file tests the view of what a program printed.

package trace

import (
	"strings"
	"testing"
)

func TestProgramViewIsExactlyWhatWasPrinted(t *testing.T) {
	s := newScene("MainThread")
	for _, text := range []string{"hello\n", "no newline", "", "größer\n", "hello\n"} {
		s.do(1, Print, 0, int64(s.Names.AddText(text))).do(1, Store, theName, 1)
	}
	var out strings.Builder
	if err := WriteProgram(&out, &s.Trace); err != nil {
		t.Fatal(err)
	}
	if want := "hello\nno newlinegrößer\nhello\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

func TestProgramViewNamesATextThatIsNotThere(t *testing.T) {
	for _, number := range []int64{0, 2, -1, 1<<32 + 1} {
		s := newScene("MainThread")
		s.do(1, Print, 0, int64(s.Names.AddText("hello\n"))).do(1, Print, 0, number)
		var out strings.Builder
		err := WriteProgram(&out, &s.Trace)
		if err == nil || !strings.Contains(err.Error(), "event 2 prints text x") || out.String() != "hello\n" {
			t.Errorf("text %d: got %q and error %v, want what came before it and the event's number", number, out.String(), err)
		}
	}
}
