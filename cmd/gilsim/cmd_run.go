// This file defines the root command, which runs a program of the catalogue.

package main

import (
	"errors"
	"fmt"
	"math"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/gilsim/gilsim/cmd/gilsim/beside"
	"github.com/gilsim/gilsim/cmd/gilsim/experiment"
	"github.com/gilsim/gilsim/cmd/gilsim/layout"
	"github.com/gilsim/gilsim/cmd/gilsim/report"
	"github.com/gilsim/gilsim/cmd/gilsim/workload"
	"github.com/gilsim/gilsim/internal/version"
	"github.com/gilsim/gilsim/sched"
	"github.com/gilsim/gilsim/trace"
	webpage "github.com/gilsim/gilsim/trace/export/page"
)

const rootLong = `gilsim shows what threads and an interpreter lock (Python's GIL) do to a program: on a simulated machine, where every switch is deterministic, recorded and replayable, and then for real, on the cores of this computer, with the lock and without it. With --real=false the same command prints the same on every computer. The program is one of its catalogue, or a Python file of your own, which is run as a version of CPython runs it.`

const rootExample = `gilsim mine.py                              a Python file of your own: simulated, and then for real
gilsim compare mine.py --python 3.9,3.13,3.13t     which versions of Python it is right on

gilsim --gil=on --threads=8                 eight threads that compute, with the lock: they take turns
gilsim --gil=off --threads=8                the same without it: they run side by side
gilsim --real=false                         simulates only, on 4 cores whatever this computer has
gilsim compare --workload countdown         with the lock and without it, 1, 2, 4 and 8 threads

gilsim list                                 the programs that it knows
gilsim --workload balance --python 3.9      a race as that Python would run it
gilsim --workload countdown --profile vm --cores 2 --python 2.7     on a machine as it was measured
gilsim --workload balance --param count=2000 --gil ticks --seeds 100     which results it has, how often, and a seed for each

gilsim --trace on.trace                     records a run
gilsim replay on.trace                      runs it again and compares every event
gilsim view on.trace                        shows the interleaving, step by step
gilsim --gil off --trace off.trace; gilsim diff on.trace off.trace     where the two part`

// runOptions are the flags of the root command.
type runOptions struct {
	program programFlags
	file    fileFlags
	lock    lockFlags
	machine machineFlags
	real    realFlags
	seeds   number
	view    choice
	picture pictureFlags
	format  choice
	trace   word
	sources noSource
	page    pageFlags
	fleet   fleetFlags

	beside  word
	besides *beside.Series // what the interpreter of --beside did; nil: there is none

	failOnWrong toggle
	given       []string // the flags on the command line, each as --name=value
}

func (a *app) rootCommand() *cobra.Command {
	var o runOptions
	root := &cobra.Command{
		Use:           "gilsim [FILE.py] [-- ARGUMENTS]",
		Short:         "shows what threads and an interpreter lock do to a program",
		Long:          rootLong,
		Example:       rootExample,
		Args:          fileOrCommand,
		Version:       version.String(),
		SilenceErrors: true,
		SilenceUsage:  true,

		PersistentPreRun: func(*cobra.Command, []string) { a.hush() },
		RunE: func(cmd *cobra.Command, words []string) error {
			o.given = written(cmd.Flags())
			o.file.take(words)
			return a.run(&o, cmd.Flags().Changed)
		},
	}
	o.declare(root.Flags())
	a.flags.declare(root.PersistentFlags())
	root.AddCommand(a.listCommand(), a.compareCommand(), a.checkCommand(), a.disCommand(), a.calibrateCommand(), a.replayCommand(), a.searchCommand(), a.playCommand(), a.diffCommand(), a.viewCommand(), a.serveCommand(), a.workCommand())
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	ownWords(root)
	a.finish(root)
	_ = root.RegisterFlagCompletionFunc("workload", completeWorkloads)
	_ = root.RegisterFlagCompletionFunc("profile", completeProfiles)
	_ = root.RegisterFlagCompletionFunc("param", completeParams(&o.program.workload))
	return root
}

