package python_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
)

// TestPrograms holds that the programs in testdata/programs, which use the language and the library as programs do that people post, print
// what they print under CPython 3.11, and end with the same line on standard error. Beside NAME.py lies what that interpreter
// printed; their standard input is the same few lines.
func TestPrograms(t *testing.T) {
	files, err := filepath.Glob("testdata/programs/*.py")
	if err != nil || len(files) == 0 {
		t.Fatal("no programs", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".py"), func(t *testing.T) {
			t.Parallel()
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(strings.TrimSuffix(file, ".py") + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			got := describe(t, filepath.Base(file), source)
			g, w := strings.Split(got, "\n"), strings.Split(address.ReplaceAllString(string(want), "0x"), "\n")
			for i := range max(len(g), len(w)) {
				if i >= len(g) || i >= len(w) || g[i] != w[i] {
					t.Fatalf("line %d: %q\nCPython: %q", i+1, g[min(i, len(g)-1)], w[min(i, len(w)-1)])
				}
			}
		})
	}
}

// describe runs a program under Python 3.11 and returns what it printed, and the last line of its standard error if it wrote there.
func describe(t *testing.T, name string, source []byte) string {
	p, err := python.Compile(name, source, "3.11", alone{})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range p.Missing {
		t.Fatal(m)
	}
	era, err := gil.CPython("3.11")
	if err != nil {
		t.Fatal(err)
	}
	e := p.Start(python.Options{Stdin: []byte("Ann\n41\nx\ny\n")})
	if _, err := sim.RunRunner(sim.Config{Cores: 1, GIL: era.Lock, Strategy: choice.Seeded(1)}, e); err != nil {
		t.Fatal(err)
	}
	r := e.Result()
	text := address.ReplaceAllString(r.Stdout, "0x")
	if r.Stderr != "" {
		lines := strings.Split(strings.TrimRight(r.Stderr, "\n"), "\n")
		text += "--- stderr\n" + lines[len(lines)-1] + "\n"
	}
	return text
}
