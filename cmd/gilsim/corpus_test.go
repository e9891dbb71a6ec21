package main

import (
	"bytes"
	"strings"
	"testing"
)

// The fault of each Python file of the corpus is found, under a version that permits it. Each file says what it is in its first line.
func TestTheFaultsOfThePythonCorpusAreFound(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes two thousand runs")
	}
	for _, c := range []struct{ file, expect, python, strategy, wrong string }{
		{"check_then_act", "1", "3.9", "pos", "FAIL: 2"},
		{"double_checked", "True", "3.9", "pos", "FAIL: False"},
		{"lost_task_done", "done", "3.13", "pos", "FAIL: deadlock"},
		{"queue_order", "done", "3.13", "pos", "FAIL: deadlock"},
		{"set_and_clear", "done", "3.13", "pos", "FAIL: deadlock"},
		{"without_loop", "done", "3.13", "pos", "FAIL: done, but "},
		{"released_twice", "1", "3.13t", "pos", "FAIL: 2"},
		{"iterate_and_append", "True", "3.9", "pos", "dictionary changed size during iteration"},
		{"stop_too_early", "1", "3.13t", "pos", "FAIL: 0"},
		{"with_lock_314", "2", "3.14", "portfolio", "FAIL: 1"},
	} {
		var out bytes.Buffer
		code := run([]string{"search", "testdata/corpus/" + c.file + ".py", "--expect", c.expect, "--python", c.python, "--strategy", c.strategy, "--runs", "200"},
			strings.NewReader(""), &out, &out)
		if code != exitFinding || !strings.Contains(out.String(), c.wrong) || !strings.Contains(out.String(), "gilsim replay 'gs1 ") {
			t.Errorf("%s under %s: exit code %d, want 1 and %q:\n%s", c.file, c.python, code, c.wrong, out.String())
		}
	}
}
