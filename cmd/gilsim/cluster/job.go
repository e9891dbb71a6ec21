// This file writes a plan so that another machine can do its shards, and reads it.

package cluster

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/pyfile"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/search"
	"github.com/gilsim/gilsim/trace"
)

// A job is a plan as it travels. The same plan gives the same bytes, by which a master finds what there is of it already.
type job struct {
	Gilsim string         // the version that made it, and the only one that may do its shards
	Seeds  int            // of a plan of many seeds; 0: there is a search, or else each setup is run once, and predicted
	Search *searchOptions `json:",omitempty"`
	Setups []setup
	Files  []file         // what Python programs consist of
	Python *pythonOptions `json:",omitempty"` // of a Python file
}

// A setup is the header of a trace of its runs, which has all that a run depends on, and the one limit that no header has.
type setup struct {
	Program        string
	Params, Config []trace.Param
	Seed           uint64
	Files          []int // of the job's, the program itself first; none for a program of the catalogue
	MaxSteps       int64
}

// searchOptions are those of a search that no setup has.
type searchOptions struct {
	Strategy string
	Runs     int
	MaxSteps int64
	Ordered  bool
	Seed     uint64
	Round    [][]byte `json:",omitempty"` // the shares of a search that exhausts classes
}

// A file is byte for byte as it was: Python source need not be UTF-8.
type file struct {
	Name string
	Text []byte
}

// pythonOptions are what else a Python file is run with.
type pythonOptions struct {
	Stdin  []byte
	Expect *pyfile.Expectation
	Whole  bool
}

// Encode writes a plan for the workers of a version of gilsim. The file is what the plan's Python programs were made of; nil if it has
// none.
func Encode(version string, p experiment.Plan, f *pyfile.File) ([]byte, error) {
	j := job{Gilsim: version}
	if f != nil {
		j.Python = &pythonOptions{f.Stdin, f.Expect, f.Whole}
	}
	var setups []*experiment.Setup
	switch p := p.(type) {
	case *experiment.SeedPlan:
		j.Seeds, setups = p.Seeds, p.Setups
	case *experiment.PredictionPlan:
		setups = p.Setups
	case *experiment.SearchPlan:
		o := &p.Options
		setups, j.Search = []*experiment.Setup{p.Setup}, &searchOptions{o.Strategy, o.Runs, o.MaxSteps, o.Ordered, o.Seed, nil}
	case *experiment.RoundPlan:
		o := &p.Options
		setups, j.Search = []*experiment.Setup{p.Setup}, &searchOptions{o.Strategy, o.Runs, o.MaxSteps, o.Ordered, o.Seed, p.Round}
	}
	for _, s := range setups {
		h := s.Header()
		own := setup{Program: h.Program, Params: h.Params, Config: h.Config, Seed: h.Seed, MaxSteps: s.Machine.MaxSteps}
		for _, source := range h.Sources {
			own.Files = append(own.Files, j.file(source))
		}
		j.Setups = append(j.Setups, own)
	}
	return json.Marshal(j)
}

// file returns the place of a file in the job, each of which is there once.
func (j *job) file(s trace.SourceFile) int {
	at := slices.IndexFunc(j.Files, func(f file) bool { return f.Name == s.Name && string(f.Text) == s.Text })
	if at < 0 {
		at = len(j.Files)
		j.Files = append(j.Files, file{s.Name, []byte(s.Text)})
	}
	return at
}

// Decode reads what Encode wrote. The error says what is wrong with it in one sentence, a job of another version of gilsim among that.
func Decode(version string, data []byte) (experiment.Plan, error) {
	var j job
	if err := json.Unmarshal(data, &j); err != nil {
		return nil, fmt.Errorf("the job cannot be read: %w", err)
	}
	if j.Gilsim != version {
		return nil, fmt.Errorf("the job is one of gilsim %s, and this is gilsim %s: it does jobs of its own version only", j.Gilsim, version)
	}
	if j.Seeds < 0 || len(j.Setups) == 0 {
		return nil, errors.New("the job has no runs: it must have 1 at least")
	}
	var setups []*experiment.Setup
	for i := range j.Setups {
		s, err := j.setup(&j.Setups[i])
		if err != nil {
			return nil, err
		}
		setups = append(setups, s)
	}
	if j.Search != nil {
		return j.Search.plan(setups[0])
	}
	if j.Seeds > 0 {
		return &experiment.SeedPlan{Setups: setups, Seeds: j.Seeds}, nil
	}
	return &experiment.PredictionPlan{Setups: setups}, nil
}

// plan returns the plan of a search.
func (o *searchOptions) plan(s *experiment.Setup) (experiment.Plan, error) {
	options := search.Options{Strategy: o.Strategy, Runs: o.Runs, MaxSteps: o.MaxSteps, Ordered: o.Ordered, Seed: o.Seed}
	if p := experiment.NewRoundPlan(s, options, o.Round); p != nil {
		return p, nil
	}
	if p := experiment.NewSearchPlan(s, options); p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("the job is a search with the strategy %q and %d runs, which cannot be cut into parts", o.Strategy, o.Runs)
}

func (j *job) setup(s *setup) (*experiment.Setup, error) {
	h := trace.Header{Program: s.Program, Params: s.Params, Config: s.Config, Seed: s.Seed}
	for _, at := range s.Files {
		if at < 0 || at >= len(j.Files) {
			return nil, fmt.Errorf("the job has %d files, and asks for number %d", len(j.Files), at)
		}
		h.Sources = append(h.Sources, trace.SourceFile{Name: j.Files[at].Name, Text: string(j.Files[at].Text)})
	}
	program, err := j.program(h)
	if err != nil {
		return nil, err
	}
	made, err := experiment.FromHeader(program, h)
	if err != nil {
		return nil, err
	}
	made.Machine.MaxSteps = s.MaxSteps
	return made, nil
}

// program returns the program of a header: a Python file that the job holds, or one of the catalogue.
func (j *job) program(h trace.Header) (*workload.Program, error) {
	if !pyfile.Is(h.Program) {
		if p := workload.Find(h.Program); p != nil {
			return p, nil
		}
		return nil, fmt.Errorf("the job is to run %q: there is no such program", h.Program)
	}
	python, _ := trace.Lookup(h.Config, experiment.ConfigPython)
	if _, err := gil.CPython(python); err != nil {
		return nil, err
	}
	f, err := pyfile.Held(h, python)
	if err != nil {
		return nil, err
	}
	machine, err := experiment.InfoFromHeader(h)
	if err != nil {
		return nil, err
	}
	f.Cores = machine.Cores
	if j.Python != nil {
		f.Stdin, f.Expect, f.Whole = j.Python.Stdin, j.Python.Expect, j.Python.Whole
	}
	p, _, err := f.Program()
	return p, err
}
