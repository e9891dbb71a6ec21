// This file runs test files of CPython itself, unmodified, from an installed interpreter's library: none is kept here. What they import
// of CPython's test support is in testdata/cpython, in our own words.

package python_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/sched/sim"
)

// TestCPythonsOwnTestsPass holds that the tests of CPython 3.11 pass, but for those of what gilsim has not: objects that die when
// the last reference goes (weakref), module inspect's stack, and one that wants sys.unraisablehook.
func TestCPythonsOwnTestsPass(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine at a time, for long")
	}
	dir := installedTests(t)
	for _, c := range []struct {
		name   string
		passed int      // at least
		fail   []string // and these may
	}{
		{"locks", 112, []string{"test_weakref_deleted"}},
		{"queue", 52, []string{"test_references"}},
		{"with", 50, nil},
		{"yield_from", 31, []string{"test_broken_getattr_handling", "test_delegator_is_visible_to_debugger"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines := runTests(t, filepath.Join("testdata", "cpython", "run_"+c.name+".py"), dir)
			for _, line := range lines[:len(lines)-1] {
				name, _, _ := strings.Cut(line, ":")
				_, name, _ = strings.Cut(name, ".")
				if !strings.Contains(strings.Join(c.fail, " ")+" ", name+" ") {
					t.Error(line)
				}
			}
			last := lines[len(lines)-1]
			var passed, failed, skipped int
			if _, err := fmt.Sscanf(last, "passed %d, failed %d, skipped %d", &passed, &failed, &skipped); err != nil || passed < c.passed {
				t.Errorf("%s: want %d passed at least", last, c.passed)
			}
			t.Log(last)
		})
	}
}

// installedTests returns the folder with the tests of an installed CPython 3.11, or skips the test.
func installedTests(t *testing.T) string {
	home, _ := os.UserHomeDir()
	for _, pattern := range []string{filepath.Join(home, ".pyenv/versions/3.11*/lib/python3.11/test"), "/usr/lib/python3.11/test", "/usr/local/lib/python3.11/test"} {
		found, _ := filepath.Glob(pattern)
		for _, dir := range found {
			if _, err := os.Stat(filepath.Join(dir, "lock_tests.py")); err == nil {
				return dir
			}
		}
	}
	t.Skip("no CPython 3.11 with its tests is installed")
	return ""
}

// runTests runs a program that runs tests, and returns the lines that it prints.
func runTests(t *testing.T, name, dir string) []string {
	source, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	p, err := python.Compile(name, source, "3.11", folders{filepath.Dir(name), dir})
	if err != nil {
		t.Fatal(err)
	}
	e := p.Start(python.Options{})
	if _, err := sim.RunRunner(machine(t, "3.11", 0, 1), e); err != nil {
		t.Errorf("%v\n%s", err, e.Result().Stderr)
	}
	return strings.Split(strings.TrimRight(e.Result().Stdout, "\n"), "\n")
}

// Folders find modules and packages, in the first that has one.
type folders []string

// Find returns the source of a module.
func (f folders) Find(module string) (file string, source []byte, pkg, ok bool) {
	for _, dir := range f {
		base := filepath.Join(dir, filepath.FromSlash(strings.ReplaceAll(module, ".", "/")))
		for _, file := range []string{base + ".py", filepath.Join(base, "__init__.py")} {
			if source, err := os.ReadFile(file); err == nil {
				return file, source, strings.HasSuffix(file, "__init__.py"), true
			}
		}
	}
	return "", nil, false, false
}
