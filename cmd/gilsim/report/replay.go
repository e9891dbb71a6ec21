// This file says how a replay went.

package report

import (
	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/trace/diff"
	"github.com/gilsim/gilsim/trace/view"
)

// ReplayPage says how a replay went.
func ReplayPage(r *experiment.Replay, width int) *layout.Page {
	p := newPage(width)
	events := layout.Plural(len(r.Recorded.Events), "event")
	switch {
	case r.First != nil:
		p.bad("the run departs from the recording (A is the recording, B the run)")
		p.Blank()
		p.AddPicture(view.Difference(r.First, p.Width))
		return &p.Page
	case r.CutShort:
		p.bad(brokenOff(r))
	case r.ByOrder && r.Stopped:
		p.good("the schedule was followed, up to where the recording was ended")
	case r.Real && !r.Forks():
		p.good("followed to its end: the same steps in the same order as for real")
	case r.ByOrder:
		p.good("the schedule was followed to its end")
	case r.Stopped:
		p.good("replayed " + events + ": identical, up to where the recording was ended")
	default:
		p.good("replayed " + events + ": identical")
	}
	if r.Info.Failure != nil {
		p.failure(r.Info.Failure)
	}
	return &p.Page
}

type jsonReplay struct {
	ByOrder    bool         `json:"by_order"`
	Same       bool         `json:"same"`       // the run followed the trace to its end
	Events     int          `json:"events"`     // that the trace has
	Message    *string      `json:"message"`    // why a run by order departs, if it does, or that the trace is cut short
	Difference *diff.Result `json:"difference"` // where an exact replay departs, or the steps of a real recording, if they do. Its times are nanoseconds
}

func jsonReplayOf(r *experiment.Replay) *jsonReplay {
	j := &jsonReplay{r.ByOrder, r.Same(), len(r.Recorded.Events), nil, r.First}
	switch err := r.Departs(); {
	case err != nil:
		j.Message = known(err.Error())
	case r.CutShort:
		j.Message = known(brokenOff(r))
	}
	return j
}

// brokenOff says of a recording that is cut short where that is.
func brokenOff(r *experiment.Replay) string {
	return "the recording is cut short after event " + layout.Count(len(r.Recorded.Events)) + "; the run is the same up to there"
}
