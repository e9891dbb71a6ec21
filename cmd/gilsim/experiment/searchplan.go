// This file has a search made by whoever does its parts.

package experiment

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/gilsim/gilsim/sched/search"
)

// A SearchPlan is the runs of a search whose strategy draws: a shard is one of its parts.
type SearchPlan struct {
	Setup   *Setup
	Options search.Options
}

// NewSearchPlan returns the plan of a search; nil if its runs cannot be cut into parts: then Setup.Search makes it.
func NewSearchPlan(s *Setup, o search.Options) *SearchPlan {
	p := &SearchPlan{s, s.searched(o)}
	if p.Shards() == 0 {
		return nil
	}
	return p
}

// Shards is how many parts the search has.
func (p *SearchPlan) Shards() int { return p.Options.Parts() }

// Do makes the runs of a part.
func (p *SearchPlan) Do(ctx context.Context, shard int) ([]byte, error) {
	o := p.Options
	o.Progress, o.Stop = nil, func() bool { return ctx.Err() != nil }
	part, err := search.Draw(p.Setup.Searchable(), o, shard)
	if err != nil {
		return json.Marshal(drawnPart{Refused: err.Error()})
	}
	return json.Marshal(drawnPart{Part: part})
}

// A drawnPart is a part as it travels, or why the program cannot be searched.
type drawnPart struct {
	*search.Part
	Refused string `json:",omitempty"`
}

// Search has the workers make the parts, until the search is over or the context is done, and returns what was found. The error is that of
// the workers, and then there may be something nevertheless; or an *UnsearchableError.
func (p *SearchPlan) Search(ctx context.Context, w Workers) (*search.Found, error) {
	o := p.Options
	o.Stop = func() bool { return ctx.Err() != nil }
	j, err := search.NewJoin(p.Setup.Searchable(), o)
	if err != nil {
		return nil, err
	}
	enough, stop := context.WithCancel(ctx)
	defer stop()
	runs, over := 0, false
	worked := w.Work(enough, p, func(shard int, result []byte) error {
		if over {
			return nil // it was begun before
		}
		part, err := decodePart(result)
		if err != nil {
			return err
		}
		if over = j.Add(shard, part); over {
			stop()
		}
		if runs += part.Runs; o.Progress != nil {
			o.Progress(runs)
		}
		return nil
	})
	found, err := j.Found()
	if err != nil {
		return nil, &UnsearchableError{err.Error()}
	}
	if found.Example != nil {
		found.Example.Schedule.Settings = p.Setup.Settings()
	}
	return found, worked
}

// An UnsearchableError says why a program cannot be searched.
type UnsearchableError struct{ Why string }

// Error returns it.
func (e *UnsearchableError) Error() string { return e.Why }

func decodePart(data []byte) (*search.Part, error) {
	var d drawnPart
	if err := json.Unmarshal(data, &d); err != nil {
		return nil, fmt.Errorf("the result of a part of a search cannot be read: %w", err)
	}
	switch {
	case d.Refused != "":
		return nil, &UnsearchableError{d.Refused}
	case d.Part == nil:
		return nil, errors.New("the result of a part of a search is empty")
	}
	return d.Part, nil
}
