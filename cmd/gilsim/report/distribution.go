// This file writes how often each result of a search comes.

package report

import (
	"math/big"
	"strings"

	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/sched/search"
)

// searchDistribution adds how often each result comes.
func (p *page) searchDistribution(s *Searched) {
	if s.NoDistribution != "" {
		p.Blank()
		p.Note("how often each result comes was not computed: " + s.NoDistribution)
	}
	d := s.Distribution
	if d == nil {
		return
	}
	p.Blank()
	t := &layout.Table{Columns: []layout.Column{{Title: "result", Left: true}, {Title: "interleavings"}, {Title: "share"}, {Title: "chance by lot"}}}
	for _, r := range d.Results[:min(len(d.Results), shownOutcomes)] {
		t.Add(layout.Truncate(oneLine(r.Result), max(20, p.Width-60)), rounded(r.Ways), percent(r.Share), percent(r.Chance))
	}
	p.Table(t)
	p.Note("of " + rounded(d.Interleavings) + " interleavings, which come to " + layout.Plural(d.States, "state") + "; by lot: each thread that can go on is as likely to. These are exact, but for the digits that are left out; --format=json has the fractions")
}

// shareOf returns what the distribution says of an outcome, nil if it says nothing.
func (s *Searched) shareOf(o search.Outcome) *search.Share {
	if s.Distribution == nil {
		return nil
	}
	for i := range s.Distribution.Results {
		if r := &s.Distribution.Results[i]; r.Result == o.Result && r.OK == o.OK {
			return r
		}
	}
	return nil
}

// rounded writes a number that may be huge.
func rounded(n *big.Int) string {
	if n.IsInt64() && n.Int64() < 1e9 {
		return layout.Count(int(n.Int64()))
	}
	text := new(big.Float).SetInt(n).Text('e', 2)
	return strings.Replace(text, "e+", "e", 1)
}

// percent writes a fraction in per cent, with the fraction itself where that is short.
func percent(r *big.Rat) string {
	f, _ := new(big.Rat).Mul(r, big.NewRat(100, 1)).Float64()
	text := new(big.Float).SetFloat64(f).Text('g', 4) + " %"
	if short := r.RatString(); len(short) <= 7 && !r.IsInt() {
		text = short + " = " + text
	}
	return text
}
