// This file tests what is said of command lines that make no sense.

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOnlyANearNameIsProposed(t *testing.T) {
	known := []string{"spin", "countdown", "balance", "balance-locked"}
	for typed, want := range map[string]string{
		"spni": "; did you mean spin?", "ballance": "; did you mean balance?", "balance-lock": "; did you mean balance-locked?",
		"Spin": "; did you mean spin?", "foo": "", "x": "", "": "",
	} {
		if got := didYouMean(typed, known); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

// mistakesFile holds command lines that make no sense, each with what is said of it.
const mistakesFile = "testdata/mistakes.txt"

// Whatever is wrong with a command line is told in one line on standard error, in our words, with exit code 2 and before anything
// is printed.
func TestAMistakeIsToldInOneSentence(t *testing.T) {
	path, err := filepath.Abs(mistakesFile)
	if err != nil {
		t.Fatal(err)
	}
	golden, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.Mkdir("adir", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("no.trace", []byte("hello\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	called(t, "--real=false", "--workload=balance", "--param=count=2", "--trace=ok.trace")
	var now strings.Builder
	for line := range strings.Lines(string(golden)) {
		args, isArgs := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "gilsim ")
		if !isArgs {
			continue
		}
		var stdout, stderr bytes.Buffer
		code := run(words(args), strings.NewReader(""), &stdout, &stderr)
		said := stderr.String()
		if code != exitTrouble || stdout.Len() > 0 || strings.Count(said, "\n") != 1 {
			t.Errorf("gilsim %s: exit code %d, %q on standard output, %q on standard error: want %d, nothing, one line", args, code, stdout.String(), said, exitTrouble)
		}
		for _, foreign := range []string{"invalid argument", "strconv", "shorthand", "unknown", "bad flag", "open ", "stat ", "%!"} {
			if strings.Contains(said, foreign) {
				t.Errorf("gilsim %s: %q has the foreign words %q", args, said, foreign)
			}
		}
		now.WriteString("gilsim " + args + "\n    " + strings.TrimPrefix(said, "gilsim: "))
	}
	if *update {
		if err := os.WriteFile(path, []byte(now.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(golden), now.String()); diff != "" {
		t.Errorf("the sentences are not those of %s (-want +got); rewrite it with -update if that is meant:\n%s", mistakesFile, diff)
	}
}

// words cuts a command line; "" is an empty word.
func words(line string) []string {
	list := strings.Fields(line)
	for i := range list {
		if list[i] == `""` {
			list[i] = ""
		}
	}
	return list
}

// called runs the command, which must succeed.
func called(t *testing.T, args ...string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := run(args, strings.NewReader(""), &stdout, &stderr); code != exitFine {
		t.Fatalf("gilsim %s: exit code %d, %s", strings.Join(args, " "), code, stderr.String())
	}
}
