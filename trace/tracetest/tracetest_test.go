package tracetest_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
	"github.com/gilsim/gilsim/trace/tracetest"
)

// race is two threads that add to one variable, in so many rounds.
func race(rounds int) func(*sched.Thread) {
	return func(t *sched.Thread) {
		x := sched.NewVar(t, "x", 0)
		add := func(t *sched.Thread) {
			for range rounds {
				x.Set(t, x.Get(t)+1)
				t.Run(500)
			}
		}
		other := t.Spawn("", add)
		add(t)
		t.Join(other)
		t.Print("x =", x.Get(t))
	}
}

// often is a lock that is asked for every 2 µs.
var often = sim.Config{Cores: 2, GIL: gil.Config{Discipline: gil.On, Interval: 2000}}

// A recorder is a testing.TB that keeps what a test would report.
type recorder struct {
	testing.TB
	messages []string
}

func (r *recorder) Helper() {}
func (r *recorder) Errorf(f string, args ...any) {
	r.messages = append(r.messages, fmt.Sprintf(f, args...))
}
func (r *recorder) Fatalf(f string, args ...any) { r.Errorf(f, args...); panic(r) }
func (r *recorder) text() string                 { return strings.Join(r.messages, "\n") }

// setenv sets a variable of the environment, and returns what sets it back.
func setenv(name, value string) (undo func()) {
	before := os.Getenv(name)
	os.Setenv(name, value)
	return func() { os.Setenv(name, before) }
}

// reported runs f and returns what it reports.
func reported(t *testing.T, f func(testing.TB)) (text string) {
	r := &recorder{TB: t}
	defer setenv("GILSIM_UPDATE", "")()
	defer func() {
		if p := recover(); p != nil && p != any(r) {
			panic(p)
		}
		text = r.text()
	}()
	f(r)
	return ""
}

// record writes the trace of a program into a file.
func record(t *testing.T, cfg sim.Config, main func(*sched.Thread)) string {
	t.Helper()
	tr, err := sim.Record(cfg, main)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "golden.trace")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := tr.Write(f); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestGoldenTraceInTestdata(t *testing.T) {
	tr, err := tracetest.Golden(t, "testdata/race.trace", often, race(3))
	if err != nil || len(tr.Events) == 0 {
		t.Errorf("the run gave %d events and %v", len(tr.Events), err)
	}
	tracetest.Replay(t, "testdata/race.trace", race(3))
}

func TestGoldenNamesTheFirstDifference(t *testing.T) {
	path := record(t, often, race(3))
	if got := reported(t, func(r testing.TB) { tracetest.Golden(r, path, often, race(3)) }); got != "" {
		t.Errorf("the same program is reported: %s", got)
	}
	got := reported(t, func(r testing.TB) { tracetest.Golden(r, path, often, race(4)) })
	if !strings.Contains(got, "part") || !strings.Contains(got, "GILSIM_UPDATE=1") || !strings.Contains(got, "x") {
		t.Errorf("the report does not help: %s", got)
	}
}

func TestGoldenNamesAConfigurationThatDiffers(t *testing.T) {
	path := record(t, often, race(3))
	other := often
	other.Cores = 1
	got := reported(t, func(r testing.TB) { tracetest.Golden(r, path, other, race(3)) })
	if !strings.Contains(got, `cores: "2" there, "1" here`) {
		t.Errorf("the report does not name the setting: %s", got)
	}
}

func TestReplayNeedsNoSeed(t *testing.T) {
	cfg := often
	cfg.Seed = 77
	path := record(t, cfg, race(5))
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(text), "seed 77", "seed 1", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := reported(t, func(r testing.TB) { tracetest.Replay(r, path, race(5)) }); got != "" {
		t.Errorf("the same program is reported: %s", got)
	}
}

