package python_test

import (
	"strings"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
)

// standardError runs a program as a version of CPython would, and returns what it writes to standard error.
func standardError(t *testing.T, version, source string) string {
	t.Helper()
	p, err := python.Compile("p.py", []byte(source), version, alone{})
	if err != nil {
		t.Fatal(err)
	}
	era, err := gil.CPython(version)
	if err != nil {
		t.Fatal(err)
	}
	e := p.Start(python.Options{})
	if _, err := sim.RunRunner(sim.Config{Cores: 1, GIL: era.Lock, Strategy: choice.Seeded(1)}, e); err != nil {
		t.Fatal(err)
	}
	return e.Result().Stderr
}

// TestWarnings holds which warnings a version of CPython writes to standard error, and how.
func TestWarnings(t *testing.T) {
	for _, c := range []struct{ source, versions, want string }{
		{"x = 1\nif x is 1 and x is not 'a': pass", "3.6 3.7", ""},
		{"x = 1\nx is None is True is ...", "3.8 3.13", ""},
		{"x = 1\nif x is 1: pass", "3.8 3.11", "p.py:2: SyntaxWarning: \"is\" with a literal. Did you mean \"==\"?\n  if x is 1: pass\n"},
		{"x = 1\nx is not -1", "3.12 3.13", "p.py:2: SyntaxWarning: \"is not\" with 'int' literal. Did you mean \"!=\"?\n  x is not -1\n"},
		{"x = 1\nx is (1, 'a')", "3.12", "p.py:2: SyntaxWarning: \"is\" with 'tuple' literal. Did you mean \"==\"?\n  x is (1, 'a')\n"},
		{"def f():\n    assert (1, 'no')", "2.7 3.6 3.13", "p.py:2: SyntaxWarning: assertion is always true, perhaps remove parentheses?\n  assert (1, 'no')\n"},
		{"try: [(1, 2)\n(3, 4)]\nexcept TypeError: pass", "3.9", "p.py:1: SyntaxWarning: 'tuple' object is not callable; perhaps you missed a comma?\n  try: [(1, 2)\n"},
		{"try: [[1] [2, 3]]\nexcept TypeError: pass", "3.9", "p.py:1: SyntaxWarning: list indices must be integers or slices, not tuple; perhaps you missed a comma?\n  try: [[1] [2, 3]]\n"},
		{"try: 5[0]\nexcept TypeError: pass", "3.9", "p.py:1: SyntaxWarning: 'int' object is not subscriptable; perhaps you missed a comma?\n  try: 5[0]\n"},
		{`'\d' r'\d'`, "3.6 3.11", ""},
		{`'\d' '\q'`, "3.12 3.13", "p.py:1: SyntaxWarning: invalid escape sequence '\\d'\n  '\\d' '\\q'\np.py:1: SyntaxWarning: invalid escape sequence '\\q'\n  '\\d' '\\q'\n"},
		{`b'\N'`, "3.12", "p.py:1: SyntaxWarning: invalid escape sequence '\\N'\n  b'\\N'\n"},
		{`'\477'`, "3.12", "p.py:1: SyntaxWarning: invalid octal escape sequence '\\477'\n  '\\477'\n"},
		{"import threading\nfor _ in 1, 2: threading.current_thread().getName()", "3.6 3.9", ""},
		{"import threading\nfor _ in 1, 2: threading.current_thread().getName()", "3.10 3.13", "p.py:2: DeprecationWarning: getName() is deprecated, get the name attribute instead\n  for _ in 1, 2: threading.current_thread().getName()\n"},
		{"import warnings\ndef f(): warnings.warn('w', stacklevel=2)\nf(); f()\nf()", "3.6 3.13", "p.py:3: UserWarning: w\n  f(); f()\np.py:4: UserWarning: w\n  f()\n"},
		{"import warnings\nwarnings.simplefilter('ignore')\nwarnings.warn('w')", "3.11", ""},
		{"import warnings\nwarnings.simplefilter('always')\nfor _ in 1, 2: warnings.warn('w', DeprecationWarning)", "3.11", strings.Repeat("p.py:3: DeprecationWarning: w\n  for _ in 1, 2: warnings.warn('w', DeprecationWarning)\n", 2)},
	} {
		for _, version := range strings.Fields(c.versions) {
			if got := standardError(t, version, c.source); got != c.want {
				t.Errorf("%s under %s writes\n%s\nwant\n%s", c.source, version, got, c.want)
			}
		}
	}
}
