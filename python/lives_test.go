// This file tests how long objects live: what sys.getrefcount, weak references, __del__ and gc.collect tell of it.

package python_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/python"
)

// lifePrograms are the programs in testdata/lives.
func lifePrograms(t *testing.T) []string {
	files, err := filepath.Glob("testdata/lives/*.py")
	if err != nil || len(files) < 40 {
		t.Fatal("programs are missing", err)
	}
	return files
}

// TestObjectsDieAsInCPython holds that the programs in testdata/lives print what they print under CPython 3.11, which lies beside them:
// objects die where the last reference to them goes, in circles when gc.collect is called, and at the end.
func TestObjectsDieAsInCPython(t *testing.T) {
	for _, file := range lifePrograms(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".py"), func(t *testing.T) {
			t.Parallel()
			want := read(t, strings.TrimSuffix(file, ".py")+".txt")
			compareText(t, "output", describe(t, filepath.Base(file), []byte(read(t, file))), want)
		})
	}
}

// While objects are watched each instruction is looked at, and grants are not made use of: a run with grants up to there is the run
// without them, event by event.
func TestGrantsChangeNoDeath(t *testing.T) {
	for _, file := range lifePrograms(t) {
		source := read(t, file)
		for _, version := range []string{"3.9", "3.10", "3.13"} {
			t.Run(filepath.Base(file)+" "+version, func(t *testing.T) {
				t.Parallel()
				p := compile(t, filepath.Base(file), source, version)
				if p.UsesProcesses() {
					t.Skip("its processes have traces of their own")
				}
				sameWithoutGrants(t, p, onCores(t, version, 2), python.Options{})
			})
		}
	}
}

// TestReferenceCounts holds what sys.getrefcount tells in which version, as measured with CPython 3.7, 3.9 to 3.13.
func TestReferenceCounts(t *testing.T) {
	const program = `
import sys
a = []
def f(x): return sys.getrefcount(x)
def g(x): return f(x)
print(sys.getrefcount(a), f(a), g(a), f(x=a))
big = 1000
print(sys.getrefcount(None) > 1000, sys.getrefcount(7) == 4294967295, sys.getrefcount(7) > 10 ** 9, sys.getrefcount(big))
`
	for version, want := range map[string]string{
		"3.7": "2 4 6 4\nTrue False False 4\n", "3.10": "2 4 6 4\nTrue False False 4\n", "3.11": "2 3 4 3\nTrue False True 4\n", "3.12": "2 3 4 3\nTrue True True 4\n",
		"3.13": "2 3 4 3\nTrue True True 4\n",
	} {
		t.Run(version, func(t *testing.T) {
			compareText(t, "output", run(t, compile(t, "counts.py", program, version), machine(t, version, 0, 1), python.Options{}).Stdout, want)
		})
	}
}

// In a child that fork has made objects die as in its parent, and those of the one are not those of the other.
func TestForkedObjectsDieByThemselves(t *testing.T) {
	const program = `
import os, weakref
class C:
    def __init__(self, n): self.n = n
    def __del__(self): print('del', self.n, flush=True)
a, b = C('a'), C('b')
r = weakref.ref(a, lambda r: print('callback', flush=True))
a.me = a
pid = os.fork()
if pid == 0:
    a.me = None
    del a
    print('child', r(), flush=True)
    os._exit(0)
os.waitpid(pid, 0)
print('parent', r() is a, flush=True)
del b
a.me = None
del a
print('end')
`
	got := run(t, compile(t, "fork.py", program, "3.11"), machine(t, "3.11", 0, 1), python.Options{}).Stdout
	compareText(t, "output", got, "del a\ncallback\nchild None\nparent True\ndel b\ndel a\ncallback\nend\n")
}

// Without the interpreter lock, on OS threads, nothing is seen to die: no finalizer runs while others execute.
func TestNothingDiesWithoutTheLock(t *testing.T) {
	const program = `
import sys, threading, weakref
class C:
    def __del__(self): print('never')
def work():
    for i in range(100):
        c = C()
        r = weakref.ref(c)
        del c
        assert r() is not None
    seen.append(sys.getrefcount(r) > 1)
seen = []
threads = [threading.Thread(target=work) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
print(seen)
`
	r := runReal(t, compile(t, "free.py", program, "3.13t"), "3.13t", 0, 1, python.Options{})
	compareText(t, "output", fmt.Sprint(r.Stdout, r.Stderr), "[True, True]\n")
}