func TestReplayStopsWhereTheProgramDeparts(t *testing.T) {
	path := record(t, often, race(3))
	changed := func(t *sched.Thread) {
		t.Run(7)
		race(3)(t)
	}
	if got := reported(t, func(r testing.TB) { tracetest.Replay(r, path, changed) }); !strings.Contains(got, "part") {
		t.Errorf("a changed program is not reported: %q", got)
	}
}

func TestReplayFollowsAScheduleAndSaysWhereItCannot(t *testing.T) {
	const schedule = `gilsim trace 1
config cores 1
config gil interval
config checks %s
seed 1
thread T1 "MainThread"
thread T2 "Thread-1"
           0 -  T1     turn     -      2
           0 -  T2     turn     -      -1
           0 -  T1     turn     -      -1
`
	x := 0
	main := func(t *sched.Thread) {
		v := sched.NewVar(t, "x", 1)
		other := t.Spawn("", func(t *sched.Thread) { v.Set(t, v.Get(t)*10) })
		v.Set(t, v.Get(t)+1) // the other thread's turn comes between the two
		t.Join(other)
		x = v.Get(t)
	}
	for _, c := range []struct {
		checks string
		want   string
	}{{"every", ""}, {"calls", "permits no switch"}} {
		path := filepath.Join(t.TempDir(), "schedule.trace")
		if err := os.WriteFile(path, fmt.Appendf(nil, schedule, c.checks), 0o644); err != nil {
			t.Fatal(err)
		}
		x = 0
		got := reported(t, func(r testing.TB) { tracetest.Replay(r, path, main) })
		if c.want == "" && (got != "" || x != 2) {
			t.Errorf("checks %s: x = %d, %s", c.checks, x, got)
		}
		if !strings.Contains(got, c.want) {
			t.Errorf("checks %s: %q does not say %q", c.checks, got, c.want)
		}
	}
}

func TestAFailedProgramIsPartOfItsGoldenTrace(t *testing.T) {
	broken := func(t *sched.Thread) {
		t.Run(10)
		t.Join(t)
	}
	often := often
	often.FailFast = true
	tr, err := sim.Record(often, broken)
	var failed *sched.ThreadError
	if !errors.As(err, &failed) {
		t.Fatalf("the program ended with %v", err)
	}
	path := filepath.Join(t.TempDir(), "broken.trace")
	f, _ := os.Create(path)
	if err := tr.Write(f); err != nil {
		t.Fatal(err)
	}
	f.Close()
	if last := tr.Events[len(tr.Events)-1]; last.Kind != trace.Crash {
		t.Errorf("the trace ends with %v", last.Kind)
	}
	got := reported(t, func(r testing.TB) {
		if _, err := tracetest.Golden(r, path, often, broken); !errors.As(err, &failed) {
			t.Errorf("Golden returned %v", err)
		}
	})
	if got != "" {
		t.Errorf("the same failure is reported: %s", got)
	}
}

func TestAMissingGoldenFileSaysHowToMakeIt(t *testing.T) {
	got := reported(t, func(r testing.TB) { tracetest.Golden(r, filepath.Join(t.TempDir(), "no.trace"), often, race(1)) })
	if !strings.Contains(got, "there is no") || !strings.Contains(got, "GILSIM_UPDATE=1") {
		t.Errorf("the report does not help: %q", got)
	}
}

func TestAnUpdateKeepsTheCommentBelowTheFirstLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "race.trace")
	update := func(rounds int) string {
		defer setenv("GILSIM_UPDATE", "1")()
		tracetest.Golden(t, path, often, race(rounds))
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	first, rest, _ := strings.Cut(update(3), "\n")
	if err := os.WriteFile(path, []byte(first+"\n# What this shows,\n# in two lines.\n"+rest), 0o644); err != nil {
		t.Fatal(err)
	}
	if text := update(4); !strings.HasPrefix(text, first+"\n# What this shows,\n# in two lines.\nconfig ") {
		t.Errorf("the comment is gone:\n%.200s", text)
	}
	tracetest.Golden(t, path, often, race(4))
}
