// This file has gilsim replay run a schedule that is one line of text.

package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/pyfile"
	"github.com/gilsim/gilsim/cmd/gilsim/report"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/search"
	"github.com/gilsim/gilsim/trace"
)

// isSchedule reports whether the argument is a schedule in one line, and no trace.
func isSchedule(argument string) bool {
	first, _, more := strings.Cut(strings.TrimSpace(argument), " ")
	return more && strings.HasPrefix(first, "gs")
}

// replaySchedule runs a program by a schedule, and says where that does not fit.
func (a *app) replaySchedule(line string, o *replayFlags, given func(flag string) bool) error {
	for _, flag := range []string{"by-order", "view", "trace"} {
		if given(flag) {
			return fmt.Errorf("--%s is for a trace: a schedule in one line is always followed by order, and shown in columns", flag)
		}
	}
	schedule, err := search.ParseSchedule(line)
	if err != nil {
		return err
	}
	h, rest := experiment.HeaderOfSchedule(schedule)
	s, judged, err := a.scheduledSetup(h, rest, o, given)
	if err != nil {
		return err
	}
	time, _ := trace.Lookup(rest, experiment.SettingTime)
	options := search.Options{MaxSteps: int64(o.machine.maxSteps.value), Ordered: time == timeOrdered}
	done, err := s.ReplaySchedule(options, schedule)
	if err != nil {
		return fmt.Errorf("%s cannot be run: %w", s.Program.Name, err)
	}
	done.Schedule.Settings = append(s.Settings(), rest...)
	r := &report.Rescheduled{
		Info: s.Info(), Replayed: done, Judged: judged,
		Trace: s.Example(options, &done.Example), Steps: report.StepOptions{Limit: report.DefaultSteps},
	}
	if o.format.value == formatJSON {
		err = r.Document().Write(a.stdout)
	} else {
		err = a.print(a.stdout, r.Page(a.width(a.stdout)))
	}
	if err == nil && len(done.Drift) > 0 {
		err = found()
	}
	return err
}

// scheduledSetup returns what a schedule runs, under its lock or that of the flags, and whether somebody says which results are right.
func (a *app) scheduledSetup(h trace.Header, rest []trace.Param, o *replayFlags, given func(flag string) bool) (s *experiment.Setup, judged bool, err error) {
	if h.Program == "" {
		return nil, false, errors.New("the schedule names no program: it is one of a program of your own, and sched/search/searchtest replays it in a Go test")
	}
	if o.lock.python.value != "" {
		h.Config = []trace.Param{{Key: experiment.ConfigPython, Value: o.lock.python.value}}
		if era, err := gil.CPython(o.lock.python.value); err == nil {
			h.Config = append(h.Config, era.Lock.Params()...)
		}
	}
	p, judged, err := a.scheduledProgram(h, o.source.value, rest)
	if err != nil {
		return nil, false, err
	}
	if s, err = experiment.OfSchedule(p, h); err != nil {
		return nil, false, fmt.Errorf("the schedule's settings: %w", err)
	}
	lock, err := o.lock.over(s.Lock(), given)
	s.Machine.GIL = lock
	return s, judged, err
}

// scheduledProgram returns the program of a schedule; source is a file to run in its place, "" if there is none.
func (a *app) scheduledProgram(h trace.Header, source string, rest []trace.Param) (p *workload.Program, judged bool, err error) {
	if !pyfile.Is(h.Program) {
		p, err = recordedWorkload(h.Program, source)
		return p, true, err
	}
	python, _ := trace.Lookup(h.Config, experiment.ConfigPython)
	file, changed, err := recordedFile(h, source, python)
	if err != nil {
		return nil, false, err
	}
	if changed != nil {
		fmt.Fprintf(a.stderr, "gilsim: %s has changed since the schedule was written\n", changed.Path)
	}
	if expect, ok := trace.Lookup(rest, experiment.SettingExpect); ok {
		judged = true
		if file.Expect, err = pyfile.ParseExpectation(expect); err != nil {
			return nil, false, err
		}
	}
	result, _ := trace.Lookup(rest, experiment.SettingResult)
	file.Whole = result == resultAll
	p, err = a.compiled(file)
	return p, judged, err
}
