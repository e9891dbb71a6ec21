// This file tests the view of what a program printed.

package trace_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/internal/scene"
	"github.com/gilsim/gilsim/trace"
)

func TestProgramViewIsExactlyWhatWasPrinted(t *testing.T) {
	s := scene.New("MainThread")
	for _, text := range []string{"hello\n", "no newline", "", "größer\n", "hello\n"} {
		s.Do(1, trace.Print, 0, int64(s.Names.AddText(text))).Do(1, trace.Store, scene.TheName, 1)
	}
	var out strings.Builder
	if err := trace.WriteProgram(&out, &s.Trace); err != nil {
		t.Fatal(err)
	}
	if want := "hello\nno newlinegrößer\nhello\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

func TestProgramViewNamesATextThatIsNotThere(t *testing.T) {
	for _, number := range []int64{0, 2, -1, 1<<32 + 1} {
		s := scene.New("MainThread")
		s.Do(1, trace.Print, 0, int64(s.Names.AddText("hello\n"))).Do(1, trace.Print, 0, number)
		var out strings.Builder
		err := trace.WriteProgram(&out, &s.Trace)
		if err == nil || !strings.Contains(err.Error(), "event 2 prints text x") || out.String() != "hello\n" {
			t.Errorf("text %d: got %q and error %v, want what came before it and the event's number", number, out.String(), err)
		}
	}
}

// A brokenWriter cannot write.
type brokenWriter struct{}

var errBroken = errors.New("broken")

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestWriteProgramReturnsTheErrorOfItsWriter(t *testing.T) {
	if err := trace.WriteProgram(brokenWriter{}, scene.Balance()); !errors.Is(err, errBroken) {
		t.Errorf("got error %v, want that of the writer", err)
	}
}
