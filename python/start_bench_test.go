package python_test

import (
	"testing"

	"github.com/gilsim/gilsim/python"
)

// BenchmarkStart is what comes before the first bytecode of a program: compiling it with the twins, and then a run of nothing.
func BenchmarkStart(b *testing.B) {
	b.Run("compile", func(b *testing.B) {
		for b.Loop() {
			compile(b, "hello.py", "print(1)", "3.11")
		}
	})
	b.Run("compile with threading", func(b *testing.B) {
		for b.Loop() {
			compile(b, "hello.py", "import threading\nprint(1)", "3.11")
		}
	})
	b.Run("run", func(b *testing.B) {
		p := compile(b, "hello.py", "print(1)", "3.11")
		for b.Loop() {
			run(b, p, machine(b, "3.11", 0, 1), python.Options{})
		}
	})
	b.Run("run with threading", func(b *testing.B) {
		p := compile(b, "hello.py", "import threading\nprint(1)", "3.11")
		for b.Loop() {
			run(b, p, machine(b, "3.11", 0, 1), python.Options{})
		}
	})
}
