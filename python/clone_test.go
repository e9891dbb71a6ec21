// This file tests the copy of a running machine.

package python_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
)

// TestCloneGoesOnAlike copies the programs in testdata/programs and testdata/lives at random moments, and runs both the copy and the original: each prints
// what the program prints that nobody has copied, and ends alike, whichever of the two goes first.
func TestCloneGoesOnAlike(t *testing.T) {
	files, err := filepath.Glob("testdata/programs/*.py")
	if err != nil || len(files) == 0 {
		t.Fatal("no programs", err)
	}
	files = append(files, lifePrograms(t)...)
	for seed, file := range files {
		name := filepath.Base(file)
		t.Run(strings.TrimSuffix(name, ".py"), func(t *testing.T) {
			t.Parallel()
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p, err := python.Compile(name, source, "3.11", alone{})
			if err != nil {
				t.Fatal(err)
			}
			if p.UsesProcesses() {
				t.Skip("it copies itself")
			}
			if p.UsesNetwork() {
				t.Skip("its sockets are those of one run")
			}
			if p.UsesSignals() {
				t.Skip("what a process does with signals is not copied to another run")
			}
			era, err := gil.CPython("3.11")
			if err != nil {
				t.Fatal(err)
			}
			run := func(r sched.Runner) {
				if _, err := sim.RunRunner(sim.Config{Cores: 1, GIL: era.Lock, Strategy: choice.Seeded(1)}, r); err != nil {
					t.Fatal(err)
				}
			}
			start := func() *python.ClonedOnce {
				e := p.Start(python.Options{Stdin: []byte("Ann\n41\nx\ny\n")})
				e.Stepwise()
				return &python.ClonedOnce{Execution: e}
			}
			whole := start()
			run(whole)
			want := whole.Result()
			random := rand.New(rand.NewPCG(uint64(seed), 1))
			for range 3 {
				again := start()
				again.At = 1 + random.Int64N(whole.Moments)
				var copied *python.Result
				again.Clone = func(r sched.Runner, result func() *python.Result) {
					run(r)
					copied = result()
				}
				run(again)
				if copied == nil {
					t.Fatalf("it has not been copied at moment %d of %d", again.At, whole.Moments)
				}
				same(t, again.At, "the copy", copied, want)
				same(t, again.At, "what was copied", again.Result(), want)
			}
		})
	}
}

func same(t *testing.T, at int64, what string, got, want *python.Result) {
	t.Helper()
	plain := func(text string) string { return address.ReplaceAllString(text, "0x") }
	if plain(got.Stdout) != plain(want.Stdout) || got.Stderr != want.Stderr || got.Status != want.Status {
		t.Errorf("moment %d: %s printed %q, %q, status %d\nwant %q, %q, status %d", at, what, got.Stdout, got.Stderr, got.Status, want.Stdout, want.Stderr, want.Status)
	}
}
