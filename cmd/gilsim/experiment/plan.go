// This file cuts an experiment into shards, which any number of workers can do, here or on other machines.

package experiment

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// A Plan is simulated runs, cut into shards. How it is cut depends on nothing but the plan, and what comes out of a shard on nothing
// but the plan and the shard: so it does not matter who does which, in what order, nor how often one is done.
type Plan struct {
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
func (p *Plan) PerShard() int { return min(max(1, p.Seeds/shardsAtLeast), runsPerShardMax) }

// perSetup is how many shards there are for each setup.
func (p *Plan) perSetup() int { return (p.Seeds + p.PerShard() - 1) / p.PerShard() }

// Shards is how many shards there are. They are numbered from 0.
func (p *Plan) Shards() int { return len(p.Setups) * p.perSetup() }

// Part returns what a shard has: a setup, and count of its runs from the run first, which is 0 or more.
func (p *Plan) Part(shard int) (setup, first, count int) {
	setup, first = shard/p.perSetup(), shard%p.perSetup()*p.PerShard()
	return setup, first, min(p.PerShard(), p.Seeds-first)
}

// Do does a shard and returns its result. When the context is done, the result lacks the runs that were not made.
func (p *Plan) Do(ctx context.Context, shard int) ([]byte, error) {
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

// Workers do the shards of a plan. Took is given the result of each, one at a time, in any order. They return early when the context is
// done, and without the shards that they cannot do; the error says why there are such.
type Workers interface {
	Work(ctx context.Context, p *Plan, took func(shard int, result []byte) error) error
}

// Cores are workers on the cores of this computer: goroutines of this process.
type Cores struct{}

// Work does all shards, and what was begun also when the context is done.
func (Cores) Work(ctx context.Context, p *Plan, took func(shard int, result []byte) error) error {
	type done struct {
		shard  int
		result []byte
		err    error
	}
	shards, results := p.Shards(), make(chan done)
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), shards) {
		group.Go(func() {
			for i := int(next.Add(1) - 1); i < shards && ctx.Err() == nil; i = int(next.Add(1) - 1) {
				result, err := p.Do(ctx, i)
				results <- done{i, result, err}
			}
		})
	}
	go func() { group.Wait(); close(results) }()
	var first error
	for d := range results {
		if d.err == nil {
			d.err = took(d.shard, d.result)
		}
		if first == nil {
			first = d.err
		}
	}
	return first
}
