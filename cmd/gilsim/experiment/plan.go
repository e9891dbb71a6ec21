// This file defines what is cut into shards, which any number of workers can do, here or on other machines.

package experiment

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// A Plan is simulated runs, cut into shards. How it is cut depends on nothing but the plan, and what comes out of a shard on nothing
// but the plan and the shard: so it does not matter who does which, in what order, nor how often one is done.
type Plan interface {
	// Shards is how many there are, 1 or more. They are numbered from 0.
	Shards() int
	// Do does a shard and returns its result. When the context is done, the result lacks the runs that were not made.
	Do(ctx context.Context, shard int) ([]byte, error)
}

// Workers do the shards of a plan. Took is given the result of each, one at a time, in any order. They return early when the context is
// done, and without the shards that they cannot do; the error says why there are such.
type Workers interface {
	Work(ctx context.Context, p Plan, took func(shard int, result []byte) error) error
}

// Cores are workers on the cores of this computer: goroutines of this process.
type Cores struct{}

// Work does all shards, and what was begun also when the context is done.
func (Cores) Work(ctx context.Context, p Plan, took func(shard int, result []byte) error) error {
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
