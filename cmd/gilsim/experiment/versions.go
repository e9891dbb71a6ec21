// This file runs one Python file as several versions of Python run it, each under many seeds.

package experiment

import (
	"context"
	"slices"

	"github.com/gilsim/gilsim/gil"
)

// A Version is a Python file as one version runs it, and what came out.
type Version struct {
	Era   gil.Era
	Setup *Setup
	Sweep *Sweep // without runs if the context was done before; nil before RunVersions
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
	}
	return p, err
}
