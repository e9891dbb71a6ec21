// This file defines gilsim search, which says what can happen: under a lock, whatever the timing.

package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/pyfile"
	"github.com/gilsim/gilsim/cmd/gilsim/report"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/sched/search"
	"github.com/gilsim/gilsim/sched/serial"
	"github.com/gilsim/gilsim/sched/sim"
	"github.com/gilsim/gilsim/trace"
)

// The meanings of time.
const (
	timeAny     = "any"
	timeOrdered = "ordered"
)

type searchFlags struct {
	program  programFlags
	file     fileFlags
	lock     lockFlags
	strategy word
	runs     number
	limit    span
	time     choice
	maxSteps number
	seed     number
	prove    toggle
	allEras  toggle
	shares   toggle
	format   choice
	trace    word
	page     pageFlags
	fleet    fleetFlags
}

func (a *app) searchCommand() *cobra.Command {
	var o searchFlags
	cmd := &cobra.Command{
		Use:   "search WORKLOAD|FILE.py [-- ARGUMENTS]",
		Short: "what can happen: a wrong interleaving in a short form, or the proof that there is none",
		Long: "Looks for every result that a program of the catalogue, or a Python file, can have under a lock, whatever the timing. Steps of different threads that do not depend on each other need no two orders, so that one run of each class of interleavings is enough.\n\n" +
			"PASS (exit code 0): every class was run, and none is wrong; that is a proof for this size of the program. FAIL (1): something wrong can happen, and here is how, with as few switches away from a thread that could have gone on as could be. INCOMPLETE (3): nothing wrong was found, but not everything was run, and why. " +
			"Times do not matter: a wait may end whenever what it waits for is to be had, and a time-out may fire at any moment. The number of classes grows fast with the size: begin with two threads and one round.",
		Example: "gilsim search balance --param count=1 --threads 2 --python 3.9     an update can be lost\n" +
			"gilsim search balance --param count=1 --threads 2 --python 3.12     and here it cannot: the proof\n" +
			"gilsim search deadlock --gil off     the deadlock, and how it comes about\n" +
			"gilsim search balance --param count=1 --threads 2 --all-eras     under which versions it can be lost\n" +
			"gilsim search mine.py --expect 2     a Python file that must print 2\n" +
			"gilsim search mine.py --format json | jq .search.verdict",
		Args: func(cmd *cobra.Command, words []string) error {
			if len(words) == 0 {
				return fmt.Errorf("WORKLOAD or FILE.py is missing: %s", usage(cmd))
			}
			if dash := cmd.ArgsLenAtDash(); len(words) > 1 && dash != 1 {
				return fmt.Errorf("%q is too much: the arguments of a Python file come after --", words[1])
			}
			return nil
		},
		RunE:              func(cmd *cobra.Command, words []string) error { return a.search(words, &o, cmd.Flags().Changed) },
		ValidArgsFunction: completeWorkloads,
	}
	o.declare(cmd.Flags())
	return cmd
}

func (o *searchFlags) declare(to *pflag.FlagSet) {
	o.strategy = word{search.Strategies()[0], "NAME"}
	o.runs = number{0, 0, 1e12}
	o.limit = span{0, 0, 1000 * time.Hour}
	o.time = choice{timeAny, []string{timeAny, timeOrdered}}
	o.maxSteps = number{serial.DefaultMaxSteps, 1, 1e9}
	o.seed = number{1, 1, 1e18}
	grouped(to, groupSearch, func(fs *pflag.FlagSet) {
		fs.Var(&o.strategy, "strategy", "how to look: "+strings.Join(search.Strategies(), ", ")+"; portfolio draws some interleavings and then exhausts them, dpor exhausts their classes, naive runs each of them, the others draw")
		fs.Var(&o.runs, "runs", fmt.Sprintf("how many runs to make at most; 0: %d, or as many as have %d million steps and rounds of loops, or %d if a run is wrong", search.DefaultRuns, search.DefaultWork/1_000_000, search.WrongRuns))
		o.prove.declare(fs, "prove", "makes as many runs as it takes to exhaust all classes")
		o.allEras.declare(fs, "all-eras", fmt.Sprintf("searches under each version of CPython, and prints a table: what is possible where; --runs is for each, and if it is not given %d, or as many as have %d million steps and rounds of loops", eraRuns, eraWork/1_000_000))
		o.shares.declare(fs, "distribution", "also computes how often each result comes, exactly: of all interleavings, and if whose step is next is drawn by lot; that takes runs of its own, as many as --runs at most")
		fs.Var(&o.limit, "time-limit", "how long to look at most; what was found by then is the answer (default: without end)")
		fs.Var(&o.time, "time", "what sleep and time-outs mean: any, they end at any moment; ordered, steps take no time, so that they end, the earliest first, when nobody can go on")
		fs.Var(&o.maxSteps, "max-steps", "a run that has more steps is cut, and the answer is INCOMPLETE")
		fs.Var(&o.seed, "seed", "of the strategies that draw")
	})
	o.program.declareSize(to)
	o.file.declare(to)
	o.lock.declarePossible(to)
	declareFormat(to, &o.format)
	declareTrace(to, &o.trace)
	o.page.declare(to, "the wrong run")
	o.fleet.declare(to)
}

