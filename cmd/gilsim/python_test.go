package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/python/code"
)

// Whatever version --python takes, a file can be compiled for it: the table of eras and that of bytecodes have the same names.
func TestEveryEraHasItsBytecodes(t *testing.T) {
	eras, compiled := slices.Sorted(slices.Values(eraNames())), slices.Sorted(slices.Values(code.Versions()))
	if !slices.Equal(eras, compiled) {
		t.Errorf("--python takes %q, files are compiled for %q", eras, compiled)
	}
}

// pythonPrints is the last line of each program of the catalogue that is there as a Python file, "" where that is a matter of luck.
var pythonPrints = map[string]string{
	"spin": "done", "countdown": "0", "pi": "3.1416", "balance": "", "balance-locked": "0", "sleep-race": "9", "tickets": "0 left, 10 sold",
	"audit": "wrong sums were seen", "rlock": "2 have eaten", "semaphore": "at most 3 at a time", "event": "served after: 5",
	"names": "thread MainThread ended.", "local": "True False", "daemon": "the main thread ends", "queues": "PriorityQueue: 1 2 3",
	"producer": "100 4950", "joinable": "20 2470", "pool": "20 results by 3 threads: 2470", "generator": "a0 b0 a1 b1 a2 b2",
	"greenlet": "over", "gevent": "long lies down, short lies down, short gets up, long gets up",
	"deadlock": "", "full-queue": "",
}

// Every program of the catalogue that is there as a Python file runs as one, and does what the catalogue says.
func TestProgramsAsPythonFilesDoWhatTheyShow(t *testing.T) {
	for _, p := range workload.All() {
		source, ok := p.Python()
		want, known := pythonPrints[p.Name]
		if ok != known {
			t.Errorf("%s: there is a Python file: %v, and what it prints is known: %v", p.Name, ok, known)
			continue
		}
		if !ok {
			continue
		}
		path := filepath.Join(t.TempDir(), "mine.py") // greenlet.py would import itself
		if err := os.WriteFile(path, []byte(source), 0o644); err != nil {
			t.Fatal(err)
		}
		for _, version := range []string{"3.9", "3.15"} {
			var out, errs bytes.Buffer
			code := run([]string{path, "--view=program", "--python=" + version}, strings.NewReader(""), &out, &errs)
			stuck := p.Family == "deadlock"
			switch {
			case stuck && (code != exitFinding || !strings.Contains(errs.String(), "deadlock: ")), !stuck && (code != 0 || errs.Len() > 0):
				t.Errorf("%s, %s: exit code %d\n%s%s", p.Name, version, code, out.String(), errs.String())
			case want != "" && !strings.HasSuffix(strings.TrimRight(out.String(), "\n"), want):
				t.Errorf("%s, %s: printed\n%s", p.Name, version, out.String())
			}
		}
	}
}
