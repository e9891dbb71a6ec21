// This file defines gilsim compare FILE.py, which simulates a Python file as several versions of Python run it.

package main

import (
	"context"
	"fmt"
	"time"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/report"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/trace"
	webpage "github.com/gilsim/gilsim/trace/export/page"
)

// version returns the version of Python that all runs of a program of the catalogue have, "" if none was chosen.
func (o *compareFlags) version() string {
	if len(o.python.values) == 0 {
		return ""
	}
	return o.python.values[0]
}

// refuseOfFile refuses what only a Python file can have.
func (o *compareFlags) refuseOfFile(given func(flag string) bool) error {
	if err := o.file.refuse(given); err != nil {
		return err
	}
	switch {
	case given("seeds"):
		return fmt.Errorf("--seeds is for a Python file: a program of the catalogue is run once under each lock")
	case len(o.python.values) > 1:
		return fmt.Errorf("--python=%s is for a Python file: a program of the catalogue takes one version, and several locks with --gil", &o.python)
	}
	return nil
}

// refuseWithFile refuses what a Python file cannot have.
func (o *compareFlags) refuseWithFile(given func(flag string) bool) error {
	if err := o.file.refuse(given); err != nil {
		return err
	}
	for _, flag := range []string{"family", "gil", "plot"} {
		if given(flag) {
			return fmt.Errorf("--%s is for programs of the catalogue: a Python file is compared under versions of Python, --python=%s",
				flag, "3.9,3.13,3.13t")
		}
	}
	if f := o.format.value; f == formatMarkdown || f == formatCSV {
		return fmt.Errorf("--format=%s is for programs of the catalogue: for a Python file there are text and json", f)
	}
	if len(o.interval.values) > 1 {
		return fmt.Errorf("--switch-interval=%s is for programs of the catalogue: a Python file takes one", &o.interval)
	}
	return nil
}

// refuseRuns refuses flags of runs that are not made.
func (o *compareFlags) refuseRuns(given func(flag string) bool) error {
	if err := o.fleet.refuse("", given); err != nil {
		return err
	}
	if err := o.real.refuse(given); err != nil {
		return err
	}
	if err := o.refuseOtherCores(given); err != nil {
		return err
	}
	if err := o.refuseMeasuring(given); err != nil {
		return err
	}
	if !o.real.sim.on {
		for _, flag := range []string{"seeds", "max-steps", "workers", "html"} {
			if given(flag) {
				return fmt.Errorf("--%s is for simulated runs, of which --sim=false makes none: leave one of them out", flag)
			}
		}
	}
	if !o.real.sim.on && !o.measures(given) {
		return fmt.Errorf("nothing is left to do: --sim=false simulates nothing, and with other --cores than the %d of this computer nothing is measured", experiment.CoresInReach())
	}
	return nil
}

// refuseMeasuring refuses flags of real runs where workers of a server make the simulated ones, and nothing is measured.
func (o *compareFlags) refuseMeasuring(given func(flag string) bool) error {
	if o.fleet.workers.value == "" || o.measures(given) {
		return nil
	}
	for _, flag := range []string{"repeat", "timeout", "pin"} {
		if given(flag) {
			return fmt.Errorf("--%s is for real runs, of which --workers makes none unless --real asks for them: leave one of them out", flag)
		}
	}
	return nil
}

func (a *app) compareFile(o *compareFlags, given func(flag string) bool) error {
	if err := o.refuseWithFile(given); err != nil {
		return err
	}
	if err := o.refuseRuns(given); err != nil {
		return err
	}
	versions, err := a.versions(o, given)
	if err != nil {
		return err
	}
	if len(versions) < 2 && o.page.path.value != "" {
		return fmt.Errorf("--html shows two versions of Python side by side: give two with --python")
	}
	page, err := createPair(&o.page)
	if err != nil {
		return err
	}
	defer page.close()
	ctx, stop := interruptible()
	defer stop()
	crew, err := a.crew(&o.fleet, o.file.read)
	if err != nil {
		return err
	}
	r := &experiment.VersionsReport{Versions: versions}
	var plan *experiment.SeedPlan
	if o.real.sim.on {
		if plan, err = a.simulateVersions(ctx, crew, r, int(o.seeds.value)); err != nil {
			return err
		}
	}
	if o.measures(given) && ctx.Err() == nil {
		a.measureVersions(ctx, r, o, given)
	}
	if o.format.value == formatJSON {
		err = report.VersionsDocument(r).Write(a.stdout)
	} else {
		err = a.print(a.stdout, report.VersionsPage(r, a.width(a.stdout)))
	}
	if err != nil {
		return err
	}
	if ctx.Err() != nil {
		return interrupted("before all runs were made")
	}
	if plan != nil {
		if err := crew.shownAll(flagsOf(plan)); err != nil {
			return err
		}
	}
	if err := a.simulatePair(page, [2]*experiment.Setup{versions[0].Setup, versions[len(versions)-1].Setup}, func() []webpage.Chart { return report.VersionsWebCharts(r) }); err != nil {
		return err
	}
	return finding(report.VersionsError(r, o.failOnWrong.on))
}

