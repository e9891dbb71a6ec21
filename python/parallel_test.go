// This file runs programs whose threads run side by side on OS threads, without a lock.

package python_test

import (
	"flag"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/python"
)

var parallelRuns = flag.Int("parallel-runs", 1, "how often each program of testdata/parallel is run for real")

// Programs whose threads share variables, containers, generators, classes and what the library has check themselves: whatever they do to
// each other, no step is half done, and each program ends. The race detector, if it is on, watches the machine: a race of the program is
// none of the machine.
func TestThreadsThatRunSideBySideKeepObjectsWhole(t *testing.T) {
	for _, path := range sources(t, "testdata/parallel/*.py") {
		name := filepath.Base(path)
		t.Run(name, func(t *testing.T) {
			var args []string
			if testing.Short() {
				args = []string{"20"}
			}
			for _, version := range []string{"3.13t", "3.13"} { // under the lock the program itself is tried
				p := compile(t, name, read(t, path), version)
				for seed := range *parallelRuns {
					r := runReal(t, p, version, 0, uint64(seed+1), python.Options{Args: args})
					if r.LastLine() != "over" || r.Status != 0 || r.Crashed && name != "failures.py" {
						t.Fatalf("%s: printed %q, status %d\n%s", version, r.LastLine(), r.Status, r.Stderr)
					}
				}
			}
		})
	}
}

// sources returns the files of a pattern; there must be some.
func sources(t *testing.T, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatal("no programs", err)
	}
	return paths
}

// A program that has no say in its schedule prints without the lock what CPython printed, once it has had a second thread.
func TestProgramsPrintWithoutTheLockWhatCPythonPrints(t *testing.T) {
	const second = "import threading; threading.Thread(target=int).start(); "
	for _, path := range sources(t, "testdata/language/*.py") {
		name := filepath.Base(path)
		first, rest, _ := strings.Cut(read(t, path), "\n")
		switch { // the lines keep their numbers where the program shows them
		case strings.HasPrefix(first, "#"):
			first = second
		case strings.HasPrefix(first, "import "):
			first = second + first
		default:
			first = second + "\n" + first
		}
		r := runReal(t, compile(t, name, first+"\n"+rest, "3.11"), "3.13t", 0, 1, python.Options{})
		compareText(t, name+", standard output", r.Stdout, read(t, strings.TrimSuffix(path, ".py")+".out"))
	}
}

// A program that wants more memory than it may have gets a MemoryError without the lock, too, and garbage is none of its memory.
func TestMemoryIsBoundedWithoutTheLock(t *testing.T) {
	const source = `
import threading
kept, failed = [], []
def work(keep):
    try:
        for i in range(400):
            block = [i] * 20000
            if keep:
                kept.append(block)
    except MemoryError:
        failed.append(keep)
for keep in (False, True):
    threads = [threading.Thread(target=work, args=(keep,)) for _ in range(2)]
    for t in threads: t.start()
    for t in threads: t.join()
print(sorted(set(failed)), len(kept) < 800)
`
	r := runReal(t, compile(t, "memory.py", source, "3.13t"), "3.13t", 0, 1, python.Options{MaxMemory: 64 << 20})
	if r.LastLine() != "[True] True" {
		t.Errorf("printed %q\n%s", r.LastLine(), r.Stderr)
	}
}

// A variable is read and stored as one, whatever it holds: a number is never taken for a value of another kind.
func TestVariablesAreNeverTorn(t *testing.T) {
	const source = `
import threading
x = 0
class Holder:
    y = 0
def cells():
    z = 0
    def store(v):
        nonlocal z
        z = v
    def load():
        return z
    return store, load
store, load = cells()
kinds = [0, 1, -1, 1.5, 2.5, True, False, None, "a", 1 << 80, (1, 2)]
def write(mine):
    global x
    for i in range(20000):
        v = mine[i % len(mine)]
        x = v
        Holder.y = v
        store(v)
def look():
    for i in range(20000):
        for v in (x, Holder.y, load()):
            for k in kinds:
                if v is k or v == k and type(v) is type(k):
                    break
            else:
                bad.append(v)
bad = []
threads = [threading.Thread(target=write, args=(kinds[i::2],)) for i in range(2)] + [threading.Thread(target=look)]
for t in threads: t.start()
for t in threads: t.join()
print(bad[:5])
`
	r := runReal(t, compile(t, "torn.py", source, "3.13t"), "3.13t", 0, 1, python.Options{})
	if r.LastLine() != "[]" {
		t.Errorf("printed %q\n%s", r.LastLine(), r.Stderr)
	}
}

// One program can run under a lock and without: what it is compiled to is shared by its runs.
func TestOneProgramRunsWithTheLockAndWithout(t *testing.T) {
	p := compile(t, "both.py", "x = 1\nimport threading\ndef f():\n    global x\n    x += 1\nt = threading.Thread(target=f); t.start(); t.join()\nprint(x)", "3.13")
	for _, version := range []string{"3.13", "3.13t", "3.13", "3.13t"} {
		if r := runReal(t, p, version, 0, 1, python.Options{}); r.LastLine() != "2" {
			t.Errorf("%s: printed %q\n%s", version, r.LastLine(), r.Stderr)
		}
	}
}
