// This file makes a setup of the line of text that a schedule is, and the other way round.

package experiment

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/choice"
	"github.com/gilsim/gilsim/sched/search"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// The settings of a schedule beside the parameters of its program.
const (
	settingProgram = "program"
	SettingExpect  = "expect" // what a Python file must print
	SettingResult  = "result" // by what its runs are told apart
	SettingTime    = "time"   // what sleeps mean
)

// configSettings are those of the lock and the version.
var configSettings = []string{"gil", "checks", "check-interval", ConfigPython}

// Settings returns what a schedule says of the setup: the line that it is runs it again.
func (s *Setup) Settings() []trace.Param {
	list := append([]trace.Param{{Key: settingProgram, Value: s.Program.Name}}, s.Program.Given(s.Input)...)
	for _, p := range s.Lock().Params() {
		if slices.Contains(configSettings, p.Key) && (p.Key != "check-interval" || s.Lock().Discipline == gil.Ticks) {
			list = append(list, p)
		}
	}
	if s.Python != "" {
		list = append(list, trace.Param{Key: ConfigPython, Value: s.Python})
	}
	return list
}

// HeaderOfSchedule returns the settings as the header of a trace has them, and what is left of them: how it is judged and searched.
func HeaderOfSchedule(s *search.Schedule) (h trace.Header, rest []trace.Param) {
	for _, p := range s.Settings {
		switch {
		case p.Key == settingProgram:
			h.Program = p.Value
		case p.Key == SettingExpect || p.Key == SettingResult || p.Key == SettingTime:
			rest = append(rest, p)
		case slices.Contains(configSettings, p.Key):
			h.Config = append(h.Config, p)
		default:
			h.Params = append(h.Params, p)
		}
	}
	return h, rest
}

// OfSchedule returns the setup of a program that has such a header. The error says what is wrong with it.
func OfSchedule(p *workload.Program, h trace.Header) (*Setup, error) {
	in, err := p.InputOf(h.Params)
	if err != nil {
		return nil, err
	}
	lock, err := gil.ConfigOf(h)
	if err != nil {
		return nil, err
	}
	python, _ := trace.Lookup(h.Config, ConfigPython)
	return New(p, in, python, sim.Config{Cores: 1, Seed: 1, GIL: lock})
}

// ReplaySchedule runs the program by a schedule; the options' lock and library are the setup's.
func (s *Setup) ReplaySchedule(o search.Options, schedule *search.Schedule) (*search.Replayed, error) {
	return search.Replay(s.Searchable(), s.searched(o), schedule)
}

// Confirm makes the run of an example once more, by order, on the simulated machine and under the interpreter lock itself. It returns
// its trace, which is one like any other, and what is known of the run. The error says how the run departs from what the search
// has found, which would be a fault of ours.
func (s *Setup) Confirm(ctx context.Context, o search.Options, e *search.Example) (*trace.Trace, Info, error) {
	own := *s
	var err error
	if own.Machine.Strategy, err = choice.ByOrder(search.RecordTurns(s.Searchable(), s.searched(o), e)); err != nil {
		return nil, Info{}, err
	}
	var events trace.Buffer
	names := new(trace.Names)
	outcome, _, failure := own.Run(ctx, names, &events)
	info := s.Info().Ended(outcome, failure)
	result, _ := judged(outcome)
	var diverged *choice.DivergenceError
	switch {
	case errors.As(failure, &diverged):
		return nil, info, fmt.Errorf("the run cannot be made under the lock itself: %w", diverged)
	case failure != nil && (e.Err == nil || Reason(failure) != Reason(e.Err)):
		return nil, info, fmt.Errorf("the run ends otherwise under the lock itself: %s", Reason(failure))
	case failure == nil && result != e.Result:
		return nil, info, fmt.Errorf("the run ends otherwise under the lock itself: %s", result)
	}
	return &trace.Trace{Header: s.Header(), Names: names, Events: events.Events}, info, nil
}
