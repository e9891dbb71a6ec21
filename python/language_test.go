// This file compares what programs print with what CPython 3.11 printed.

package python_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/python"
)

// Each program of testdata/language prints what CPython 3.11.7 printed, its traceback included, which is stored beside it.
func TestProgramsPrintWhatCPythonPrints(t *testing.T) {
	paths, err := filepath.Glob("testdata/language/*.py")
	if err != nil || len(paths) == 0 {
		t.Fatal("no programs", err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			base := strings.TrimSuffix(path, ".py")
			r := run(t, compile(t, filepath.Base(path), read(t, path), "3.11"), machine(t, "3.11", 0, 1), python.Options{})
			compareText(t, "standard output", r.Stdout, read(t, base+".out"))
			if want, err := os.ReadFile(base + ".err"); err == nil {
				compareText(t, "standard error", r.Stderr, string(want))
			} else if r.Stderr != "" {
				t.Errorf("standard error:\n%s", r.Stderr)
			}
		})
	}
}

// compareText reports the first line in which two texts differ.
func compareText(t *testing.T, what, got, want string) {
	t.Helper()
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		a, b := "(end)", "(end)"
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			t.Errorf("%s, line %d:\n got %s\nwant %s", what, i+1, a, b)
			return
		}
	}
}
