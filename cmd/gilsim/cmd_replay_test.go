package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A process that is killed leaves a recording that ends with some line.
func TestARecordingThatIsCutShortIsTheSameUpToThere(t *testing.T) {
	dir := t.TempDir()
	whole, cut := filepath.Join(dir, "whole.trace"), filepath.Join(dir, "cut.trace")
	mustRun(t, "--workload=balance", "--threads=2", "--param=count=3", "--view=program", "--trace="+whole)
	text, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	rest, all := string(text), 0
	for line := range strings.Lines(rest) {
		if strings.HasPrefix(line, " ") {
			all++
		}
	}
	for events := all - 1; events > 0; events-- {
		rest = rest[:strings.LastIndex(rest, "\n ")+1]
		if err := os.WriteFile(cut, []byte(rest), 0o644); err != nil {
			t.Fatal(err)
		}
		code, stdout, stderr := gilsim("replay", cut, "--width=100")
		want := fmt.Sprintf("✗ the recording is cut short after event %d; the run is the same up to there\n", events)
		if code != exitFinding || stdout != want || stderr != "" {
			t.Fatalf("cut after %d of %d events it exits with %d and says %q and %q, want %q", events, all, code, stdout, stderr, want)
		}
	}
	_, stdout, _ := gilsim("replay", cut, "--format=json")
	if !strings.Contains(stdout, `"same": false`) || !strings.Contains(stdout, `"message": "the recording is cut short`) {
		t.Errorf("as JSON it is %s", stdout)
	}
}
