// Package tracetest is the golden-test kit for programs that run on gilsim: it pins an interleaving in a file, replays it
// against changed code, and says readably where the two part. It is to traces what net/http/httptest is to http.
//
//	func TestTransfer(t *testing.T) {
//		cfg := sim.Config{Cores: 2, GIL: gil.Config{Discipline: gil.On}}
//		tracetest.Golden(t, "testdata/transfer.trace", cfg, transfer)
//	}
//
// A golden file is a trace in its text form (package trace): it can be read, drawn with gilsim view, compared with
// gilsim diff, and reviewed in a pull request. Comment lines below its first line, which begin with #, are kept when it
// is rewritten: say there what the file shows.
//
// Where the environment has GILSIM_UPDATE=1 the golden files are rewritten: GILSIM_UPDATE=1 go test ./... goes through all
// packages, which a flag that some of them do not define could not. Do that only if you understand what has changed, and want
// it. A package under test that defines a flag -update of its own rewrites them with that, too.
package tracetest

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/diff"
	"github.com/gilsim/gilsim/trace/view"
)

// updates reports whether golden files are to be rewritten.
func updates(flags *flag.FlagSet) bool {
	own := flags.Lookup("update")
	return own != nil && own.Value.String() == "true" || os.Getenv("GILSIM_UPDATE") == "1"
}

// Golden runs a program under a configuration and compares its trace, event by event, with the golden file. It reports
// the first difference as an error of the test, with what both had done before and what each did next.
//
// A program that fails does not fail the test: the trace ends with its failure, and so must the golden one. The run's
// trace and its error are returned, for checks of your own.
func Golden(t testing.TB, path string, cfg sim.Config, main func(*sched.Thread)) (*trace.Trace, error) {
	t.Helper()
	got, failure := sim.Record(cfg, main)
	if len(got.Events) == 0 && failure != nil {
		t.Fatalf("the program did not run: %v", failure)
	}
	if updates(flag.CommandLine) {
		rewrite(t, path, got)
		return got, failure
	}
	want := read(t, path)
	if fields := diff.Headers(want.Header, got.Header); len(fields) > 0 {
		t.Errorf("%s was recorded under another configuration:%s", path, list(fields))
	}
	compare(t, path, want, got)
	return got, failure
}

// Replay runs a program along a golden file: exactly, every decision as it was recorded, times included; or, if the
// file is a schedule made by hand (it has turn events), by its order of turns. The configuration is the file's. Where
// the program, changed since, departs from the recording, Replay reports that as an error of the test and stops.
//
// The run's trace and its error are returned, for checks of your own. The divergence is no error of the run.
func Replay(t testing.TB, path string, main func(*sched.Thread)) (*trace.Trace, error) {
	t.Helper()
	want := read(t, path)
	cfg, exact, err := replaying(want)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	got, failure := sim.Record(cfg, main)
	if exact {
		compare(t, path, want, got)
	}
	var d *choice.DivergenceError
	if !errors.As(failure, &d) {
		return got, failure
	}
	if !exact {
		t.Errorf("%s cannot be followed: %v", path, d)
	}
	return got, nil
}

// replaying returns the configuration that repeats a recorded run, and whether it does so exactly.
func replaying(want *trace.Trace) (cfg sim.Config, exact bool, err error) {
	if cfg, err = sim.ConfigOf(want.Header); err != nil {
		return cfg, false, err
	}
	lock, err := gil.ConfigOf(want.Header)
	if err != nil {
		return cfg, false, err
	}
	cfg.GIL = lock
	for i := range want.Events {
		if want.Events[i].Kind == trace.Turn {
			cfg.Strategy, err = choice.ByOrder(want)
			return cfg, false, err
		}
	}
	cfg.Strategy = choice.Exact(want.Events)
	return cfg, true, sim.Repeats(want.Header)
}

func compare(t testing.TB, path string, want, got *trace.Trace) {
	t.Helper()
	d := diff.Traces(want, got, diff.Exact)
	if d == nil {
		return
	}
	var b strings.Builder
	view.Difference(d, 0).WriteText(&b, nil)
	t.Errorf("%s (A) and the run (B) part:\n%s\nIf that is meant, rewrite the file: GILSIM_UPDATE=1 go test -run '^%s$'", path, b.String(), t.Name())
}

func list(fields []diff.Field) string {
	var b strings.Builder
	for _, f := range fields {
		fmt.Fprintf(&b, "\n\t%s: %q there, %q here", f.Name, f.A, f.B)
	}
	return b.String()
}

func read(t testing.TB, path string) *trace.Trace {
	t.Helper()
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("there is no %s: make it with GILSIM_UPDATE=1 go test -run '^%s$'", path, t.Name())
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	tr, err := trace.Read(f)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return tr
}

// rewrite writes a golden file, and keeps the comment at its top.
func rewrite(t testing.TB, path string, tr *trace.Trace) {
	t.Helper()
	var b bytes.Buffer
	if err := tr.Write(&b); err != nil {
		t.Fatal(err)
	}
	first, rest, _ := strings.Cut(b.String(), "\n")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(first+"\n"+comment(path)+rest), 0o644); err != nil {
		t.Fatal(err)
	}
}

// comment returns the comment lines below the first line of a file, if there is one.
func comment(path string) string {
	old, _ := os.ReadFile(path)
	_, rest, _ := strings.Cut(string(old), "\n")
	var b strings.Builder
	for line := range strings.Lines(rest) {
		if !strings.HasPrefix(line, "#") {
			break
		}
		b.WriteString(line)
	}
	return b.String()
}
