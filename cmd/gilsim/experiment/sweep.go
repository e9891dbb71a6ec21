// This file runs a program under many seeds at once, and counts what comes out.

package experiment

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/gilsim/gilsim/sched"
)

// A seedRun is what is kept of the run of one seed: a sweep of a million must fit into memory.
type seedRun struct {
	result string
	failed bool
	right  bool // the program did not fail, and its check holds
	open   bool // there is no check
	wall   time.Duration
	made   bool // the run was not interrupted
}

// A Result is a result that runs of a sweep had.
type Result struct {
	Text   string
	Failed bool // the program failed
	Right  bool // it did not, and its check holds
	Open   bool // there is no check: the result is not judged
	Count  int
	Seed   uint64 // the first one that gives it
}

// A Sweep is what came out of many seeds.
type Sweep struct {
	Walls   []time.Duration // how long the runs took, in the order of the seeds
	Results []Result        // the most frequent first, and those that are equally frequent in the order of their seeds
	Right   int             // runs whose check holds
	Seeds   int             // how many there were to be: more than Walls has if the sweep was interrupted
}

// Interrupted reports whether the context was done before all runs were made.
func (w *Sweep) Interrupted() bool { return len(w.Walls) < w.Seeds }

// Failed returns the most frequent failure of the program and how many of all runs failed, nil if none did.
func (w *Sweep) Failed() (first *Result, runs int) {
	return w.results(func(r *Result) bool { return r.Failed })
}

// Wrong returns the most frequent result of runs that did not fail but whose check does not hold, nil if there is none,
// and how many such runs there are.
func (w *Sweep) Wrong() (first *Result, runs int) {
	return w.results(func(r *Result) bool { return !r.Failed && !r.Right })
}

// results returns the first of some results, nil if there is none, and how many runs had one of them.
func (w *Sweep) results(are func(r *Result) bool) (first *Result, runs int) {
	for i := range w.Results {
		r := &w.Results[i]
		if !are(r) {
			continue
		}
		if runs += r.Count; first == nil {
			first = r
		}
	}
	return first, runs
}

// Sweep runs the program under so many seeds from its own on, on the cores of this computer, as Sweeps does.
func (s *Setup) Sweep(ctx context.Context, seeds int, tell func(done int)) *Sweep {
	p := &SeedPlan{Setups: []*Setup{s}, Seeds: seeds}
	sweeps, err := p.Sweeps(ctx, Cores{}, func(_, done int) {
		if tell != nil {
			tell(done)
		}
	})
	if err != nil {
		panic(err) // what was encoded in this process is not decoded: a mistake in this package
	}
	return sweeps[0]
}

// Sweeps has the workers make the runs of the plan, and returns what came out of those of each setup. If they return early, each sweep
// has the runs that were made. Tell is told, for the setup of the shard that was done last, how many of its runs are done. Each run is
// one by itself: it does not matter how many are made at the same time, nor in which order they end.
func (p *SeedPlan) Sweeps(ctx context.Context, w Workers, tell func(setup, done int)) ([]*Sweep, error) {
	runs, done := make([][]seedRun, len(p.Setups)), make([]int, len(p.Setups))
	for i := range runs {
		runs[i] = make([]seedRun, p.Seeds)
	}
	err := w.Work(ctx, p, func(shard int, result []byte) error {
		setup, first, count := p.Part(shard)
		if err := decodeRuns(result, runs[setup][first:first+count]); err != nil {
			return err
		}
		done[setup] += count
		tell(setup, done[setup])
		return nil
	})
	list := make([]*Sweep, len(p.Setups))
	for i, s := range p.Setups {
		list[i] = tally(s.Machine.Seed, runs[i])
	}
	return list, err
}

func (s *Setup) seedRun(ctx context.Context, seed uint64) seedRun {
	own := *s
	own.Machine.Seed = seed
	out, result, err := own.Run(ctx, nil)
	if errors.Is(err, sched.ErrInterrupted) {
		return seedRun{}
	}
	info := own.Info().Ended(out, err)
	return seedRun{info.Result(), err != nil, err == nil && out.OK, err == nil && out.Open, result.Wall, true}
}

// tally counts the results of runs, the first of which had this seed.
func tally(first uint64, runs []seedRun) *Sweep {
	w := &Sweep{Seeds: len(runs)}
	index := make(map[string]int)
	for i, r := range runs {
		if !r.made {
			continue
		}
		at, ok := index[r.result]
		if !ok {
			at = len(w.Results)
			index[r.result] = at
			w.Results = append(w.Results, Result{Text: r.result, Failed: r.failed, Right: r.right, Open: r.open, Seed: first + uint64(i)})
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
