// This file cuts the runs of many seeds into shards.

package experiment

import "context"

// A SeedPlan is runs under many seeds.
type SeedPlan struct {
	Setups []*Setup
	Seeds  int // so many runs of each setup, each with the next seed
}

// The number of runs in a shard: a job has at least so many shards as keep many workers busy, and at most so many runs in each as a
// killed worker may lose.
const (
	shardsAtLeast   = 256
	runsPerShardMax = 1000
)

// PerShard is how many runs a shard has, but for the last one of each setup.
func (p *SeedPlan) PerShard() int { return min(max(1, p.Seeds/shardsAtLeast), runsPerShardMax) }

// perSetup is how many shards there are for each setup.
func (p *SeedPlan) perSetup() int { return (p.Seeds + p.PerShard() - 1) / p.PerShard() }

// Shards is how many shards there are. They are numbered from 0.
func (p *SeedPlan) Shards() int { return len(p.Setups) * p.perSetup() }

// Part returns what a shard has: a setup, and count of its runs from the run first, which is 0 or more.
func (p *SeedPlan) Part(shard int) (setup, first, count int) {
	setup, first = shard/p.perSetup(), shard%p.perSetup()*p.PerShard()
	return setup, first, min(p.PerShard(), p.Seeds-first)
}

// Do does a shard and returns its result. When the context is done, the result lacks the runs that were not made.
func (p *SeedPlan) Do(ctx context.Context, shard int) ([]byte, error) {
	setup, first, count := p.Part(shard)
	s := p.Setups[setup]
	runs := make([]seedRun, count)
	for i := range runs {
		if ctx.Err() == nil {
			runs[i] = s.seedRun(ctx, s.Machine.Seed+uint64(first+i))
		}
	}
	return encodeRuns(runs)
}
