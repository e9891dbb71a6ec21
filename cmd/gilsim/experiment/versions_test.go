package experiment

import (
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/sim"
)

// versionsOf returns versions of a program, none of which has run.
func versionsOf(t *testing.T, names ...string) (list []*Version) {
	for _, name := range names {
		era, err := gil.CPython(name)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, &Version{Era: era, Setup: setupOf(t, sim.Config{Cores: 2, GIL: era.Lock}, name, "spin", 2, "rounds", "1000")})
	}
	return list
}

func TestTheLockIsComparedWithinOneVersionWhereThatCanBe(t *testing.T) {
	for _, tt := range []struct {
		versions      []string
		sides         int
		with, without string
	}{
		{[]string{"3.9", "3.13t"}, 2, "3.9", "3.13t"},
		{[]string{"3.13t", "3.9", "3.13", "3.15"}, 4, "3.13", "3.13t"},
		{[]string{"3.9", "3.13t", "3.15", "3.15t"}, 4, "3.15", "3.15t"},
		{[]string{"3.9", "3.11"}, 3, "3.11", "3.11"},
		{[]string{"3.13t"}, 2, "3.13t", "3.13t"},
	} {
		c := NewVersionsComparison(versionsOf(t, tt.versions...), new(Real), 1, 0)
		pair := c.pair()
		if len(c.Sides) != tt.sides || pair[0].Python != tt.with || pair[1].Python != tt.without ||
			pair[0].Lock().Discipline == gil.Off || pair[1].Lock().Discipline != gil.Off {
			t.Errorf("%v: %d sides, %s with the lock beside %s without it; want %d, %s and %s",
				tt.versions, len(c.Sides), pair[0].Python, pair[1].Python, tt.sides, tt.with, tt.without)
		}
		if m := c.Matrix(); m.most(false).Setup != pair[0].Setup || m.most(true).Setup != pair[1].Setup {
			t.Errorf("%v: the verdict compares other runs than the ratio", tt.versions)
		}
	}
}

// Whatever was measured, there is no advice where a version is wrong or failed, runs are too noisy, or nobody says what is right.
func TestNoAdviceIsGivenForAFileThatIsNotRight(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var predicted [2]*Prediction
	for i, v := range versionsOf(t, "3.13", "3.13t") {
		predicted[i] = v.Setup.simulate(t.Context(), Watch{})
	}
	for range 2000 {
		versions := versionsOf(t, "3.13", "3.13t")
		wrong, failed, differ, open := r.IntN(4) == 0, r.IntN(4) == 0, r.IntN(2) == 0, r.IntN(2) == 0
		for i, v := range versions {
			results := []seedRun{{result: "1", right: true, open: open, wall: 1, made: true}}
			if i == 1 && differ {
				results = append(results, seedRun{result: "2", right: true, open: open, wall: 1, made: true})
			}
			if i == 1 && wrong {
				results = append(results, seedRun{result: "3", wall: 1, made: true})
			}
			if i == 0 && failed {
				results = append(results, seedRun{result: "deadlock", failed: true, wall: 1, made: true})
			}
			v.Sweep = tally(1, results)
		}
		report := &VersionsReport{Versions: versions, Real: NewVersionsComparison(versions, new(Real), 3, 0)}
		noisy, realFailure := r.IntN(3) == 0, r.IntN(4) == 0
		for i, s := range report.Real.Sides {
			s.Predicted = predicted[i]
			s.give(seriesOf(2e9>>i, 2e9>>i, 2e9>>i))
			if noisy {
				s.give(seriesOf(2e9>>i, 4e9>>i, 2e9>>i))
			}
			for j := range s.Outcomes {
				s.Outcomes[j] = workload.Outcome{Result: "1", OK: true, Open: open}
			}
		}
		if realFailure {
			report.Real.Sides[0].Measured.Err = errors.New("broken")
		}
		v := report.Matrix().Verdict()
		forbidden := wrong || failed || realFailure || noisy || open && differ
		if (v.Advice != NoAdvice) == forbidden {
			t.Fatalf("wrong %v, failed %v or %v, noisy %v, nobody judges %v and results differ %v: the kind %d and the advice %d",
				wrong, failed, realFailure, noisy, open, differ, v.Kind, v.Advice)
		}
		if wrong && v.Kind != VerdictWrong {
			t.Fatalf("a wrong result makes the kind %d", v.Kind)
		}
	}
}

// The prediction for gilsim's own machine and that for CPython are of two setups: what bytecodes cost on the one says nothing of the other.
func TestCalibratingDoesNotTouchWhatIsSimulatedForCPython(t *testing.T) {
	versions := versionsOf(t, "3.9", "3.13t")
	c := NewVersionsComparison(versions, new(Real), 1, 0)
	for i, s := range c.Sides {
		s.Machine.Bytecode = 1_000_000
		if v := versions[i]; v.Setup.Machine.Bytecode != v.Era.Bytecode {
			t.Errorf("Python %s is simulated with %d ps a bytecode, want %d", v.Era.Name, v.Setup.Machine.Bytecode, v.Era.Bytecode)
		}
	}
}
