package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Damage that a script cannot hold.
func TestDamagedTracesAreRefusedInOneSentence(t *testing.T) {
	const header = "gilsim trace 1\nseed 1\nthread T1 \"MainThread\"\n"
	for name, tt := range map[string]struct{ text, want string }{
		"cr":     {strings.ReplaceAll(header, "\n", "\r"), ", line 1: "},
		"binary": {"\x7fELF\x02\x01\x01\x00\x00\n\x00\xff\n", ", line 1: "},
		"nul":    {header + "           0 c0 T1     run      -      \x00\n", ", line 4: "},
		"long":   {header + "# " + strings.Repeat("x", 1<<17) + "\n", ", line 4: the line is longer than"},
		"number": {header + "           0 c0 T1     run      -      99999999999999999999\n", ", line 4: "},
		"gap":    {header + "thread T16777216 \"x\"\n", ", line 4: "},
		"object": {header + "object o16777216 var \"x\"\n", ", line 4: "},
		"text":   {header + "text x16777216 \"x\"\n", ", line 4: "},
		"cut":    {header[:len(header)-1], ", line 3: the last line has no newline"},
	} {
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, []byte(tt.text), 0o644); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"view", file}, {"view", "--format=chrome", file}, {"replay", file}, {"diff", file, file}} {
			code, stdout, stderr := gilsim(args...)
			if code != exitTrouble || stdout != "" {
				t.Errorf("%v exits with %d and prints %q", args, code, stdout)
			}
			if !strings.Contains(stderr, tt.want) || strings.Count(stderr, "\n") != 1 {
				t.Errorf("%v says %q, want one line with %q", args, stderr, tt.want)
			}
		}
	}
}

// The stamps of a real run without the lock do not prove the order of two loads and stores; those of a simulated run do.
func TestViewHoldsATraceAgainstTheRulesOfItsMachine(t *testing.T) {
	const steps = "seed 1\nthread T1 \"MainThread\"\nobject o1 var \"balance\"\n" +
		"0 - T1 run - 0\n0 - T1 start - 0\n1 - T1 store o1 5\n2 - T1 load o1 4\n3 - T1 end - 0\n3 - T1 exit - 0\n"
	for machine, sound := range map[string]bool{"real": true, "simulated": false} {
		file := filepath.Join(t.TempDir(), machine)
		if err := os.WriteFile(file, []byte("gilsim trace 1\nconfig machine "+machine+"\n"+steps), 0o644); err != nil {
			t.Fatal(err)
		}
		code, stdout, stderr := gilsim("view", "--format=json", file)
		if code != 0 || (stderr == "") != sound || strings.Contains(stdout, `"sound": true`) != sound {
			t.Errorf("a trace of the %s machine, sound %v: exit %d, stderr %q, stdout\n%s", machine, sound, code, stderr, stdout)
		}
	}
}

// A file that is cut between two lines reads well; but its threads have not ended, and it does not say why.
func TestViewTellsThatATraceIsCut(t *testing.T) {
	golden := filepath.Join("..", "..", "testdata", "traces", "balance.trace")
	whole, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(whole), "\n")
	for _, left := range []int{0, 1, 20} {
		file := filepath.Join(t.TempDir(), "cut.trace")
		if err := os.WriteFile(file, []byte(strings.Join(lines[:len(lines)-1-left], "")), 0o644); err != nil {
			t.Fatal(err)
		}
		code, _, stderr := gilsim("view", file)
		if code != 0 || strings.Contains(stderr, "cut.trace is cut: it ends before ") != (left > 0) || strings.Count(stderr, "\n") != min(left, 1) {
			t.Errorf("without its last %d lines: exit %d, stderr %q", left, code, stderr)
		}
	}
}

// A brokenPipe refuses everything that is written to it.
type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestOutputThatCannotBeWrittenIsTrouble(t *testing.T) {
	for _, args := range [][]string{{"list"}, {"--help"}, {"--workload=deadlock"}, {"--threads=1"}, {"--threads=1", "--format=json"}, {"--threads=1", "--trace=-"}} {
		var stderr bytes.Buffer
		if code := run(args, strings.NewReader(""), brokenPipe{}, &stderr); code != exitTrouble {
			t.Errorf("%v exits with %d, want %d", args, code, exitTrouble)
		}
		if !strings.Contains(stderr.String(), os.ErrClosed.Error()) {
			t.Errorf("%v says %q", args, stderr.String())
		}
	}
}
