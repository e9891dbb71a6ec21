package python_test

import (
	"testing"

	"github.com/gilsim/gilsim/python"
)

// Each version compiles statements in its own way (its finally blocks, with, stars and tests differ), and all compute the same.
func TestStatementsComputeTheSameUnderEveryVersion(t *testing.T) {
	const path = "testdata/language/statements"
	want := read(t, path+".out")
	for _, version := range []string{"2.7", "3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.13t"} {
		t.Run(version, func(t *testing.T) {
			r := run(t, compile(t, "statements.py", read(t, path+".py"), version), machine(t, version, 0, 1), python.Options{})
			compareText(t, "standard output", r.Stdout, want)
		})
	}
}
