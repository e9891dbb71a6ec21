package code

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/python/syntax"
)

// Rule: of the bodies in the standard library of an installed interpreter, at least 97 of 100 compile to exactly the bytecodes that its own
// dis lists. Versions before 3.9 are left out: they execute one finally block where this compiler has copies. What is compared is a part
// of the library, without what is not supported; without an interpreter the test is left out.
func TestBodiesOfTheStandardLibraryAreTheInterpreters(t *testing.T) {
	home, _ := os.UserHomeDir()
	found := false
	for _, version := range []string{"3.9", "3.10", "3.11", "3.12", "3.13"} {
		roots, _ := filepath.Glob(filepath.Join(home, ".pyenv", "versions", version+".*"))
		if len(roots) == 0 {
			continue
		}
		found = true
		same, total := comparedBodies(t, roots[0], version)
		if total < 300 || same*100 < total*97 {
			t.Errorf("%s: %d of %d bodies are the same", version, same, total)
		}
	}
	if !found {
		t.Skip("there is no interpreter")
	}
}

// library are the modules that are compared: those with most kinds of statements.
var library = []string{"threading", "queue", "heapq", "bisect", "argparse", "textwrap", "copy", "string", "random", "statistics", "fractions", "tempfile",
	"zipfile", "shutil", "glob", "json/decoder", "collections/__init__", "logging/__init__"}

func comparedBodies(t *testing.T, root, version string) (same, total int) {
	var files []string
	for _, name := range library {
		file := filepath.Join(root, "lib", "python"+version, name+".py")
		if _, err := os.Stat(file); err == nil {
			files = append(files, file)
		}
	}
	listed, err := exec.Command(filepath.Join(root, "bin", "python"), append([]string{"testdata/bytecodes.py"}, files...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	var got map[string][]string
	for line := range strings.Lines(string(listed)) {
		f := strings.SplitN(strings.TrimSpace(line), " ", 3)
		switch {
		case f[0] == "file":
			got = bodiesOfFile(t, f[1], version)
		case got != nil:
			total++
			if slices.Contains(got[f[0]], inParts(f[2])) {
				same++
			}
		}
	}
	return same, total
}

// bodiesOfFile returns the listings of a file's bodies by their path; nil if it has what is not supported.
func bodiesOfFile(t *testing.T, file, version string) map[string][]string {
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := syntax.Parse(file, bytes.Clone(source))
	if err != nil {
		t.Fatal(err)
	}
	f, err := Compile(m, Options{Name: file, Source: source, Version: version, Listing: true})
	var unsupported *UnsupportedError
	if errors.As(err, &unsupported) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	bodies := map[string][]string{}
	var walk func(c *Code, path string)
	walk = func(c *Code, path string) {
		one := map[string]string{}
		listings(c, path, one)
		bodies[path] = append(bodies[path], inParts(one[path]))
		for _, inner := range c.Codes {
			walk(inner, path+"."+inner.Name)
		}
	}
	walk(f.Main, "<module>")
	return bodies
}

var ofGenerators = regexp.MustCompile(` CALL_INTRINSIC_1 RERAISE$| CLEANUP_THROW JUMP_BACKWARD(_NO_INTERRUPT)?`)

// inParts takes out of a generator what its machine does without bytecodes: a StopIteration that leaves it, and a throw into a yield from.
func inParts(names string) string {
	if !strings.Contains(names, "RETURN_GENERATOR") {
		return names
	}
	return ofGenerators.ReplaceAllString(names, "")
}
