// This file runs programs on OS threads that run side by side, without a lock.

package python_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/python"
)

// A program that has no say in its schedule prints without the lock what CPython printed.
func TestProgramsPrintWithoutTheLockWhatCPythonPrints(t *testing.T) {
	paths, err := filepath.Glob("testdata/language/*.py")
	if err != nil || len(paths) == 0 {
		t.Fatal("no programs", err)
	}
	for _, path := range paths {
		name := filepath.Base(path)
		t.Run(name, func(t *testing.T) {
			r := runReal(t, compile(t, name, "import threading\nthreading.Thread(target=int).start()\n"+read(t, path), "3.13t"), "3.13t", 0, 1, python.Options{})
			compareText(t, name+", standard output", r.Stdout, read(t, strings.TrimSuffix(path, ".py")+".out"))
		})
	}
}
