// This file finds out which goals a program has.

package play

import (
	"cmp"
	"context"
	"slices"

	"github.com/gilsim/gilsim/sched/search"
)

// goalRuns is how many runs a search makes to find out what can come out.
const goalRuns = 2000

// shownGoals is how many results are offered as goals.
const shownGoals = 12

// Goals are the goals that a program is known to have: every end that some runs came to, and starving. Only what was seen is
// listed; there may be others.
type Goals struct {
	List  []Goal
	Sure  bool  // every class of interleavings was run: no other end is possible
	Phase int64 // where a lock that counts ticks starts in a run that goes wrong
}

// FindGoals looks for the goals of a program, until the context is done. The error says why it cannot be played.
func FindGoals(ctx context.Context, p Program) (*Goals, error) {
	options := p.searched()
	options.Runs, options.Seed, options.Stop = goalRuns, 1, func() bool { return ctx.Err() != nil }
	found, err := search.Search(p.Make, options)
	if err != nil {
		return nil, err
	}
	g := &Goals{Sure: found.Complete}
	if found.Example != nil {
		g.Phase = found.Example.Phase
	}
	p.Phase = g.Phase
	player := newPlayer(p)
	s, err := player.survey(ctx)
	if err != nil {
		return nil, err
	}
	if err := player.addRare(ctx, &s, found.Example); err != nil {
		return nil, err
	}
	g.List = append(s.goals(), Goal{Kind: Free})
	return g, nil
}

// A survey is what some runs came to.
type survey struct {
	ends    []End
	starves bool
}

// survey makes some runs that are drawn.
func (p *player) survey(ctx context.Context) (s survey, err error) {
	defer p.machine.Close()
	starve := Goal{Kind: Starve, Times: DefaultTimes}
	for i := 0; i < drawnRuns && ctx.Err() == nil; i++ {
		r, err := p.oneOf(path{}, drawing(starve, i), false)
		if err != nil {
			return s, err
		}
		s.starves = s.starves || starve.reached(r)
		s.add(r.end)
	}
	slices.SortFunc(s.ends, func(a, b End) int {
		return cmp.Or(cmp.Compare(len(a.Result), len(b.Result)), cmp.Compare(a.Result, b.Result))
	})
	return s, nil
}

// addRare adds the end of a search's example, if it is a rare one, and the game's decisions can bring it about.
func (p *player) addRare(ctx context.Context, s *survey, e *search.Example) error {
	if e == nil {
		return nil
	}
	r, err := p.run(path{turns: e.Turns, answers: e.Answers}, &once{}, false)
	if err != nil || r.end == nil {
		return err
	}
	goal := Goal{Kind: r.end.Kind}
	if goal.Kind == Result {
		goal.Kind = Wrong
	}
	if slices.ContainsFunc(s.ends, func(e End) bool { return goal.reached(&run{end: &e}) }) {
		return nil
	}
	found, _, err := p.reach(ctx, path{}, goal)
	if found != nil {
		s.add(found.end)
	}
	return err
}

// add adds an end, if there is none like it yet.
func (s *survey) add(e *End) {
	if e == nil || slices.ContainsFunc(s.ends, func(o End) bool { return o.Kind == e.Kind && o.Result == e.Result && o.OK == e.OK }) {
		return
	}
	s.ends = append(s.ends, End{Kind: e.Kind, Result: e.Result, OK: e.OK})
}

// results returns the results of runs that came to their end.
func (s *survey) results() (list []string) {
	for _, e := range s.ends {
		if e.Kind == Result && e.Result != "" && !slices.Contains(list, e.Result) {
			list = append(list, e.Result)
		}
	}
	return list
}

// goals lists what the ends are good for, what goes wrong first.
func (s *survey) goals() (list []Goal) {
	for _, kind := range []string{Wrong, Deadlock, Failure} {
		goal := Goal{Kind: kind}
		if slices.ContainsFunc(s.ends, func(e End) bool { return goal.reached(&run{end: &e}) }) {
			list = append(list, goal)
		}
	}
	if results := s.results(); len(results) > 1 {
		for _, r := range results[:min(len(results), shownGoals)] {
			list = append(list, Goal{Kind: Result, Result: r})
		}
	}
	if s.starves {
		list = append(list, Goal{Kind: Starve, Times: DefaultTimes})
	}
	return list
}
