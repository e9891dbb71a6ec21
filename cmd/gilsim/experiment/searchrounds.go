// This file has a search that exhausts classes made by whoever explores parts of its tree.

package experiment

import (
	"context"
	"errors"

	"github.com/gilsim/gilsim/sched/search"
)

// A RoundPlan is a round of a search that exhausts classes: a shard is one of its shares.
type RoundPlan struct {
	Setup   *Setup
	Options search.Options
	Round   [][]byte
}

// NewRoundPlan returns the plan of a round; nil if it is none of a search that has rounds.
func NewRoundPlan(s *Setup, o search.Options, round [][]byte) *RoundPlan {
	p := &RoundPlan{s, s.searched(o), round}
	if !p.Options.InRounds() || len(round) == 0 {
		return nil
	}
	return p
}

// Shards is how many shares the round has.
func (p *RoundPlan) Shards() int { return len(p.Round) }

// How a result begins.
const (
	shareExplored = iota
	shareRefused  // what comes after it is why the program cannot be searched
)

// Do explores a share.
func (p *RoundPlan) Do(ctx context.Context, shard int) ([]byte, error) {
	o := p.Options
	o.Progress, o.Stop = nil, func() bool { return ctx.Err() != nil }
	found, err := search.Explore(p.Setup.Searchable(), o, p.Round[shard])
	if err != nil {
		return append([]byte{shareRefused}, err.Error()...), nil
	}
	return append([]byte{shareExplored}, found...), nil
}

// CanShare reports whether others can make runs of a search: those of its parts, or of its rounds, which begin when it has made many.
func (s *Setup) CanShare(o search.Options) bool {
	o = s.searched(o)
	return o.Parts() > 0 || o.InRounds()
}

// SearchBy searches the program, as Search does, and has the workers make the runs that they can.
func (s *Setup) SearchBy(ctx context.Context, w Workers, o search.Options) (*search.Found, error) {
	if p := NewSearchPlan(s, o); p != nil {
		return p.Search(ctx, w)
	}
	if o := s.searched(o); o.InRounds() {
		return s.searchInRounds(ctx, w, o)
	}
	found, err := s.Search(ctx, o)
	if err != nil {
		return nil, &UnsearchableError{err.Error()}
	}
	return found, nil
}

func (s *Setup) searchInRounds(ctx context.Context, w Workers, o search.Options) (*search.Found, error) {
	o.Stop = func() bool { return ctx.Err() != nil }
	r, err := search.NewRounds(s.Searchable(), o)
	if err != nil {
		return nil, &UnsearchableError{err.Error()}
	}
	defer r.Close()
	var worked error
	for round := r.Next(); len(round) > 0 && worked == nil; round = r.Next() {
		worked = w.Work(ctx, &RoundPlan{s, o, round}, func(shard int, result []byte) error {
			switch {
			case len(result) == 0:
				return errors.New("the result of a share of a search is empty")
			case result[0] == shareRefused:
				return &UnsearchableError{string(result[1:])}
			}
			return r.Took(shard, result[1:])
		})
	}
	var no *UnsearchableError
	if errors.As(worked, &no) {
		return nil, no
	}
	found, err := r.Found()
	if err != nil {
		return nil, &UnsearchableError{err.Error()}
	}
	if found.Example != nil {
		found.Example.Schedule.Settings = s.Settings()
	}
	return found, worked
}
