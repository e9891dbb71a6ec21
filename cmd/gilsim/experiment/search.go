// This file has a program searched: which of its interleavings are possible under a lock, whatever the timing.

package experiment

import (
	"context"
	"errors"
	"strings"

	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/sched/search"
	"github.com/gilsim/gilsim/sched/serial"
	"github.com/gilsim/gilsim/trace"
)

// Search searches the program under the setup's lock, as the options say; their lock and library are the setup's. When the context
// is done, what was found so far is the answer.
func (s *Setup) Search(ctx context.Context, o search.Options) (*search.Found, error) {
	o = s.searched(o)
	stop := o.Stop
	o.Stop = func() bool { return ctx.Err() != nil || stop != nil && stop() }
	found, err := search.Search(s.Searchable(), o)
	if err == nil && found.Example != nil {
		found.Example.Schedule.Settings = s.Settings()
	}
	return found, err
}

// Distribute computes how often each result comes, exactly; why it cannot, if that is not "". Options are those of Search.
func (s *Setup) Distribute(ctx context.Context, o search.Options) (d *search.Distribution, why string, err error) {
	o = s.searched(o)
	o.Stop = func() bool { return ctx.Err() != nil }
	return search.Distribute(s.Searchable(), o)
}

// Example makes the run of an example once more, and returns its trace.
func (s *Setup) Example(o search.Options, e *search.Example) *trace.Trace {
	tr := search.Record(s.Searchable(), s.searched(o), e)
	tr.Header = s.Header()
	return tr
}

func (s *Setup) searched(o search.Options) search.Options {
	o.GIL, o.Library, o.Sources = s.Lock(), s.Machine.Library, s.Program.Sources
	return o
}

// Searchable returns the program as a search runs it, made anew for each run. What is wrong with a run is its result.
func (s *Setup) Searchable() search.Program {
	return func() search.Run {
		if s.Program.Start != nil {
			main, ended := s.Program.Start()
			return search.Run{
				Program: serial.Program{Runner: func() sched.Runner { return main }},
				Judge:   func() (string, bool) { return judged(ended()) },
			}
		}
		var outcome workload.Outcome
		return search.Run{
			Program: serial.Program{Main: func(t *sched.Thread) { outcome = s.Program.Run(t, s.Input) }},
			Judge:   func() (string, bool) { return judged(outcome) },
		}
	}
}

// judged returns the result of a run, with why it is wrong where the result does not say so.
func judged(o workload.Outcome) (result string, ok bool) {
	switch {
	case o.Result == "" && o.Wrong != "":
		return o.Wrong, o.OK
	case o.Wrong != "" && !o.OK:
		return o.Result + ", but " + o.Wrong, o.OK
	}
	return o.Result, o.OK
}

// Reason returns why a run of a search failed, in one line: the last one of a traceback.
func Reason(err error) string {
	var failed *sched.ThreadError
	if errors.As(err, &failed) {
		return failed.Error()
	}
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}
