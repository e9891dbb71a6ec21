// This file runs a program under many seeds at once, and counts what comes out.

package experiment

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A seedRun is what is kept of the run of one seed: a sweep of a million must fit into memory.
type seedRun struct {
	result string
	right  bool // the program did not fail, and its check holds
	wall   time.Duration
}

// A Result is a result that runs of a sweep had.
type Result struct {
	Text  string
	Right bool // the program did not fail, and its check holds
	Count int
	Seed  uint64 // the first one that gives it
}

// A Sweep is what came out of many seeds.
type Sweep struct {
	Walls   []time.Duration // how long the runs took, in the order of the seeds
	Results []Result        // the most frequent first, and those that are equally frequent in the order of their seeds
	Right   int             // runs whose check holds
}

// Sweep runs the program under so many seeds from its own on, and returns nil if the context was done before all were. Each
// is a run by itself, so that it does not matter how many run at the same time, nor in which order they end. Tell, if it is
// not nil, is told now and then how many are done, and at the end.
func (s *Setup) Sweep(ctx context.Context, seeds int, tell func(done int)) *Sweep {
	first, list := s.Machine.Seed, make([]seedRun, seeds)
	if tell == nil {
		tell = func(int) {}
	}
	var next, ended atomic.Int64
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), seeds) {
		group.Go(func() {
			for i := next.Add(1) - 1; i < int64(seeds) && ctx.Err() == nil; i = next.Add(1) - 1 {
				if run, ok := s.seedRun(ctx, first+uint64(i)); ok {
					list[i] = run
					ended.Add(1)
				}
			}
		})
	}
	everyTick(&group, func() { tell(int(ended.Load())) })
	tell(int(ended.Load()))
	if int(ended.Load()) < seeds {
		return nil
	}
	return tally(first, list)
}

// tick is how often somebody is told how far a long step has come.
const tick = 100 * time.Millisecond

// everyTick calls look once a tick until the group is done.
func everyTick(group *sync.WaitGroup, look func()) {
	done := make(chan struct{})
	go func() { group.Wait(); close(done) }()
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for {
		select {
		case <-done:
			return
		case <-ticker.C:
			look()
		}
	}
}

// seedRun runs the program under one seed. It is not ok if the run was interrupted.
func (s *Setup) seedRun(ctx context.Context, seed uint64) (run seedRun, ok bool) {
	own := *s
	own.Machine.Seed = seed
	out, result, err := own.Run(ctx, nil)
	if errors.Is(err, sched.ErrInterrupted) {
		return run, false
	}
	info := own.Info().Ended(out, err)
	return seedRun{info.Result(), err == nil && out.OK, result.Wall}, true
}

// tally counts the results of runs, the first of which had this seed.
func tally(first uint64, runs []seedRun) *Sweep {
	w := new(Sweep)
	index := make(map[string]int)
	for i, r := range runs {
		at, ok := index[r.result]
		if !ok {
			at = len(w.Results)
			index[r.result] = at
			w.Results = append(w.Results, Result{Text: r.result, Right: r.right, Seed: first + uint64(i)})
		}
		w.Walls = append(w.Walls, r.wall)
		w.Results[at].Count++
		if r.right {
			w.Right++
		}
	}
	slices.SortStableFunc(w.Results, func(a, b Result) int { return b.Count - a.Count })
	return w
}
