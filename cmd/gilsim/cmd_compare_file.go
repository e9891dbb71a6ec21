// This file defines gilsim compare FILE.py, which simulates a Python file as several versions of Python run it.

package main

import (
	"fmt"

	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/report"
	"github.com/gilsim/gilsim/gil"
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

func (a *app) compareFile(o *compareFlags, given func(flag string) bool) error {
	if err := o.refuseWithFile(given); err != nil {
		return err
	}
	if err := o.fleet.refuse("", given); err != nil {
		return err
	}
	versions, err := a.versions(o)
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
	seeds := int(o.seeds.value)
	crew, err := a.crew(&o.fleet, o.file.read)
	if err != nil {
		return err
	}
	plan, err := experiment.RunVersions(ctx, crew, versions, seeds, func(version string, n int) {
		crew.say("Python %s: %s of %s", version, layout.Count(n), layout.Plural(seeds, "seed"))
	})
	if err := crew.did(err); err != nil {
		return err
	}
	if o.format.value == formatJSON {
		err = report.VersionsDocument(versions).Write(a.stdout)
	} else {
		err = a.print(a.stdout, report.VersionsPage(versions, seeds, a.width(a.stdout)))
	}
	if err != nil {
		return err
	}
	if ctx.Err() != nil {
		return interrupted("before all runs were made")
	}
	if err := crew.shownAll(flagsOf(plan)); err != nil {
		return err
	}
	if err := a.simulatePair(page, [2]*experiment.Setup{versions[0].Setup, versions[len(versions)-1].Setup}, func() []webpage.Chart { return report.VersionsWebCharts(versions) }); err != nil {
		return err
	}
	return finding(report.VersionsError(versions, o.failOnWrong.on))
}

// versions returns a setup of the file for each version.
func (a *app) versions(o *compareFlags) ([]*experiment.Version, error) {
	machine, err := o.machine.config()
	if err != nil {
		return nil, err
	}
	if machine.Cores == 0 {
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