func (o *runOptions) declare(to *pflag.FlagSet) {
	o.program.declare(to)
	o.file.declare(to)
	o.lock.declare(to)
	o.machine.declare(to)
	o.seeds = number{0, 1, 1_000_000}
	grouped(to, groupMachine, func(fs *pflag.FlagSet) {
		fs.Var(&o.seeds, "seeds", "makes so many simulated runs, each with the next seed, and counts the results")
		o.failOnWrong.declare(fs, "fail-on-wrong", "of --seeds: exits with 1 if a result is wrong, and not only if a run fails")
	})
	o.machine.declareLimit(to)
	o.real.declare(to)
	o.fleet.declare(to)
	o.view = choice{report.ViewReport, report.ViewNames()}
	grouped(to, groupOutput, func(fs *pflag.FlagSet) {
		fs.Var(&o.view, "view", "what is shown: everything in figures, the first steps side by side, who did what when, or just what the program prints; only the report has real runs, too")
	})
	o.beside = word{"", "PYTHON"}
	grouped(to, groupFile, func(fs *pflag.FlagSet) {
		fs.Var(&o.beside, "beside", "also runs the Python file by an interpreter that you have, such as python3, and shows what it takes beside what is predicted for it; its version is simulated unless --python says another")
	})
	o.picture.declare(to)
	declareFormat(to, &o.format)
	declareTrace(to, &o.trace)
	o.sources.declare(to)
	o.page.declare(to, "the simulated run")
}

func (a *app) run(o *runOptions, given func(flag string) bool) error {
	if err := o.file.refuse(given); err != nil {
		return err
	}
	if err := o.sources.refuse(o, given); err != nil {
		return err
	}
	if err := o.real.simulatesOnly(o.program.workload.value, o.program.params, given); err != nil {
		return err
	}
	if err := o.fleet.refuse(o.single(), given); err != nil {
		return err
	}
	if err := o.refuse(given); err != nil {
		return err
	}
	var own *beside.Interpreter
	if o.beside.value != "" {
		var err error
		if own, err = a.meet(o, given); err != nil {
			return err
		}
	}
	s, err := a.setup(o, given)
	if err != nil {
		return err
	}
	if (o.measures() || own != nil) && !given("cores") && o.trace.value == "" {
		s = s.With(s.Lock(), experiment.CoresInReach())
	}
	if own != nil {
		a.measureBeside(own, o)
	}
	switch {
	case o.seeds.value > 0:
		return a.runSeeds(s, o)
	case !o.measures():
		return a.runOnce(s, o)
	}
	return a.runBoth(s, o, given)
}

// setup makes a setup of the flags. Given reports whether a flag was given by name.
func (a *app) setup(o *runOptions, given func(flag string) bool) (*experiment.Setup, error) {
	machine, err := o.machine.config()
	if err != nil {
		return nil, err
	}
	lock, err := o.lock.config(given)
	if err != nil {
		return nil, err
	}
	machine.GIL = lock
	python := o.lock.python.value
	var p *workload.Program
	if o.file.path != "" {
		python = pythonOf(python, lock)
		if p, err = a.fileProgram(&o.file, python, machine.Cores); err == nil {
			err = o.real.makesNone(o.file.path, onlySimulated(p, nil), given)
		}
	} else {
		p, err = findWorkload(o.program.workload.value)
	}
	if err != nil {
		return nil, err
	}
	o.sources.apply(p)
	in, err := p.Input(int(o.program.threads.value), o.program.params)
	if err != nil {
		return nil, err
	}
	return experiment.New(p, in, python, machine)
}

// single says why there is one run, "" if there are many.
func (o *runOptions) single() string {
	if o.seeds.value == 0 {
		return "give --seeds, too"
	}
	return ""
}

// measures reports whether runs are made for real, too.
func (o *runOptions) measures() bool {
	return o.real.real.on && o.seeds.value == 0 && o.view.value == report.ViewReport
}

func (o *runOptions) refuse(given func(flag string) bool) error {
	json, seeds := o.format.value == formatJSON, o.seeds.value > 0
	if err := o.refuseReal(given); err != nil {
		return err
	}
	switch {
	case o.failOnWrong.on && !seeds:
		return fmt.Errorf("--fail-on-wrong is for many runs, --seeds or gilsim compare: a single wrong run exits with 1 anyway")
	case json && given("view"):
		return fmt.Errorf("--format=json has all that there is: leave --view=%s out", o.view.value)
	case json && o.trace.value == stdio:
		return fmt.Errorf("--trace=- and --format=json both want standard output: give the trace a file")
	case seeds && o.trace.value != "":
		return fmt.Errorf("--seeds makes many runs, but --trace holds one: give one --seed")
	case given("lang") && o.page.path.value == "":
		return errNoPage
	case o.page.path.value != "" && !o.real.sim.on:
		return fmt.Errorf("--html shows the simulated run, of which --sim=false makes none: view --format=html shows the trace of a real one")
	case seeds && given("view"):
		return fmt.Errorf("--seeds makes many runs, but --view=%s shows one: give one --seed", o.view.value)
	case seeds && o.machine.seed.value > math.MaxUint64-(o.seeds.value-1):
		return fmt.Errorf("--seeds=%d goes beyond the last seed: from --seed=%d on it can be %d at most",
			o.seeds.value, o.machine.seed.value, math.MaxUint64-o.machine.seed.value+1)
	}
	return nil
}

