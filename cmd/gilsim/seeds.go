// This file runs a program under many seeds at once, and counts what comes out.

package main

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

// A seedRun is what is kept of the run of one seed.
type seedRun struct {
	result string
	right  bool // the program did not fail, and its check holds
	wall   time.Duration
}

// An outcome is a result that runs had.
type outcome struct {
	result string
	right  bool // as in seedRun
	count  int
	seed   uint64 // the first one that gives it
}

// A sweep is what came out of many seeds.
type sweep struct {
	runs     []seedRun // in the order of the seeds
	outcomes []outcome // the most frequent first, and those that are equally frequent in the order of their seeds
	right    int       // runs whose check holds
}

// sweep runs the program under so many seeds from its own on. Each is a run by itself, so that it does not matter how
// many run at the same time, nor in which order they end.
func (s *setup) sweep(ctx context.Context, seeds int, shown *progress) (*sweep, error) {
	w := &sweep{runs: make([]seedRun, seeds)}
	var next, ended atomic.Int64
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), seeds) {
		group.Go(func() {
			for i := next.Add(1) - 1; i < int64(seeds) && ctx.Err() == nil; i = next.Add(1) - 1 {
				if run, ok := s.seedRun(ctx, s.machine.Seed+uint64(i)); ok {
					w.runs[i] = run
					ended.Add(1)
				}
			}
		})
	}
	watch(&group, func() { shown.say("%s of %s", count(ended.Load()), plural(seeds, "seed")) })
	shown.clear()
	if ctx.Err() != nil && int(ended.Load()) < seeds {
		return nil, interrupted("after %s of %s", count(ended.Load()), plural(seeds, "seed"))
	}
	w.tally(s.machine.Seed)
	return w, nil
}

// watch calls look now and then until the group is done.
func watch(group *sync.WaitGroup, look func()) {
	done := make(chan struct{})
	go func() { group.Wait(); close(done) }()
	tick := time.NewTicker(progressEvery)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return
		case <-tick.C:
			look()
		}
	}
}

// seedRun runs the program under one seed. It is not ok if the run was interrupted.
func (s *setup) seedRun(ctx context.Context, seed uint64) (run seedRun, ok bool) {
	own := *s
	own.machine.Seed = seed
	out, result, err := own.run(ctx, nil, nil)
	if errors.Is(err, sched.ErrInterrupted) {
		return run, false
	}
	info := own.info().ended(out, err)
	return seedRun{info.result(), err == nil && out.OK, result.Wall}, true
}

// tally counts the results.
func (w *sweep) tally(first uint64) {
	index := make(map[string]int)
	for i, r := range w.runs {
		at, ok := index[r.result]
		if !ok {
			at = len(w.outcomes)
			index[r.result] = at
			w.outcomes = append(w.outcomes, outcome{result: r.result, right: r.right, seed: first + uint64(i)})
		}
		w.outcomes[at].count++
		if r.right {
			w.right++
		}
	}
	slices.SortStableFunc(w.outcomes, func(a, b outcome) int { return b.count - a.count })
}

// wall returns the spread of the runs' times.
func (w *sweep) wall() *spread {
	times := make([]time.Duration, len(w.runs))
	for i, r := range w.runs {
		times[i] = r.wall
	}
	slices.Sort(times)
	return &spread{
		Median: seconds(quantile(times, 50)),
		Min:    seconds(times[0]),
		Max:    seconds(times[len(times)-1]),
		N:      len(times),
	}
}

// runSeeds runs a program under many seeds and tells what came out. That a result is wrong is no finding: it was asked
// how often that happens.
func (a *app) runSeeds(s *setup, o *runOptions) error {
	ctx, stop := interruptible()
	defer stop()
	w, err := s.sweep(ctx, int(o.seeds.value), newProgress(a.stderr))
	if err != nil {
		return err
	}
	info := s.info()
	info.seeds = len(w.runs)
	if o.format.value == formatJSON {
		return w.document(info).write(a.stdout)
	}
	p := &page{width: a.width(a.stdout)}
	p.title(info)
	p.blank()
	p.outcomes(w)
	return p.write(a.stdout, a.colors(a.stdout))
}

// document returns the sweep as JSON: what all runs have in common as one, and the results.
func (w *sweep) document(info runInfo) *document {
	d := newDocument("run")
	d.describe(info)
	r := newJSONRun(info)
	r.Repeats, r.Wall = len(w.runs), w.wall()
	d.Runs = append(d.Runs, r)
	for _, o := range w.outcomes {
		d.Outcomes = append(d.Outcomes, jsonOutcome{o.result, o.count, o.seed})
	}
	return d
}