func (a *app) search(words []string, o *searchFlags, given func(flag string) bool) error {
	// Runs leave much garbage, and a search keeps little: to collect it less often costs some MB, and saves a fifth of the time.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	if o.allEras.on {
		return a.searchEras(words, o, given)
	}
	s, judged, err := a.searchSetup(words, o, given)
	if err != nil {
		return err
	}
	options := o.options()
	why := ""
	if !s.CanShare(options) {
		why = "those of a search that makes every interleaving, as under ticks, or draws without an end, are made one after the other"
	}
	if err := o.fleet.refuse(why, given); err != nil {
		return err
	}
	ctx, stop := interruptible()
	defer stop()
	limited, cancel := o.limited(ctx)
	defer cancel()
	crew, err := a.crew(&o.fleet, o.file.read)
	if err != nil {
		return err
	}
	options.Progress = func(runs int) { crew.say("%d runs", runs) }
	found, err := crew.search(limited, s, options, words[0])
	if err != nil {
		return err
	}
	info := s.Info()
	info.Cores, info.Seed = 0, 0
	r := &report.Searched{Info: info, Found: found, Judged: judged, Steps: report.StepOptions{Limit: report.DefaultSteps}}
	if o.shares.on {
		if r.Distribution, r.NoDistribution, err = s.Distribute(limited, options); err != nil {
			return err
		}
	}
	crew.shown.clear()
	if found.Example != nil {
		r.Example = s.Example(options, found.Example)
		found.Example.Schedule.Settings = append(found.Example.Schedule.Settings, o.settings()...)
	}
	if err := a.tellSearch(r, o); err != nil {
		return err
	}
	if found.Example != nil {
		if err := a.keepExample(limited, s, options, found.Example, o); err != nil { // the verdict has been told all the same
			return err
		}
	}
	if err := crew.shownAll(o.missing); err != nil {
		return err
	}
	return searchCode(ctx, found)
}

// missing says which runs of a search a shard has.
func (o *searchFlags) missing(shard int) string {
	if options := o.options(); options.Parts() == 0 {
		return fmt.Sprintf("share %d of the tree", shard+1)
	}
	return fmt.Sprintf("runs %d to %d", shard*search.PartRuns+1, (shard+1)*search.PartRuns)
}

// search has a program searched.
func (c *crew) search(ctx context.Context, s *experiment.Setup, o search.Options, name string) (*search.Found, error) {
	defer c.shown.clear()
	found, err := s.SearchBy(ctx, c, o)
	var no *experiment.UnsearchableError
	if errors.As(err, &no) {
		return nil, fmt.Errorf("%s cannot be searched: %w", name, err)
	}
	return found, c.did(err)
}

func (o *searchFlags) options() search.Options {
	options := search.Options{Strategy: o.strategy.value, Runs: int(o.runs.value), MaxSteps: int64(o.maxSteps.value), Seed: o.seed.value}
	options.Ordered = o.time.value == timeOrdered
	if o.prove.on {
		options.Runs = -1
	}
	return options
}

// settings are what a schedule says of the search.
func (o *searchFlags) settings() []trace.Param {
	list := o.file.settings()
	if o.time.value != timeAny {
		list = append(list, trace.Param{Key: experiment.SettingTime, Value: o.time.value})
	}
	return list
}

// limited returns the context that the time limit ends, too.
func (o *searchFlags) limited(ctx context.Context) (context.Context, context.CancelFunc) {
	if o.limit.value == 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, o.limit.value)
}

// How many runs are made for each version at most if nobody says, and how much work there may be in them.
const (
	eraRuns = 5000
	eraWork = 10_000_000
)

