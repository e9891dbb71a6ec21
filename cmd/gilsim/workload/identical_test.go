package workload

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// hashesFile holds the hash of every trace of the table: the same on every computer.
const hashesFile = "testdata/hashes.txt"

const hashesHead = `# The SHA-256 of the trace of every program under every discipline, checks and seed, in the text form.
# They are the same on every machine, with every GOMAXPROCS, with the race detector and without it. Rewrite them with
#     go test ./cmd/gilsim/workload -run TheSameEverywhere -update
# only if you understand why they change, and want that.
`

// A cell is one run of the table.
type cell struct {
	variant
	setting
	seed uint64
}

// cells returns the table; with -short each program has one lock, by turns, and one seed.
func cells() []cell {
	var list []cell
	variant := 0
	for _, p := range All() {
		for _, v := range variants(p) {
			variant++
			for i, s := range settings() {
				for seed := uint64(1); seed <= 3; seed++ {
					if !testing.Short() || i == variant%len(settings()) && seed == 1 {
						list = append(list, cell{v, s, seed})
					}
				}
			}
		}
	}
	return list
}

// String is the beginning of the cell's line in the file of hashes.
func (c cell) String() string {
	return fmt.Sprintf("%-14s %-8s %-8s %d", c.name, c.discipline, c.checks, c.seed)
}

// record runs the cell, on two cores and with a switch interval that makes its small size span some.
func (c cell) record(t *testing.T) []byte {
	lock := gil.Config{Discipline: c.discipline, Checks: c.checks, Interval: 30 * time.Microsecond, WakeOrder: choice.Mixed}
	cfg := sim.Config{Cores: 2, Seed: c.seed, GIL: lock}
	in := input(t, c.Program, 0, c.params)
	text, _ := recorded(t, c.Program, in, cfg, cfg.Header(c.Name, c.Given(in)))
	return text
}

func TestTracesAreTheSameEverywhere(t *testing.T) {
	if *update {
		if err := os.WriteFile(hashesFile, []byte(hashes(t)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(hashesFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, procs := range []int{1, 2} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		compareLines(t, fmt.Sprintf("GOMAXPROCS=%d", procs), hashes(t), inTable(string(want)))
	}
}

// inTable returns the lines of the file of hashes that the table has: with -short they are not all.
func inTable(file string) string {
	if !testing.Short() {
		return file
	}
	table := map[string]bool{}
	for _, c := range cells() {
		table[c.String()] = true
	}
	var b strings.Builder
	for line := range strings.Lines(file) {
		if cell := line[:max(0, strings.LastIndexByte(line, ' '))]; strings.HasPrefix(line, "#") || table[cell] {
			b.WriteString(line)
		}
	}
	return b.String()
}

// hashes runs the whole table and returns what the file of hashes should hold.
func hashes(t *testing.T) string {
	var b strings.Builder
	b.WriteString(hashesHead)
	for _, c := range cells() {
		fmt.Fprintf(&b, "%s %x\n", c, sha256.Sum256(c.record(t)))
	}
	return b.String()
}

// compareLines reports the lines that differ, up to ten of them.
func compareLines(t *testing.T, what, got, want string) {
	t.Helper()
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	if len(g) != len(w) {
		t.Errorf("%s: %d lines, want %d", what, len(g), len(w))
	}
	differ := 0
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			if differ++; differ <= 10 {
				t.Errorf("%s: line %d is\n%s\nwant\n%s", what, i+1, g[i], w[i])
			}
		}
	}
	if differ > 10 {
		t.Errorf("%s: %d lines differ in all", what, differ)
	}
}

// A guard is a strategy that fails the test if its answer does not come from the recording.
type guard struct {
	t     *testing.T
	what  string
	exact choice.Strategy
}

// Timed reports what the exact strategy reports.
func (g guard) Timed() bool { return g.exact.Timed() }

// Pick passes the decision on.
func (g guard) Pick(d *choice.Decision) (int64, error) {
	n, err := g.exact.Pick(d)
	if err != nil {
		g.t.Errorf("%s: %v must be drawn anew: %v", g.what, d.Kind, err)
	}
	return n, err
}

// TestExactReplayReproducesEveryTrace replays the whole table from its text, with a seed that would give other runs.
func TestExactReplayReproducesEveryTrace(t *testing.T) {
	for _, c := range cells() {
		want := c.record(t)
		got := replay(t, c.String(), want)
		if !bytes.Equal(got, want) {
			t.Errorf("%s: the replay departs from the recording", c)
			compareLines(t, c.String(), string(got), string(want))
			return
		}
	}
}

// replay replays a trace exactly, with nothing but its text, and returns the text of the replay.
func replay(t *testing.T, what string, text []byte) []byte {
	t.Helper()
	tr, err := trace.Read(bytes.NewReader(text))
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if err := trace.Check(tr); err != nil {
		t.Errorf("%s: the trace breaks a rule: %v", what, err)
	}
	h := tr.Header
	tr.Seed = 987654321
	cfg, err := sim.ConfigOf(tr.Header)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if cfg.GIL, err = gil.ConfigOf(tr.Header); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	cfg.Strategy = guard{t, what, choice.Exact(tr.Events)}
	p := Find(tr.Program)
	in, err := p.InputOf(tr.Params)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	again, _ := recorded(t, p, in, cfg, h)
	return again
}
