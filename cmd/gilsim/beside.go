// This file carries out --beside: an interpreter of the user's own runs the file, too.

package main

import (
	"fmt"

	"github.com/gilsim/gilsim/cmd/gilsim/beside"
	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/report"
	"github.com/gilsim/gilsim/gil"
	"github.com/gilsim/gilsim/trace"
)

// refuseBeside refuses --beside where there is no one simulated run of a file that it could be compared with.
func (o *runOptions) refuseBeside() error {
	switch {
	case o.beside.value == "":
		return nil
	case o.file.path == "":
		return fmt.Errorf("--beside=%s runs a Python file: give one, FILE.py", o.beside.value)
	case o.seeds.value > 0:
		return fmt.Errorf("--beside=%s is compared with one simulated run, and --seeds makes many: leave one of them out", o.beside.value)
	case o.view.value != report.ViewReport:
		return fmt.Errorf("--beside=%s is shown by the report: leave --view=%s out", o.beside.value, o.view.value)
	case !o.real.sim.on:
		return fmt.Errorf("--beside=%s is compared with the simulated run: leave --sim=false out", o.beside.value)
	}
	return nil
}

// besideTakes reports whether a flag of real runs says something of the runs of --beside, too, if there are any.
func besideTakes(flag string, given func(flag string) bool) bool {
	return given("beside") && (flag == "repeat" || flag == "timeout")
}

// meet asks the interpreter of --beside what it is. Its version is simulated unless another one, or a lock, is chosen.
func (a *app) meet(o *runOptions, given func(flag string) bool) (*beside.Interpreter, error) {
	ctx, stop := interruptible()
	defer stop()
	i, err := beside.Ask(ctx, o.beside.value)
	if err != nil || given("python") || given("gil") {
		return i, err
	}
	if _, err := gil.CPython(i.Era()); err != nil {
		return nil, fmt.Errorf("--beside=%s is Python %s, of which gilsim knows no figures: say with --python what is to be simulated", o.beside.value, i.Version)
	}
	o.lock.python.value = i.Era()
	return i, nil
}

// measureBeside has the interpreter run the file.
func (a *app) measureBeside(i *beside.Interpreter, o *runOptions) {
	ctx, stop := interruptible()
	defer stop()
	shown := newProgress(a.stderr)
	shown.say("%s runs %s", i.Path, o.file.path)
	program := beside.Program{File: o.file.path, Args: o.file.args, Stdin: o.file.read.Stdin}
	o.besides = i.Measure(ctx, program, int(o.real.repeat.value), o.real.timeout.value)
	shown.clear()
}

// showBeside shows what the interpreter did, if one was asked for: in the document, or on a page.
func (a *app) showBeside(out *stream, d *report.Document, o *runOptions, ended experiment.Info, sum *trace.Summary) error {
	if o.besides == nil {
		return nil
	}
	b := &report.Beside{Series: o.besides, Info: ended, Sum: sum, Whole: o.file.result.value == resultAll}
	if d != nil {
		d.AddBeside(b)
		return nil
	}
	return a.print(out, report.BesidePage(b, a.width(out)))
}
