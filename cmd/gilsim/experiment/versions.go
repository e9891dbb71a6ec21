// This file runs one Python file as several versions of Python run it, each under many seeds.

package experiment

import (
	"context"
	"slices"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/measure"
	"github.com/gilsim/gilsim/gil"
)

// A Version is a Python file as one version runs it, and what came out.
type Version struct {
	Era   gil.Era
	Setup *Setup
	Sweep *Sweep // without runs if the context was done before; nil before RunVersions

	// Trouble is the run of the first seed that failed, or else of the first that is wrong and has written to standard error; nil:
	// there is none. It tells the lines of the file.
	Trouble *Info
}

// DefaultVersions are the versions that differ in what a program can see: in when a thread loses the lock, in where, or in that
// there is one. Of several that do not differ in that it is the latest.
func DefaultVersions() []string {
	var names []string
	seen := map[gil.Config]bool{}
	for _, era := range slices.Backward(gil.Eras()) {
		if !seen[era.Lock] {
			seen[era.Lock] = true
			names = append(names, era.Name)
		}
	}
	slices.Reverse(names)
	return names
}

// RunVersions has the workers run every version under so many seeds, until the context is done, and returns the plan of that. Tell is told
// which version has how many runs done.
func RunVersions(ctx context.Context, w Workers, versions []*Version, seeds int, tell func(version string, done int)) (*SeedPlan, error) {
	p := &SeedPlan{Seeds: seeds}
	for _, v := range versions {
		p.Setups = append(p.Setups, v.Setup)
	}
	sweeps, err := p.Sweeps(ctx, w, func(setup, done int) { tell(versions[setup].Era.Name, done) })
	for i, v := range versions {
		v.Sweep = sweeps[i]
		v.Trouble = v.trouble(ctx)
	}
	return p, err
}

// trouble makes the run that Trouble is once more.
func (v *Version) trouble(ctx context.Context) *Info {
	seed := uint64(0)
	if first, _ := v.Sweep.Failed(); first != nil {
		seed = first.Seed
	} else if first, _ := v.Sweep.Wrong(); first != nil {
		seed = first.Seed
	}
	if seed == 0 || ctx.Err() != nil {
		return nil
	}
	s := *v.Setup
	s.Machine.Seed = seed
	outcome, _, err := s.Run(ctx, nil)
	if ctx.Err() != nil || err == nil && outcome.Errors == "" {
		return nil
	}
	info := s.Info().Ended(outcome, err)
	return &info
}

// NewVersionsComparison returns the comparison of a file's versions, on the cores in reach. The last version stands beside itself
// without a lock if all of them have one, and with CPython's if none has.
func NewVersionsComparison(versions []*Version, m *Real, repeat, least int) *Comparison {
	c := &Comparison{Cores: CoresInReach(), Repeat: repeat, Least: least, Real: m}
	for _, v := range versions {
		c.add(v.Setup, v.Setup.Lock())
	}
	if pair := c.pair(); pair[0] == nil || pair[1] == nil {
		last := versions[len(versions)-1].Setup
		c.add(last, otherLock(last.Lock()))
	}
	return c
}

// A VersionsReport is all that is known of a Python file as several versions run it. The versions are simulated as CPython runs them; the
// comparison is of gilsim's own machine, which executes the same bytecodes at another speed: predicted for it, and measured.
type VersionsReport struct {
	Versions []*Version
	Seeds    int           // runs of each version; 0: nothing was simulated for CPython
	Real     *Comparison   // nil: nothing was measured
	LeftOut  time.Duration // what one real run of each version would take at least, where there are none because of that; or else 0
}

// Matrix returns what the verdict is about.
func (r *VersionsReport) Matrix() *Matrix {
	m := r.Real.Matrix()
	m.Versions = r.Versions
	return m
}

// Takes returns how long one run of each version takes, as it is predicted for CPython.
func (r *VersionsReport) Takes() (sum time.Duration) {
	for _, v := range r.Versions {
		if v.Sweep != nil && len(v.Sweep.Walls) > 0 {
			sum += measure.Quantile(slices.Sorted(slices.Values(v.Sweep.Walls)), 50)
		}
	}
	return sum
}
