// This file defines how tests run programs, and runs the first ones.

package python_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
)

// compile compiles a program for a version.
func compile(t testing.TB, name, source, version string) *python.Program {
	t.Helper()
	p, err := python.Compile(name, []byte(source), version, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// machine is the simulated machine of a version, with a switch interval.
func machine(t testing.TB, version string, interval time.Duration, seed uint64) sim.Config {
	t.Helper()
	era, err := gil.CPython(version)
	if err != nil {
		t.Fatal(err)
	}
	c := sim.Config{Cores: 2, GIL: era.Lock, Strategy: choice.Seeded(seed)}
	if interval > 0 {
		era.Lock.Interval = interval
		c.GIL = era.Lock
	}
	c.Bytecode = era.Bytecode
	return c
}

// run runs a program and returns its result.
func run(t testing.TB, p *python.Program, c sim.Config, o python.Options) *python.Result {
	t.Helper()
	e := p.Start(o)
	if _, err := sim.RunRunner(c, e); err != nil {
		t.Fatalf("%v\n%s", err, e.Result().Stderr)
	}
	return e.Result()
}

func read(t testing.TB, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// versions are those that the tests of this package run programs under.
var versions = []string{"2.7", "3.6", "3.9", "3.10", "3.11", "3.12", "3.13", "3.13t"}

// Two threads that change a balance without a lock run under every version, and print one line.
func TestBalanceRunsUnderEachVersion(t *testing.T) {
	source := read(t, "testdata/balance.py")
	for _, version := range versions {
		r := run(t, compile(t, "balance.py", source, version), machine(t, version, 0, 1), python.Options{})
		if r.Status != 0 || r.Stderr != "" || r.LastLine() == "" {
			t.Errorf("%s: status %d, printed %q, %q", version, r.Status, r.Stdout, r.Stderr)
		}
	}
}

// runExecution runs an execution on the simulated machine of a version, and returns what it prints.
func runExecution(t testing.TB, e *python.Execution, version string) string {
	t.Helper()
	if _, err := sim.RunRunner(machine(t, version, 0, 1), e); err != nil {
		t.Fatalf("%v\n%s", err, e.Result().Stderr)
	}
	return strings.TrimSpace(e.Result().Stdout + e.Result().Stderr)
}
