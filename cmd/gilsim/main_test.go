// This file defines how the command is tested: as a process by the scripts in testdata, and in process by other tests.

package main

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", os.Getenv("GILSIM_UPDATE") == "1", "rewrite the golden output in testdata")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"gilsim": main})
}

// TestScripts runs each script of testdata/script in a directory of its own, where $TRACES has recorded ones.
func TestScripts(t *testing.T) {
	traces, err := filepath.Abs(filepath.Join("..", "..", "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exits": cmdExits, "replace": cmdReplace},
		Setup: func(env *testscript.Env) error {
			env.Setenv("TRACES", traces)
			env.Setenv("COLUMNS", "")
			env.Setenv("GORACE", "atexit_sleep_ms=0") // or else each process sleeps a second under -race
			return nil
		},
	})
}

// cmdExits runs a program, which must exit with this code: exits CODE PROGRAM [ARGS]. The standard commands of scripts
// cannot tell 1 from 2.
func cmdExits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM [ARGS]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("%s exited with %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

// cmdReplace copies a file with a text replaced, which it must have: replace FILE OLD NEW COPY.
func cmdReplace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: replace FILE OLD NEW COPY")
	}
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s does not have %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[3]), []byte(strings.ReplaceAll(text, args[1], args[2])), 0o644))
}

// gilsim runs the command in process.
func gilsim(args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = run(args, strings.NewReader(""), &out, &err)
	return code, out.String(), err.String()
}

// mustRun runs the command in process, and returns what it prints to standard output. It must exit with 0.
func mustRun(t *testing.T, args ...string) string {
	t.Helper()
	code, stdout, stderr := gilsim(args...)
	if code != exitFine {
		t.Fatalf("gilsim %s exits with %d: %s", strings.Join(args, " "), code, stderr)
	}
	return stdout
}

// golden compares with a file of testdata, or writes it.
func golden(t *testing.T, path, got string) {
	t.Helper()
	path = filepath.Join("testdata", path)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s has changed (go test -update rewrites it); it is now:\n%s", path, got)
	}
}
