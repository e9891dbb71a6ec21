package python_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/python"
)

// The sum of a range is that of its numbers, and takes no memory.
func TestTheSumOfARange(t *testing.T) {
	const source = `
def total(numbers, start):
    for n in numbers:
        start = start + n
    return start

for r in range(0), range(1), range(10), range(5, 2), range(3, 50, 7), range(50, 3, -7), range(-9, 9), range(7, 8):
    for start in 0, 5, True, -10**30:
        assert sum(r, start) == total(r, start), (r, start)
assert sum(range(2**40)) == 2**39 * (2**40 - 1)
assert sum(range(-2**62, 2**62, 2**60)) == -2**62
assert sum(range(10), 0.5) == 45.5
print(type(sum(range(3), True)))
`
	r := run(t, compile(t, "sums.py", source, "3.11"), machine(t, "3.11", 0, 1), python.Options{MaxMemory: 4 << 20})
	if r.Stderr != "" || r.Stdout != "<class 'int'>\n" {
		t.Errorf("it prints %q and %q", r.Stdout, r.Stderr)
	}
}

// C code that goes through many items takes its time, and more for more of them.
func TestCCodeTakesItsTime(t *testing.T) {
	for _, call := range []string{
		"sum(numbers)", "sum(range(n))", "max(numbers)", "min(numbers)", "any(zeros)", "all(numbers[1:])", "sorted(numbers)", "list(numbers)", "list(range(n))",
		"tuple(numbers)", "set(numbers)", "frozenset(numbers)", "dict.fromkeys(numbers)", "dict(pairs)", "-1 in numbers", "numbers.count(1)", "numbers.index(n - 1)",
		"''.join(words)", "numbers[:].sort()",
	} {
		const source = `
import time
for n in 1000, 100000:
    numbers, zeros, words = list(range(n)), [0] * n, ['x'] * n
    pairs = [(i, i) for i in numbers]
    begun = time.perf_counter()
    for i in numbers: pass
    loop = time.perf_counter() - begun
    begun = time.perf_counter()
    %s
    print(round((time.perf_counter() - begun) / loop, 1), end=' ')
`
		r := run(t, compile(t, "c.py", fmt.Sprintf(source, call), "3.11"), machine(t, "3.11", 0, 1), python.Options{})
		var small, large float64
		if _, err := fmt.Sscan(r.Stdout, &small, &large); err != nil || large < 0.1 || large > 20 || large < 0.7*small || large > 2.5*small {
			t.Errorf("%s takes %q of a loop's time: with a thousand items as with a hundred thousand, and neither nothing nor as long as twenty; %s", call,
				strings.TrimSpace(r.Stdout), r.Stderr)
		}
	}
}
