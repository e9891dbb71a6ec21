// This file defines how a bad run is made simple, and proved to be the simplest one.

package search

import (
	"slices"

	"github.com/gilsim/gilsim/sched/serial"
)

// How much is done to make a bad run simple: in turns, over all runs that are made for it, and in work, of which there is much where threads
// compute for long between them; and neither takes more runs than Options.Runs.
const (
	shrinkTurns  = 20_000 // while the run is changed
	exhaustTurns = 60_000 // while all that are simpler are made
	simplerWork  = 10_000_000
)

// minimise looks for the simplest bad run. First the example is changed as long as that makes it simpler: this is fast, and ends
// somewhere. Then all runs without a preemption are made, then all with one, and so on; what is left at the example's own
// number are those with fewer switches, and fewer turns. If it comes so far, none is simpler.
func (s *search) minimise() {
	if s.found.Example == nil {
		return
	}
	defer func(work int64) { s.work = work }(s.work) // which is that of the search alone
	s.lastWork = s.work + simplerWork
	s.shrink()
	sound := s.cuts == 0 && !s.wide && !s.clock
	budget := exhaustTurns
	for most := 0; ; most++ {
		e := s.found.Example
		if most >= e.Preemptions {
			e.Proved = sound
		}
		exhausted := s.simplest(most, &budget)
		if e = s.found.Example; e.Preemptions <= most {
			e.Proved, e.Simplest = sound, sound && exhausted
			return
		}
		if !exhausted {
			return
		}
	}
}

// simplest makes the runs with so many preemptions at most that are simpler than the example, which any bad one replaces. It reports
// whether it came to an end.
func (s *search) simplest(most int, budget *int) (exhausted bool) {
	for phase := range s.phases() {
		s.setPhase(phase)
		b := &bounded{most: most, best: s.found.Example.cost()}
		n := &note{strategy: b}
		for n.Begin() {
			if *budget <= 0 || s.work >= s.lastWork || s.Runs > 0 && s.simpler >= s.Runs || s.Stop != nil && s.Stop() {
				return false
			}
			s.simpler++
			out, result, ok := s.run(n, nil)
			if *budget -= len(n.turns); s.err != nil {
				return false
			}
			if !ok && !out.Cut && !out.GivenUp && n.cost().less(s.found.Example.cost()) {
				s.found.Example = s.example(n, out, result)
				b.best = n.cost()
			}
		}
	}
	return true
}

func (e *Example) cost() cost { return cost{e.Preemptions, e.Switches, len(e.Turns)} }
func (n *note) cost() cost    { return cost{n.preemptions, n.switches, len(n.turns)} }

// A block is a part of a run in which one thread makes turns, one after the other.
type block struct {
	thread int32
	turns  int // unbounded: until it cannot go on
}

// unbounded is more turns than any run has.
const unbounded = 1 << 30

// blocks follows a run that is given in blocks, as far as that goes; then whoever went on last goes on. Where a thread cannot go on in its
// block, that is over.
type blocks struct {
	given
	list []block
	at   int
	made int // turns in the present block
}

// Begin lets one run be made.
func (b *blocks) Begin() bool { return b.at == 0 && b.made == 0 }

// Blocked returns 0.
func (b *blocks) Blocked() int { return 0 }

// Choose follows the blocks.
func (b *blocks) Choose(t *serial.Turn) int32 {
	if len(t.Enabled) == 0 {
		return 0
	}
	for ; b.at < len(b.list); b.at, b.made = b.at+1, 0 {
		if now := &b.list[b.at]; b.made < now.turns && slices.Contains(t.Enabled, now.thread) {
			b.made++
			return now.thread
		}
	}
	if slices.Contains(t.Enabled, t.Last) {
		return t.Last
	}
	return t.Enabled[0]
}

// blocksOf puts turns together.
func blocksOf(turns []int32) (list []block) {
	for _, id := range turns {
		if n := len(list); n > 0 && list[n-1].thread == id {
			list[n-1].turns++
		} else {
			list = append(list, block{id, 1})
		}
	}
	return list
}

// A shrinker changes a bad run.
type shrinker struct {
	*search
	best   []block
	budget int
	made   int // runs
}

// shrink makes the example simpler by small changes, until none does: blocks are left out, run to their end, and joined with a later
// one of the same thread (delta debugging: Zeller, Hildebrandt, IEEE TSE 2002).
func (s *search) shrink() {
	s.setPhase(s.found.Example.Phase)
	x := &shrinker{search: s, best: blocksOf(s.found.Example.Turns), budget: shrinkTurns}
	for x.leaveOut() || x.prolong() || x.join() {
	}
}

// better makes a run, and reports whether it is bad and simpler than the example, which it replaces then.
func (x *shrinker) better(list []block) bool {
	if x.budget <= 0 || x.work >= x.lastWork || x.Runs > 0 && x.made >= x.Runs || x.Stop != nil && x.Stop() || x.err != nil {
		return false
	}
	x.made++
	n := &note{strategy: &blocks{list: list, given: x.found.Example.Answers}}
	n.Begin()
	out, result, ok := x.run(n, nil)
	x.budget -= len(n.turns)
	if x.err != nil || ok || out.Cut || out.GivenUp || !n.cost().less(x.found.Example.cost()) {
		return false
	}
	x.found.Example = x.example(n, out, result)
	x.best = blocksOf(n.turns)
	return true
}

// leaveOut leaves blocks out, many at once first.
func (x *shrinker) leaveOut() (simpler bool) {
	for size := len(x.best) / 2; size >= 1; size /= 2 {
		for i := 0; i+size <= len(x.best); {
			if x.better(slices.Concat(x.best[:i], x.best[i+size:])) {
				simpler = true
			} else {
				i++
			}
		}
	}
	return simpler
}

// prolong lets blocks go on until their thread cannot.
func (x *shrinker) prolong() (simpler bool) {
	for i := 0; i < len(x.best); i++ {
		list := slices.Clone(x.best)
		list[i].turns = unbounded
		simpler = x.better(list) || simpler
	}
	return simpler
}

// join puts a block together with the next one of its thread, where that is or where it is itself.
func (x *shrinker) join() (simpler bool) {
	for i := 0; i < len(x.best); i++ {
		j := i + 1
		for j < len(x.best) && x.best[j].thread != x.best[i].thread {
			j++
		}
		if j == len(x.best) {
			continue
		}
		both := block{x.best[i].thread, x.best[i].turns + x.best[j].turns}
		early := slices.Concat(x.best[:i], []block{both}, x.best[i+1:j], x.best[j+1:])
		late := slices.Concat(x.best[:i], x.best[i+1:j], []block{both}, x.best[j+1:])
		simpler = x.better(early) || x.better(late) || simpler
	}
	return simpler
}
