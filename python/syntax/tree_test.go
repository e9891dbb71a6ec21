package syntax

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTreesAreThoseOfCPython holds that every form of every node gives CPython 3.12's tree, positions included. The trees in testdata
// were written by testdata/dump.py -w.
func TestTreesAreThoseOfCPython(t *testing.T) {
	files, err := filepath.Glob("testdata/trees/*.py")
	if err != nil || len(files) == 0 {
		t.Fatal("no trees", err)
	}
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(strings.TrimSuffix(name, ".py") + ".tree")
		if err != nil {
			t.Fatal(err)
		}
		m, _, err := Parse(name, src)
		if err != nil {
			t.Error(err)
			continue
		}
		compareLines(t, name, strings.Split(dump(m), "\n"), strings.Split(strings.TrimSpace(string(want)), "\n"))
	}
}

// compareLines tells which statements differ.
func compareLines(t *testing.T, name string, have, want []string) {
	t.Helper()
	for i := range min(len(have), len(want)) {
		if have[i] != want[i] {
			t.Errorf("%s: have\n%s\nCPython has\n%s", name, have[i], want[i])
		}
	}
	if len(have) != len(want) {
		t.Errorf("%s: %d statements, CPython has %d", name, len(have), len(want))
	}
}

// TestRandomProgramsGiveTheTreesOfCPython holds the same of a program that testdata/random_program.py made: of each statement there is
// the beginning of the SHA-256 of its tree, by testdata/dump.py -s.
func TestRandomProgramsGiveTheTreesOfCPython(t *testing.T) {
	src, err := os.ReadFile("testdata/random/program.py")
	if err != nil {
		t.Fatal(err)
	}
	sums, err := os.ReadFile("testdata/random/program.sums")
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := Parse("program.py", src)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(dump(m), "\n")
	want := strings.Fields(string(sums))
	if len(lines) != len(want) {
		t.Fatalf("%d statements, CPython has %d", len(lines), len(want))
	}
	for i, line := range lines {
		if have := fmt.Sprintf("%x", sha256.Sum256([]byte(line)))[:16]; have != want[i] {
			t.Errorf("CPython has another tree than\n%s", line)
		}
	}
}