// simulateVersions simulates each version as CPython runs it, under so many seeds.
func (a *app) simulateVersions(ctx context.Context, crew *crew, r *experiment.VersionsReport, seeds int) (*experiment.SeedPlan, error) {
	r.Seeds = seeds
	plan, err := experiment.RunVersions(ctx, crew, r.Versions, seeds, func(version string, n int) {
		crew.say("Python %s: %s of %s", version, layout.Count(n), layout.Plural(seeds, "seed"))
	})
	return plan, crew.did(err)
}

// measures reports whether a program is run for real, too. Workers simulate, and nobody expects this computer to measure meanwhile.
func (o *compareFlags) measures(given func(flag string) bool) bool {
	cores := int(o.machine.cores.value)
	return o.real.real.on && (cores == 0 || cores == experiment.CoresInReach()) && (o.fleet.workers.value == "" || given("real"))
}

// longRound is how long one run of each version may take for real runs to be made unasked: there are at least five of each, and a comparison
// answers within some ten seconds.
const longRound = time.Second

// measureVersions has gilsim's own machine run each version, predicted and for real, unless that takes long and nobody asked for it.
func (a *app) measureVersions(ctx context.Context, r *experiment.VersionsReport, o *compareFlags, given func(flag string) bool) {
	asked := given("real") || given("repeat") || !o.real.sim.on
	if r.LeftOut = r.Takes(); r.LeftOut > longRound && !asked {
		return
	}
	c := experiment.NewVersionsComparison(r.Versions, o.real.machine(), int(o.real.repeat.value), o.real.least(given))
	shown := newProgress(a.stderr)
	defer shown.clear()
	shown.say("measuring what bytecodes cost (Ctrl-C ends it)")
	if took := a.calibrateVersions(ctx, c, asked); took > longRound && !asked {
		r.LeftOut = took
		return
	}
	r.LeftOut, r.Real = 0, c
	if o.real.sim.on {
		c.Predict(ctx, shown.watch())
	}
	c.Measure(ctx, shown.watch(), new(trace.Names), nil)
}

// calibrateVersions measures what bytecodes cost, a run of each version, and returns how long that took. Unless it was asked for, it ends when it has
// taken long.
func (a *app) calibrateVersions(ctx context.Context, c *experiment.Comparison, asked bool) time.Duration {
	if !asked {
		var cancel func()
		ctx, cancel = context.WithTimeout(ctx, longRound)
		defer cancel()
	}
	began := time.Now()
	c.Calibrate(ctx)
	return time.Since(began)
}

// versions returns a setup of the file for each version.
func (a *app) versions(o *compareFlags, given func(flag string) bool) ([]*experiment.Version, error) {
	machine, err := o.machine.config()
	if err != nil {
		return nil, err
	}
	switch {
	case machine.Cores != 0:
	case o.measures(given):
		machine.Cores = experiment.CoresInReach()
	default:
		machine.Cores = usualCores
	}
	names := o.python.values
	if len(names) == 0 {
		names = experiment.DefaultVersions()
	}
	var list []*experiment.Version
	for _, name := range names {
		era, err := gil.CPython(name)
		if err != nil {
			return nil, err
		}
		p, err := a.fileProgram(&o.file, name, machine.Cores)
		if err != nil {
			return nil, err
		}
		lock := era.Lock
		if lock.Discipline == gil.Interval {
			lock.Interval = o.intervals()[0]
		}
		machine.GIL = lock
		in, err := p.Input(0, nil)
		if err != nil {
			return nil, err
		}
		s, err := experiment.New(p, in, name, machine)
		if err != nil {
			return nil, err
		}
		list = append(list, &experiment.Version{Era: era, Setup: s})
	}
	return list, nil
}
