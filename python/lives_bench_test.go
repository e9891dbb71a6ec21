package python_test

import (
	"testing"

	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/sched/sim"
)

// BenchmarkUnwatched is what programs do most, where no object is watched: none of it may cost more for those that are.
func BenchmarkUnwatched(b *testing.B) {
	for _, c := range []struct{ name, source string }{
		{"loop", "def f(n):\n    while n > 0: n -= 1\nf(5000000)\n"},
		{"calls", "def g(x): return x\ndef f(n):\n    for i in range(n): g(i)\nf(2000000)\n"},
		{"attributes", "class C:\n    def __init__(self): self.x = 0\n    def add(self): self.x += 1\ndef f(n):\n    c = C()\n    for i in range(n): c.add()\nf(1500000)\n"},
		{"objects", "class C:\n    def __init__(self, x): self.x = x\ndef f(n):\n    for i in range(n): C(i)\nf(1000000)\n"},
		{"lists", "def f(n):\n    l = [0] * 100\n    for i in range(n): l[i % 100] = len(l)\nf(1500000)\n"},
	} {
		b.Run(c.name, func(b *testing.B) {
			p := compile(b, "bench.py", c.source, "3.11")
			for b.Loop() {
				if _, err := sim.RunRunner(machine(b, "3.11", 0, 1), p.Start(python.Options{})); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
