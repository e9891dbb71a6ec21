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

// Since 3.9 an exception that is thrown into a generator has as its context what the generator handles; before, none.
func TestThrownExceptionsHaveAContextSince39(t *testing.T) {
	const source = `def g():
    try:
        yield
    except KeyError:
        yield

q = g()
next(q)
q.throw(KeyError())
try:
    q.throw(ValueError())
except ValueError as e:
    print(type(e.__context__).__name__)
`
	for version, want := range map[string]string{"3.6": "NoneType", "3.8": "NoneType", "3.9": "KeyError", "3.13": "KeyError"} {
		r := run(t, compile(t, "throw.py", source, version), machine(t, version, 0, 1), python.Options{})
		if got := r.LastLine(); got != want {
			t.Errorf("under %s the context is %s, want %s\n%s", version, got, want, r.Stderr)
		}
	}
}
