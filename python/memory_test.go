package python_test

import (
	"strings"
	"testing"

	"github.com/gilsim/gilsim/python"
)

// TestMemoryIsBounded holds that a program which asks for more than it may ends in a MemoryError, at the same place each time,
// however it asks.
func TestMemoryIsBounded(t *testing.T) {
	for _, source := range []string{
		"a = [0]\nwhile True: a = a + a",
		"s = 'x'\nwhile True: s *= 2",
		"x = [0] * 10**12",
		"x = 10**10**8",
		"a = []\nwhile True: a.append('abc' * 3)",
		"def f():\n    a = None\n    while True: a = [a]\nf()",
		"def f():\n    a = None\n    while True: a = (a, a)\nf()",
		"x = (1,)\nwhile True: x = (x, x) + x",
		"d = {}\nwhile True: d[len(d)] = str(len(d))",
		"s = set()\nwhile True: s.add(len(s))",
		"x = [i for i in range(10**12)]",
		"x = list(range(10**12))",
		"x = bytes(10**12)",
		"x = '%1000000000000d' % 5",
		"x = 'a' * 10**6\ny = x.replace('a', x)",
		"x = 'abc'.center(10**13)",
		"x = ''.join(['a' * 10**6] * 10**6)",
		"import itertools\nx = list(itertools.repeat(5))",
		"from collections import deque\nd = deque()\nwhile True: d.append(1)",
		"class A: pass\na = None\nwhile True:\n    b = A()\n    b.next = a\n    a = b",
		"f = None\ndef make(f): return lambda: f\nwhile True: f = make(f)",
		"def g(): yield\na = []\nwhile True: a.append(g())",
		"a = []\nwhile True: a.extend([1, 2, 3])",
		"a = [1]\nwhile True: a = [*a, *a]",
		"a = [1]\nwhile True: a += a",
		"a = 'x'\nwhile True: a = f'{a}{a}'",
		"b = bytearray(b'x')\nwhile True: b += b",
		"while True: print('x' * 1000)",
	} {
		t.Run(strings.ReplaceAll(source, "\n", "; "), func(t *testing.T) {
			t.Parallel()
			p := compile(t, "eater.py", source, "3.11")
			r := run(t, p, machine(t, "3.11", 0, 1), python.Options{MaxMemory: 4 << 20})
			if !strings.HasSuffix(r.Stderr, "\nMemoryError\n") {
				t.Errorf("it ends with %q", r.Stderr)
			}
			if again := run(t, p, machine(t, "3.11", 0, 1), python.Options{MaxMemory: 4 << 20}); again.Stdout != r.Stdout || again.Stderr != r.Stderr {
				t.Error("the second run ends differently")
			}
		})
	}
}

// TestMemoryThatIsFreedIsFree holds that only what is alive counts.
func TestMemoryThatIsFreedIsFree(t *testing.T) {
	if testing.Short() {
		t.Skip("it allocates for long")
	}
	for _, source := range []string{
		"for i in range(300): x = [0] * 100000",
		"for i in range(300): x = 'x' * 1000000",
		"def f():\n    for i in range(300000): x = [i, (i, i)]\nf()",
		"for i in range(30):\n    try:\n        x = [0] * 10**9\n    except MemoryError:\n        pass\nx = [0] * 100000",
	} {
		r := run(t, compile(t, "frugal.py", source, "3.11"), machine(t, "3.11", 0, 1), python.Options{MaxMemory: 4 << 20})
		if r.Stderr != "" {
			t.Errorf("%s: it ends with %q", source, r.Stderr)
		}
	}
}