// searchEras searches under each version of CPython, and prints what is possible where.
func (a *app) searchEras(words []string, o *searchFlags, given func(flag string) bool) error {
	for _, flag := range []string{"gil", "checks", "python", "trace", "html", "distribution"} {
		if given(flag) {
			return fmt.Errorf("--%s is for one search, and --all-eras makes one for each version: leave one of them out", flag)
		}
	}
	bounded := !given("runs") && !o.prove.on
	if bounded {
		o.runs.value = eraRuns
	}
	ctx, stop := interruptible()
	defer stop()
	limited, cancel := o.limited(ctx)
	defer cancel()
	eras := &report.SearchedEras{}
	var crews []*crew
	for _, era := range gil.Eras() {
		o.lock.python.value = era.Name
		s, judged, err := a.searchSetup(words, o, given)
		if err != nil {
			return err
		}
		options := o.options()
		if bounded {
			options.Work = eraWork
		}
		if err := o.fleet.refuse("", given); err != nil { // what workers cannot do is done here
			return err
		}
		crew, err := a.crew(&o.fleet, o.file.read)
		if err != nil {
			return err
		}
		crews = append(crews, crew)
		options.Progress = func(runs int) { crew.say("%s: %d runs", era.Name, runs) }
		found, err := crew.search(limited, s, options, words[0])
		if err != nil {
			return err
		}
		eras.Add(report.Searched{Info: s.Info(), Found: found, Judged: judged})
	}
	if o.format.value == formatJSON {
		if err := eras.Document().Write(a.stdout); err != nil {
			return err
		}
	} else if err := a.print(a.stdout, eras.Page(a.width(a.stdout))); err != nil {
		return err
	}
	for _, crew := range crews {
		if err := crew.shownAll(o.missing); err != nil {
			return err
		}
	}
	return searchCode(ctx, eras.Worst())
}

// searchCode is the error of the exit code.
func searchCode(ctx context.Context, f *search.Found) error {
	switch {
	case ctx.Err() != nil:
		return &exitError{code: exitInterrupted}
	case f.Verdict == search.Fail:
		return &exitError{code: exitFinding}
	case f.Verdict == search.Incomplete:
		return &exitError{code: exitIncomplete}
	}
	return nil
}

func (a *app) tellSearch(r *report.Searched, o *searchFlags) error {
	if o.format.value == formatJSON {
		return r.Document().Write(a.stdout)
	}
	return a.print(a.stdout, r.Page(a.width(a.stdout)))
}

// searchSetup returns what is searched, and whether somebody says which results are right.
func (a *app) searchSetup(words []string, o *searchFlags, given func(flag string) bool) (s *experiment.Setup, judged bool, err error) {
	lock, err := o.lock.config(given)
	if err != nil {
		return nil, false, err
	}
	python := o.lock.python.value
	var p *workload.Program
	if pyfile.Is(words[0]) {
		o.file.take(words)
		if err := o.file.refuse(given); err != nil {
			return nil, false, err
		}
		python = pythonOf(python, lock)
		p, err = a.fileProgram(&o.file, python, 1)
	} else if len(words) > 1 {
		err = errors.New("a program of the catalogue takes no arguments after --: it has --threads and --param")
	} else if err = o.file.refuse(given); err == nil {
		p, err = findWorkload(words[0])
	}
	if err != nil {
		return nil, false, err
	}
	in, err := p.Input(int(o.program.threads.value), o.program.params)
	if err != nil {
		return nil, false, err
	}
	s, err = experiment.New(p, in, python, sim.Config{Cores: 1, Seed: 1, GIL: lock})
	return s, o.file.path == "" || o.file.expect.value != "", err
}

// keepExample writes the trace of a wrong run, and its page, where they are wanted. They are those of the run under the lock itself.
func (a *app) keepExample(ctx context.Context, s *experiment.Setup, options search.Options, e *search.Example, o *searchFlags) error {
	if o.trace.value == "" && o.page.path.value == "" {
		return nil
	}
	tr, info, err := s.Confirm(ctx, options, e)
	if err != nil {
		return fmt.Errorf("there is no trace of the wrong run: %w", err)
	}
	file, err := a.createTrace(o.trace.value, tr.Header, tr.Names)
	if err != nil {
		return err
	}
	if file != nil {
		file.Record(tr.Events)
		if err := file.close(); err != nil {
			return err
		}
	}
	page, err := a.createPage(&o.page, tr.Header, tr.Names)
	if err != nil {
		return err
	}
	page.recorder().Record(tr.Events)
	return page.write(info)
}
