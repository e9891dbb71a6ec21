// This file defines the score: for every figure of a real interpreter, what is predicted, what was measured, and whether that is near
// enough. go test ./cmd/gilsim/experiment -run Score -v prints it.

package experiment

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/gilsim/gilsim/sched/sim"
)

// scored is the profile to score in place of vm: it shows what a change to a setting gives.
var scored = flag.String("score-profile", "", "score this `file` of settings, without failing")

// scoredMachine returns that machine to a test that takes long.
func scoredMachine(t *testing.T) sim.Config {
	t.Helper()
	if testing.Short() {
		t.Skip("one goroutine at a time, for long")
	}
	return likeTheRealOne(t)
}

// likeTheRealOne returns the machine that is compared with the real one.
func likeTheRealOne(t *testing.T) sim.Config {
	t.Helper()
	if *scored == "" {
		c, err := sim.Profile("vm")
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	f, err := os.Open(*scored)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c, err := sim.ParseProfile(f)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A score counts the figures that are inside their range.
type score struct{ inside, all int }

// line prints one figure and counts it.
func (s *score) line(t *testing.T, what string, predicted, low, high float64) (inside bool) {
	inside = predicted >= low && predicted <= high
	s.all++
	mark := "OUT"
	if inside {
		s.inside++
		mark = "   "
	}
	t.Logf("%s %-44s predicted %10.4g  measured %10.4g to %10.4g", mark, what, predicted, low, high)
	return inside
}

// reference reads a file of runs, by key.
func reference[T any](t *testing.T, name string) map[string]T {
	t.Helper()
	data, err := os.ReadFile("../../../testdata/reference/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Runs map[string]T }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	return file.Runs
}

// The ranges: a wall ratio is within that of the real runs, widened by 10 %; CPU within 20 points under CPython 2.7, where real
// runs differ as much, and 5 under others.
func cpuPoints(python string) float64 {
	if python == "2.7" {
		return 20
	}
	return 5
}

// A scoredFigure is one figure of a case: what is predicted, and the range of what was measured.
type scoredFigure struct {
	name                 string
	predicted, low, high float64
}

// A scoredCase is a run of a real interpreter with the figures that are compared.
type scoredCase struct {
	key     string
	figures func(t *testing.T, machine sim.Config) []scoredFigure
}

// score prints the figures of a case and counts them, and reports whether all are inside.
func (s *score) score(t *testing.T, c scoredCase, machine sim.Config) (whole bool) {
	t.Helper()
	whole = true
	for _, f := range c.figures(t, machine) {
		whole = s.line(t, c.key+" "+f.name, f.predicted, f.low, f.high) && whole
	}
	mustStay(t, c.key, whole)
	return whole
}

// countdownCases are those of countdown.json and countdown-2026.json.
func countdownCases(t *testing.T) (list []scoredCase) {
	t.Helper()
	for _, file := range []string{"countdown.json", "countdown-2026.json"} {
		runs := reference[countdownRun](t, file)
		for _, key := range slices.Sorted(maps.Keys(runs)) {
			want := runs[key]
			python, threads, _ := strings.Cut(key, " T=")
			list = append(list, scoredCase{key, func(t *testing.T, machine sim.Config) []scoredFigure {
				one := parseUntuned(t, fmt.Sprintf("%s countdown 0 10000000 0", python)).run(t, machine)
				got := parseUntuned(t, fmt.Sprintf("%s countdown %s 10000000 0", python, threads)).run(t, machine)
				return []scoredFigure{
					{"ratio", got["wall"] / one["wall"], want.Min * 0.9, want.Max * 1.1},
					{"cpu", got["cpu"], want.CPU - cpuPoints(python), want.CPU + cpuPoints(python)},
				}
			}})
		}
	}
	return list
}

func TestScoreOfCountdowns(t *testing.T) {
	machine := scoredMachine(t)
	var s score
	for _, c := range countdownCases(t) {
		s.score(t, c, machine)
	}
	t.Logf("count-downs: %d of %d figures inside", s.inside, s.all)
}

// untunedFigures are those of untuned.json that are scored: how long it took, or where that is not the point, what is.
func untunedFigures(u *untuned) []string {
	switch u.name {
	case "gen":
		return []string{"loop_ns", "next_ns", "call_ns"}
	case "sleeper":
		return []string{"median", "mean", "p95", "cpu"}
	case "iocpu":
		return []string{"cpu_thread", "io_last", "cpu"}
	}
	return []string{"us_per_op", "cpu"}
}

// untunedCases are those of untuned.json.
func untunedCases(t *testing.T) (list []scoredCase) {
	t.Helper()
	runs := reference[map[string]float64](t, "untuned.json")
	for _, key := range slices.Sorted(maps.Keys(runs)) {
		want := runs[key]
		list = append(list, scoredCase{key, func(t *testing.T, machine sim.Config) (figures []scoredFigure) {
			u := parseUntuned(t, key)
			got := u.run(t, machine)
			for _, name := range untunedFigures(u) {
				figures = append(figures, scoredFigure{name, got[name], want[name] * 0.85, want[name] * 1.15})
			}
			return figures
		}})
	}
	return list
}

func TestScoreOfUntunedPrograms(t *testing.T) {
	machine := scoredMachine(t)
	var figures, programs score
	for _, c := range untunedCases(t) {
		whole := figures.score(t, c, machine)
		if unpredictable[c.key] != "" {
			continue
		}
		programs.all++
		if whole {
			programs.inside++
		}
	}
	t.Logf("untuned: %d of %d figures inside; %d of %d programs, %d others not counted",
		figures.inside, figures.all, programs.inside, programs.all, len(unpredictable))
	if *scored == "" && programs.inside*4 < programs.all*3 {
		t.Errorf("%d of %d programs are inside, want three quarters", programs.inside, programs.all)
	}
}

// unpredictable are the cases that are shown and not counted: what a real run does there is one of two things, by the cores on which its
// threads happen to be, and no figure lies between them.
var unpredictable = map[string]string{
	"3.11 lockpp 10000":  "the two threads share a core, 4 to 5 us, or do not, 28 us",
	"3.11 eventpp 5000":  "the same",
	"2.7 sleep0 2 10000": "two threads under 2.7: 1.0 where both are on one core, as here at 102 % CPU, and else 1.4 to 1.6",
}

// outside are the cases that are not inside, by the reason; what comes inside must be taken off, and what is inside must stay.
var outside = map[string][]string{
	"a holder loses its core to a thread that it wakes there more often than under EEVDF": {
		"2.7 T=4", "2.7 countdown 3 10000000 30", "2.7 countdown 4 10000000 30", "2.7 sleeper 2 60", "2.7 sleeper 4 60",
	},
	"one core was disturbed when it was measured": {"3.13t T=4"},
	"measured with 812 voluntary switches in 5,000 tasks, which later runs do not have (30 to 50): what made them is not known": {"3.11 tpe 1 5000"},
}

// mustStay holds a case against the list.
func mustStay(t *testing.T, key string, inside bool) {
	t.Helper()
	if *scored != "" {
		return
	}
	why := unpredictable[key]
	for reason, keys := range outside {
		if slices.Contains(keys, key) {
			why = reason
		}
	}
	switch {
	case !inside && why == "":
		t.Errorf("%s: is not inside any more", key)
	case inside && why != "":
		t.Errorf("%s: is inside, and listed as not: %s", key, why)
	}
}
