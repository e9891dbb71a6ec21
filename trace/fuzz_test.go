// This file fuzzes the reader: no input makes it panic, and whatever reads cleanly is written and read back the same.

package trace

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func FuzzReader(f *testing.F) {
	for _, file := range goldenTraces(f) {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(filepath.Base(file), err)
		}
		f.Add(text)
	}
	f.Add([]byte("gilsim trace 1\n# note\n\nseed 1\nthread T1 \"\\x00\"\n\n 007 - T1.0 run - -0 \n"))
	f.Add([]byte("gilsim trace 1\nseed 1\nthread T1 \"\"\nobject o1024 var \"\"\nobject o1025 var \"\"\n0 - T1 load o1025 1\n0 - T1 load o1024 1\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
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

// writeAgain returns the text form: whatever was read can be written.
func writeAgain(t *testing.T, tr *Trace) string {
	var text strings.Builder
	if err := tr.Write(&text); err != nil {
		t.Fatal(err)
	}
	return text.String()
}
