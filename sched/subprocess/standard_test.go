package subprocess_test

import (
	"strings"
	"testing"

	"github.com/gilsim/gilsim/sched/subprocess"
)

// A line of the shell has commands, quotes and what joins commands; what else it has is named in the error, and nothing of it runs.
func TestTheShellSaysWhatItDoesNotKnow(t *testing.T) {
	for _, line := range []string{"", "echo 'a | b' && exit 3; false || echo \"x y\" >&2", "cat 2>/dev/null", "sleep 1;sleep 2\nexit"} {
		if p, err := subprocess.Shell(line); p == nil || err != nil {
			t.Errorf("%q: %v", line, err)
		}
	}
	for line, part := range map[string]string{"echo a | cat": `"| cat"`, "echo $HOME": `"$HOME"`, "sleep 9 &": `"&"`, "echo 'x": "does not end", "cat < f": `"< f"`, `echo "$x"`: `"$x"`} {
		if _, err := subprocess.Shell(line); err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%q: %v, want %s", line, err, part)
		}
	}
	if subprocess.Standard("/usr/bin/cat") == nil || subprocess.Standard("./cat") != nil || subprocess.Standard("git") != nil {
		t.Error("another name stands for a program")
	}
}
