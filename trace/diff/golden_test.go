package diff_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/diff"
	"github.com/gilsim/gilsim/trace/view"
)

var update = flag.Bool("update", os.Getenv("GILSIM_UPDATE") == "1", "rewrite the golden files")

// A diffCase is a file of testdata: a comment that says what it shows, a level, trace A, trace B, the picture.
type diffCase struct{ level, a, b, picture string }

const (
	markA       = "-- A --\n"
	markB       = "-- B --\n"
	markPicture = "-- difference --\n"
)

// readDiffCase takes a file apart.
func readDiffCase(t *testing.T, text string) diffCase {
	t.Helper()
	head, rest, okA := strings.Cut(text, markA)
	a, rest, okB := strings.Cut(rest, markB)
	b, picture, okPicture := strings.Cut(rest, markPicture)
	_, level, okLevel := strings.Cut(head, "\nlevel ")
	if !okA || !okB || !okPicture || !okLevel {
		t.Fatalf("want a comment, level, %q, %q, %q", markA, markB, markPicture)
	}
	return diffCase{strings.TrimSpace(level), a, b, picture}
}

// draw compares the two traces and returns the picture of the difference.
func (c diffCase) draw(t *testing.T) string {
	t.Helper()
	level, err := diff.ParseLevel(c.level)
	if err != nil {
		t.Fatal(err)
	}
	d, err := diff.Streams(openTrace(t, c.a), openTrace(t, c.b), level)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := view.Difference(d, 0).WriteText(&out, nil); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func openTrace(t testing.TB, text string) *trace.Reader {
	t.Helper()
	r, err := trace.NewReader(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Only commit what -update has changed if you understand why it has changed.
func TestDifferencesReadAsTheyDid(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			c := readDiffCase(t, string(text))
			got := c.draw(t)
			if *update {
				text := strings.TrimSuffix(string(text), c.picture) + got
				if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != c.picture {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.picture)
			}
		})
	}
}
