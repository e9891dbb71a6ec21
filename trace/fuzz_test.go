// This file fuzzes the reader: no input makes it panic, and whatever reads cleanly is written and read back the same.

package trace

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// greedy matches definitions with a number so high that the gap below it takes long to fill; maxNumber bounds it.
var greedy = regexp.MustCompile(`(?m)^(thread|object|text) +[Tox]0*[1-9][0-9]{5}`)

func FuzzReader(f *testing.F) {
	for _, file := range goldenTraces(f) {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(filepath.Base(file), err)
		}
		f.Add(text)
	}
	f.Add([]byte("gilsim trace 1\n# note\n\nseed 1\nthread T3 \"\\x00\"\n\n 007 - T3.0 run - -0 \n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if greedy.Match(text) {
			t.Skip("too slow")
		}
		tr, err := Read(bytes.NewReader(text))
		if err != nil {
			return
		}
		once := writeAgain(t, tr)
		back, err := Read(strings.NewReader(once))
		if err != nil {
			t.Fatalf("%v in what was written:\n%s", err, once)
		}
		if !slices.Equal(tr.Events, back.Events) {
			t.Fatalf("events %v\nwere read back as %v", tr.Events, back.Events)
		}
		if twice := writeAgain(t, back); twice != once {
			t.Fatalf("written:\n%s\nwritten again:\n%s", once, twice)
		}
		_ = Check(tr) // any verdict, but no panic
	})
}

// writeAgain returns the text form. A text may be too long for a line when quoted as the Writer quotes it.
func writeAgain(t *testing.T, tr *Trace) string {
	var text strings.Builder
	err := tr.Write(&text)
	if err != nil && strings.Contains(err.Error(), "needs a definition of") {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return text.String()
}