func (o *runOptions) refuseReal(given func(flag string) bool) error {
	if err := o.refuseBeside(); err != nil {
		return err
	}
	if err := o.real.refuse(given); err != nil {
		return err
	}
	if err := o.refuseIgnored(given); err != nil {
		return err
	}
	shown, because := o.pictured()
	if err := o.picture.refuse(shown, because, given); err != nil {
		return err
	}
	stdout := o.real.trace.value == stdio
	switch {
	case !stdout && o.trace.value != "" && o.real.trace.value != "" && sameFile(o.trace.value, o.real.trace.value):
		return fmt.Errorf("--trace and --real-trace name the same file, %s: give one of them another", o.trace.value)
	case stdout && o.format.value == formatJSON:
		return fmt.Errorf("--real-trace=- and --format=json both want standard output: give the trace a file")
	case stdout && o.trace.value == stdio:
		return fmt.Errorf("--trace=- and --real-trace=- both want standard output: give one of them a file")
	case o.real.sim.on && (o.measures() || o.real.trace.value == ""):
		return nil
	case o.seeds.value > 0:
		return fmt.Errorf("--seeds simulates only: leave %s out", o.real.wanted())
	case !o.measures():
		return fmt.Errorf("--view=%s shows a simulated run: leave %s out", o.view.value, o.real.wanted())
	case o.trace.value != "":
		return fmt.Errorf("--trace keeps the trace of the simulated run, of which --sim=false makes none: --real-trace keeps that of the real one")
	}
	return nil
}

// pictured returns the view that shows a simulated run, "" if none does, and then because of what.
func (o *runOptions) pictured() (name, because string) {
	switch {
	case o.format.value == formatJSON:
		return "", "--format=json"
	case o.seeds.value > 0:
		return "", "--seeds"
	case !o.real.sim.on:
		return "", "--sim=false"
	}
	return o.view.value, ""
}

// refuseIgnored refuses flags of a machine on which nothing is going to run.
func (o *runOptions) refuseIgnored(given func(flag string) bool) error {
	none := ""
	switch {
	case o.seeds.value > 0:
		none = "--seeds"
	case !o.measures() && o.real.real.on:
		none = "--view=" + o.view.value
	}
	for _, flag := range []string{"real", "repeat", "timeout", "pin"} {
		if none != "" && given(flag) && o.real.real.on {
			return fmt.Errorf("--%s is for real runs, of which %s makes none: leave one of them out", flag, none)
		}
	}
	for _, flag := range []string{"cores", "max-steps"} {
		if !o.real.sim.on && given(flag) {
			return fmt.Errorf("--%s is for simulated runs, of which --sim=false makes none: leave one of them out", flag)
		}
	}
	return nil
}

func (a *app) runOnce(s *experiment.Setup, o *runOptions) error {
	out := a.reportStream(o.trace.value)
	names := new(trace.Names)
	v := a.newRunView(out, names, o)
	page, err := a.createPage(&o.page, s.Header(), names)
	if err != nil {
		return err
	}
	defer page.close()
	ended, err := a.record(s, names, o.trace.value, v, page.recorder())
	if err != nil && codeOf(err) != exitInterrupted {
		return err
	}
	if err := page.write(ended); err != nil {
		return err
	}
	concludes := err == nil && o.view.value == report.ViewReport
	if j, ok := v.(*report.JSONView); ok && concludes {
		j.Document.Conclude(report.RunMeaning(ended, j.Summary()), o.next(s))
		if err := a.showBeside(out, j.Document, o, ended, j.Summary()); err != nil {
			return err
		}
	}
	if err := v.Draw(out, a.colors(out).paint, ended); err != nil {
		return err
	}
	if sums, ok := v.(report.SummedView); ok && concludes && o.format.value == formatText {
		if err := a.showBeside(out, nil, o, ended, sums.Summary()); err != nil {
			return err
		}
		if err := a.print(out, report.NextPage(report.RunMeaning(ended, sums.Summary()), o.next(s), a.width(out))); err != nil {
			return err
		}
	}
	if err != nil {
		return err
	}
	return finding(report.RunError(ended))
}

