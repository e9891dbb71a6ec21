package beside_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/beside"
)

// script writes a program that stands for an interpreter: it says this, and then where it lies, whatever it is asked.
func script(t *testing.T, lines string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("there is no sh")
	}
	path := filepath.Join(t.TempDir(), "python")
	if err := os.WriteFile(path, []byte("#!/bin/sh\nprintf '"+lines+"%s\\n' \"$0\"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAskSaysWhatAnInterpreterIs(t *testing.T) {
	for _, c := range []struct{ lines, era string }{
		{`3.9.18\n0\n1\ncpython\n`, "3.9"},
		{`3.13.5\n1\n0\ncpython\n`, "3.13t"},
		{`3.14.0\n1\n1\ncpython\n`, "3.14"}, // free-threaded, and run with the lock
	} {
		i, err := beside.Ask(context.Background(), script(t, c.lines))
		if err != nil || i.Era() != c.era {
			t.Errorf("%q: got %+v, %v, want %s", c.lines, i, err, c.era)
		}
	}
}

func TestAskRefusesWhatIsNoInterpreter(t *testing.T) {
	for _, path := range []string{"no-such-interpreter", script(t, "hello"), t.TempDir()} {
		if _, err := beside.Ask(context.Background(), path); err == nil || !strings.HasPrefix(err.Error(), "--beside=") {
			t.Errorf("%s: got %v", path, err)
		}
	}
}

// python returns an installed interpreter, or skips the test.
func python(t *testing.T) *beside.Interpreter {
	t.Helper()
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("no python3 is installed")
	}
	i, err := beside.Ask(context.Background(), "python3")
	if err != nil {
		t.Skip(err)
	}
	return i
}

func TestAProgramIsMeasuredWithItsArgumentsAndInput(t *testing.T) {
	i := python(t)
	file := filepath.Join(t.TempDir(), "p.py")
	const source = "import sys\nprint(sys.argv[1:], sys.stdin.read())\nfor i in range(300000): pass\nsys.exit(3)\n"
	if err := os.WriteFile(file, []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	s := i.Measure(context.Background(), beside.Program{File: file, Args: []string{"a", "b c"}, Stdin: []byte("in")}, 2, time.Minute)
	if s.Last.Err != nil || s.Last.Status != 3 || strings.TrimSpace(s.Last.Stdout) != "['a', 'b c'] in" {
		t.Errorf("got %+v", s.Last)
	}
	if len(s.Walls) == 0 || len(s.Walls) > 2 || s.Start.Wall <= 0 || s.Last.CPU <= 0 {
		t.Errorf("got %+v", s)
	}
}

func TestAProgramThatTakesTooLongIsEnded(t *testing.T) {
	i := python(t)
	file := filepath.Join(t.TempDir(), "p.py")
	if err := os.WriteFile(file, []byte("print('begun')\nwhile True: pass\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	s := i.Measure(context.Background(), beside.Program{File: file}, 2, 200*time.Millisecond)
	if !errors.Is(s.Last.Err, context.DeadlineExceeded) || len(s.Walls) != 0 {
		t.Errorf("got %+v", s)
	}
}
