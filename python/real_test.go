// This file runs programs on the real machine, on OS threads under the real lock.

package python_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/python"
	"github.com/gilsim/gilsim/sched/native"
)

// runReal runs a program for real under the lock of a version.
func runReal(t testing.TB, p *python.Program, version string, interval time.Duration, seed uint64, o python.Options) *python.Result {
	t.Helper()
	era, err := gil.CPython(version)
	if err != nil {
		t.Fatal(err)
	}
	if interval > 0 {
		era.Lock.Interval = interval
	}
	e := p.Start(o)
	cfg := native.Config{GIL: era.Lock, Library: era.Library, Bytecode: 5000, Seed: seed, Timeout: time.Minute}
	if _, err := native.RunRunner(context.Background(), cfg, e); err != nil {
		t.Fatalf("%v\n%s", err, e.Result().Stderr)
	}
	return e.Result()
}

// The table of races holds on OS threads, too: what a version never loses is not lost, and what it loses is lost in some run.
func TestRacesForRealAreThoseOfTheVersion(t *testing.T) {
	if testing.Short() {
		t.Skip("it makes a hundred real runs")
	}
	const tries = 40
	for _, race := range races {
		source := read(t, "testdata/races/"+race.pattern+".py")
		for i, want := range strings.Fields(race.cells) {
			version := raceVersions[i]
			if strings.HasSuffix(version, "t") {
				continue // without the lock a program does not run for real
			}
			t.Run(race.pattern+" "+version, func(t *testing.T) {
				p := compile(t, race.pattern+".py", source, version)
				runs := tries
				if want == "0" {
					runs = 3
				}
				lost := 0
				for seed := range runs {
					r := runReal(t, p, version, 50*time.Microsecond, uint64(seed+1), python.Options{Args: []string{raceRounds}})
					if r.Stderr != "" {
						t.Fatal(r.Stderr)
					}
					if r.LastLine() != "0" {
						lost++
						if want == "y" {
							return
						}
					}
				}
				if got := lost > 0; got != (want == "y") {
					t.Errorf("updates lost in %d of %d runs, want %s", lost, runs, want)
				}
			})
		}
	}
}