// next returns what to try after the run.
func (o *runOptions) next(s *experiment.Setup) string { return report.NextTry(s.Program, o.given) }

func (a *app) newRunView(out *stream, names *trace.Names, o *runOptions) report.View {
	if o.format.value == formatJSON {
		return report.NewJSONView("run", names)
	}
	return report.NewView(o.view.value, names, o.picture.options(a.width(out)))
}

// record makes a run, tells the recorders of it, and writes its trace if it is to be kept. An error is no failure of the
// program: its trace could not be written, or the run was interrupted, and then what is known of it is returned, too.
func (a *app) record(s *experiment.Setup, names *trace.Names, path string, recorders ...trace.Recorder) (experiment.Info, error) {
	file, err := a.createTrace(path, s.Header(), names)
	if err != nil {
		return experiment.Info{}, err
	}
	ctx, stop := interruptible()
	defer stop()
	shown := newProgress(a.stderr)
	own := *s
	own.Machine.Stderr = &errorsOf{shown, a.stderr}
	outcome, result, err := own.Run(file.during(ctx), names, append(recorders, file.recorder(), shown.recorder())...)
	shown.clear()
	file.end(err)
	a.stderr.WriteString(outcome.Errors)
	if closed := file.close(); closed != nil {
		return experiment.Info{}, closed
	}
	if !errors.Is(err, sched.ErrInterrupted) { // that error says it
		a.complain(file.aside())
	}
	if errors.Is(err, sched.ErrInterrupted) {
		return s.Info().Ended(outcome, err), interrupted("after %s of simulated time%s", layout.Duration(result.Wall), file.kept())
	}
	return s.Info().Ended(outcome, err), nil
}

// runSeeds runs a program under many seeds and tells what came out. That a result is wrong is no finding unless that is
// wanted: it was asked how often that happens.
func (a *app) runSeeds(s *experiment.Setup, o *runOptions) error {
	names := new(trace.Names)
	page, err := a.createPage(&o.page, s.Header(), names)
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
	plan := &experiment.SeedPlan{Setups: []*experiment.Setup{s}, Seeds: seeds}
	sweeps, err := plan.Sweeps(ctx, crew, func(_, n int) { crew.say("%s of %s", layout.Count(n), layout.Plural(seeds, "seed")) })
	if err := crew.did(err); err != nil {
		return err
	}
	w := sweeps[0]
	if len(w.Walls) > 0 {
		if err := a.showSweep(s, w, o); err != nil {
			return err
		}
	}
	if ctx.Err() != nil && w.Interrupted() {
		return interrupted("after %s of %s", layout.Count(len(w.Walls)), layout.Plural(seeds, "seed"))
	}
	if err := crew.shownAll(flagsOf(plan)); err != nil {
		return err
	}
	if err := a.sweepPage(page, s, w); err != nil {
		return err
	}
	return finding(report.SweepError(w, o.failOnWrong.on))
}

func (a *app) showSweep(s *experiment.Setup, w *experiment.Sweep, o *runOptions) error {
	if o.format.value == formatJSON {
		return report.SweepDocument(s.Info(), w).Write(a.stdout)
	}
	return a.print(a.stdout, report.SweepPage(s.Info(), w, a.width(a.stdout)))
}

// sweepPage writes the page of one of many runs, nothing if there is none: of the first that is wrong, or else the first one. It has
// the chart of all results.
func (a *app) sweepPage(page *pageFile, s *experiment.Setup, w *experiment.Sweep) error {
	if page == nil || len(w.Results) == 0 {
		return nil
	}
	one := *s
	one.Machine.Seed = w.Results[0].Seed
	if first, _ := w.Wrong(); first != nil {
		one.Machine.Seed = first.Seed
	}
	page.view.Header, page.view.Charts = one.Header(), []webpage.Chart{report.SweepWebChart(w, s.Program.Name)}
	info, err := a.record(&one, page.view.Names, "", page.recorder())
	if err != nil {
		return err
	}
	return page.write(info)
}
